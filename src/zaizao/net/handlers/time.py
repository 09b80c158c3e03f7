"""Time: ticks, and a calendar that changed."""

from __future__ import annotations

from datetime import datetime

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import item_due, suspensions_of
from zaizao.net.handlers.registry import handles
from zaizao.net.running import Run
from zaizao.net.state import Work
from zaizao.worktime import compute_deadline


@handles(asked.Tick)
def tick(run: Run, command: asked.Tick) -> None:
    """Nothing but time: what is due by now has happened already when this is reached."""


@handles(asked.RecomputeDeadlines)
def recompute_deadlines(run: Run, command: asked.RecomputeDeadlines) -> None:
    """Compute every due moment again on the calendar in the context, and record which move and by how much."""
    edition = run.context.calendar.edition
    if edition == run.draft.edition:
        return
    for subject, old, new in _moves(run):
        run.emit(happened.DeadlineRecomputed, subject, old, new, edition)
    run.emit(happened.CalendarAdopted, edition)


def _moves(run: Run) -> list[tuple[str, datetime, datetime]]:
    pairs = [(f"work:{work.id}", work.due, _work_due(run, work)) for _, work in run.draft.work.sealed().sorted_items()]
    for name, item in run.draft.items.items():
        if item.running and not item.stopped:
            pairs.append((f"item:{name}", item.due, item_due(run, name)))
            pairs.append((f"promise:{name}", item.promised, item_due(run, name, promised=True)))
    pairs.append(("case:promise", run.draft.promise, _promise_due(run)))
    return [(subject, old, new) for subject, old, new in pairs if old is not None and new is not None and old != new]


def _work_due(run: Run, work: Work) -> datetime | None:
    node = run.node(work.activity)
    if work.due is None or node.limit is None or node.activity.not_later_than is not None:
        return work.due
    stops = run.draft.items[node.item].stops if node.item is not None and node.item in run.draft.items else ()
    mine = tuple(stop for stop in stops if stop.activity != node.id)
    day = run.context.calendar.localise(work.opened).date()
    return compute_deadline(
        node.limit,
        start=work.opened,
        calendar=run.context.calendar,
        office_hours=run.context.hours_of(work.holder),
        suspensions=tuple(each for each in suspensions_of(mine) if each.last is not None and each.last >= day),
    ).due


def _promise_due(run: Run) -> datetime | None:
    definition = run.draft.plan.definition
    if run.draft.promise is None or definition.promised is None:
        return None
    return run.due(definition.promised, organ=definition.competent, start=_promise_start(run))


def _promise_start(run: Run) -> datetime:
    start = run.draft.plan.definition.promised_from
    if start is None or start == "case.opened":
        return run.draft.opened
    name, _, moment = start.partition(".")
    act = run.draft.act(name)
    found = act.ended if moment == "done" else act.started
    return found or run.draft.opened
