"""A log as calibration looks at it: tasks of each case in their order, in local time, on a scale of seconds.

What is left out (tasks without a time, cases that lie far from all others in time) is counted, never silently dropped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_OFFSET, NO_TIME, EventLog
from zaizao.mining.instances import Instances, pair_instances

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SECOND = 1_000_000
_EPOCH = dt.datetime(1970, 1, 1)  # local time: summer time is not followed
FAR = 3.0
"""A case that begins so many times the usual span before or after all others is left out."""
OVERLAP = 0.1
"""If more than this share of tasks begin before the one ahead of them has ended, single events are looked at instead."""


class History(Struct, frozen=True, eq=False):
    """Tasks of case ``c`` are the rows ``first[c]`` to ``first[c + 1]``; every case has one at least.

    Times are seconds of local time since 1970. ``spans``: whether work has a length of its own here; else every task is
    a point in time, and what lies between two of them is called waiting.
    """

    first: Integers
    label: Integers
    start: Floats
    end: Floats
    resource: Integers
    labels: tuple[str, ...]
    resources: tuple[str, ...]
    spans: bool
    left_out: Mapping[str, int]

    @property
    def cases(self) -> int:
        """How many there are."""
        return len(self.first) - 1

    @property
    def begins(self) -> Floats:
        """When each case begins."""
        return self.start[self.first[:-1]]

    @property
    def ends(self) -> Floats:
        """When the last task of each case ends."""
        return np.maximum.reduceat(self.end, self.first[:-1]) if self.cases else np.zeros(0)

    def count_by_hour(self) -> list[int]:
        """How many tasks begin in each hour of the day."""
        hours = np.floor(self.start / 3_600.0).astype(np.int64) % 24
        counts: list[int] = np.bincount(hours, minlength=24).tolist()
        return counts

    def keep(self, wanted: NDArray[np.bool_]) -> History:
        """The cases marked True."""
        sizes = np.diff(self.first)
        return self._cut(np.repeat(wanted, sizes))

    def cut_before(self, moment: float) -> History:
        """What had happened by then: tasks that were over, of every case that had any."""
        return self._cut(self.end <= moment)

    def cut_after(self, moment: float) -> History:
        """The cases that began after that moment."""
        return self.keep(self.begins > moment)

    def _cut(self, rows: NDArray[np.bool_]) -> History:
        case = np.repeat(np.arange(self.cases), np.diff(self.first))[rows]
        sizes = np.bincount(case, minlength=self.cases) if len(case) else np.zeros(self.cases, dtype=np.int64)
        first = np.concatenate(([0], np.cumsum(sizes[sizes > 0]))).astype(np.int64)
        return History(
            first=first,
            label=self.label[rows],
            start=self.start[rows],
            end=self.end[rows],
            resource=self.resource[rows],
            labels=self.labels,
            resources=self.resources,
            spans=self.spans,
            left_out=self.left_out,
        )


def to_moment(seconds: float) -> dt.datetime:
    """Seconds of local time as a moment without a zone."""
    return _EPOCH + dt.timedelta(seconds=seconds)


def read_history(log: EventLog) -> History:
    """The tasks of a log: worked spans where it has them and they follow each other, else single events."""
    instances = pair_instances(log)
    known = instances.spans()
    if np.any(known) and np.mean(known) >= 0.5 and _overlap(instances) <= OVERLAP:
        rows = np.flatnonzero((instances.start != NO_TIME) & (instances.end != NO_TIME))
        shift = _shift_of(log)[instances.row]
        columns = (
            instances.case.astype(np.int64),
            instances.activity.astype(np.int64),
            instances.start + shift,
            instances.end + shift,
            instances.resource.astype(np.int64),
        )
        return _arrange(log, columns, rows, names=log.activity_names, spans=True)
    return _read_events(log)


def _overlap(instances: Instances) -> float:
    """The share of tasks that begin before the latest end ahead of them in their case."""
    rows = np.flatnonzero((instances.start != NO_TIME) & (instances.end != NO_TIME))
    case, start, end = instances.case[rows], instances.start[rows], instances.end[rows]
    order = np.lexsort((end, start, case))
    case, start, end = case[order], start[order], end[order]
    same = case[1:] == case[:-1]
    return float(np.mean(start[1:][same] < end[:-1][same])) if np.any(same) else 0.0


def _read_events(log: EventLog) -> History:
    """Every event with a time is a task of no length; transitions are told apart where the log has several."""
    rows = np.flatnonzero(log.time != NO_TIME)
    label, names = log.activity.astype(np.int64), log.activity_names
    used = np.unique(log.lifecycle)
    if len(used[used != NO_CODE]) > 1:
        count = len(log.lifecycle_names) + 1
        codes, label = np.unique(label * count + log.lifecycle + 1, return_inverse=True)
        names = tuple(_name_transition(log, int(code) // count, int(code) % count - 1) for code in codes)
    time = log.time + _shift_of(log)
    columns = (log.case.astype(np.int64), label, time, time, log.resource.astype(np.int64))
    return _arrange(log, columns, rows, names=names, spans=False)


def _name_transition(log: EventLog, activity: int, transition: int) -> str:
    name = log.activity_names[activity]
    return name if transition == NO_CODE else f"{name} [{log.lifecycle_names[transition]}]"


def _shift_of(log: EventLog) -> Integers:
    """Microseconds from UTC to the local time that each event was written in."""
    return np.where(log.offset == NO_OFFSET, 0, log.offset.astype(np.int64)) * 60 * _SECOND


def _arrange(
    log: EventLog, columns: Sequence[Integers], rows: Integers, *, names: tuple[str, ...], spans: bool
) -> History:
    """``columns``: case, label, start, end, resource of all tasks; ``rows``: those whose times are known."""
    case, label, start, end, resource = (column[rows] for column in columns)
    position = np.arange(len(case))
    order = np.lexsort((position, start, case))
    sizes = np.bincount(case[order])
    first = np.concatenate(([0], np.cumsum(sizes[sizes > 0]))).astype(np.int64)
    lost = len(columns[0]) - len(rows)
    left_out = {"tasks-without-time": lost} if lost else {}
    history = History(
        first=first,
        label=label[order],
        start=start[order] / _SECOND,
        end=end[order] / _SECOND,
        resource=resource[order],
        labels=names,
        resources=log.resource_names,
        spans=spans,
        left_out=left_out,
    )
    return _leave_out_far(history)


def _leave_out_far(history: History) -> History:
    if not history.cases:
        return history
    begins = history.begins
    low, high = np.quantile(begins, [0.005, 0.995])
    reach = FAR * max(high - low, 86_400.0)
    near = (begins >= low - reach) & (history.ends <= high + reach)
    if np.all(near):
        return history
    kept = history.keep(near)
    left_out = {**history.left_out, "cases-far-in-time": int(np.sum(~near))}
    return History(
        **{name: getattr(kept, name) for name in kept.__struct_fields__ if name != "left_out"}, left_out=left_out
    )
