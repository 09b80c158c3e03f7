"""One case played in memory: the engine says what is open, the dice say who does it when, until it is done or today comes.

Nothing is written here, and no clock is read. What comes out is every command with its moment and its giver, to be loaded
or carried out by `services.filling`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState, Context, fire, next_due
from zaizao.net import commands as asked
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.demo.acting import act_on
from zaizao_city.demo.answers import WITHDRAWN
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.hours import DAY, work_on
from zaizao_city.demo.script import Act, Script

LONGEST = 400
"""No case takes more commands than this: a player that does not come to an end is a bug."""


class Step(Struct, frozen=True):
    """One command of the past; ``hand`` is None where time itself did it."""

    at: datetime
    command: asked.Command
    hand: Hand | None


def play_on(
    definition: ProcessDefinition, state: CaseState, script: Script, *, calendar: WorkCalendar, until: datetime
) -> tuple[list[Step], CaseState]:
    """Play a case from a state on; every step, and the state they come to."""
    planned: dict[str, datetime] = {}
    steps: list[Step] = []
    for _ in range(LONGEST):
        if state.status != "open":
            return steps, state
        act = min(_list_acts(definition, state, script, planned, calendar), key=lambda one: one.at, default=None)
        due = to_official(next_due(state))
        if due is not None and due <= until and (act is None or due <= act.at):
            step = Step(due, asked.Tick(), None)
        elif act is not None and act.at <= until:
            step = Step(act.at, act.command, act.hand)
        else:
            return steps, state
        steps.append(step)
        moment = max(to_moment(step.at), state.last)
        state = fire(definition, state, step.command, Context(now=moment, calendar=calendar)).state
    raise RuntimeError(f"{definition.process} does not come to an end")


def _list_acts(
    definition: ProcessDefinition,
    state: CaseState,
    script: Script,
    planned: dict[str, datetime],
    calendar: WorkCalendar,
) -> Iterator[Act]:
    """What somebody is going to do next, each with its moment; a moment once settled stays."""
    now = to_official(state.last)
    assert now is not None
    for name, work in state.work.sorted_items():
        act = act_on(definition, state, work, script)
        if act is None:
            continue
        place = f"{name} {work.opened:%m%d%H%M} {act.what} {len(work.refusals)}"
        if place not in planned:
            minutes = max(1, round(act.minutes * script.pace))
            planned[place] = work_on(max(now, to_official(work.opened) or now), minutes, calendar)
        yield act.at_moment(planned[place])
    yield from _list_acts_of_applicant(state, script, planned, calendar, now)


def _list_acts_of_applicant(
    state: CaseState, script: Script, planned: dict[str, datetime], calendar: WorkCalendar, now: datetime
) -> Iterator[Act]:
    supplier = script.supplied_by or script.applicant
    for name, paper in state.papers.sorted_items():
        if paper.status != "gap":
            continue
        dice = script.dice.about(f"gap {name}")
        if f"gap {name}" not in planned:
            planned[f"gap {name}"] = work_on(now, dice.count(DAY // 2, 6 * DAY), calendar)
        yield _supply((name,), supplier, planned[f"gap {name}"])
    if script.withdrawn_after is not None and any(item.outcome is None for item in state.items.values()):
        at = work_on(to_official(state.opened) or now, script.withdrawn_after, calendar)
        command = asked.Withdraw(reason=script.dice.about("withdraw").pick(WITHDRAWN), by=supplier.person)
        yield Act(what="withdraw", command=command, hand=supplier, at=max(at, now))


def _supply(names: tuple[str, ...], hand: Hand, at: datetime) -> Act:
    return Act(what="supply", command=asked.Supply(names, by=hand.person), hand=hand, at=at)
