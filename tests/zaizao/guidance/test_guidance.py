"""One question at a time, then exactly the applicant's list; what was foreseen is what the engine then does."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from cases import begin, define_process
from zaizao.definition import ProcessDefinition, load_pack
from zaizao.expression import UNKNOWN
from zaizao.guidance import choose_question, foresee, list_questions, tell_once
from zaizao.net.commands import Complete, StateFacts
from zaizao.units import Text

CHAINS = {"restaurant": "open-restaurant", "enterprise": "open-company", "construction": "start-building"}

SHOP = define_process("""
fields:
  area: {type: number, name: 面积}
  signboard: {type: boolean, name: 要挂招牌吗}
  lit: {type: boolean, name: 招牌发光吗}
  owner: {type: string}
  fit: {type: boolean, from: visit}
items:
  permit: {organ: bureau, clock: {limit: 20wd, from: intake.done, to: decide.done}}
  sign: {organ: bureau, when: signboard, clock: {limit: 5wd, from: intake.done, to: allow.done}}
materials:
  lease: {name: 租赁合同, gap: minor, gap_limit: 5wd}
  form: {name: 申请表, holds: [owner]}
  drawing: {name: 效果图, when: signboard}
  wiring: {name: 电路图, when: signboard and lit, copies: 2}
  plan: {name: 消防平面图, when: area > 300}
  card: {name: 身份证, from: shared/police/id-card}
activities:
  intake: {name: 受理, does: accept, by: bureau, takes: [lease, form, drawing, wiring, plan, card], limit: 1wd, visit: 1}
  visit: {name: 核查, does: visit_site, by: bureau, item: permit, when: area > 300, writes: [fit], visit: 1,
          limit: 3wd, after: [{activity: intake, ground: law, of: act}]}
  decide: {name: 决定, does: decide, by: bureau, item: permit, outcomes: [granted, refused], limit: 3wd, bases: [act],
           after: [{activity: visit, ground: law, of: act, if_skipped: run}]}
  allow: {name: 准予, does: decide, by: bureau, item: sign, outcomes: [granted, refused], limit: 3wd, bases: [act],
          after: [{activity: intake, ground: law, of: act}]}
""")


def test_only_fields_of_the_applicant_on_which_something_hangs_are_asked() -> None:
    assert [(each.field, each.name, each.kind) for each in list_questions(SHOP)] == [
        ("area", Text("面积"), "number"),
        ("signboard", Text("要挂招牌吗"), "boolean"),
        ("lit", Text("招牌发光吗"), "boolean"),
    ]


def test_the_question_that_decides_most_comes_first_and_a_settled_one_never() -> None:
    asked = [choose_question(SHOP, answers) for answers in ({}, {"signboard": False}, {"signboard": False, "area": 10})]

    assert [each.field if each else None for each in asked] == ["signboard", "area", None]
    assert choose_question(SHOP, {"signboard": True, "area": 10}) == list_questions(SHOP)[2]


def test_the_list_is_exactly_the_applicants() -> None:
    small = tell_once(SHOP, {"signboard": False, "area": 10})
    large = tell_once(SHOP, {"signboard": True, "lit": True, "area": 400})

    assert (small.items, small.visits, small.complete) == (("permit",), 1, True)
    assert [(each.material, each.source, each.may_follow) for each in small.papers] == [
        ("lease", "bring", True), ("form", "form", False), ("card", "shared", False),
    ]  # fmt: skip
    assert (large.items, large.visits) == (("permit", "sign"), 2)
    assert [each.material for each in large.list_to_bring()] == ["lease", "drawing", "wiring", "plan"]
    assert small.fields == ("owner",)


def test_what_hangs_on_a_missing_answer_is_told_as_open() -> None:
    sheet = tell_once(SHOP, {"signboard": True})

    assert not sheet.complete
    assert {each.material: each.certain for each in sheet.papers} == {
        "lease": True, "form": True, "drawing": True, "wiring": False, "plan": False, "card": True,
    }  # fmt: skip


@pytest.mark.parametrize(("pack", "process"), CHAINS.items())
def test_what_is_foreseen_for_a_chain_is_what_the_engine_does(root: Path, pack: str, process: str) -> None:
    definition = load_pack(root / "packs" / pack).definitions[process]
    questions = list_questions(definition)

    for values in itertools.product([True, False], repeat=len(questions)):
        answers = dict(zip([each.field for each in questions], values, strict=True))
        sheet, course = tell_once(definition, answers), foresee(definition, answers)
        done, facts = play(definition, answers)

        assert sheet.complete
        assert {name for name, answer in course.activities.items() if answer is True} <= done
        assert {name for name, answer in course.activities.items() if answer is False}.isdisjoint(done)
        assert {name for name, answer in foresee(definition, facts).activities.items() if answer is not False} == done
        assert all(answer is not UNKNOWN for answer in course.items.values())


def play(definition: ProcessDefinition, answers: dict[str, object]) -> tuple[set[str], dict[str, object]]:
    """A case with these answers in which everything goes its ordinary way: what was done, and all facts known then."""
    brought = tuple(name for name, each in definition.materials.items() if each.source == "applicant")
    case = begin(definition, facts=answers, materials=brought)
    case.saved = case.recorded = False
    facts = dict(answers)
    for _ in range(len(definition.activities)):
        while missing := [name for act in case.state.acts.values() for name in act.more.missing if name not in facts]:
            facts.update(dict.fromkeys(missing, True))
            case.do(StateFacts(dict.fromkeys(missing, True)))
        for work in list(case.state.work.values()):
            activity = definition.activities[work.activity]
            found = {name: True for name in activity.writes if definition.fields[name].type == "boolean"}
            facts.update(found)
            officers = tuple(f"officer-{n}" for n in range(activity.who.count if activity.who else 1))
            outcome = activity.outcomes[0] if activity.outcomes else None
            case.do(Complete(work.id, outcome, found, officers, by="officer-0"))
    assert case.state.status == "closed", case.statuses()
    return {name for name, act in case.state.acts.items() if act.status == "done"}, facts
