"""One case played in memory: the engine says what is open, the dice say who does it when, until it is done or today comes.

Nothing is written here, and no clock is read. What comes out is every command with its moment and its giver, to be loaded
or carried out by `services.filling`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState, Context, Work, fire, next_due
from zaizao.net import commands as asked
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.demo.acting import act_on
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.hours import DAY, work_on
from zaizao_city.demo.invented.answers import WITHDRAWN
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
    planned: dict[str, Act] = {}
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
    definition: ProcessDefinition, state: CaseState, script: Script, planned: dict[str, Act], calendar: WorkCalendar
) -> Iterator[Act]:
    """What somebody is going to do next, each with its moment; what was once settled stays."""
    now = to_official(state.last)
    assert now is not None
    for name, work in state.work.sorted_items():
        place = _name_situation(definition, state, work, name)
        act = planned.get(place) or act_on(definition, state, work, script)
        if act is None:
            continue
        if place not in planned:
            begun = max(now, to_official(work.opened) or now)
            act = planned[place] = act.at_moment(work_on(begun, max(1, act.minutes), calendar))
        yield act
    yield from _list_acts_of_applicant(state, script, planned, calendar, now)


def _name_situation(definition: ProcessDefinition, state: CaseState, work: Work, name: str) -> str:
    """In what situation a work item is: whoever has it makes up their mind once in each."""
    papers = len(state.papers) if definition.activities[work.activity].does == "accept" else 0
    return f"{name} {work.opened} {work.status} {work.offered_to} {work.holder} {len(work.refusals)} {papers}"


def _list_acts_of_applicant(
    state: CaseState, script: Script, planned: dict[str, Act], calendar: WorkCalendar, now: datetime
) -> Iterator[Act]:
    hand = script.supplied_by or script.applicant
    for name in [name for name, paper in state.papers.sorted_items() if paper.status == "gap"]:
        if f"gap {name}" not in planned:
            at = work_on(now, script.dice.about(f"gap {name}").count(DAY // 2, 6 * DAY), calendar)
            planned[f"gap {name}"] = Act(command=asked.Supply((name,), by=hand.person), hand=hand, at=at)
        yield planned[f"gap {name}"]
    if script.withdrawn_after is not None and any(item.outcome is None for item in state.items.values()):
        if "withdraw" not in planned:
            at = work_on(now, script.withdrawn_after, calendar)
            reason = script.dice.about("withdraw").pick(WITHDRAWN)
            planned["withdraw"] = Act(command=asked.Withdraw(reason=reason, by=hand.person), hand=hand, at=at)
        yield planned["withdraw"]
