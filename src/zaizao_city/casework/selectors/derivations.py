"""Clocks as every audience sees them: how one stands, what is left of it, and its days with the rules; nothing is counted here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.wording import say
from zaizao.worktime import DayRow
from zaizao.worktime import Deadline as Computed
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.foundation.ui.components.deadline import CountedDay, DayKind, Deadline, Rule
from zaizao_city.foundation.ui.words import say_working_days_left, speak

_STATES = {"green": "in-time", "yellow": "soon", "red": "overdue"}
_KINDS: dict[str, DayKind] = {
    "start": "start", "holiday": "off", "rest": "off", "carried": "off", "suspended": "stopped", "closed": "off",
}  # fmt: skip
SOON = 2
"""Working days left at which a row of a list asks for a look where its definition sets no warning."""


@frozen
class Mark:
    """A chip: its state and a few words."""

    state: str
    note: str


@frozen
class Span:
    """Working days to a due moment, or since; nought: there is none between, or the calendar does not reach."""

    days: int
    is_over: bool = False
    ends_today: bool = False


def last_day(due: dt.datetime) -> dt.date:
    """The last day that is in time: a moment at midnight is the end of the day before."""
    return (due - dt.timedelta(microseconds=1)).date()


def mark_clock(clock: Clock) -> Mark:
    """How a clock stands; one that ended late stays late."""
    if clock.ended is not None:
        return Mark("overdue" if clock.color == "red" else "done", "")
    if clock.due is None:
        return Mark("paused", "")
    return Mark(_STATES.get(clock.color, "in-time"), say_left(clock))


def say_span(span: Span) -> str:
    """In full: ``还剩 3 个工作日``. What ran out today or on days off is over by one; no day between: nothing is said."""
    if span.is_over:
        return say_working_days_left(-max(1, span.days))
    return say_working_days_left(span.days) if span.days or span.ends_today else ""


def mark_due(
    due: dt.datetime, *, now: dt.datetime, warned: bool = False, say: Callable[[Span], str] = say_span
) -> Mark:
    """How a due moment stands where no clock is at hand. Midnight is the end of the day before, as limits end."""
    last, today = last_day(due), now.date()
    if due <= now:
        return Mark("overdue", say(Span(count_workdays(last, today), is_over=True)))
    left = count_workdays(today, last)
    is_near = left <= SOON and last <= get_calendar().last_day
    return Mark("soon" if warned or is_near else "in-time", say(Span(left, ends_today=last == today)))


def count_workdays(first: dt.date, last: dt.date) -> int:
    """Working days after the first day, the last one included; nought where the calendar does not reach."""
    calendar = get_calendar()
    if last <= first or first < calendar.first_day or last > calendar.last_day:
        return 0
    return calendar.workdays_between(first, last)


def say_left(clock: Clock) -> str:
    """What is left of a clock, as people say it."""
    if clock.days_left is None:
        return ""
    if clock.limit.unit.name.startswith("WORKING"):
        return say_working_days_left(clock.days_left)
    left = clock.days_left
    if left < 0:
        return ngettext("超 {n} 天", "超 {n} 天", -left).format(n=-left)
    return ngettext("还剩 {n} 天", "还剩 {n} 天", left).format(n=left)


def show_days(computed: Computed, mark: Mark, *, caption: str, now: dt.datetime, is_open: bool = True) -> Deadline:
    """A count that opens: each day with what it is, each rule with what it rests on."""
    explanation = computed.explain(speak())
    rules = [
        Rule(
            say(rule.code, rule.fields, speak()),
            _("，").join(say(f"basis-{basis.code}", basis.fields, speak()) for basis in rule.basis),
        )
        for rule in explanation.rules
        if "edition" not in rule.fields
    ]
    days = [_show_day(row, last=computed.last_day, today=now.date()) for row in explanation.rows]
    return Deadline(state=mark.state, note=mark.note, caption=caption, days=days, rules=rules, is_open=is_open)


def _show_day(row: DayRow, *, last: dt.date | None, today: dt.date) -> CountedDay:
    kind = _KINDS.get(row.why) or ("counted" if row.day <= today else "ahead")
    is_due = row.day == last
    return CountedDay(
        on=row.day, kind=kind, says=_say_row(row, is_due=is_due), make_up=row.why == "makeup",
        is_today=row.day == today, is_due=is_due,
    )  # fmt: skip


def _say_row(row: DayRow, *, is_due: bool) -> str:
    if row.why == "start":
        return _("起算")
    if is_due:
        return _("截止")
    if row.n is not None:
        return _("第{n}日").format(n=row.n)
    return _("暂停") if row.why == "suspended" else row.name or ""
