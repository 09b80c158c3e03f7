"""Each operator on a small process: what it changes, and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from cases import define_process
from zaizao.definition.model import Ground, IfSkipped, Link, ProcessDefinition
from zaizao.redesign import Move, Scope, list_operators, redesign
from zaizao.redesign.operators import merge
from zaizao.units import parse_limit

ON = dt.date(2026, 3, 2)
HEAD = """
kind: item
items:
  permit: {organ: bureau, bases: [act], risks: []}
bases:
  act: {law: 行政许可法, article: 第三十四条}
  take-in: {law: 行政许可法, article: 第三十二条}
  gone: {law: 个体工商户条例, article: 第九条, until: "2022-11-01"}
materials:
  form: {name: 申请表, holds: [large], basis: act}
  id-card: {name: 身份证, held: shared/police/id-card, basis: act}
  clean-record: {name: 无犯罪证明, certificate: true, risks: [], basis: act}
  unexamined: {name: 资金证明, certificate: true, basis: act}
  dangerous: {name: 安全证明, certificate: true, risks: [公共安全], basis: act}
  lease: {name: 租赁合同, secondary: true, basis: act}
  photograph: {name: 照片, copies: 3, assumption: true}
fields:
  large: {type: boolean, purpose: 条件, basis: act}
activities:
  intake:
    {does: accept, item: permit, by: window, outcomes: [accepted, not_accepted], reads: [large], visit: 1,
     takes: [form, id-card, clean-record, unexamined, dangerous, lease, photograph], limit: 1wd, bases: [take-in]}
  check:
    {does: check, item: permit, after: [{activity: intake, ground: law, of: take-in, on: [accepted]}],
     outcomes: [passed, failed], limit: 3wd, bases: [act]}
  inspect:
    {does: visit_site, item: permit, outcomes: [passed, failed], limit: 1wd, bases: [act],
     after: [{activity: intake, ground: law, of: take-in, on: [accepted]},
             {activity: check, ground: custom, on: [passed], if_skipped: skip}]}
  review:
    {does: review, item: permit, after: [{activity: inspect, ground: custom, if_skipped: run}], limit: 2wd, assumption: true}
  stamp:
    {does: seal, item: permit, after: [{activity: review, ground: custom, if_skipped: run}], limit: 1wd, visit: 1, bases: [gone]}
  decide:
    {does: decide, item: permit, outcomes: [granted, refused], gives: [licence], limit: 1wd, bases: [act],
     after: [{activity: check, ground: law, of: act, if_skipped: run}, {activity: inspect, ground: law, of: act, if_skipped: run},
             {activity: stamp, ground: custom, if_skipped: run}]}
  deliver:
    {does: deliver, item: permit, by: window, takes: [licence], limit: 1wd, visit: 1, bases: [act],
     after: [{activity: decide, ground: data, of: licence, on: [granted], if_skipped: skip}]}
"""


def one_item(text: str = HEAD) -> ProcessDefinition:
    return define_process(text)


def find(name: str, definition: ProcessDefinition) -> list[Move]:
    return list(list_operators()[name].find(definition, Scope(ON)))


def only(name: str, definition: ProcessDefinition) -> ProcessDefinition:
    """The redesign by one operator alone; it is proved."""
    found = redesign([definition], on=ON, operators=[name])
    assert found.verdict.losses == ()
    return found.after


def sources(definition: ProcessDefinition, name: str) -> list[str]:
    return [link.activity for link in definition.activities[name].after]


def test_parallelise_drops_habits_and_keeps_what_is_examined_before_the_decision() -> None:
    after = only("parallelise", one_item())

    assert sources(after, "inspect") == ["intake"]
    assert sources(after, "decide") == ["check", "inspect", "review"]
    assert sources(after, "stamp") == ["review"]


def test_parallelise_gives_what_would_lead_nowhere_a_place_before_the_decision() -> None:
    definition = one_item(HEAD.replace("{activity: check, ground: law, of: act, if_skipped: run}, ", ""))

    after = only("parallelise", definition)

    assert Link("check", Ground.LAW, of="act", if_skipped=IfSkipped.RUN) in after.activities["decide"].after


def test_parallelise_lets_nothing_be_examined_before_it_is_accepted() -> None:
    only_intake = (
        "after: [{activity: intake, ground: law, of: take-in, on: [accepted]},\n             {activity: check,"
    )
    definition = one_item(HEAD.replace(only_intake, "after: [{activity: check,"))

    after = only("parallelise", definition)

    assert after.activities["inspect"].after == (Link("intake", Ground.LAW, of="take-in", on=("accepted",)),)


def test_parallelise_keeps_a_habit_by_which_something_is_handed_on() -> None:
    text = HEAD.replace("{does: check, item: permit,", "{does: check, item: permit, gives: [opinion],")
    definition = one_item(text.replace("{does: visit_site,", "{does: visit_site, takes: [opinion],"))

    after = only("parallelise", definition)

    assert "check" in sources(after, "inspect")


def test_parallelise_keeps_a_habit_that_decides_whether_something_happens() -> None:
    text = HEAD.replace("{does: check, item: permit,", "{does: check, item: permit, when: large,")

    moves = find("parallelise", one_item(text))
    after = only("parallelise", one_item(text))

    assert ("activities/inspect/after/check",) in [move.elements for move in moves]
    assert "check" in sources(after, "inspect")


def test_parallelise_opens_a_circle_of_habits() -> None:
    circle = HEAD.replace("[{activity: intake, ground: law, of: take-in, on: [accepted]}],\n     outcomes", (
        "[{activity: intake, ground: law, of: take-in, on: [accepted]}, {activity: inspect, ground: custom, if_skipped: run}],"
        "\n     outcomes"
    ))  # fmt: skip
    definition = one_item(f"as_is: true\n{circle}")

    after = only("parallelise", definition)

    assert not after.as_is
    assert sources(after, "check") == ["intake"]


def test_eliminate_takes_out_the_stamp_and_the_review_and_ties_what_is_left() -> None:
    after = only("eliminate", one_item())

    assert list(after.activities) == ["intake", "check", "inspect", "decide", "deliver"]
    assert sources(after, "decide") == ["check", "inspect"]
    assert "photograph" not in after.materials
    assert "photograph" not in after.activities["intake"].takes


def test_eliminate_keeps_what_gives_something_that_is_needed() -> None:
    definition = one_item(
        HEAD.replace("{does: review,", "{does: review, gives: [opinion],").replace(
            "{does: decide,", "{does: decide, takes: [opinion],"
        )
    )

    assert "review" in only("eliminate", definition).activities


def test_eliminate_keeps_the_last_step_that_examines() -> None:
    text = HEAD.replace("bases: [act]}\n  inspect", "assumption: true}\n  inspect").replace(
        "limit: 1wd, bases: [act],\n     after: [{activity: intake",
        "limit: 1wd, assumption: true,\n     after: [{activity: intake",
    )

    after = only("eliminate", one_item(text))

    assert {"check", "inspect"} <= set(after.activities)


def test_eliminate_keeps_a_legal_act_other_than_a_stamp() -> None:
    definition = one_item(HEAD.replace("{does: seal,", "{does: publish,"))

    assert "stamp" in only("eliminate", definition).activities


def test_eliminate_leaves_alone_what_a_matter_is_there_to_do() -> None:
    definition = define_process("""
activities:
  plan: {does: plan, assumption: true}
  look: {does: check, assumption: true, after: [{activity: plan, ground: custom}]}
  review: {does: review, assumption: true, after: [{activity: look, ground: custom}]}
  handle: {does: handle, assumption: true, after: [{activity: review, ground: custom}]}
""")

    assert list(only("eliminate", definition).activities) == ["plan", "look", "handle"]


def test_parallelise_leaves_meetings_and_plans_in_their_order() -> None:
    definition = define_process("""
activities:
  session: {does: hold_session, assumption: true}
  score: {does: score, assumption: true, after: [{activity: session, ground: custom}]}
""")

    assert find("parallelise", definition) == []


def test_eliminate_drops_a_prerequisite_whose_law_is_repealed() -> None:
    definition = one_item(
        HEAD.replace("{activity: check, ground: custom, on", "{activity: check, ground: law, of: gone, on")
    )

    assert "check" not in sources(only("eliminate", definition), "inspect")


def test_share_data_fetches_what_the_state_holds_and_nothing_else() -> None:
    after = only("share-data", one_item())

    assert {name: each.source for name, each in after.materials.items() if each.source != "applicant"} == {
        "id-card": "shared/police/id-card"
    }


def test_pledge_covers_only_certificates_that_were_examined_and_touch_nothing_excluded() -> None:
    after = only("pledge", one_item())

    assert [name for name, each in after.materials.items() if each.pledge == "allowed"] == ["clean-record"]
    assert after.materials["clean-record"].pledge_check == parse_limit("30wd")


@pytest.mark.parametrize("risks", ["", "risks: [公共安全]"])
def test_pledge_covers_nothing_of_an_item_that_touches_an_excluded_area_or_was_not_examined(risks: str) -> None:
    definition = one_item(
        HEAD.replace("{organ: bureau, bases: [act], risks: []}", f"{{organ: bureau, bases: [act], {risks}}}")
    )

    assert find("pledge", definition) == []


def test_tolerate_gaps_lets_a_secondary_paper_follow_within_the_limit_of_the_rule() -> None:
    after = only("tolerate-gaps", one_item())

    assert {name: str(each.gap_limit) for name, each in after.materials.items() if each.gap == "minor"} == {
        "lease": "5wd"
    }


def test_integrate_makes_one_of_two_checks_with_the_stricter_demands_of_both() -> None:
    text = HEAD.replace("does: visit_site, item: permit,", "does: check, item: permit, who: {count: 2},")
    text = text.replace("limit: 3wd, bases", "limit: 1wd, bases")
    definition = one_item(text.replace("{activity: check, ground: custom, on: [passed], if_skipped: skip}", ""))

    after = only("integrate", definition)

    check = after.activities["check"]
    assert "inspect" not in after.activities
    assert (str(check.limit), check.who.count if check.who else 0, check.replaces) == ("1wd", 2, ("check", "inspect"))
    assert sources(after, "decide") == ["check", "stamp"]


def test_integrate_leaves_apart_what_has_different_limits() -> None:
    definition = one_item(HEAD.replace("does: visit_site, item: permit,", "does: check, item: permit,"))

    assert find("integrate", definition) == []


def test_integrate_never_unites_decisions_or_organs() -> None:
    text = HEAD.replace("does: visit_site, item: permit,", "does: check, by: street, item: permit,")
    definition = one_item(text.replace("limit: 3wd, bases", "limit: 1wd, bases"))

    assert find("integrate", definition) == []


def test_resequence_puts_the_cheap_check_first_and_both_before_what_followed() -> None:
    after = only("resequence", one_item())

    assert sources(after, "inspect") == ["intake"]
    assert Link("inspect", Ground.CUSTOM, if_skipped=IfSkipped.RUN) in after.activities["check"].after
    assert {"check", "inspect"} <= set(sources(after, "decide"))


def test_resequence_saves_work_and_parallelise_time() -> None:
    definition = one_item()
    cheap = redesign([definition], on=ON, operators=["resequence"])
    quick = redesign([definition], on=ON, operators=["parallelise"])

    assert cheap.measures_after.everything.work_lost < quick.measures_after.everything.work_lost
    assert quick.measures_after.everything.elapsed < cheap.measures_after.everything.elapsed


TWO = """
process: {name}
as_is: true
items:
  {name}: {{organ: bureau, bases: [act], clock: {{limit: 20wd, from: intake.done, to: decide.done, basis: act}}}}
bases:
  act: {{law: 行政许可法, article: 第三十四条}}
materials:
  form-{name}: {{name: '{name} 申请表', holds: [size], copies: {copies}, basis: act}}
  plan-{name}: {{name: 平面图, copies: {copies}, basis: act}}
fields:
  size: {{type: number, purpose: 面积, basis: act}}
activities:
  intake:
    {{does: accept, item: {name}, by: {counter}, outcomes: [accepted, not_accepted], reads: [size], visit: 1,
     takes: [form-{name}, plan-{name}], limit: {limit}, bases: [act]}}
  decide:
    {{does: decide, item: {name}, outcomes: [granted, refused], gives: ['{name}-permit'], limit: 5wd, bases: [act],
     after: [{{activity: intake, ground: law, of: act, on: [accepted]}}]}}
  deliver:
    {{does: deliver, item: {name}, by: {counter}, takes: ['{name}-permit'], limit: 1wd, visit: 1, bases: [act],
     after: [{{activity: decide, ground: data, of: '{name}-permit', on: [granted], if_skipped: skip}}]}}
"""


def two_items() -> list[ProcessDefinition]:
    return [
        define_process(TWO.format(name="first", copies=1, counter="window", limit="2wd")),
        define_process(TWO.format(name="second", copies=3, counter="street", limit="1wd")),
    ]


def test_merge_makes_one_form_one_set_of_papers_one_intake_and_one_delivery() -> None:
    found = redesign(two_items(), on=ON)

    assert found.verdict.losses == ()
    assert list(found.after.activities) == ["intake", "first-decide", "second-decide", "deliver"]
    form, plan = found.after.materials["application-form"], found.after.materials["plan-first"]
    assert (form.copies, plan.copies) == (3, 3)
    assert plan.replaces == ("first/plan-first", "second/plan-second")
    assert found.after.activities["intake"].replaces == ("first/intake", "second/intake")
    assert str(found.after.activities["intake"].limit) == "1wd"
    assert found.after.activities["deliver"].needs == "any"


def test_merge_keeps_the_decision_and_the_clock_of_each_item() -> None:
    after = redesign(two_items(), on=ON).after

    clocks = {name: item.clock for name, item in after.items.items()}
    assert {name: (each.start, each.end) for name, each in clocks.items() if each is not None} == {
        "first": ("intake.done", "first-decide.done"),
        "second": ("intake.done", "second-decide.done"),
    }


def test_merge_hands_a_result_on_inside_instead_of_asking_for_it() -> None:
    first, second = (TWO.format(name=name, copies=1, counter="window", limit="1wd") for name in ("first", "second"))
    first = first.replace("fields:", "  first-permit: {name: 第一证, from: decide, basis: act}\nfields:")
    second = second.replace("fields:", "  proof: {name: 第一证, basis: act}\nfields:").replace(
        "takes: [form-second,", "takes: [proof, form-second,"
    )

    found = redesign([define_process(first), define_process(second)], on=ON)

    assert found.verdict.losses == ()
    assert "proof" not in found.after.materials
    assert found.after.materials["first-permit"].replaces == ("first/first-permit", "second/proof")
    decision = found.after.activities["second-decide"]
    assert "first-permit" in decision.takes
    assert Link("first-decide", Ground.DATA, of="first-permit", if_skipped=IfSkipped.RUN) in decision.after


def test_merge_does_not_unite_an_intake_with_one_that_the_law_wants_after_a_decision() -> None:
    first, second = (TWO.format(name=name, copies=1, counter="window", limit="1wd") for name in ("first", "second"))
    text = first.partition("activities:")[2] + second.partition("activities:")[2].replace(
        "  intake:", "  intake-2:"
    ).replace("  decide:", "  decide-2:").replace("  deliver:", "  deliver-2:").replace(
        "activity: intake", "activity: intake-2"
    ).replace("activity: decide", "activity: decide-2")
    both = define_process(
        "items:\n  first: {organ: bureau, bases: [act]}\n  second: {organ: bureau, bases: [act]}\n"
        + second.partition("as_is: true")[2].partition("items:")[0]
        + "materials:\n  form-first: {name: 甲表, basis: act}\n  plan-first: {name: 甲图, basis: act}\n"
        "  form-second: {name: 乙表, basis: act}\n  plan-second: {name: 乙图, basis: act}\n"
        "bases:\n  act: {law: 行政许可法, article: 第三十四条}\n"
        "fields:\n  size: {type: number, purpose: 面积, basis: act}\n"
        "activities:" + text.replace(
            "  intake-2:\n    {does: accept,",
            "  intake-2:\n    {does: accept, after: [{activity: decide, ground: law, of: act, if_skipped: run}],",
        )
    )  # fmt: skip

    found = redesign([both], on=ON)

    assert found.verdict.losses == ()
    assert {"intake", "intake-2"} <= set(found.after.activities)


def test_merge_names_a_move_for_each_thing_that_can_be_one() -> None:
    definition = redesign(two_items(), on=ON, operators=[]).after

    kinds = [move.detail[0] for move in merge.find(definition, Scope(ON))]

    assert kinds == ["papers", "forms", "work", "work"]
