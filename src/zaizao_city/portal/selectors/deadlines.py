"""A clock of a case, or a promise not yet made, as the chip that opens into its days."""

from __future__ import annotations

import datetime as dt

from attrs import frozen
from django.utils.translation import gettext as _

from zaizao.units import Limit
from zaizao.wording import say
from zaizao.wording.values import format_date, format_limit
from zaizao.worktime import DayRow, compute_deadline
from zaizao.worktime import Deadline as Computed
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.mapping.times import to_moment
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.foundation.ui.components.deadline import CountedDay, DayKind, Deadline, Rule
from zaizao_city.foundation.ui.words import say_day, say_working_days_left, speak

_STATES = {"green": "in-time", "yellow": "soon", "red": "overdue"}
_KINDS: dict[str, DayKind] = {
    "start": "start", "holiday": "off", "rest": "off", "carried": "off", "suspended": "stopped", "closed": "off",
}  # fmt: skip
_LEFT_OUT = frozenset({"deadline-rule-edition"})


def show_clock(clock: Clock, *, now: dt.datetime, is_open: bool = False) -> Deadline:
    """A running clock: its state, what is left, each day and each rule."""
    state, note = _tell_state(clock)
    return _show(clock.deadline, clock.kind, state=state, note=note, now=now, is_open=is_open)


@frozen
class ToldClock:
    """A clock in one line: of what, its state, what is left, the last day in time."""

    name: str
    state: str
    note: str
    last_day: dt.date | None


def tell_clock(clock: Clock) -> ToldClock:
    """A clock without its days, for where many stand together."""
    state, note = _tell_state(clock)
    last = None if clock.due is None or clock.ended else (clock.due - dt.timedelta(microseconds=1)).date()
    return ToldClock(clock.name, state, note, last)


def _tell_state(clock: Clock) -> tuple[str, str]:
    if clock.ended is not None:
        return "done", ""
    if clock.due is None:
        return "paused", ""
    return _STATES.get(clock.color, "in-time"), say_left(clock)


def say_left(clock: Clock) -> str:
    """What is left of a clock, as people say it."""
    if clock.days_left is None:
        return ""
    if clock.limit.unit.name.startswith("WORKING"):
        return say_working_days_left(clock.days_left)
    return (
        _("还剩 {n} 天").format(n=clock.days_left)
        if clock.days_left >= 0
        else _("超 {n} 天").format(n=-clock.days_left)
    )


def foresee_deadline(limit: Limit, *, kind: str, now: dt.datetime) -> Deadline:
    """The date (``kind``: promised or statutory) for one who hands in now and is accepted within the next working day, derived day by day."""
    start = _find_opening(now)
    deadline = compute_deadline(limit, start=to_moment(start), calendar=get_calendar())
    note = _("最迟 {day}").format(day=say_day(deadline.last_day)) if deadline.last_day else ""
    return _show(deadline, kind, state="in-time", note=note, now=now, is_open=True)


def _find_opening(now: dt.datetime) -> dt.datetime:
    """Now, where somebody works today; else the beginning of the next working day."""
    calendar = get_calendar()
    if calendar.kind_of(now.date()).is_work:
        return now
    return dt.datetime.combine(calendar.add_workdays(now.date(), 1), dt.time(9))


def _show(deadline: Computed, kind: str, *, state: str, note: str, now: dt.datetime, is_open: bool) -> Deadline:
    explanation = deadline.explain(speak())
    rules = [
        Rule(
            say(rule.code, rule.fields, speak()),
            _("，").join(say(f"basis-{basis.code}", basis.fields, speak()) for basis in rule.basis),
        )
        for rule in explanation.rules
        if "edition" not in rule.fields
    ]
    days = [_show_day(row, deadline, today=now.date()) for row in explanation.rows]
    return Deadline(state=state, note=note, caption=_caption(deadline, kind), days=days, rules=rules, is_open=is_open)


def _caption(deadline: Computed, kind: str) -> str:
    limit = format_limit(deadline.limit, language=speak())
    words = {"promised": _("承诺{limit}"), "statutory": _("法定{limit}"), "activity": _("本环节{limit}")}
    said = words[kind].format(limit=limit)
    if deadline.last_day is None:
        return _("{limit}，正在暂停计时").format(limit=said)
    return _("{limit}，截止 {day}").format(limit=said, day=_say_day(deadline))


def _say_day(deadline: Computed) -> str:
    assert deadline.last_day is not None
    return format_date(deadline.last_day, language=speak())


def _show_day(row: DayRow, deadline: Computed, *, today: dt.date) -> CountedDay:
    is_due = row.day == deadline.last_day
    kind = _KINDS.get(row.why) or ("counted" if row.day <= today else "ahead")
    return CountedDay(
        on=row.day,
        kind=kind,
        says=_say_row(row, is_due=is_due),
        make_up=row.why == "makeup",
        is_today=row.day == today,
        is_due=is_due,
    )


def _say_row(row: DayRow, *, is_due: bool) -> str:
    if row.why == "start":
        return _("起算")
    if is_due:
        return _("截止")
    if row.n is not None:
        return _("第{n}日").format(n=row.n)
    if row.why == "suspended":
        return _("暂停")
    return row.name or ""
