"""Cutting each wait into its parts, person by person, on that person's clock of duty."""

from __future__ import annotations

import itertools

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME
from zaizao.mining.causes.duty import Duty
from zaizao.mining.instances import Instances
from zaizao.mining.times import WallTimes

_CONTENTION, _PRIORITISATION, _BATCHING, _UNAVAILABILITY, _OUTSIDE = range(5)
_TOGETHER, _IN_A_ROW = 1, 2


class Waits(Struct, frozen=True, eq=False):
    """The waits to be divided, on the wall clock; somebody is named in each."""

    activity: NDArray[np.int32]
    resource: NDArray[np.int32]
    enabled: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


class _Jobs(Struct, frozen=True, eq=False):
    """Everything that anybody worked on, by person and start, on the wall clock."""

    instance: NDArray[np.int64]
    resource: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    enabled: NDArray[np.int64]


def divide_waits(
    waits: Waits,
    instance: NDArray[np.int64],
    *,
    jobs: NDArray[np.int64],
    instances: Instances,
    wall: WallTimes,
    duty: Duty,
    gap: int,
) -> NDArray[np.int64]:
    """Microseconds by cause, a row for each wait; rows sum to ``start - enabled``. See `causes` for the order."""
    from zaizao.mining.causes.occupation import measure_occupation  # noqa: PLC0415  # loads the compiler

    kind, ready = _find_batches(waits, gap)
    parts = np.zeros((len(instance), 5), dtype=np.int64)
    since = np.where(kind == _TOGETHER, ready, waits.enabled)
    parts[:, _BATCHING] = since - waits.enabled
    until = np.where(kind == _IN_A_ROW, ready, since)
    worked = _order_jobs(jobs, instances, wall)
    who = np.concatenate((np.tile(waits.resource, 3), np.tile(worked.resource, 2)))
    readings = _read_all(who, np.concatenate((since, waits.start, until, worked.start, worked.end)), duty)
    begins, ends, readies = readings[: 3 * len(instance)].reshape(3, -1)
    job_start, job_end = readings[3 * len(instance) :].reshape(2, -1)
    stretch = np.stack(
        [np.searchsorted(worked.resource, waits.resource, side=side) for side in ("left", "right")], axis=1
    )
    busy = np.zeros((len(instance), 3), dtype=np.int64)
    reach = _reach(worked.resource, job_end)
    measure_occupation(
        np.stack((begins, ends, readies, waits.enabled, instance), axis=1),
        stretch,
        np.stack((job_start, job_end, reach, worked.enabled, worked.instance), axis=1),
        busy,
    )
    on_duty = ends - begins
    held = (readies - begins) - busy[:, 2]
    parts[:, _CONTENTION] = busy[:, 0]
    parts[:, _PRIORITISATION] = busy[:, 1] - busy[:, 0]
    parts[:, _BATCHING] += held
    parts[:, _UNAVAILABILITY] = (waits.start - since) - on_duty
    parts[:, _OUTSIDE] = on_duty - busy[:, 1] - held
    return parts


def _find_batches(waits: Waits, gap: int) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    from zaizao.mining.causes.batching import find_batches  # noqa: PLC0415  # loads the compiler

    order = np.lexsort((waits.start, waits.activity, waits.resource))
    group = waits.resource[order].astype(np.int64) * (int(waits.activity.max(initial=0)) + 1) + waits.activity[order]
    kind = np.zeros(len(order), dtype=np.int8)
    ready = np.zeros(len(order), dtype=np.int64)
    find_batches(group, waits.start[order], waits.end[order], waits.enabled[order], gap, kind, ready)
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    return kind[back], ready[back]


def _order_jobs(jobs: NDArray[np.int64], instances: Instances, wall: WallTimes) -> _Jobs:
    jobs = jobs[np.lexsort((wall.start[jobs], instances.resource[jobs]))]
    # What nothing enabled was the first work of its case: it came when it began.
    enabled = np.where(wall.enabled[jobs] == NO_TIME, wall.start[jobs], wall.enabled[jobs])
    return _Jobs(jobs, instances.resource[jobs], wall.start[jobs], wall.end[jobs], enabled)


def _reach(resource: NDArray[np.int32], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """The furthest end among each job and the earlier ones of its person."""
    found = end.copy()
    for begin, until in _stretches(resource):
        found[begin:until] = np.maximum.accumulate(end[begin:until])
    return found


def _read_all(resource: NDArray[np.int32], moments: NDArray[np.int64], duty: Duty) -> NDArray[np.int64]:
    """The clock of duty of each one's person; only readings of one person and one call can be compared."""
    found = np.empty(len(moments), dtype=np.int64)
    order = np.argsort(resource, kind="stable")
    for begin, until in _stretches(resource[order]):
        rows = order[begin:until]
        found[rows] = duty.read(int(resource[rows[0]]), moments[rows])
    return found


def _stretches(sorted_codes: NDArray[np.int32]) -> list[tuple[int, int]]:
    if not len(sorted_codes):
        return []
    cuts = np.flatnonzero(np.diff(sorted_codes)) + 1
    bounds = [0, *cuts.tolist(), len(sorted_codes)]
    return list(itertools.pairwise(bounds))
