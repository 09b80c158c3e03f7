"""A repeat inside a repeat: its rounds are its own each time the outer one begins again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from zaizao.definition import read_definition
from zaizao.net import CaseState, Context, commands, fire, open_case, replay
from zaizao.net import events as happened
from zaizao.worktime import SHANGHAI, china

NESTED = read_definition("""
process: nested
name: {zh: 嵌套, en: Nested}
kind: matter
competent: office
organs: {office: {name: {zh: 办公室, en: Office}}}
fields:
  good: {type: boolean, from: inner}
  fine: {type: boolean, from: outer}
activities:
  do-it: {does: work, assumption: true}
  inner:
    does: review
    writes: [good]
    after: [{activity: do-it, ground: custom}]
    repeat: {until: good, body: [do-it, inner], max: 2, on_max: given_up}
    assumption: true
  outer:
    does: review
    writes: [fine]
    after: [{activity: inner, ground: custom}]
    repeat: {until: fine, body: [do-it, inner, outer], max: 3}
    assumption: true
""")


def play(*steps: tuple[str, Mapping[str, object]]) -> tuple[CaseState, list[happened.Event]]:
    """Complete the only open work item again and again; each step says which activity it must be."""
    calendar, moment = china(), datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    step = open_case(NESTED, commands.Open("N-1"), Context(moment, calendar))
    state, events = step.state, list(step.events)
    for number, (activity, facts) in enumerate(steps, 1):
        (work,) = state.work.values()
        assert work.activity == activity
        now = Context(moment + timedelta(minutes=number), calendar)
        step = fire(NESTED, state, commands.Complete(work.id, facts=facts, by="甲"), now)
        state, events = step.state, [*events, *step.events]
    return state, events


Done = tuple[str, Mapping[str, object]]
WORK: Done = ("do-it", {})
BAD, GOOD = ("inner", {"good": False}), ("inner", {"good": True})
AGAIN, FINE = ("outer", {"fine": False}), ("outer", {"fine": True})


def test_no_work_item_is_named_twice() -> None:
    _, events = play(WORK, BAD, WORK, GOOD, AGAIN, WORK, BAD, WORK, GOOD, FINE)
    names = [work.id for event in events if isinstance(event, happened.ActivityOpened) for work in event.work]
    assert len(names) == len(set(names)) == 10


def test_the_inner_rounds_are_counted_afresh() -> None:
    state, events = play(WORK, BAD, WORK, GOOD, AGAIN, WORK, BAD, WORK, GOOD, FINE)
    inner = [event for event in events if isinstance(event, happened.ActivityDone) and event.activity == "inner"]
    assert [event.how for event in inner] == ["repeated", "repeated"]  # two turns each time, and two are allowed
    assert state.status == "closed"
    assert replay(NESTED, events) == state
