"""The causes of each wait and their sums, after Lashkevich, Milani, Chapela-Campa, Suvorau & Dumas, *Why Am I Waiting?
Data-Driven Analysis of Waiting Times in Business Processes* (CAiSE 2023; the tool Kronos), with the order of causes below.

One wait is cut in this order, and what one cause has taken no other gets: the batch that begins at one moment; hours
off duty; the person busy with what had come earlier; busy with what came later; the batch done in a row; the rest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME, EventLog
from zaizao.mining.causes.dividing import Waits, divide_waits
from zaizao.mining.causes.duty import observe_duty
from zaizao.mining.clock import Clock
from zaizao.mining.instances import Instances
from zaizao.mining.spread import SECOND
from zaizao.mining.times import WallTimes


class Cause(StrEnum):
    """What a stretch of waiting is owed to."""

    CONTENTION = "contention"
    """The person was busy with work that could have begun earlier."""
    PRIORITISATION = "prioritisation"
    """The person was busy with work that came later and was taken first."""
    BATCHING = "batching"
    """It was held until more of its kind had come, and all was done in one go."""
    UNAVAILABILITY = "unavailability"
    """The person was not on duty: outside the hours and days seen, on a day off."""
    OUTSIDE = "outside"
    """None of these: the applicant, another organ, work the log does not show."""
    UNTOLD = "untold"
    """Nobody is named, or the wait leaves the calendar: the cause cannot be told."""


CAUSES: Final = tuple(Cause)


class CauseRow(Struct, frozen=True):
    """Waiting that belongs together: calendar seconds by cause, in the order of `CAUSES`."""

    name: tuple[str, ...]
    waits: int
    seconds: tuple[float, ...]

    @property
    def total(self) -> float:
        """All waiting of the row, in seconds."""
        return sum(self.seconds)


class Causes(Struct, frozen=True):
    """All waits with their causes."""

    parts: NDArray[np.int64]
    """Microseconds, a row for each instance and a column for each of `CAUSES`; all 0 where no wait is known."""
    whole: CauseRow
    by_activity: tuple[CauseRow, ...]
    """The activity that waited; most waiting first, as in the other two."""
    by_resource: tuple[CauseRow, ...]
    by_transition: tuple[CauseRow, ...]
    """The activity that ended before the wait, and the one that waited."""
    undivided: int
    """Pieces of work with one moment only: waiting and working cannot be told apart, so no cause is looked for."""


def explain_waits(
    log: EventLog, instances: Instances, wall: WallTimes, *, clock: Clock, gap_seconds: float = 60.0
) -> Causes:
    """Divide every known wait among its causes; the parts of a wait always sum to the wait.

    A wait is known where the work has both a start and an end and something enabled it. Within a batch done in a row
    at most ``gap_seconds`` lie between one and the next. Where the log names nobody the whole wait is UNTOLD.
    """
    whole = instances.spans()
    known = whole & (wall.enabled != NO_TIME) & (wall.start >= wall.enabled)
    calendar = clock.calendar
    limits = np.array([calendar.first_day, calendar.last_day], dtype="datetime64[us]").view(np.int64)
    inside = known & (wall.enabled >= limits[0]) & (wall.end < limits[1])
    told = np.flatnonzero(inside & (instances.resource != NO_CODE))
    duty = observe_duty(
        np.concatenate((instances.resource, instances.resource)),
        np.concatenate((wall.start, wall.end)),
        resources=len(log.resource_names),
        clock=clock,
    )
    waits = Waits(
        instances.activity[told], instances.resource[told], wall.enabled[told], wall.start[told], wall.end[told]
    )
    parts = np.zeros((len(instances), len(CAUSES)), dtype=np.int64)
    jobs = np.flatnonzero(whole & (instances.resource != NO_CODE) & _lies_inside(wall, limits))
    parts[told, :5] = divide_waits(
        waits, told, jobs=jobs, instances=instances, wall=wall, duty=duty, gap=round(gap_seconds * SECOND)
    )
    untold = known.copy()
    untold[told] = False
    parts[untold, CAUSES.index(Cause.UNTOLD)] = (wall.start - wall.enabled)[untold]
    return Causes(parts, *_tabulate(log, instances, parts, known), undivided=int(np.sum(~whole)))


def _lies_inside(wall: WallTimes, limits: NDArray[np.int64]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (wall.start >= limits[0]) & (wall.end < limits[1])
    return found


def _tabulate(
    log: EventLog, instances: Instances, parts: NDArray[np.int64], known: NDArray[np.bool_]
) -> tuple[CauseRow, tuple[CauseRow, ...], tuple[CauseRow, ...], tuple[CauseRow, ...]]:
    kept = np.flatnonzero(known)
    activity, parts = instances.activity[kept].astype(np.int64), parts[kept]
    names, size = log.activity_names, max(len(log.activity_names), 1)
    before = instances.enabler[kept]
    source = np.where(before >= 0, instances.activity[before], NO_CODE) if len(instances) else before
    pairs = (source + 1).astype(np.int64) * size + activity
    whole = CauseRow((), len(kept), _to_seconds(parts.sum(axis=0)))
    by_pair = [
        CauseRow((names[int(row.name[0]) // size - 1] if int(row.name[0]) >= size else "", names[int(row.name[0]) % size]),
                 row.waits, row.seconds)
        for row in _group(pairs, parts)
    ]  # fmt: skip
    named = [CauseRow((names[int(row.name[0])],), row.waits, row.seconds) for row in _group(activity, parts)]
    people = [
        CauseRow((log.resource_names[int(row.name[0])],), row.waits, row.seconds)
        for row in _group(instances.resource[kept], parts)
        if int(row.name[0]) != NO_CODE
    ]
    return whole, tuple(named), tuple(people), tuple(by_pair)


def _group(key: NDArray[np.int64] | NDArray[np.int32], parts: NDArray[np.int64]) -> list[CauseRow]:
    """Rows by key (as text), most waiting first."""
    keys, place = np.unique(key, return_inverse=True)
    sums = np.zeros((len(keys), parts.shape[1]), dtype=np.int64)
    np.add.at(sums, place, parts)
    counts = np.bincount(place, minlength=len(keys))
    order = np.argsort(-sums.sum(axis=1), kind="stable")
    return [CauseRow((str(keys[row]),), int(counts[row]), _to_seconds(sums[row])) for row in order]


def _to_seconds(microseconds: NDArray[np.int64]) -> tuple[float, ...]:
    return tuple((microseconds / SECOND).tolist())
