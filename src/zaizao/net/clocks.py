"""Items' statutory clocks: starting, standing still, going on, ending, and the deadlines derived from them.

The arithmetic is `zaizao.worktime`; here is when it begins and what it is told.
"""

from __future__ import annotations

from datetime import date, datetime

from zaizao.definition.model import Activity, Escalation
from zaizao.net import events as happened
from zaizao.net.plan import Node
from zaizao.net.running import Run
from zaizao.net.state import ItemState, Stop, Timer, Work
from zaizao.units import Limit, parse_limit
from zaizao.worktime import Deadline, Extension, Suspension, compute_deadline, warning_moment


def suspensions_of(stops: tuple[Stop, ...]) -> tuple[Suspension, ...]:
    """The stops of a clock as the worktime room counts them."""
    return tuple(Suspension(stop.first, stop.last, stop.ground, stop.basis or "") for stop in stops)


def item_deadline(
    run: Run, name: str, *, promised: bool = False, stops: tuple[Stop, ...] | None = None
) -> Deadline | None:
    """An item's statutory (or promised) deadline with its derivation; None where there is none.

    ``stops`` takes the place of the stops on record, for asking what would be.
    """
    about, item = run.draft.plan.items[name], run.draft.items[name]
    limit = about.promised if promised else (about.clock.limit if about.clock is not None else None)
    if limit is None or item.started is None:
        return None
    extended = (Extension(parse_limit(item.extended)),) if item.extended and not promised else ()
    return compute_deadline(
        limit,
        start=item.started,
        calendar=run.context.calendar,
        office_hours=run.context.hours_of(about.organ),
        suspensions=suspensions_of(item.stops if stops is None else stops),
        extensions=extended,
    )


def item_due(run: Run, name: str, *, promised: bool = False, stops: tuple[Stop, ...] | None = None) -> datetime | None:
    """When an item is due, or None."""
    deadline = item_deadline(run, name, promised=promised, stops=stops)
    return None if deadline is None else deadline.due


def start_clocks(run: Run, names: tuple[str, ...], start: datetime) -> None:
    """Start the clocks of items that are still to be decided and whose clock has not started."""
    for name in names:
        item = run.draft.items.get(name)
        if item is None or item.outcome is not None or item.started is not None:
            continue
        about = run.draft.plan.items[name]
        assert about.clock is not None
        due = run.due(about.clock.limit, organ=about.organ, start=start)
        promised = run.due(about.promised, organ=about.organ, start=start) if about.promised else None
        run.emit(happened.ClockStarted, name, start, due, promised, run.context.calendar.edition)


def end_clocks(run: Run, node: Node, moment: str) -> None:
    """End the clocks that end when ``node`` is started or done."""
    for name, ends_at in node.clock_ends:
        item = run.draft.items.get(name)
        if ends_at == moment and item is not None and item.running:
            if item.stopped:
                resume_clock(run, name)
            run.emit(happened.ClockEnded, name)


def stopping_kind(run: Run, node: Node) -> str | None:
    """The kind of 行政许可法 第45条 by which an activity stops its item's clock, or None."""
    if node.verb.stops is None or node.item is None:
        return None
    clock = run.draft.plan.items[node.item].clock
    return node.verb.stops if clock is not None and node.verb.stops in clock.stopped_by else None


def stop_for_activity(run: Run, node: Node) -> None:
    """Stop the item's clock while a special procedure is open."""
    kind = stopping_kind(run, node)
    if kind is None or node.item is None:
        return
    item = run.draft.items.get(node.item)
    if item is not None and item.running and not item.stopped:
        stop_clock(run, node.item, ground=kind, activity=node.id, notice=None, basis=None)


def stop_clock(
    run: Run, name: str, *, ground: str, activity: str | None, notice: str | None, basis: str | None
) -> None:
    """Let an item's clock stand still from today."""
    paused = tuple(work.id for work in item_work(run, name) if work.activity != activity and work.due is not None)
    run.emit(happened.ClockStopped, name, run.today(), ground, basis, activity, notice, paused)
    run.effect("notify", name, what="clock-stopped", ground=ground)


def item_work(run: Run, name: str) -> list[Work]:
    """Open work items of an item."""
    return [work for node in run.draft.plan.item_nodes[name] for work in run.draft.work_of(node.id)]


def resume_for_activity(run: Run, node: Node) -> None:
    """Let the item's clock go on when the special procedure that stopped it has ended."""
    if node.verb.stops is None or node.item is None:
        return
    item = run.draft.items.get(node.item)
    if item is None or not item.stopped or item.stops[-1].activity != node.id:
        return
    resume_clock(run, node.item)
    _stop_again(run, node.item)


def _stop_again(run: Run, item: str) -> None:
    for node in run.draft.plan.item_nodes[item]:
        if run.draft.act(node.id).status == "open" and stopping_kind(run, node):
            stop_for_activity(run, node)
            return


def resume_clock(run: Run, name: str) -> None:
    """Let an item's clock go on; today is the last day that does not count."""
    item = run.draft.items[name]
    stops = (*item.stops[:-1], _closed(item, run))
    due = item_due(run, name, stops=stops)
    promised = item_due(run, name, promised=True, stops=stops)
    paused = [work for work in item_work(run, name) if work.status == "paused"]
    deadlines = {work.id: _work_deadline(run, work, stops) for work in paused}
    moved = {key: deadline.due for key, deadline in deadlines.items() if deadline.due is not None}
    timers = tuple(timer for work in paused for timer in _alarms_again(run, work, deadlines[work.id]))
    run.emit(happened.ClockResumed, name, run.today(), due, promised, moved, timers, run.context.calendar.edition)


def _closed(item: ItemState, run: Run) -> Stop:
    stop = item.stops[-1]
    return Stop(stop.first, stop.ground, run.today(), stop.basis, stop.activity)


def _work_deadline(run: Run, work: Work, stops: tuple[Stop, ...]) -> Deadline:
    limit = run.node(work.activity).limit
    assert limit is not None  # only work with a due moment pauses
    return compute_deadline(
        limit,
        start=work.opened,
        calendar=run.context.calendar,
        office_hours=run.context.hours_of(work.holder),
        suspensions=tuple(each for each in suspensions_of(stops) if each.last is None or each.last >= _day(run, work)),
    )


def _day(run: Run, work: Work) -> date:
    return run.context.calendar.localise(work.opened).date()


def _alarms_again(run: Run, work: Work, deadline: Deadline) -> list[Timer]:
    node = run.node(work.activity)
    timers = []
    for number, alarm in enumerate(node.activity.escalate):
        share = share_of(alarm)
        at = deadline.moment_at(share) if share is not None else deadline.due
        if at is not None and at > run.at:
            timers.append(Timer(at, "alarm", work.id, number))
    if node.activity.silent is not None and deadline.due is not None and node.activity.silent.after is None:
        timers.append(Timer(deadline.due, "silent", work.id))
    return timers


def share_of(alarm: Escalation) -> float | None:
    """The share of the limit at which an alarm rings, or None where it names a limit of its own."""
    return float(alarm.at[:-1]) / 100 if alarm.at.endswith("%") else None


def alarms_of(run: Run, activity: Activity, work: str, limit: Limit | None, due: datetime | None) -> list[Timer]:
    """The alarms of a work item that opens now."""
    organ = activity.by
    timers = []
    for number, alarm in enumerate(activity.escalate):
        at = _alarm_at(run, alarm, limit, due, organ)
        if at is not None:
            timers.append(Timer(at, "alarm", work, number))
    if activity.silent is not None:
        at = run.due(activity.silent.after, organ=organ) if activity.silent.after else due
        if at is not None:
            timers.append(Timer(at, "silent", work))
    return timers


def _alarm_at(
    run: Run, alarm: Escalation, limit: Limit | None, due: datetime | None, organ: str | None
) -> datetime | None:
    share = share_of(alarm)
    if share is None:
        return run.due(parse_limit(alarm.at), organ=organ)
    if share == 1 or limit is None:
        return due
    return warning_moment(limit, run.at, run.context.calendar, run.context.hours_of(organ), fraction=share)


def make_promise(run: Run, start: datetime) -> None:
    """Start the promise for the whole case."""
    definition = run.draft.plan.definition
    if definition.promised is not None and run.draft.promise is None:
        due = run.due(definition.promised, organ=definition.competent, start=start)
        run.emit(happened.PromiseMade, due, run.context.calendar.edition)
