"""Time: ticks, and a calendar that changed."""

from __future__ import annotations

from datetime import datetime

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import item_due, work_alarms, work_due
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.reducers.course import timer_key
from zaizao.net.state import Work

_Move = tuple[str, datetime | None, datetime | None]


@handles(asked.Tick)
def tick(firing: Firing, command: asked.Tick) -> None:
    """Nothing but time: what is due by now has happened already when this is reached."""


@handles(asked.RecomputeDeadlines)
def recompute_deadlines(firing: Firing, command: asked.RecomputeDeadlines) -> None:
    """Compute every due moment again on the calendar in the context, and record which move and by how much."""
    edition = firing.context.calendar.edition
    if edition == firing.draft.edition:
        return
    for subject, old, new in _moves(firing):
        firing.emit(happened.DeadlineRecomputed, subject, old, new, edition)
    firing.emit(happened.CalendarAdopted, edition)


def _moves(firing: Firing) -> list[tuple[str, datetime, datetime]]:
    pairs = [move for _, work in firing.draft.work.sorted_items() for move in _work_moves(firing, work)]
    pairs += _member_moves(firing)
    for name, item in firing.draft.items.items():
        if item.running and not item.stopped:
            pairs.append((f"item:{name}", item.due, item_due(firing, name)))
            pairs.append((f"promise:{name}", item.promised, item_due(firing, name, promised=True)))
    pairs.append(("case:promise", firing.draft.promise, _promise_due(firing)))
    return [(subject, old, new) for subject, old, new in pairs if old is not None and new is not None and old != new]


def _work_moves(firing: Firing, work: Work) -> list[_Move]:
    if work.status == "paused":
        return []
    node = firing.node(work.activity)
    stops = firing.draft.items[node.item].stops if node.item is not None and node.item in firing.draft.items else ()
    mine = tuple(stop for stop in stops if stop.activity != node.id and stop.last is not None)
    due = work_due(firing, work, mine)
    moves: list[_Move] = [(f"work:{work.id}", work.due, due)]
    for timer in work_alarms(firing, work, mine, due=due):
        key = timer_key(timer)
        old = firing.draft.timers.get(key)
        moves.append((key, old.at if old is not None else None, timer.at))
    return moves


def _member_moves(firing: Firing) -> list[_Move]:
    definition = firing.draft.plan.definition
    group = definition.group
    if group is None or group.limit is None:
        return []
    return [
        (f"member:{name}", member.due, firing.due(group.limit, organ=definition.competent, start=member.joined))
        for name, member in firing.draft.members.sorted_items()
        if member.status == "open"
    ]


def _promise_due(firing: Firing) -> datetime | None:
    definition = firing.draft.plan.definition
    if firing.draft.promise is None or definition.promised is None:
        return None
    return firing.due(definition.promised, organ=definition.competent, start=_promise_start(firing))


def _promise_start(firing: Firing) -> datetime:
    start = firing.draft.plan.definition.promised_from
    if start is None or start == "case.opened":
        return firing.draft.opened
    name, _, moment = start.partition(".")
    act = firing.draft.act(name)
    found = act.ended if moment == "done" else act.started
    return found or firing.draft.opened
