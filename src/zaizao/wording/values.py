"""How dates, moments, limits, lists and other values are written for people, in Chinese and English.

    value            zh                            en
    date             2026年3月18日（周三）            Wed 18 March 2026
    moment           2026年3月18日（周三）09:30       Wed 18 March 2026, 09:30
    limit 20wd       20个工作日                     20 working days
    several          甲、乙                        a, b
    True / None      是 / 无                       yes / none

Nothing is converted: a moment is written in the zone it carries, a limit in the unit it has.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from zaizao.errors import Location
from zaizao.units import Limit, Text, Unit

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = "January February March April May June July August September October November December".split()
_UNIT_WORDS: dict[Unit, tuple[str, str]] = {
    Unit.WORKING_DAY: ("个工作日", "working day"),
    Unit.WORKING_HOUR: ("个工作小时", "working hour"),
    Unit.WORKING_MINUTE: ("个工作分钟", "working minute"),
    Unit.DAY: ("日", "day"),
    Unit.MONTH: ("个月", "month"),
    Unit.YEAR: ("年", "year"),
    Unit.HOUR: ("小时", "hour"),
    Unit.MINUTE: ("分钟", "minute"),
}


def format_weekday(day: dt.date, *, language: str = "zh") -> str:
    """``周三`` or ``Wed``."""
    name = _WEEKDAYS[_known(language)][day.weekday()]
    return name if language == "en" else f"周{name}"


def format_date(day: dt.date, *, language: str = "zh") -> str:
    """``2026年3月18日（周三）`` or ``Wed 18 March 2026``."""
    weekday = format_weekday(day, language=language)
    if language == "en":
        return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{weekday}）"


def format_moment(moment: dt.datetime, *, language: str = "zh") -> str:
    """The date and the time of day to the minute; seconds only where they are not zero."""
    time = _format_time(moment.time(), language=language)
    separator = ", " if language == "en" else ""
    return f"{format_date(moment.date(), language=language)}{separator}{time}"


def format_period(first: dt.date, last: dt.date, *, language: str = "zh") -> str:
    """Two dates, both included: ``…至…`` or ``… to …``."""
    word = " to " if language == "en" else "至"
    return f"{format_date(first, language=language)}{word}{format_date(last, language=language)}"


def format_limit(limit: Limit, *, language: str = "zh") -> str:
    """``20个工作日`` or ``20 working days``."""
    zh, en = _UNIT_WORDS[limit.unit]
    return _count_english(limit.amount, en) if _known(language) == "en" else f"{limit.amount}{zh}"


def format_duration(duration: dt.timedelta, *, language: str = "zh") -> str:
    """``2天3小时5分钟`` or ``2 days 3 hours 5 minutes``; seconds are dropped unless nothing else is left."""
    if duration < dt.timedelta(0):
        return "-" + format_duration(-duration, language=language)
    hours, rest = divmod(duration.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(duration.days, "天", "day"), (hours, "小时", "hour"), (minutes, "分钟", "minute")]
    said = [part for part in parts if part[0]] or [(seconds, "秒", "second")]
    if _known(language) == "en":
        return " ".join(_count_english(amount, en) for amount, _, en in said)
    return "".join(f"{amount}{zh}" for amount, zh, _ in said)


def format_list(values: Iterable[object], *, language: str = "zh") -> str:
    """The values joined with ``、`` or a comma; nothing at all is ``无`` or ``none``."""
    written = [format_value(value, language=language) for value in values]
    separator = ", " if _known(language) == "en" else "、"
    return separator.join(written) if written else format_value(None, language=language)


def format_value(value: object, *, language: str = "zh") -> str:
    """Any value that a field of an error, an event or an explanation may hold, as a person reads it."""
    kind = type(value)
    if kind not in _CHOSEN:
        _CHOSEN[kind] = next((write for kinds, write in _WRITERS if isinstance(value, kinds)), _write_plainly)
    return _CHOSEN[kind](value, language)


def _write_plainly(value: object, _language: str) -> str:
    return str(value)


def _format_time(time: dt.time, *, language: str = "zh") -> str:
    _known(language)
    return time.strftime("%H:%M:%S" if time.second else "%H:%M")


def _format_none(_value: object, language: str) -> str:
    return "none" if _known(language) == "en" else "无"


def _format_truth(value: object, language: str) -> str:
    words = ("no", "yes") if _known(language) == "en" else ("否", "是")
    return words[bool(value)]


def _format_mapping(value: Mapping[object, object], language: str) -> str:
    colon, separator = (": ", "; ") if _known(language) == "en" else ("：", "；")
    pairs = (
        f"{format_value(key, language=language)}{colon}{format_value(item, language=language)}"
        for key, item in value.items()
    )
    return separator.join(pairs) or _format_none(None, language)


def _format_set(value: frozenset[object], language: str) -> str:
    return format_list(sorted(value, key=str), language=language)


def _count_english(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def _known(language: str) -> str:
    if language not in _WEEKDAYS:
        raise KeyError(f"no such language: {language!r}")
    return language


_Writer = tuple[type | tuple[type, ...], Callable[..., str]]

# The first kind that fits writes the value: bool before int, datetime before date, str before its enum value.
_WRITERS: tuple[_Writer, ...] = (
    (type(None), _format_none),
    (bool, _format_truth),
    (Text, lambda value, language: value.say(language)),
    (Limit, lambda value, language: format_limit(value, language=language)),
    (dt.datetime, lambda value, language: format_moment(value, language=language)),
    (dt.date, lambda value, language: format_date(value, language=language)),
    (dt.time, lambda value, language: _format_time(value, language=language)),
    (dt.timedelta, lambda value, language: format_duration(value, language=language)),
    (enum.Enum, lambda value, language: format_value(value.value, language=language)),
    ((str, Location), lambda value, _language: str(value)),
    (float, lambda value, _language: f"{value:g}"),
    (Decimal, lambda value, _language: f"{value:f}"),
    (Mapping, _format_mapping),
    ((list, tuple), lambda value, language: format_list(value, language=language)),
    ((set, frozenset), _format_set),
)

_CHOSEN: dict[type, Callable[..., str]] = {}
"""What writes the values of each kind met so far: the first in `_WRITERS` that fits."""
