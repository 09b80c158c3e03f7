"""Items: withdrawal, and stopping, resuming and extending their clocks."""

from __future__ import annotations

from zaizao.definition.vocabulary import STOPPING_KINDS
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import resume_clock, stop_clock, suspensions_of
from zaizao.net.ending import active_names, cancel_activity, close_case, withdraw_item
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.refusals import ClockError, ExtensionError, ItemError
from zaizao.net.settling import settle
from zaizao.net.state import ACTIVE, ItemState
from zaizao.net.ticking import all_withdrawn
from zaizao.units import Limit, LimitError, parse_limit
from zaizao.worktime import Extension, compute_deadline


def item_of(firing: Firing, name: str) -> ItemState:
    """An item of this case.

    Raises ItemError.
    """
    found = firing.draft.items.get(name)
    if found is None:
        raise ItemError(item=name, items=tuple(firing.draft.items))
    return found


@handles(asked.Withdraw)
def withdraw(firing: Firing, command: asked.Withdraw) -> None:
    """Take back items, or all that are undecided; a case without items, or with none left, closes.

    Raises ItemError for an item that is decided or not part of the case.
    """
    undecided = tuple(name for name, item in firing.draft.items.items() if item.outcome is None)
    names = undecided if command.items is None else command.items
    for name in names:
        if item_of(firing, name).outcome is not None:
            raise ItemError(item=name, outcome=firing.draft.items[name].outcome)
    because = {"withdrawn_by": command.by, **({"reason": command.reason} if command.reason else {})}
    for name in names:
        withdraw_item(firing, name, because)
    settle(firing)
    if firing.draft.status == "open" and (all_withdrawn(firing) if firing.draft.items else command.items is None):
        _close_withdrawn(firing)


def _close_withdrawn(firing: Firing) -> None:
    for name in active_names(firing):
        if firing.draft.act(name).status in ACTIVE:
            cancel_activity(firing, name, "withdrawn")
    close_case(firing, "withdrawn")


@handles(asked.Suspend)
def suspend(firing: Firing, command: asked.Suspend) -> None:
    """Stop an item's clock: a ground that the definition allows, and a notice to the applicant (行政许可法 第45条).

    Raises ClockError.
    """
    item = item_of(firing, command.item)
    clock = firing.draft.plan.items[command.item].clock
    allowed = clock.stopped_by if clock is not None else ()
    if command.ground not in STOPPING_KINDS or command.ground not in allowed:
        raise ClockError(item=command.item, why="ground-not-allowed", ground=command.ground, allowed=allowed)
    if not item.running or item.stopped:
        raise ClockError(item=command.item, why="already-stopped" if item.stopped else "not-running")
    if not command.notice.strip():
        raise ClockError(item=command.item, why="notice-missing")
    stop_clock(firing, command.item, ground=command.ground, activity=None, notice=command.notice, basis=command.basis)


@handles(asked.Resume)
def resume(firing: Firing, command: asked.Resume) -> None:
    """Let a clock that was stopped by hand go on; today is the last day that does not count.

    Raises ClockError.
    """
    item = item_of(firing, command.item)
    if not item.stopped or item.stops[-1].activity is not None:
        raise ClockError(item=command.item, why="stopped-by-activity" if item.stopped else "not-stopped")
    resume_clock(firing, command.item)


@handles(asked.ExtendLimit)
def extend(firing: Firing, command: asked.ExtendLimit) -> None:
    """Lengthen an item's limit once, within what its definition allows, with the reason told to the applicant.

    Raises ExtensionError.
    """
    item = item_of(firing, command.item)
    about = firing.draft.plan.items[command.item]
    allowed = about.clock.extend if about.clock is not None else None
    limit = _read_limit(command)
    why = _why_not(item, allowed.limit if allowed else None, limit, command)
    if why is None and allowed is not None and allowed.by and command.acting_for not in (None, allowed.by):
        why = "not-theirs"
    if why is not None:
        raise ExtensionError(item=command.item, why=why, allowed=str(allowed.limit) if allowed else None)
    assert about.clock is not None
    assert item.started is not None
    deadline = compute_deadline(
        about.clock.limit,
        start=item.started,
        calendar=firing.context.calendar,
        office_hours=firing.context.hours_of(about.organ),
        suspensions=suspensions_of(item.stops),
        extensions=(Extension(limit),),
    )
    firing.emit(happened.LimitExtended, command.item, str(limit), deadline.due, command.reason, command.notice)
    firing.effect("notify", command.item, what="limit-extended", due=deadline.due)


def _read_limit(command: asked.ExtendLimit) -> Limit:
    try:
        return parse_limit(command.limit)
    except LimitError:
        raise ExtensionError(item=command.item, why="limit-malformed", limit=command.limit) from None


def _why_not(item: ItemState, most: Limit | None, limit: Limit, command: asked.ExtendLimit) -> str | None:
    if most is None:
        return "not-provided-for"
    if item.extended is not None:
        return "already-extended"
    if not item.running:
        return "not-running"
    if limit.unit is not most.unit or limit.amount > most.amount:
        return "too-long"
    return None if command.reason.strip() and command.notice.strip() else "reason-and-notice-missing"
