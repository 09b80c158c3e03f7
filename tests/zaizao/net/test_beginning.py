"""Opening a case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases import START, begin, define_process, moment
from zaizao.net import Context, commands, fire, open_case
from zaizao.net import events as happened
from zaizao.net.refusals import (
    CaseClosedError,
    FactTypeError,
    ItemError,
    MaterialError,
    NetRefusal,
    NotRunnableError,
    TimeRunsBackError,
    UnknownFactError,
    WrongDefinitionError,
)
from zaizao.net.state import NULL, Act, ItemState, Paper, Timer, Work
from zaizao.worktime import china

CHAIN = """
kind: chain
promised: 5wd
fields: {area: {type: number}, street: {type: string, options: [east, west]}, owner: {type: string}}
materials: {lease: {name: 合同}}
items:
  food: {organ: bureau, promised: 3wd, clock: {limit: 20wd, from: case.opened, to: food.done}}
  sign: {organ: bureau, clock: {limit: 5wd, from: food.done, to: sign.done}}
activities:
  weekly: {does: progress, recurs: {every: 7d, while: case}}
  food: {does: decide, item: food, outcomes: [granted, refused]}
  sign: {does: decide, item: sign, outcomes: [granted, refused], after: [{activity: food, ground: custom, if_skipped: run}]}
"""


def test_opening_records_facts_items_materials_and_starts_what_starts_then() -> None:
    definition = define_process(CHAIN)
    command = commands.Open("C-1", {"area": 3, "owner": None}, None, ("lease",), by="周小满")
    step = open_case(definition, command, Context(START, china()))

    edition, monday = china().edition, moment("2026-03-10")
    assert step.events == (
        happened.CaseOpened(
            1, START, "周小满", "C-1", definition.digest, ("food", "sign"), {"area": Decimal(3), "owner": None},
            ("lease",), edition,
        ),
        happened.PromiseMade(2, START, "周小满", monday, edition),
        happened.ClockStarted(3, START, "周小满", "food", START, moment("2026-03-31"), moment("2026-03-06"), edition),
        happened.RecurrenceBegan(4, START, "周小满", "weekly", moment("2026-03-09")),
        happened.ActivityOpened(
            5, START, "周小满", "food", (Work("food#1", "food", 1, "bureau", START),), (), None, 0
        ),
    )  # fmt: skip
    state = step.state
    assert (state.status, state.seq, state.unsettled, state.active) == ("open", 5, 2, 1)
    assert dict(state.facts.sorted_items()) == {"area": Decimal(3), "owner": NULL}
    assert dict(state.papers.sorted_items()) == {"lease": Paper("supplied")}
    assert dict(state.acts.sorted_items()) == {"food": Act("open", started=START)}
    assert state.items == {
        "food": ItemState(started=START, due=moment("2026-03-31"), promised=moment("2026-03-06")),
        "sign": ItemState(),
    }
    assert dict(state.timers.sorted_items()) == {
        "item:food": Timer(moment("2026-03-31"), "item", "food"),
        "promise:case": Timer(monday, "promise", "case"),
        "recur:weekly": Timer(moment("2026-03-09"), "recur", "weekly"),
    }


def test_only_the_items_applied_for_are_part_of_the_case() -> None:
    case = begin(CHAIN, items=("sign",))

    assert case.outcomes() == {"sign": None}
    assert case.act("food").status == "skipped"
    assert case.act("food").more.reason == "not-applied-for"
    assert "sign#1" in case.state.work


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (commands.Open("C-1", items=("food", "pool")), ItemError, {"items": ("pool",), "known": ("food", "sign")}),
        (commands.Open("C-1", items=("food", "food")), ItemError, {"items": (), "known": ("food", "sign")}),
        (commands.Open("C-1", materials=("map",)), MaterialError, {"material": "map"}),
        (
            commands.Open("C-1", {"colour": "red"}),
            UnknownFactError,
            {"name": "colour", "allowed": ("area", "street", "owner")},
        ),
        (commands.Open("C-1", {"area": "big"}), FactTypeError, {"name": "area", "value": "big", "expected": "number"}),
        (
            commands.Open("C-1", {"street": "north"}),
            FactTypeError,
            {"name": "street", "value": "north", "expected": ("east", "west")},
        ),
    ],
)
def test_opening_is_refused_for_names_and_values_the_definition_does_not_have(
    command: commands.Open, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    with pytest.raises(kind) as refusal:
        open_case(define_process(CHAIN), command, Context(START, china()))

    assert refusal.value.fields == fields


def test_a_definition_found_with_a_circle_loads_and_cannot_be_run() -> None:
    definition = define_process("""
as_is: true
activities:
  lease: {does: check, after: [{activity: licence, ground: custom}]}
  licence: {does: check, after: [{activity: lease, ground: custom}]}
""")

    with pytest.raises(NotRunnableError) as refusal:
        open_case(definition, commands.Open("C-1"), Context(START, china()))

    assert refusal.value.fields == {"process": "tested", "problems": ("cannot-run-circle",)}


def test_a_command_with_another_version_is_refused() -> None:
    case = begin("activities: {check: {does: check}}")
    other = define_process("activities: {check: {does: check, limit: 3wd}}")

    with pytest.raises(WrongDefinitionError) as refusal:
        fire(other, case.state, commands.Tick(), case.context())

    assert refusal.value.fields == {"case": "C-1", "runs_on": case.definition.digest, "given": other.digest}


def test_time_may_not_run_back() -> None:
    case = begin("activities: {check: {does: check}}")

    fields = case.refuse(TimeRunsBackError, commands.Tick(), "2026-03-02 08:59")

    assert fields == {"now": moment("2026-03-02 08:59"), "last": START}


def test_a_closed_case_takes_no_commands_but_comments_members_and_reopening() -> None:
    case = begin("activities: {check: {does: check}}")
    case.finish("check")

    for command in (
        commands.Tick(),
        commands.Complete("check#1"),
        commands.SendBack("check", "再看"),
        commands.Withdraw(),
    ):
        assert case.refuse(CaseClosedError, command) == {"case": "C-1", "ending": "finished"}
    assert [type(event) for event in case.do(commands.Comment("已归档")).events] == [happened.Commented]


def test_a_case_that_closes_while_time_passes_refuses_the_late_command() -> None:
    case = begin("activities: {check: {does: check, outcomes: [fine], limit: 1wd, silent: {outcome: fine}}}")

    fields = case.refuse(CaseClosedError, commands.Complete("check#1"), "2026-04-01 09:00")

    assert fields == {"case": "C-1", "ending": "finished"}
