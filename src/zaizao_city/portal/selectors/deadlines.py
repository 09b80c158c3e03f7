"""A clock of a case, or a promise not yet made, in the words of the public; how it stands and its days are casework's."""

from __future__ import annotations

import datetime as dt

from attrs import frozen
from django.utils.translation import gettext as _

from zaizao.units import Limit
from zaizao.wording.values import format_date, format_limit
from zaizao.worktime import Deadline as Computed
from zaizao.worktime import compute_deadline
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.mapping.times import to_moment
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.casework.selectors.derivations import Mark, last_day, mark_clock, show_days
from zaizao_city.foundation.ui.components.deadline import Deadline
from zaizao_city.foundation.ui.words import say_day, speak


def show_clock(clock: Clock, *, now: dt.datetime, is_open: bool = False) -> Deadline:
    """A running clock: its state, what is left, each day and each rule."""
    caption = _caption(clock.deadline, clock.kind)
    return show_days(clock.deadline, mark_clock(clock), caption=caption, now=now, is_open=is_open)


@frozen
class ToldClock:
    """A clock in one line: of what, its state, what is left, the last day in time."""

    name: str
    state: str
    note: str
    last_day: dt.date | None


def tell_clock(clock: Clock) -> ToldClock:
    """A clock without its days, for where many stand together."""
    mark = mark_clock(clock)
    last = None if clock.due is None or clock.ended else last_day(clock.due)
    return ToldClock(clock.name, mark.state, mark.note, last)


def foresee_deadline(limit: Limit, *, kind: str, now: dt.datetime) -> Deadline:
    """The date (``kind``: promised or statutory) for one who hands in now and is accepted within the next working day, derived day by day."""
    start = _find_opening(now)
    deadline = compute_deadline(limit, start=to_moment(start), calendar=get_calendar())
    note = _("最迟 {day}").format(day=say_day(deadline.last_day)) if deadline.last_day else ""
    return show_days(deadline, Mark("in-time", note), caption=_caption(deadline, kind), now=now)


def _find_opening(now: dt.datetime) -> dt.datetime:
    """Now, where somebody works today; else the beginning of the next working day."""
    calendar = get_calendar()
    if calendar.kind_of(now.date()).is_work:
        return now
    return dt.datetime.combine(calendar.add_workdays(now.date(), 1), dt.time(9))


def _caption(deadline: Computed, kind: str) -> str:
    limit = format_limit(deadline.limit, language=speak())
    words = {"promised": _("承诺{limit}"), "statutory": _("法定{limit}"), "activity": _("本环节{limit}")}
    said = words[kind].format(limit=limit)
    if deadline.last_day is None:
        return _("{limit}，正在暂停计时").format(limit=said)
    return _("{limit}，截止 {day}").format(limit=said, day=format_date(deadline.last_day, language=speak()))
