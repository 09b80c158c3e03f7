"""Moments in the forms people write them in tables, a whole column at a time: which form, and its microseconds.

Day before month or month before day is told by the values; where none of them tells, the reader says that it guessed.
XML's own form is `moments`.
"""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_OFFSET, NO_TIME

MINUTE: Final = 60_000_000
DAY: Final = 86_400_000_000
_FIRST: Final = -62_135_596_800_000_000
_LAST: Final = 253_402_300_799_999_999
"""The first and the last microsecond that a date can hold: years 1 to 9999."""
_CLOCK: Final = (
    r"(?:[T ,]*(?P<ap>上午|下午|晚上|(?i:[ap]\.?m\.?))?\s*(?P<H>\d{1,2})(?:[:：时点]|小时)(?P<M>\d{1,2})?分?"
    r"(?:[:：]?(?P<S>\d{1,2})秒?)?(?:[.,](?P<f>\d+))?\s*(?P<pa>(?i:[ap]\.?m\.?))?"
    r"\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$"
)
_WEEKDAY: Final = r"^(?:[A-Za-z]{3,9}\.?,? )?"
_DATES: Final = {
    "iso": r"^(?P<Y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
    "chinese": r"^(?P<Y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?(?:[（(]?(?:周|星期).[）)]?)?",
    "month-first": r"^(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<Y>\d{4}|\d{2})",
    "day-first": r"^(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<Y>\d{4}|\d{2})",
    "day-month": _WEEKDAY + r"(?P<d>\d{1,2})[- ](?P<b>[A-Za-z]{3})[a-z]*\.?[- ,]+(?P<Y>\d{4})",
    "month-day": _WEEKDAY + r"(?P<b>[A-Za-z]{3})[a-z]*\.? (?P<d>\d{1,2}),? (?P<Y>\d{4})",
}
_COMPACT: Final = r"^(?P<Y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[T ]?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?)?(?P<z>Z)?$"
PATTERNS: Final = {name: date + _CLOCK for name, date in _DATES.items()} | {"compact": _COMPACT}
EPOCHS: Final = {
    "epoch-seconds": (1e9, 1e6),
    "epoch-milliseconds": (1e12, 1e3),
    "epoch-microseconds": (1e15, 1.0),
    "epoch-nanoseconds": (1e18, 1e-3),
}
"""The size that tells the unit (September 2001), and microseconds in one."""
_NUMBER: Final = r"^\d+(?:\.\d*)?$"
ABSENT: Final = ("", "null", "nan", "nat", "none", "n/a", "na", "-", "--", "\\n", "无", "空")
"""Words, in small letters, that stand for no moment."""
_MONTHS: Final = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
CERTAIN: Final = ("iso", "chinese", "month-first", "day-first", "day-month", "month-day")
"""Forms that nothing but a moment has; plain digits may be anything."""


class TimeForm(Struct, frozen=True):
    """How the moments of a column are written: a name of PATTERNS or EPOCHS, or a pattern with ``%``."""

    name: str
    share: float = 1.0
    """Of the values looked at, how many it fits."""
    ambiguous: bool = False
    """Day and month could be exchanged in every value looked at."""
    clock: bool = True
    """Whether any value has a time of day."""


class Moments(Struct, frozen=True, eq=False):
    """A column of moments: microseconds of UTC, minutes east of UTC, and which values could not be read."""

    time: NDArray[np.int64]
    offset: NDArray[np.int16]
    unreadable: NDArray[np.bool_]


def find_form(sample: pa.Array, *, digits: bool) -> TimeForm | None:
    """The form that fits most of the values of a sample of texts, None where fewer than half are moments.

    ``digits`` lets plain numbers be moments too: since 1970 in seconds or parts of them, or 20260318.
    """
    known = _known(sample).slice(0, 2_000)
    if not len(known):
        return None
    names = [*CERTAIN, *(("compact", *EPOCHS) if digits else ())]
    shares = {name: 1.0 - float(np.mean(parse_texts(known, TimeForm(name), strict=True).unreadable)) for name in names}
    best = max(names, key=lambda name: shares[name])
    if shares[best] < 0.5:
        return None
    ambiguous = best in ("month-first", "day-first") and shares["month-first"] == shares["day-first"]
    if ambiguous:
        halves = pc.any(pc.match_substring_regex(known, r"(?i)[ap]\.?m\.?"), min_count=0).as_py()
        best = "month-first" if halves else "day-first"
    moments = parse_texts(known, TimeForm(best), strict=True)
    read = moments.time[~moments.unreadable]
    local = (
        read + np.where(moments.offset == NO_OFFSET, 0, moments.offset)[~moments.unreadable].astype(np.int64) * MINUTE
    )
    return TimeForm(best, shares[best], ambiguous=ambiguous, clock=bool(np.any(local % DAY)))


def _known(texts: pa.Array) -> pa.Array:
    texts = pc.drop_null(pc.utf8_trim_whitespace(texts))
    return texts.filter(pc.invert(pc.is_in(pc.utf8_lower(texts), value_set=pa.array(ABSENT, texts.type))))


def parse_texts(texts: pa.Array, form: TimeForm, *, zone: str | None = None, strict: bool = False) -> Moments:
    """The moments of a column of texts; absent ones have NO_TIME. What the form does not fit is tried in the others
    whose meaning is certain, unless ``strict``. Moments without a zone are read in ``zone``, else as UTC.
    """
    texts = pc.utf8_trim_whitespace(texts)
    quick = _parse_quickly(texts) if form.name == "iso" and not strict else None
    if quick is not None:
        return settle(quick, zone)
    absent = pc.fill_null(pc.is_in(pc.utf8_lower(texts), value_set=pa.array(ABSENT, texts.type)), True)
    gone = pc.or_(absent, pc.is_null(texts)).to_numpy(zero_copy_only=False)
    found = _parse_in(texts, form.name)
    open_rows = np.flatnonzero((found.time == NO_TIME) & ~gone)
    if len(open_rows) and not strict:
        rest = texts.take(pa.array(open_rows))
        for name in ("iso", "chinese", "day-month", "month-day"):
            other = _parse_in(rest, name)
            found.time[open_rows] = np.where(found.time[open_rows] == NO_TIME, other.time, found.time[open_rows])
            found.offset[open_rows] = np.where(other.time != NO_TIME, other.offset, found.offset[open_rows])
    found.unreadable[:] = (found.time == NO_TIME) & ~gone
    return settle(found, zone)


def settle(found: Moments, zone: str | None) -> Moments:
    """Moments without a zone read in one."""
    naive = (found.offset == NO_OFFSET) & (found.time != NO_TIME)
    if zone is None or not np.any(naive):
        return found
    local = pa.array(found.time[naive].view("datetime64[us]"))
    moved = pc.assume_timezone(local, zone, ambiguous="earliest", nonexistent="earliest").cast(pa.int64()).to_numpy()
    found.offset[naive] = np.round((found.time[naive] - moved) / MINUTE).astype(np.int16)
    found.time[naive] = moved
    return found


def _nothing(length: int) -> Moments:
    return Moments(
        time=np.full(length, NO_TIME, dtype=np.int64),
        offset=np.full(length, NO_OFFSET, dtype=np.int16),
        unreadable=np.zeros(length, dtype=np.bool_),
    )


def _parse_quickly(texts: pa.Array) -> Moments | None:
    """ISO texts by Arrow's own parser, where it takes all of them."""
    found = _nothing(len(texts))
    zoned = pc.match_substring_regex(texts, r"(?:Z|[+-]\d\d:?\d\d)$") if len(texts) else texts
    try:
        if not len(texts) or not pc.any(zoned).as_py():
            read = texts.cast(pa.timestamp("us"))
        elif pc.all(zoned).as_py():
            read = texts.cast(pa.timestamp("us", tz="UTC"))
            ends = pc.utf8_slice_codeunits(texts, -6, 2_147_483_647).dictionary_encode()
            minutes = np.array([_minutes_of(one) for one in ends.dictionary.to_pylist()] + [NO_OFFSET], dtype=np.int16)
            found.offset[:] = minutes[pc.fill_null(ends.indices, len(minutes) - 1).to_numpy()]
        else:
            return None
    except pa.ArrowInvalid:
        return None
    numbers = pc.fill_null(read.cast(pa.int64()), NO_TIME).to_numpy()
    if _is_off_calendar(numbers).any():
        return None
    found.time[:] = numbers
    return found


def _is_off_calendar(times: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Before the year 1 or after 9999: nothing that happened, and nothing a date can hold."""
    off: NDArray[np.bool_] = ((times < _FIRST) | (times > _LAST)) & (times != NO_TIME)
    return off


def _minutes_of(ending: str) -> int:
    """Minutes east of UTC of ``…+08:00``, ``…+0800``, ``…+08``, ``…Z``."""
    zone = re.search(r"([+-])(\d\d):?(\d\d)?$", ending)
    if zone is None:
        return 0
    return (int(zone[2]) * 60 + int(zone[3] or 0)) * (-1 if zone[1] == "-" else 1)


def _parse_in(texts: pa.Array, name: str) -> Moments:
    if name in EPOCHS:
        return _parse_epoch(texts, name)
    if "%" in name:
        return _parse_pattern(texts, name)
    parts = pc.extract_regex(texts, PATTERNS[name])
    return _compose(parts) if parts.null_count < len(parts) else _nothing(len(texts))


def _parse_epoch(texts: pa.Array, name: str) -> Moments:
    found = _nothing(len(texts))
    least, factor = EPOCHS[name]
    fits = pc.fill_null(pc.match_substring_regex(texts, _NUMBER), False).to_numpy(zero_copy_only=False)
    numbers = texts.filter(pa.array(fits)).cast(pa.float64()).to_numpy()
    fits[fits] = (numbers >= least / 10) & (numbers < least * 1e1)
    whole = pc.replace_substring_regex(texts.filter(pa.array(fits)), r"\..*$", "")
    exact = whole.cast(pa.int64()).to_numpy()
    if name == "epoch-nanoseconds":
        found.time[fits] = exact // 1_000
    else:
        rest = texts.filter(pa.array(fits)).cast(pa.float64()).to_numpy() - exact if name == "epoch-seconds" else 0
        found.time[fits] = exact * int(factor) + np.round(rest * factor).astype(np.int64)
    found.offset[fits] = 0
    return found


def _parse_pattern(texts: pa.Array, pattern: str) -> Moments:
    """A pattern of strptime, value by value for distinct values only."""
    import datetime as dt  # noqa: PLC0415  # only this form needs it

    from zaizao.eventlog.building import to_microseconds  # noqa: PLC0415

    coded = texts.dictionary_encode()
    times = np.full(len(coded.dictionary) + 1, NO_TIME, dtype=np.int64)
    offsets = np.full(len(coded.dictionary) + 1, NO_OFFSET, dtype=np.int16)
    for place, text in enumerate(coded.dictionary.to_pylist()):
        try:
            times[place], offsets[place] = to_microseconds(dt.datetime.strptime(text, pattern))
        except (ValueError, OverflowError, re.error):
            continue
    rows = pc.fill_null(coded.indices, len(times) - 1).to_numpy()
    return Moments(time=times[rows], offset=offsets[rows], unreadable=np.zeros(len(texts), dtype=np.bool_))


def _compose(parts: pa.StructArray) -> Moments:
    """Microseconds from the named pieces of a pattern; pieces that make no moment leave NO_TIME."""
    names = {field.name for field in parts.type}

    def number(name: str, *, default: int = 0) -> NDArray[np.int64]:
        if name not in names:
            return np.full(len(parts), default, dtype=np.int64)
        texts = pc.struct_field(parts, name)
        filled = pc.if_else(pc.fill_null(pc.equal(texts, ""), True), str(default), texts)
        values: NDArray[np.int64] = filled.cast(pa.int64()).to_numpy(zero_copy_only=False)
        return values

    year, month, day = number("Y"), number("m", default=1), number("d", default=1)
    short = pc.fill_null(pc.equal(pc.utf8_length(pc.struct_field(parts, "Y")), 2), False).to_numpy(zero_copy_only=False)
    year = np.where(short, np.where(year < 69, 2000, 1900) + year, year)
    if "b" in names:
        month = _lookup(pc.utf8_lower(pc.struct_field(parts, "b")), _MONTHS, default=0)
    hour, minute, second = number("H"), number("M"), number("S")
    hour = _shift_halves(hour, parts, names)
    valid = parts.is_valid().to_numpy(zero_copy_only=False) & (month >= 1) & (month <= 12) & (year >= 1)
    begin = ((year - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("datetime64[M]")
    first = begin.astype("datetime64[D]").astype(np.int64)
    length = (begin + 1).astype("datetime64[D]").astype(np.int64) - first
    valid &= (day >= 1) & (day <= length) & (minute < 60) & (second < 60)
    valid &= (hour < 24) | ((hour == 24) & (minute == 0) & (second == 0))
    time = (first + day - 1) * DAY + (hour * 60 + minute) * MINUTE + second * 1_000_000 + _read_fraction(parts, names)
    offset = np.full(len(parts), NO_OFFSET, dtype=np.int64)
    if "z" in names:
        zones = pc.struct_field(parts, "z")
        offset = _lookup(
            zones, {one: _minutes_of(one) for one in pc.unique(zones).to_pylist() if one}, default=NO_OFFSET
        )
    time -= np.where(offset == NO_OFFSET, 0, offset) * MINUTE
    valid &= ~_is_off_calendar(time)
    found = _nothing(len(parts))
    found.time[valid] = time[valid]
    found.offset[valid] = offset[valid].astype(np.int16)
    return found


def _shift_halves(hour: NDArray[np.int64], parts: pa.StructArray, names: set[str]) -> NDArray[np.int64]:
    """Hours of half days: 12 AM is 0, 3 PM is 15."""
    for name in ("ap", "pa"):
        if name in names:
            half = pc.utf8_lower(pc.struct_field(parts, name))
            late = pc.fill_null(pc.match_substring_regex(half, "^p|下午|晚上"), False).to_numpy(zero_copy_only=False)
            early = pc.fill_null(pc.match_substring_regex(half, "^a|上午"), False).to_numpy(zero_copy_only=False)
            hour = np.where(late & (hour < 12), hour + 12, np.where(early & (hour == 12), 0, hour))
    return hour


def _read_fraction(parts: pa.StructArray, names: set[str]) -> NDArray[np.int64] | int:
    if "f" not in names:
        return 0
    texts = pc.fill_null(pc.utf8_slice_codeunits(pc.struct_field(parts, "f"), 0, 6), "")
    micros: NDArray[np.int64] = pc.utf8_rpad(texts, 6, "0").cast(pa.int64()).to_numpy()
    return micros


def _lookup(texts: pa.Array, table: dict[str, int], *, default: int) -> NDArray[np.int64]:
    coded = texts.dictionary_encode()
    values = np.array([table.get(one, default) for one in coded.dictionary.to_pylist()] + [default], dtype=np.int64)
    found: NDArray[np.int64] = values[pc.fill_null(coded.indices, len(values) - 1).to_numpy()]
    return found


def read_typed(column: pa.Array, form: TimeForm | None, *, zone: str | None) -> Moments:
    """The moments of a column that is typed already: timestamps, dates, or numbers since 1970."""
    kind: Any = column.type
    found = _nothing(len(column))
    if pa.types.is_timestamp(kind):
        _read_stamps(column, found)
    elif pa.types.is_date(kind):
        stamps = column.cast(pa.timestamp("ms")).cast(pa.timestamp("us")).cast(pa.int64())
        found.time[:] = pc.fill_null(stamps, NO_TIME).to_numpy()
    else:
        texts = column.cast(pa.string())
        return parse_texts(texts, form or find_form(texts, digits=True) or TimeForm("epoch-seconds"), zone=zone)
    return settle(found, zone)


def _read_stamps(column: pa.Array, found: Moments) -> None:
    zone = column.type.tz
    whole = (
        column if column.type.unit == "us" else column.cast(pa.timestamp("us", tz=zone), safe=column.type.unit != "ns")
    )
    numbers = whole.cast(pa.int64())
    if numbers.null_count:
        numbers = pc.fill_null(numbers, NO_TIME)
    found.time[:] = numbers.to_numpy(zero_copy_only=False)
    off = _is_off_calendar(found.time)
    if off.any():
        found.time[off] = NO_TIME
        found.unreadable[:] = off
    if zone is None:
        return
    if zone in ("UTC", "Etc/UTC", "Z", "+00:00"):
        found.offset[:] = 0
        return
    local = pc.fill_null(pc.local_timestamp(whole).cast(pa.int64()), NO_TIME).to_numpy()
    found.offset[:] = np.where(found.time == NO_TIME, 0, np.round((local - found.time) / MINUTE)).astype(np.int16)
