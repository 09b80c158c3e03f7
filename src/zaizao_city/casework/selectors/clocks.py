"""The clocks of a case as people ask about them: due when, how much is left, and the derivation day by day.

Everything is computed from state and calendar when somebody looks; nothing of it is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import ItemState
from zaizao.units import Limit, parse_limit
from zaizao.wording import say
from zaizao.worktime import Deadline, Extension, Suspension, compute_deadline
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.mapping.times import to_moment, to_official

SHARE_TO_WARN = 0.8
"""From this share of a limit on a clock is yellow where its definition sets no warning of its own."""


@frozen
class Clock:
    """One clock: ``what`` is an item, a work item, or ``case`` for the promise of the whole.

    ``color``: green, yellow (warned), red (late), grey (stands still, or over). ``days_left`` counts as the limit does,
    negative when late. ``day`` is the last day in time.
    """

    what: str
    name: str
    kind: str
    """statutory, promised or activity."""
    limit: Limit
    started: datetime
    due: datetime | None
    ended: datetime | None
    color: str
    days_left: int | None
    deadline: Deadline

    @property
    def day(self) -> str | None:
        """The last day that is in time (ISO)."""
        return None if self.due is None else (self.due - timedelta(microseconds=1)).date().isoformat()

    def explain(self, language: str = "zh") -> str:
        """The derivation day by day, with the rules used and what each rests on."""
        return self.deadline.explain(language).to_text(say)


def list_clocks(definition: ProcessDefinition, state: State, *, now: datetime, language: str = "zh") -> list[Clock]:
    """The promise for the whole, then every item's statutory and promised clock, then the open work items'."""
    found: list[Clock | None] = [_promise(definition, state, now=now)]
    for name, item in state.items.items():
        about = definition.items[name]
        called = about.name.say(language) if about.name is not None else name
        if about.clock is not None:
            found.append(_item_clock(name, called, "statutory", about.clock.limit, item, now=now))
        if about.promised is not None:
            found.append(_item_clock(name, called, "promised", about.promised, item, now=now))
    found += [_work_clock(definition, state, name, now=now) for name, _ in state.work.sorted_items()]
    return [clock for clock in found if clock is not None]


def _promise(definition: ProcessDefinition, state: State, *, now: datetime) -> Clock | None:
    limit = definition.promised
    if limit is None or state.promise is None:
        return None
    start = state.opened
    source, _, moment = (definition.promised_from or "").partition(".")
    act = state.acts.get(source)
    if act is not None:
        start = (act.ended if moment == "done" else act.started) or start
    deadline = compute_deadline(limit, start=start, calendar=get_calendar())
    return _make("case", "case", "promised", limit, deadline, ended=state.closed, now=now)


def _item_clock(name: str, called: str, kind: str, limit: Limit, item: ItemState, *, now: datetime) -> Clock | None:
    if item.started is None:
        return None
    stops = tuple(Suspension(stop.first, stop.last, stop.ground, stop.basis or "") for stop in item.stops)
    extended = (Extension(parse_limit(item.extended)),) if item.extended and kind == "statutory" else ()
    deadline = compute_deadline(
        limit, start=item.started, calendar=get_calendar(), suspensions=stops, extensions=extended
    )
    return _make(name, called, kind, limit, deadline, ended=item.ended, now=now)


def _work_clock(definition: ProcessDefinition, state: State, name: str, *, now: datetime) -> Clock | None:
    work = state.work.get(name)
    activity = definition.activities.get(work.activity) if work is not None else None
    if work is None or activity is None or activity.limit is None or work.due is None:
        return None
    deadline = compute_deadline(activity.limit, start=work.opened, calendar=get_calendar())
    called = activity.name.zh if activity.name is not None else work.activity
    return _make(name, called, "activity", activity.limit, deadline, ended=None, now=now)


def _make(
    what: str, name: str, kind: str, limit: Limit, deadline: Deadline, *, ended: datetime | None, now: datetime
) -> Clock:
    moment = to_moment(now)
    started = to_official(deadline.start)
    assert started is not None
    return Clock(
        what=what,
        name=name,
        kind=kind,
        limit=limit,
        started=started,
        due=to_official(deadline.due),
        ended=to_official(ended),
        color=choose_color(deadline, ended=ended, now=moment),
        days_left=None if ended is not None else deadline.remaining_days(moment),
        deadline=deadline,
    )


def choose_color(deadline: Deadline, *, ended: datetime | None, now: datetime) -> str:
    """Red when late (also where it ended late), grey when over in time or standing still, else yellow or green."""
    if deadline.due is None:
        return "grey"
    if deadline.due <= (ended or now):
        return "red"
    if ended is not None:
        return "grey"
    used = deadline.fraction(now)
    return "yellow" if used is not None and used >= SHARE_TO_WARN else "green"
