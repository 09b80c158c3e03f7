"""One step costs what it touches: counted in function calls, never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable

from cases import START, Case, begin
from zaizao.net import Context, commands, fire
from zaizao.worktime import china


def chain(count: int) -> dict[str, object]:
    """A line of activities."""
    return {
        f"a{n}": {"does": "work", "limit": "5wd", "after": [{"activity": f"a{n - 1}", "ground": "custom"}] if n else []}
        for n in range(count)
    }


def beside_each_other(count: int) -> dict[str, object]:
    """Activities that are all open at once, each with one that follows."""
    first = {f"a{n}": {"does": "work", "limit": "5wd"} for n in range(count // 2)}
    then = {f"b{n}": {"does": "work", "after": [{"activity": f"a{n}", "ground": "custom"}]} for n in range(count // 2)}
    return {**first, **then}


def play_half(case: Case, works: list[str]) -> None:
    """End these work items without checking the record each time."""
    for work in works:
        case.state = fire(case.definition, case.state, commands.Complete(work), Context(START, china())).state


def count_calls(act: Callable[[], object]) -> int:
    """How many functions are called."""
    calls = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls


def cost_of_a_step(activities: dict[str, object], done: list[str], work: str) -> int:
    """The calls of one completion, when these have been completed before."""
    case = begin({"activities": activities})
    play_half(case, done)
    command, context = commands.Complete(work), Context(START, china())
    fire(case.definition, case.state, command, context)
    return count_calls(lambda: fire(case.definition, case.state, command, context))


def test_a_step_in_a_chain_costs_the_same_whatever_its_length() -> None:
    costs = [cost_of_a_step(chain(count), [f"a{n}#1" for n in range(100)], "a100#1") for count in (500, 10_000)]

    assert max(costs) < 1.2 * min(costs)


def test_a_step_among_open_activities_costs_the_same_however_many_they_are() -> None:
    counts = (500, 10_000)
    costs = [cost_of_a_step(beside_each_other(count), [f"a{n}#1" for n in range(60)], "a60#1") for count in counts]

    assert max(costs) < 1.2 * min(costs)


def test_a_small_case_is_only_a_constant_cheaper() -> None:
    """Up to some dozens of entries a shelf is one dictionary; beyond that each look finds the right one first."""
    few = cost_of_a_step(beside_each_other(10), ["a0#1", "a1#1"], "a2#1")
    many = cost_of_a_step(beside_each_other(500), [f"a{n}#1" for n in range(60)], "a60#1")

    assert few <= many < 2.5 * few
