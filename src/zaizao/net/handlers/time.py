"""Time: ticks, and a calendar that changed."""

from __future__ import annotations

from datetime import datetime

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import item_due, suspensions_of
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.state import Work
from zaizao.worktime import compute_deadline


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
    pairs = [(f"work:{work.id}", work.due, _work_due(firing, work)) for _, work in firing.draft.work.sorted_items()]
    for name, item in firing.draft.items.items():
        if item.running and not item.stopped:
            pairs.append((f"item:{name}", item.due, item_due(firing, name)))
            pairs.append((f"promise:{name}", item.promised, item_due(firing, name, promised=True)))
    pairs.append(("case:promise", firing.draft.promise, _promise_due(firing)))
    return [(subject, old, new) for subject, old, new in pairs if old is not None and new is not None and old != new]


def _work_due(firing: Firing, work: Work) -> datetime | None:
    node = firing.node(work.activity)
    if work.due is None or node.limit is None or node.activity.not_later_than is not None:
        return work.due
    stops = firing.draft.items[node.item].stops if node.item is not None and node.item in firing.draft.items else ()
    mine = tuple(stop for stop in stops if stop.activity != node.id)
    day = firing.context.calendar.localise(work.opened).date()
    return compute_deadline(
        node.limit,
        start=work.opened,
        calendar=firing.context.calendar,
        office_hours=firing.context.hours_of(work.holder),
        suspensions=tuple(each for each in suspensions_of(mine) if each.last is not None and each.last >= day),
    ).due


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
