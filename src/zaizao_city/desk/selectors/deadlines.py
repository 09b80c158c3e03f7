"""Due moments as chips, clocks as gauges that open into their days; how a clock stands is casework's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from zaizao.wording.values import format_limit
from zaizao_city.casework.selectors import derivations
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.casework.selectors.derivations import Mark, last_day, mark_clock, show_days
from zaizao_city.foundation.ui.components.deadline import Deadline
from zaizao_city.foundation.ui.components.figures import Clock as Gauge
from zaizao_city.foundation.ui.words import say_day, speak


class ClockGroup(Struct, frozen=True):
    """The clocks of one item, or of the whole."""

    name: str
    clocks: Sequence[Gauge]


class Derivation(Struct, frozen=True):
    """A clock with each day of its count and each rule."""

    name: str
    gauge: Gauge
    days: Deadline


def mark_due(due: dt.datetime | None, *, now: dt.datetime, warned: bool = False, paused: bool = False) -> Mark:
    """How a due moment stands, in the few words of a row."""
    if paused:
        return Mark("paused", "")
    if due is None:
        return Mark("in-time", _("不限时"))
    return derivations.mark_due(due, now=now, warned=warned, say=_say_short)


def _say_short(span: derivations.Span) -> str:
    if span.is_over:
        return ngettext("{n} 日", "{n} 日", span.days).format(n=span.days) if span.days else _("今天")
    if span.ends_today:
        return _("今天到期")
    return ngettext("剩 {n} 日", "剩 {n} 日", span.days).format(n=span.days) if span.days else ""


def show_clocks(clocks: Sequence[Clock], *, now: dt.datetime) -> list[ClockGroup]:
    """The clocks of a case, item by item."""
    groups: dict[tuple[str, str], list[Gauge]] = {}
    for clock in clocks:
        groups.setdefault((clock.what, _name(clock)), []).append(_show_gauge(clock, now=now))
    return [ClockGroup(name, found) for (_what, name), found in groups.items()]


def derive_clocks(clocks: Sequence[Clock], *, now: dt.datetime) -> list[Derivation]:
    """The clocks of a case with their derivations, those that still run before those that are over."""
    ordered = sorted(clocks, key=lambda clock: clock.ended is not None)
    return [Derivation(_name(clock), _show_gauge(clock, now=now), _derive(clock, now=now)) for clock in ordered]


def _derive(clock: Clock, *, now: dt.datetime) -> Deadline:
    caption = _("{name}：{kind}").format(name=_name(clock), kind=_say_kind(clock))
    return show_days(clock.deadline, mark_clock(clock), caption=caption, now=now)


def _show_gauge(clock: Clock, *, now: dt.datetime) -> Gauge:
    mark, used = mark_clock(clock), None
    if clock.ended is None and clock.due is not None:
        span = clock.due - clock.started
        used = 100.0 if span <= dt.timedelta(0) else min(100.0, (now - clock.started) / span * 100)
    if clock.ended is not None:
        until = _("{day} 结束").format(day=say_day(clock.ended.date()))
    else:
        until = _("截止 {day}").format(day=say_day(last_day(clock.due))) if clock.due else ""
    return Gauge(name=_say_kind(clock), state=mark.state, note=mark.note, used=used, right=until)


def _name(clock: Clock) -> str:
    return _("整件") if clock.what == "case" else clock.name


def _say_kind(clock: Clock) -> str:
    words = {"promised": _("承诺 {limit}"), "statutory": _("法定 {limit}"), "activity": _("本环节 {limit}")}
    return words[clock.kind].format(limit=format_limit(clock.limit, language=speak()))
