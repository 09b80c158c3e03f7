"""Counting working time over columns with numpy; entered through `elapsed.py`, so that numpy is loaded only then.

A running total of office time at every opening; a moment's reading is one binary search and one minimum, in integers.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy import float64, int64
from numpy.typing import ArrayLike, NDArray

from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.office_hours import MINUTE, OfficeHours

_UNKNOWN = np.iinfo(np.int64).min
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400_000_000


class _Readings(NamedTuple):
    """Each opening with its moment, its length and the office time before it; and the moments the calendar ends at."""

    opens: NDArray[int64]
    lengths: NDArray[int64]
    before: NDArray[int64]
    first: int
    last: int


def count_elapsed(starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar, hours: OfficeHours) -> NDArray[int64]:
    """See `elapsed.elapsed_working_time`."""
    readings = _read(calendar, hours)
    begin, finish = np.broadcast_arrays(_microseconds(starts), _microseconds(ends))
    known = _is_inside(begin, readings) & _is_inside(finish, readings)
    spent = _reading(np.where(known, finish, readings.first), readings)
    spent -= _reading(np.where(known, begin, readings.first), readings)
    spent[~known] = _UNKNOWN
    return spent


def count_minutes(starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar, hours: OfficeHours) -> NDArray[float64]:
    """See `elapsed.elapsed_working_minutes`."""
    spent = count_elapsed(starts, ends, calendar, hours)
    return np.where(spent == _UNKNOWN, np.nan, spent / MINUTE)


def find_provisional_years(starts: ArrayLike, ends: ArrayLike, calendar: WorkCalendar) -> tuple[int, ...]:
    """See `elapsed.years_without_notice`."""
    begin, finish = np.broadcast_arrays(_microseconds(starts), _microseconds(ends))
    known = (begin != _UNKNOWN) & (finish != _UNKNOWN)
    shift = int((calendar.zone.utcoffset(datetime(2000, 1, 1)) or timedelta()) / timedelta(microseconds=1))
    ends_of_spans = np.stack((_years(begin[known] + shift), _years(finish[known] + shift)))
    pairs = np.unique(ends_of_spans, axis=1).T.tolist()
    touched = {year for one, other in pairs for year in range(min(one, other), max(one, other) + 1)}
    return tuple(sorted(touched - calendar.official_years))


def _years(moments: NDArray[int64]) -> NDArray[int64]:
    return moments.view("datetime64[us]").astype("datetime64[Y]").astype(np.int64) + 1970


@lru_cache(maxsize=16)
def _read(calendar: WorkCalendar, hours: OfficeHours) -> _Readings:
    exceptions = dict(hours.exceptions)
    opens: list[int] = []
    lengths: list[int] = []
    for index in range(calendar.size):
        day = date.fromordinal(calendar.origin + index)
        intervals = hours.time_on_kind(day, calendar.kind_of(day), exceptions)
        if intervals:
            midnight = _microseconds_of(calendar.midnight(day))
            opens.extend(midnight + begins * MINUTE for begins, _ in intervals)
            lengths.extend((closes - begins) * MINUTE for begins, closes in intervals)
    widths = np.array(lengths, dtype=np.int64)
    return _Readings(
        opens=np.array(opens, dtype=np.int64),
        lengths=widths,
        before=np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(widths))),
        first=_microseconds_of(calendar.midnight(calendar.first_day)),
        last=_microseconds_of(calendar.midnight(calendar.last_day)) + _DAY,
    )


def _reading(moments: NDArray[int64], readings: _Readings) -> NDArray[int64]:
    """Office time from the calendar's first day to each moment."""
    if not len(readings.opens):
        return np.zeros(moments.shape, dtype=np.int64)
    at = np.searchsorted(readings.opens, moments, side="right") - 1
    here = np.maximum(at, 0)
    inside = np.minimum(moments - readings.opens[here], readings.lengths[here])
    return np.where(at >= 0, readings.before[here] + inside, 0)


def _is_inside(moments: NDArray[int64], readings: _Readings) -> NDArray[np.bool_]:
    return (moments >= readings.first) & (moments < readings.last)


def _microseconds(moments: ArrayLike) -> NDArray[int64]:
    column = np.atleast_1d(np.asarray(moments))
    if column.dtype.kind == "M":
        return column.astype("datetime64[us]").view(np.int64)
    return column.astype(np.int64)


def _microseconds_of(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
