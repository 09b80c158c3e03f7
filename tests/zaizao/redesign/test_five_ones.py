"""One notice, one form, one intake, one plan, one delivery, read from the redesigned restaurant."""

from __future__ import annotations

from redesigned_chains import redesign_chain

ONES = redesign_chain("restaurant").five_ones


def test_the_notice_names_the_papers_of_each_situation() -> None:
    told = {tuple(notice.situation.items()): [line.material for line in notice.papers] for notice in ONES.notices}

    always = ["application-form", "premises-proof", "lease", "layout-plan", "food-safety-rules", "fire-conformity"]
    assert told == {(("signboard", False),): always, (("signboard", True),): [*always, "sign-picture"]}


def test_the_notice_says_what_may_follow_and_what_may_be_pledged() -> None:
    papers = ONES.notices[0].papers

    assert "lease" in [line.material for line in papers if line.may_follow]
    assert [line.material for line in papers if line.may_pledge] == ["premises-proof", "fire-conformity"]


def test_the_form_asks_each_field_once_and_says_what_is_filled_in_beforehand() -> None:
    fields = [field for section in ONES.form for field in section.fields]

    assert len({field.field for field in fields}) == len(fields)
    assert {field.field: field.filled_from for field in fields if field.filled_from != "applicant"} == {
        "operator_name": "shared/police/id-card",
        "id_number": "shared/police/id-card",
        "licence_number": "shared/market/licence",
    }


def test_the_form_has_a_section_for_all_and_one_for_what_a_single_item_needs() -> None:
    sections = {section.item: [field.field for field in section.fields] for section in ONES.form}

    assert sections[None][:2] == ["shop_name", "operator_name"]
    assert sections["fire"] == ["fire_pledged"]
    assert sections["sign"] == ["signboard"]


def test_the_plan_tells_what_is_decided_at_the_same_time_and_what_has_to_wait() -> None:
    plan = {decision.item: decision for decision in ONES.plan}

    assert plan["food"].after == plan["fire"].after == ("licence",)
    assert plan["sign"].after == ()
    assert {name: str(each.limit) for name, each in plan.items()} == {
        "licence": "3wd", "food": "20wd", "fire": "10wd", "sign": "20wd"
    }  # fmt: skip
    assert [each.organ for each in ONES.plan if each.item == "fire"] == ["fire-rescue"]


def test_there_is_one_intake_and_one_delivery() -> None:
    assert (ONES.intakes, ONES.deliveries) == (("intake",), ("deliver",))
