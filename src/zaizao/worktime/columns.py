"""Counting whole columns of cases with numpy; entered through `vectorised.py`, so that numpy is loaded only then.

Days only: a column of cases is judged by the last day, not by the minute.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy import datetime64, int32, int64
from numpy.typing import ArrayLike, NDArray

from zaizao.errors import Problem
from zaizao.units import Unit
from zaizao.worktime.calendar import WorkCalendar
from zaizao.worktime.errors import DeadlineError, OutsideCalendarError, UnitError

Days = NDArray[datetime64]
Counts = NDArray[int64]

_EPOCH = date(1970, 1, 1).toordinal()
_ROWS = 32_768
"""Rows counted at a time, so that the intermediate columns stay in the processor's cache."""


class _Tables(NamedTuple):
    rank: NDArray[int32]
    workdays: NDArray[int32]
    next_workday: NDArray[int32]


class _Stops(NamedTuple):
    first: Counts
    last: Counts
    is_open: NDArray[Any]


def count_columns(
    starts: ArrayLike,
    amounts: ArrayLike,
    unit: Unit,
    calendar: WorkCalendar,
    suspensions: tuple[ArrayLike, ArrayLike] | None,
) -> Days:
    """See `vectorised.due_days`, the door to this room."""
    if not unit.counts_days:
        raise UnitError(unit=unit.value)
    begins = _offsets(starts, calendar)
    count = np.broadcast_to(np.asarray(amounts, dtype=np.int64), begins.shape)
    if count.size and count.min() < 0:
        raise DeadlineError([Problem("limit-negative", {"amount": int(count.min())})])
    stops = None if suspensions is None else _stops(*suspensions, shape=begins.shape, calendar=calendar)
    ends = np.empty(begins.shape, dtype=np.int64)
    for row in range(0, len(begins), _ROWS):
        rows = slice(row, row + _ROWS)
        part = None if stops is None else _Stops(stops.first[rows], stops.last[rows], stops.is_open[rows])
        ends[rows] = _count(begins[rows], count[rows], unit, calendar, part)
    return ends.view("datetime64[D]")


def _count(begins: Counts, count: Counts, unit: Unit, calendar: WorkCalendar, stops: _Stops | None) -> Counts:
    tables = _tables(calendar)
    _check(begins, 0, len(tables.rank) - 1, calendar)
    if unit is Unit.WORKING_DAY:
        ends, paused = _add_working_days(begins, count, tables, calendar, stops)
    else:
        days = count if unit is Unit.DAY else _months_in_days(begins, count, unit, calendar)
        ends, paused = _add_natural_days(begins, days, stops)
    ends, paused = _roll_forward(ends, paused, tables, calendar, stops)
    moved: Counts = ends + (calendar.origin - _EPOCH)
    if paused is not None:
        moved[paused] = np.datetime64("NaT", "D").astype(np.int64)
    return moved


@lru_cache(maxsize=8)
def _tables(calendar: WorkCalendar) -> _Tables:
    flags = np.frombuffer(calendar.work_flags(), dtype=np.uint8)
    rank = np.cumsum(flags, dtype=np.int32)
    workdays = np.flatnonzero(flags).astype(np.int32)
    following = np.append(workdays, np.int32(calendar.size))  # beyond the last one there is no answer
    return _Tables(rank, workdays, following[rank - flags].astype(np.int32))


def _offsets(days: ArrayLike, calendar: WorkCalendar) -> Counts:
    column = np.atleast_1d(np.asarray(days))
    if column.dtype.kind == "M":
        if np.isnat(column).any():
            raise OutsideCalendarError(day=None, first=calendar.first_day, last=calendar.last_day)
        return column.astype("datetime64[D]").view(np.int64) - (calendar.origin - _EPOCH)
    return column.astype(np.int64) - calendar.origin


def _stops(first: ArrayLike, last: ArrayLike, *, shape: tuple[int, ...], calendar: WorkCalendar) -> _Stops:
    firsts = np.broadcast_to(np.asarray(first, dtype="datetime64[D]"), shape)
    lasts = np.broadcast_to(np.asarray(last, dtype="datetime64[D]"), shape)
    shift, none, unended = calendar.origin - _EPOCH, np.isnat(firsts), np.isnat(lasts)
    return _Stops(
        first=np.where(none, 0, firsts.astype(np.int64) - shift),
        last=np.where(none | unended, -1, lasts.astype(np.int64) - shift),
        is_open=unended & ~none,
    )


def _check(column: Counts, lowest: int, highest: int, calendar: WorkCalendar) -> None:
    if column.size and (column.min() < lowest or column.max() > highest):
        raise OutsideCalendarError(day=None, first=calendar.first_day, last=calendar.last_day, edition=calendar.edition)


def _add_working_days(
    begins: Counts, count: Counts, tables: _Tables, calendar: WorkCalendar, stops: _Stops | None
) -> tuple[Counts, NDArray[Any] | None]:
    position = tables.rank[begins] + count - 1
    some = count > 0
    _check(position[some], 0, len(tables.workdays) - 1, calendar)
    bounded = np.clip(position, 0, len(tables.workdays) - 1)
    ends = np.where(some, tables.workdays[bounded], begins)
    if stops is None:
        return ends, None
    first = np.maximum(stops.first, begins + 1)
    reached = some & (ends >= first)
    hit = reached & (stops.last >= first)
    _check(stops.last[hit], 0, len(tables.rank) - 1, calendar)
    position = position[hit] + tables.rank[stops.last[hit]] - tables.rank[first[hit] - 1]
    _check(position, 0, len(tables.workdays) - 1, calendar)
    ends[hit] = tables.workdays[position]
    return ends, reached & stops.is_open


def _add_natural_days(begins: Counts, count: Counts, stops: _Stops | None) -> tuple[Counts, NDArray[Any] | None]:
    ends = begins + count
    if stops is None:
        return ends, None
    first = np.maximum(stops.first, begins + 1)
    reached = ends >= first
    return ends + np.where(reached & (stops.last >= first), stops.last - first + 1, 0), reached & stops.is_open


def _months_in_days(begins: Counts, count: Counts, unit: Unit, calendar: WorkCalendar) -> Counts:
    """Days from each start to the corresponding day so many months on, or that month's last day."""
    start = (begins + (calendar.origin - _EPOCH)).view("datetime64[D]")
    month = start.astype("datetime64[M]")
    target = month + (count * 12 if unit is Unit.YEAR else count)
    first = target.astype("datetime64[D]")
    longest = ((target + 1).astype("datetime64[D]") - first).astype(np.int64) - 1
    day_of_month = (start - month.astype("datetime64[D]")).astype(np.int64)
    moved = first.astype(np.int64) + np.minimum(day_of_month, longest) - start.astype(np.int64)
    return np.asarray(moved, dtype=np.int64)


def _roll_forward(
    ends: Counts, paused: NDArray[Any] | None, tables: _Tables, calendar: WorkCalendar, stops: _Stops | None
) -> tuple[Counts, NDArray[Any] | None]:
    if paused is not None:
        ends = np.where(paused, 0, ends)
    _check(ends, 0, len(tables.rank) - 1, calendar)
    ends = tables.next_workday[ends].astype(np.int64)
    if stops is not None and paused is not None:
        paused = paused | (stops.is_open & (ends >= stops.first))
        inside = ~paused & (ends >= stops.first) & (ends <= stops.last)
        _check(stops.last[inside] + 1, 0, len(tables.rank) - 1, calendar)
        ends[inside] = tables.next_workday[stops.last[inside] + 1]
        ends[paused] = 0
    _check(ends, 0, len(tables.rank) - 1, calendar)
    return ends, paused
