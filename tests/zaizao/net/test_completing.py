"""Ending a work item."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cases import START, Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import (
    FactTypeError,
    GapError,
    MaterialError,
    NetRefusal,
    NotOnRosterError,
    NotTheHolderError,
    OpenGapError,
    OutcomeError,
    PeopleError,
    PledgeError,
    RefusalIncompleteError,
    SelfDealingError,
    UnknownFactError,
    UnknownWorkError,
    WorkBlockedError,
)
from zaizao.net.state import Act, ItemState, Paper, Timer, Work

LATER = START + timedelta(hours=1)

ITEM = """
kind: item
fields: {area: {type: number}, note: {type: string}}
materials:
  lease: {name: 租赁合同, gap: minor, gap_limit: 5wd}
  health: {name: 健康证明, pledge: allowed, pledge_check: 30d}
  id: {name: 身份证}
  sketch: {name: 现场图}
items: {food: {organ: bureau, clock: {limit: 20wd, from: intake.done, to: decide.done}}}
activities:
  intake: {does: accept, by: window, takes: [lease, health, id]}
  visit:
    does: visit_site
    item: food
    writes: [area]
    gives: [sketch]
    who: {count: 2, not: [intake]}
    outcomes: [fine, odd]
    after: [{activity: intake, ground: custom}]
  decide:
    does: decide
    item: food
    outcomes: [granted, refused]
    who: {same_as: visit}
    after: [{activity: visit, ground: data, of: sketch}]
"""


def at_visit() -> Case:
    case = begin(ITEM)
    case.finish("intake", by="甲", acting_for="window")
    return case


def test_completing_ends_the_activity_with_its_facts_people_and_words_and_opens_the_next() -> None:
    case = at_visit()
    step = case.do(
        commands.Complete("visit#1", "fine", {"area": 42}, ("乙", "丙"), "一切正常", by="乙", acting_for="bureau")
    )

    now = case.now
    assert step.events == (
        happened.ActivityDone(
            6, now, "乙", "visit", "fine", "visit#1", ("乙", "丙"), {"area": Decimal(42)}, None, now, "person",
            {"text": "一切正常"},
        ),
        happened.ActivityOpened(
            7, now, "乙", "decide", (Work("decide#1", "decide", 1, "bureau", now),), (), None, 0
        ),
    )  # fmt: skip
    assert case.act("visit") == Act("done", 1, 1, 1, "fine", LATER, now, ("乙", "丙"))
    assert case.state.facts.get("area") == Decimal(42)
    assert case.state.papers.get("sketch") == Paper("made", None, "visit")
    assert list(case.state.work) == ["decide#1"]


def test_deciding_gives_the_item_its_outcome_and_ends_its_clock() -> None:
    case = at_visit()
    case.finish("visit", "fine", officers=("乙", "丙"))
    step = case.finish("decide", "granted", officers=("乙",))

    assert [type(event) for event in step.events] == [
        happened.ActivityDone,
        happened.ItemDecided,
        happened.ClockEnded,
        happened.CaseClosed,
    ]
    assert step.events[1] == happened.ItemDecided(9, case.now, None, "food", "granted", "decide")
    assert case.state.items["food"] == ItemState("granted", None, LATER, case.now, moment("2026-03-31"))
    assert len(case.state.timers) == 0


def test_a_gap_and_a_pledge_are_recorded_with_their_days() -> None:
    case = begin(ITEM)
    step = case.do(
        commands.Complete("intake#1", materials=("id",), gaps=("lease",), pledges=("health",), by="甲"),
    )

    now, due, check = case.now, moment("2026-03-10"), moment("2026-04-02")
    assert step.events[:3] == (
        happened.Supplied(3, now, "甲", ("id",), ()),
        happened.GapTolerated(4, now, "甲", "lease", due),
        happened.PledgeTaken(5, now, "甲", "health", "甲", check),
    )
    assert dict(case.state.papers.sorted_items()) == {
        "id": Paper("supplied"),
        "lease": Paper("gap", due),
        "health": Paper("pledged", check, "甲"),
    }
    assert case.state.timers.get("gap:lease") == Timer(due, "gap", "lease")
    assert [(effect.kind, effect.subject, effect.details) for effect in step.effects] == [
        ("post_check", "health", {"due": check})
    ]


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (commands.Complete("visit#7", "fine"), UnknownWorkError, {"work": "visit#7"}),
        (commands.Complete("nothing#1"), UnknownWorkError, {"work": "nothing#1"}),
        (
            commands.Complete("visit#1", "fine", acting_for="street"),
            NotTheHolderError,
            {"work": "visit#1", "holder": "bureau", "acting_for": "street"},
        ),
        (
            commands.Complete("visit#1", officers=("乙", "丙")),
            OutcomeError,
            {"activity": "visit", "outcome": None, "allowed": ("fine", "odd")},
        ),
        (
            commands.Complete("visit#1", "good", officers=("乙", "丙")),
            OutcomeError,
            {"activity": "visit", "outcome": "good", "allowed": ("fine", "odd")},
        ),
        (
            commands.Complete("visit#1", "fine", officers=("乙", "乙")),
            PeopleError,
            {"activity": "visit", "needed": 2, "named": ("乙", "乙")},
        ),
        (
            commands.Complete("visit#1", "fine", officers=("乙", "甲")),
            SelfDealingError,
            {"activity": "visit", "did": "intake", "people": ("甲",)},
        ),
        (
            commands.Complete("visit#1", "fine", {"note": "不该写"}, ("乙", "丙")),
            UnknownFactError,
            {"name": "note", "allowed": ("area",)},
        ),
        (
            commands.Complete("visit#1", "fine", {"area": True}, ("乙", "丙")),
            FactTypeError,
            {"name": "area", "value": True, "expected": "number"},
        ),
        (commands.Complete("visit#1", "fine", officers=("乙", "丙"), gaps=("id",)), GapError, {"material": "id"}),
        (commands.Complete("visit#1", "fine", officers=("乙", "丙"), pledges=("id",)), PledgeError, {"material": "id"}),
        (
            commands.Complete("visit#1", "fine", officers=("乙", "丙"), materials=("map",)),
            MaterialError,
            {"material": "map", "known": ("lease", "health", "id", "sketch")},
        ),
    ],
)
def test_completing_is_refused_with_the_reason(
    command: commands.Complete, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    assert at_visit().refuse(kind, command) == fields


def test_the_same_person_must_go_on_where_the_definition_says_so() -> None:
    case = at_visit()
    case.finish("visit", "fine", officers=("乙", "丙"))

    fields = case.refuse(SelfDealingError, commands.Complete("decide#1", "granted", officers=("丁",)))

    assert fields == {"activity": "decide", "must_be": ("乙", "丙"), "people": ("丁",)}


@pytest.mark.parametrize("missing", ["reasons", "remedy", "way_forward"])
def test_a_refusal_needs_reasons_a_remedy_and_a_way_forward(missing: str) -> None:
    case = at_visit()
    case.finish("visit", "odd", officers=("乙", "丙"))
    words = {"reasons": "不符", "remedy": "复议", "way_forward": "整改后再来"}
    del words[missing]

    fields = case.refuse(RefusalIncompleteError, commands.Complete("decide#1", "refused", officers=("乙",), **words))

    assert fields == {"activity": "decide", "lacking": (missing,)}


def test_a_complete_refusal_keeps_its_words_on_record() -> None:
    case = at_visit()
    case.finish("visit", "odd", officers=("乙", "丙"))
    step = case.finish("decide", "refused", officers=("乙",))

    done = step.events[0]
    assert isinstance(done, happened.ActivityDone)
    assert done.said == {"reasons": "理由", "remedy": "可以复议", "way_forward": "补齐后再来"}
    assert case.outcomes() == {"food": "refused"}


def test_deciding_waits_for_an_open_gap() -> None:
    case = begin(ITEM)
    case.finish("intake", gaps=("lease",), by="甲")
    case.finish("visit", "fine", officers=("乙", "丙"))

    fields = case.refuse(OpenGapError, commands.Complete("decide#1", "granted", officers=("乙",)))

    assert fields == {"activity": "decide", "materials": ("lease",)}
    case.do(commands.Supply(("lease",)))
    case.finish("decide", "granted", officers=("乙",))
    assert case.outcomes() == {"food": "granted"}


def test_a_pledge_does_not_hold_up_the_decision() -> None:
    case = begin(ITEM)
    case.finish("intake", pledges=("health",), by="甲")
    case.finish("visit", "fine", officers=("乙", "丙"))
    case.finish("decide", "granted", officers=("乙",))

    assert case.outcomes() == {"food": "granted"}
    assert case.state.papers.get("health") == Paper("pledged", moment("2026-04-02"), "甲")


def test_a_gap_that_lapses_withdraws_the_items_that_need_it_and_closes_the_case() -> None:
    case = begin(ITEM)
    case.finish("intake", gaps=("lease",), by="甲")
    step = case.tick("2026-03-11 09:00")

    lapsed = moment("2026-03-10")
    assert case.path()[-6:] == [
        "GapLapsed",
        "ItemWithdrawn food",
        "ActivityCancelled visit withdrawn",
        "ActivitySkipped decide links",
        "ClockEnded food",
        "CaseClosed withdrawn",
    ]
    assert step.events[:2] == (
        happened.GapLapsed(7, lapsed, None, "lease"),
        happened.ItemWithdrawn(8, lapsed, None, "food", {"gap": "lease"}),
    )
    assert case.outcomes() == {"food": "withdrawn"}
    assert case.state.ending == "withdrawn"
    assert case.state.papers.get("lease") == Paper("lapsed")


def test_an_organ_with_a_roster_takes_only_its_own_people() -> None:
    case = begin(ITEM, roster={"window": ("甲",)})

    fields = case.refuse(NotOnRosterError, commands.Complete("intake#1", by="乙", acting_for="window"))

    assert fields == {"work": "intake#1", "organ": "window", "person": "乙"}
    assert case.work("intake").assignees == ("甲",)
    case.finish("intake", by="甲", acting_for="window")
    assert case.act("intake").people == ("甲",)


def test_work_that_waits_for_what_was_added_before_it_is_blocked() -> None:
    case = begin("activities: {check: {does: check, adhoc: {allow: [consult]}}}")
    case.do(commands.AddActivity("ask", "consult", "问一问", "check", "before"))

    fields = case.refuse(WorkBlockedError, commands.Complete("check#1"))

    assert fields == {"work": "check#1", "why": "added", "waits_for": ("ask",)}


def test_a_command_on_a_superseded_work_item_is_refused_and_its_words_are_kept() -> None:
    case = begin("""
materials: {form: {name: 表}}
activities:
  intake: {does: accept, gives: [form]}
  check: {does: check, after: [{activity: intake, ground: data, of: form}]}
""")
    case.finish("intake")
    case.do(commands.SendBack("intake", "重来"))
    step = case.do(commands.Complete("check#1", text="写了半天的意见", by="乙"))

    assert step.refusal is not None
    assert (step.refusal.code, step.refusal.fields) == ("superseded-work", {"work": "check#1", "round": 2})
    assert step.events == (
        happened.LateTextKept(case.state.seq, case.now, "乙", "check#1", {"text": "写了半天的意见"}),
    )
    assert case.act("check").status == "waiting"
