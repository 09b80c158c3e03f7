"""Items: their ends and their clocks."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from zaizao.net import events as happened
from zaizao.net.draft import Draft
from zaizao.net.reducers.counting import drop_timers
from zaizao.net.reducers.course import put_timers
from zaizao.net.reducers.registry import reduces
from zaizao.net.state import ItemState, Stop, Timer


@reduces(happened.ItemDecided)
def decide_item(draft: Draft, event: happened.ItemDecided) -> None:
    """The item has its outcome."""
    old = draft.items[event.item]
    draft.put_item(event.item, _ended(old, event.outcome, old.ended))


def _ended(old: ItemState, outcome: str | None, ended: datetime | None) -> ItemState:
    """The item with its outcome and the end of its clock; written out because it is made in every decision."""
    because = old.because if outcome == old.outcome else None
    return ItemState(outcome, because, old.started, ended, old.due, old.promised, old.stops, old.extended, old.overdue)


@reduces(happened.ItemNotRequired)
def spare_item(draft: Draft, event: happened.ItemNotRequired) -> None:
    """No decision is needed; the reason is on record."""
    _end_without_decision(draft, event.item, "not_required", event.because)


@reduces(happened.ItemWithdrawn)
def withdraw_item(draft: Draft, event: happened.ItemWithdrawn) -> None:
    """The applicant does not ask for it any more."""
    _end_without_decision(draft, event.item, "withdrawn", event.because)


def _end_without_decision(draft: Draft, item: str, outcome: str, because: happened.Facts) -> None:
    old = draft.items[item]
    draft.put_item(
        item,
        ItemState(
            outcome,
            because,
            old.started,
            old.ended,
            old.due,
            old.promised,
            old.stops,
            old.extended,
            old.overdue,
        ),
    )
    draft.timers.pop(f"item:{item}", None)


@reduces(happened.ClockStarted)
def start_clock(draft: Draft, event: happened.ClockStarted) -> None:
    """The clock runs from this day, which is day zero."""
    old = draft.items[event.item]
    draft.put_item(
        event.item,
        ItemState(old.outcome, old.because, event.start, None, event.due, event.promised, old.stops, old.extended),
    )
    _time_item(draft, event.item)


def _time_item(draft: Draft, name: str) -> None:
    item = draft.items[name]
    if item.due is not None and item.running and not item.stopped and not item.overdue:
        draft.put_timer(f"item:{name}", Timer(item.due, "item", name))
    else:
        draft.timers.pop(f"item:{name}", None)


@reduces(happened.ClockEnded)
def end_clock(draft: Draft, event: happened.ClockEnded) -> None:
    """The clock has done its work."""
    old = draft.items[event.item]
    draft.put_item(event.item, _ended(old, old.outcome, event.at))
    draft.timers.pop(f"item:{event.item}", None)


@reduces(happened.ClockStopped)
def stop_clock(draft: Draft, event: happened.ClockStopped) -> None:
    """Clock and open work of the item stand still."""
    item = draft.items[event.item]
    stop = Stop(event.first, event.ground, None, event.basis, event.activity)
    draft.put_item(event.item, replace(item, stops=(*item.stops, stop), due=None, promised=None))
    draft.timers.pop(f"item:{event.item}", None)
    for name in event.paused:
        work = draft.work.get(name)
        if work is not None:
            drop_timers(draft, work)
            draft.work.put(name, replace(work, status="paused", due=None))


@reduces(happened.ClockResumed)
def resume_clock(draft: Draft, event: happened.ClockResumed) -> None:
    """Clock and work go on with the days that were left."""
    item = draft.items[event.item]
    stops = (*item.stops[:-1], replace(item.stops[-1], last=event.last))
    draft.put_item(event.item, replace(item, stops=stops, due=event.due, promised=event.promised))
    _time_item(draft, event.item)
    for name, due in event.moved.items():
        work = draft.work.get(name)
        if work is not None:
            draft.work.put(name, replace(work, status="correcting" if work.asked else "open", due=due))
            if due is not None and due > event.at:
                draft.put_timer(f"due:{name}", Timer(due, "due", name))
    put_timers(draft, event.timers)


@reduces(happened.LimitExtended)
def extend_limit(draft: Draft, event: happened.LimitExtended) -> None:
    """The limit is longer, once."""
    draft.put_item(event.item, replace(draft.items[event.item], extended=event.limit, due=event.due, overdue=False))
    _time_item(draft, event.item)


@reduces(happened.ItemOverdue)
def mark_overdue(draft: Draft, event: happened.ItemOverdue) -> None:
    """The limit has passed; the fact stays."""
    draft.put_item(event.item, replace(draft.items[event.item], overdue=True))
    draft.timers.pop(f"item:{event.item}", None)


@reduces(happened.PromiseMade)
def make_promise(draft: Draft, event: happened.PromiseMade) -> None:
    """The promise for the whole runs."""
    draft.promise = event.due
    draft.put_timer("promise:case", Timer(event.due, "promise", "case"))


@reduces(happened.PromiseBroken)
def break_promise(draft: Draft, event: happened.PromiseBroken) -> None:
    """The fact is on record."""
    draft.timers.pop("promise:case", None)


@reduces(happened.DeadlineRecomputed)
def move_deadline(draft: Draft, event: happened.DeadlineRecomputed) -> None:
    """One due moment moved with the calendar."""
    kind, _, name = event.subject.partition(":")
    if kind == "work":
        work = draft.work.get(name)
        if work is not None:
            draft.work.put(name, replace(work, due=event.new))
            if draft.timers.get(f"due:{name}") is not None:
                draft.put_timer(f"due:{name}", Timer(event.new, "due", name))
    elif kind == "item":
        draft.put_item(name, replace(draft.items[name], due=event.new))
        _time_item(draft, name)
    elif kind in ("alarm", "silent"):
        _move_timer(draft, event.subject, event.new)
    elif kind == "member":
        member = draft.members.get(name)
        if member is not None:
            draft.members.put(name, replace(member, due=event.new))
        _move_timer(draft, event.subject, event.new)
    elif kind == "case":
        draft.promise = event.new
        if draft.timers.get("promise:case") is not None:
            draft.put_timer("promise:case", Timer(event.new, "promise", "case"))
    else:
        draft.put_item(name, replace(draft.items[name], promised=event.new))


def _move_timer(draft: Draft, key: str, at: datetime) -> None:
    timer = draft.timers.get(key)
    if timer is not None:
        draft.put_timer(key, replace(timer, at=at))


@reduces(happened.CalendarAdopted)
def adopt_calendar(draft: Draft, event: happened.CalendarAdopted) -> None:
    """From here on due moments follow this edition."""
    draft.edition = event.edition
