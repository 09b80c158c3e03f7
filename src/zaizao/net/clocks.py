"""Items' statutory clocks: starting, standing still, going on, ending, and the deadlines derived from them.

The arithmetic is `zaizao.worktime`; here is when it begins and what it is told.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from zaizao.definition.model import Escalation
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.plan import Node
from zaizao.net.state import ItemState, Stop, Timer, Work
from zaizao.units import Limit, parse_limit
from zaizao.worktime import Deadline, Extension, Suspension, compute_deadline, warning_moment


def suspensions_of(stops: tuple[Stop, ...]) -> tuple[Suspension, ...]:
    """The stops of a clock as the worktime room counts them."""
    return tuple(Suspension(stop.first, stop.last, stop.ground, stop.basis or "") for stop in stops)


def item_deadline(
    firing: Firing, name: str, *, promised: bool = False, stops: tuple[Stop, ...] | None = None
) -> Deadline | None:
    """An item's statutory (or promised) deadline with its derivation; None where there is none.

    ``stops`` takes the place of the stops on record, for asking what would be.
    """
    about, item = firing.draft.plan.items[name], firing.draft.items[name]
    limit = about.promised if promised else (about.clock.limit if about.clock is not None else None)
    if limit is None or item.started is None:
        return None
    extended = (Extension(parse_limit(item.extended)),) if item.extended and not promised else ()
    return compute_deadline(
        limit,
        start=item.started,
        calendar=firing.context.calendar,
        office_hours=firing.context.hours_of(about.organ),
        suspensions=suspensions_of(item.stops if stops is None else stops),
        extensions=extended,
    )


def item_due(
    firing: Firing, name: str, *, promised: bool = False, stops: tuple[Stop, ...] | None = None
) -> datetime | None:
    """When an item is due, or None."""
    deadline = item_deadline(firing, name, promised=promised, stops=stops)
    return None if deadline is None else deadline.due


def start_clocks(firing: Firing, names: tuple[str, ...], start: datetime) -> None:
    """Start the clocks of items that are still to be decided and whose clock has not started.

    An item that is not required, or not known to be, has no clock yet (`start_late_clock`).
    """
    for name in names:
        item = firing.draft.items.get(name)
        if item is None or item.outcome is not None or item.started is not None:
            continue
        about = firing.draft.plan.items[name]
        assert about.clock is not None
        if about.when is not None and firing.decide(about.when)[0] is not True:
            continue
        due = firing.due(about.clock.limit, organ=about.organ, start=start)
        promised = firing.due(about.promised, organ=about.organ, start=start) if about.promised else None
        firing.emit(happened.ClockStarted, name, start, due, promised, firing.context.calendar.edition)


def start_late_clock(firing: Firing, name: str) -> None:
    """Start the clock of an item found to be required only now, from the moment its clock names."""
    clock = firing.draft.plan.items[name].clock
    if clock is None:
        return
    source, _, moment = clock.start.partition(".")
    act = firing.draft.act(source)
    start = firing.draft.opened if source == "case" else act.ended if moment == "done" else act.started
    if start is not None:
        start_clocks(firing, (name,), start)


def end_clocks(firing: Firing, node: Node, moment: str) -> None:
    """End the clocks that end when ``node`` is started or done."""
    for name, ends_at in node.clock_ends:
        if ends_at != moment:
            continue
        item = firing.draft.items.get(name)
        if item is not None and item.running:
            if item.stopped:
                resume_clock(firing, name)
            firing.emit(happened.ClockEnded, name)


def stopping_kind(firing: Firing, node: Node) -> str | None:
    """The kind of 行政许可法 第45条 by which an activity stops its item's clock, or None."""
    if node.verb.stops is None or node.item is None:
        return None
    clock = firing.draft.plan.items[node.item].clock
    return node.verb.stops if clock is not None and node.verb.stops in clock.stopped_by else None


def stop_for_activity(firing: Firing, node: Node) -> None:
    """Stop the item's clock while a special procedure is open."""
    kind = stopping_kind(firing, node)
    if kind is None or node.item is None:
        return
    item = firing.draft.items.get(node.item)
    if item is not None and item.running and not item.stopped:
        stop_clock(firing, node.item, ground=kind, activity=node.id, notice=None, basis=None)


def stop_clock(
    firing: Firing, name: str, *, ground: str, activity: str | None, notice: str | None, basis: str | None
) -> None:
    """Let an item's clock stand still from today."""
    paused = tuple(work.id for work in item_work(firing, name) if work.activity != activity and _is_timed(firing, work))
    firing.emit(happened.ClockStopped, name, firing.today(), ground, basis, activity, notice, paused)
    firing.effect("notify", name, what="clock-stopped", ground=ground)


def _is_timed(firing: Firing, work: Work) -> bool:
    return work.due is not None or firing.node(work.activity).alarms


def item_work(firing: Firing, name: str) -> list[Work]:
    """Open work items of an item."""
    return [work for node in firing.draft.plan.item_nodes[name] for work in firing.draft.work_of(node.id)]


def resume_for_activity(firing: Firing, node: Node) -> None:
    """Let the item's clock go on when the special procedure that stopped it has ended."""
    if node.verb.stops is None or node.item is None:
        return
    item = firing.draft.items.get(node.item)
    if item is None or not item.stopped or item.stops[-1].activity != node.id:
        return
    resume_clock(firing, node.item)
    _stop_again(firing, node.item)


def _stop_again(firing: Firing, item: str) -> None:
    for node in firing.draft.plan.item_nodes[item]:
        if firing.draft.act(node.id).status == "open" and stopping_kind(firing, node):
            stop_for_activity(firing, node)
            return


def resume_clock(firing: Firing, name: str) -> None:
    """Let an item's clock go on; today is the last day that does not count."""
    item = firing.draft.items[name]
    stops = (*item.stops[:-1], _closed(item, firing))
    due = item_due(firing, name, stops=stops)
    promised = item_due(firing, name, promised=True, stops=stops)
    paused = [work for work in item_work(firing, name) if work.status == "paused"]
    moved = {work.id: work_due(firing, work, stops) for work in paused}
    alarms = [timer for work in paused for timer in work_alarms(firing, work, stops, due=moved[work.id])]
    timers = tuple(timer for timer in alarms if timer.at > firing.at)
    firing.emit(
        happened.ClockResumed, name, firing.today(), due, promised, moved, timers, firing.context.calendar.edition
    )


def _closed(item: ItemState, firing: Firing) -> Stop:
    stop = item.stops[-1]
    return Stop(stop.first, stop.ground, firing.today(), stop.basis, stop.activity)


def work_due(firing: Firing, work: Work, stops: tuple[Stop, ...]) -> datetime | None:
    """When a work item is due, leaving out the days of ``stops``; the day it may not pass does not move."""
    node = firing.node(work.activity)
    due = _count_again(firing, work, node.limit, stops).due if node.limit is not None else None
    return min((each for each in (due, latest_of(firing, node)) if each is not None), default=None)


def _count_again(firing: Firing, work: Work, limit: Limit, stops: tuple[Stop, ...]) -> Deadline:
    day = firing.context.calendar.localise(work.opened).date()
    return compute_deadline(
        limit,
        start=work.opened,
        calendar=firing.context.calendar,
        office_hours=firing.context.hours_of(work.holder),
        suspensions=tuple(each for each in suspensions_of(stops) if each.last is None or each.last >= day),
    )


def latest_of(firing: Firing, node: Node) -> datetime | None:
    """The first moment after the day that an activity may not pass, or None."""
    if node.activity.not_later_than is None:
        return None
    value, _ = firing.decide(node.activity.not_later_than)
    return moment_of(firing, value, end=True)


def moment_of(firing: Firing, value: object, *, end: bool = False) -> datetime | None:
    """A date or moment from an expression; a date is its first moment, or with ``end`` the first one after it."""
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=firing.context.calendar.zone)
    if isinstance(value, date):
        day = value + timedelta(days=1) if end else value
        return datetime.combine(day, time(), tzinfo=firing.context.calendar.zone)
    return None


def work_alarms(firing: Firing, work: Work, stops: tuple[Stop, ...], *, due: datetime | None) -> list[Timer]:
    """All alarms of a work item, leaving out the days of ``stops``; also those that have rung already."""
    node, silent = firing.node(work.activity), firing.node(work.activity).activity.silent
    timers = []
    for number, alarm in enumerate(node.activity.escalate):
        share = share_of(alarm)
        if share is None:
            at = _count_again(firing, work, parse_limit(alarm.at), stops).due
        elif share == 1 or node.limit is None:
            at = due
        else:
            at = _count_again(firing, work, node.limit, stops).moment_at(share)
        if at is not None:
            timers.append(Timer(at, "alarm", work.id, number))
    at = due if silent is None or silent.after is None else _count_again(firing, work, silent.after, stops).due
    return [*timers, Timer(at, "silent", work.id)] if silent is not None and at is not None else timers


def share_of(alarm: Escalation) -> float | None:
    """The share of the limit at which an alarm rings, or None where it names a limit of its own."""
    return float(alarm.at[:-1]) / 100 if alarm.at.endswith("%") else None


def alarms_of(firing: Firing, node: Node, work: Work) -> list[Timer]:
    """The alarms of a work item that opens now; none rings after the work is due."""
    timers = []
    for number, alarm in enumerate(node.activity.escalate):
        at = _alarm_at(firing, alarm, node.limit, work)
        if at is not None:
            share = share_of(alarm)
            timers.append(Timer(min(at, work.due) if share is not None and work.due else at, "alarm", work.id, number))
    silent = node.activity.silent
    if silent is not None:
        at = firing.due(silent.after, organ=work.holder) if silent.after else work.due
        if at is not None:
            timers.append(Timer(at, "silent", work.id))
    return timers


def _alarm_at(firing: Firing, alarm: Escalation, limit: Limit | None, work: Work) -> datetime | None:
    share = share_of(alarm)
    if share is None:
        return firing.due(parse_limit(alarm.at), organ=work.holder)
    if share == 1 or limit is None:
        return work.due
    hours = firing.context.hours_of(work.holder)
    return warning_moment(limit, firing.at, firing.context.calendar, hours, fraction=share)


def make_promise(firing: Firing, start: datetime) -> None:
    """Start the promise for the whole case."""
    definition = firing.draft.plan.definition
    if definition.promised is not None and firing.draft.promise is None:
        due = firing.due(definition.promised, organ=definition.competent, start=start)
        firing.emit(happened.PromiseMade, due, firing.context.calendar.edition)
