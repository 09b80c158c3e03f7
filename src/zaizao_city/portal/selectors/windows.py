"""The counters as the public sees them: how long one waits, how far it is, when it opens; and the numbers one holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.worktime.office_hours import Intervals
from zaizao_city.foundation.ui.words import say_moment
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Counter
from zaizao_city.places.selectors.counters import CounterLine
from zaizao_city.places.selectors.opening import list_known_spans
from zaizao_city.places.selectors.queue import OwnTicket

NEAR = 10
"""Kilometres below which a decimal is said."""


@frozen
class Window:
    """One counter on the page."""

    counter: Counter
    name: str
    is_open: bool
    is_home: bool
    wait: str
    """How long one waits, or when it opens."""
    queue: str
    distance: str
    today: tuple[str, ...]
    """When it is open today; a line may break between two parts, never within one."""
    has_own: bool
    """Whether the reader holds a number here already."""


@frozen
class Held:
    """A number that the reader holds."""

    pk: int
    number: int
    place: str
    address: str
    is_called: bool
    ahead: str
    wait: str


def describe_windows(lines: Sequence[CounterLine], held: Sequence[OwnTicket], *, now: dt.datetime) -> list[Window]:
    """The counters in words, in their order."""
    own = {one.ticket.counter_id for one in held if not one.is_called}
    return [_describe(line, has_own=line.counter.pk in own, now=now) for line in lines]


def _describe(line: CounterLine, *, has_own: bool, now: dt.datetime) -> Window:
    return Window(
        counter=line.counter,
        name=line.counter.organisation.name,
        is_open=line.is_open,
        is_home=line.is_home,
        wait=_say_open(line) if line.is_open else _say_closed(line),
        queue=_say_queue(line.waiting) if line.is_open else "",
        distance="" if line.kilometres is None else _say_distance(line.kilometres),
        today=_say_spans(list_known_spans(line.counter, now.date())),
        has_own=has_own,
    )


def _say_open(line: CounterLine) -> str:
    if not line.waiting:
        return _("现在不用等")
    return say_minutes(line.minutes)


def say_minutes(minutes: int | None) -> str:
    """How long one waits; that it is not known is said too."""
    if minutes is None:
        return _("要等多久还说不准")
    return ngettext("大约等 %(n)d 分钟", "大约等 %(n)d 分钟", minutes) % {"n": minutes}


def _say_closed(line: CounterLine) -> str:
    if line.opens_at is None:
        return _("没有开门，什么时候开请打电话")
    return _("没有开门，{at}开").format(at=say_moment(line.opens_at))


def _say_queue(waiting: int) -> str:
    if not waiting:
        return _("没有人在等")
    return ngettext("%(n)d 人在等", "%(n)d 人在等", waiting) % {"n": waiting}


def _say_distance(kilometres: float) -> str:
    number = f"{kilometres:.1f}" if kilometres < NEAR else f"{kilometres:.0f}"
    return _("{number} 公里").format(number=number)


def _say_spans(spans: Intervals) -> tuple[str, ...]:
    if not spans:
        return (_("今天不开"),)
    first, *rest = (f"{a // 60}:{a % 60:02}–{b // 60}:{b % 60:02}" for a, b in spans)
    *followed, last = (_("今天 {times}").format(times=first), *rest)
    return (*(part + _("、") for part in followed), last)


def describe_held(held: Sequence[OwnTicket]) -> list[Held]:
    """The numbers one holds, in words."""
    return [
        Held(
            pk=one.ticket.pk,
            number=one.ticket.number,
            place=one.ticket.counter.organisation.name,
            address=one.ticket.counter.address,
            is_called=one.is_called,
            ahead=_say_ahead(one.ahead),
            wait=say_minutes(one.minutes) if one.ahead else "",
        )
        for one in held
    ]


def _say_ahead(ahead: int) -> str:
    if not ahead:
        return _("下一个就是您")
    return ngettext("前面还有 %(n)d 人", "前面还有 %(n)d 人", ahead) % {"n": ahead}


def find_district(code: str, districts: Sequence[Organisation]) -> Organisation | None:
    """The district with that code among those to choose from."""
    return next((one for one in districts if one.code == code), None)
