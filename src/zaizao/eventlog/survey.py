"""What a log holds, at a glance: how much, from when to when, which activities and paths, what is known beside them.

Plain values, ready to be shown; why things take as long as they do is `zaizao.mining`.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute
from zaizao.eventlog.counting import count_variants, measure_cases
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog

_DAY: Final = 86_400_000_000
_EPOCH: Final = dt.datetime(1970, 1, 1)
Unit = Literal["hour", "day", "month", "year"]
_UNITS: Final[tuple[tuple[Unit, float], ...]] = (("hour", 3), ("day", 130), ("month", 20 * 365), ("year", 1e9))
"""Periods, and how many days of log they suit."""
_OUTLYING: Final = 0.005
"""So much of the events at either end may lie outside the periods that are counted."""


class Counted(Struct, frozen=True):
    """A name and how often it stands in the log."""

    name: str
    events: int
    cases: int


class Path(Struct, frozen=True):
    """A path and how many cases took it."""

    activities: tuple[str, ...]
    cases: int


class Known(Struct, frozen=True):
    """One attribute: its key, of what it is, its kind, how many have it, and how many different values there are."""

    key: str
    of: Literal["event", "case"]
    kind: str
    given: int
    values: int


class Periods(Struct, frozen=True):
    """Events by period, in the civil time they were written in; the few far before or after are counted apart."""

    unit: Unit
    starts: tuple[dt.datetime, ...]
    counts: tuple[int, ...]
    before: int = 0
    after: int = 0


class Survey(Struct, frozen=True):
    """The whole of it. Moments are microseconds of UTC, None where no event has a time."""

    name: str
    cases: int
    """With at least one event."""
    empty_cases: int
    events: int
    activities: tuple[Counted, ...]
    """The most frequent first."""
    resources: tuple[Counted, ...]
    lifecycles: tuple[Counted, ...]
    variants: int
    paths: tuple[Path, ...]
    """The most frequent ones."""
    path_lengths: tuple[int, int]
    """Events of the shortest and of the longest case."""
    first: int | None
    last: int | None
    untimed: int
    zones: tuple[tuple[int | None, int], ...]
    """Minutes east of UTC (None: written without a zone) and events; the most frequent first."""
    periods: Periods | None
    durations: tuple[float, ...]
    """Days from the first to the last event of each case with a time, shortest first."""
    known: tuple[Known, ...]


def survey_log(log: EventLog, *, paths: int = 10) -> Survey:
    """What a log holds, with its ``paths`` most frequent paths."""
    variants = count_variants(log)
    times = measure_cases(log)
    timed = log.time[log.time != NO_TIME]
    filled = times.events > 0
    lengths = times.events[filled]
    shown = [Path(variants.name_path(one), int(variants.counts[one])) for one in range(min(paths, len(variants)))]
    return Survey(
        name=log.name,
        cases=int(filled.sum()),
        empty_cases=int((~filled).sum()),
        events=len(log),
        activities=_count_names(log, log.activity, log.activity_names),
        resources=_count_names(log, log.resource, log.resource_names),
        lifecycles=_count_names(log, log.lifecycle, log.lifecycle_names),
        variants=len(variants),
        paths=tuple(shown),
        path_lengths=(int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0),
        first=int(timed.min()) if len(timed) else None,
        last=int(timed.max()) if len(timed) else None,
        untimed=len(log) - len(timed),
        zones=_count_zones(log),
        periods=_count_periods(log),
        durations=tuple(np.sort(times.duration[times.first != NO_TIME] / _DAY).tolist()),
        known=tuple(_list_known(log)),
    )


def _count_names(log: EventLog, codes: NDArray[np.integer], names: tuple[str, ...]) -> tuple[Counted, ...]:
    rows = np.flatnonzero(codes != NO_CODE)
    if not len(rows):
        return ()
    counts = np.bincount(codes[rows], minlength=len(names))
    pairs = np.unique(codes[rows].astype(np.int64) * max(len(log.case_names), 1) + log.case[rows])
    cases = np.bincount(pairs // max(len(log.case_names), 1), minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    return tuple(Counted(names[one], int(counts[one]), int(cases[one])) for one in order if counts[one])


def _count_zones(log: EventLog) -> tuple[tuple[int | None, int], ...]:
    offsets, counts = np.unique(log.offset[log.time != NO_TIME], return_counts=True)
    found = [(None if one == NO_OFFSET else int(one), int(count)) for one, count in zip(offsets, counts, strict=True)]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _count_periods(log: EventLog) -> Periods | None:
    """Events by the hour, day, month or year that suits most of them."""
    timed = log.time != NO_TIME
    shift = np.where(log.offset[timed] == NO_OFFSET, 0, log.offset[timed]).astype(np.int64) * 60_000_000
    local = (log.time[timed] + shift).view("datetime64[us]")
    if not len(local):
        return None
    places = np.array([_OUTLYING, 1 - _OUTLYING]) * (len(local) - 1)
    low, high = np.partition(local, places.astype(np.int64))[places.astype(np.int64)]
    days = (high - low) / np.timedelta64(1, "D")
    unit = next(name for name, most in _UNITS if days <= most)
    code = {"hour": "h", "day": "D", "month": "M", "year": "Y"}[unit]
    periods = local.astype(f"datetime64[{code}]").astype(np.int64)
    begin, end = (int(one.astype(f"datetime64[{code}]").astype(np.int64)) for one in (low, high))
    inside = (periods >= begin) & (periods <= end)
    counts = np.bincount(periods[inside] - begin, minlength=end - begin + 1)
    starts = np.arange(begin, end + 1).astype(f"datetime64[{code}]").astype("datetime64[s]")
    return Periods(
        unit=unit,
        starts=tuple(_EPOCH + dt.timedelta(seconds=one) for one in starts.astype(np.int64).tolist()),
        counts=tuple(counts.tolist()),
        before=int((periods < begin).sum()),
        after=int((periods > end).sum()),
    )


def _list_known(log: EventLog) -> list[Known]:
    found = [_know(column, "case") for column in log.case_attributes.values()]
    return found + [_know(column, "event") for column in log.attributes.values()]


def _know(column: Attribute, of: Literal["event", "case"]) -> Known:
    values = column.values[column.present]
    return Known(column.key, of, column.kind.value, given=len(values), values=len(np.unique(values)))
