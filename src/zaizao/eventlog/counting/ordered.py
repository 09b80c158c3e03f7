"""The counts from events sorted by case, with whole-array arithmetic: what is used where no compiler is installed."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.counting.case_times import CaseTimes
from zaizao.eventlog.counting.flow import Flow, add_parts
from zaizao.eventlog.counting.variants import Variants
from zaizao.eventlog.log import NO_CODE, NO_TIME, EventLog


def count_flow(log: EventLog) -> Flow:
    """The directly-follows relation of the log."""
    rows, starts = log.order.rows, log.order.starts
    size = len(log.activity_names)
    activity, time = log.activity[rows].astype(np.int64), log.time[rows]
    begins = starts[:-1][np.diff(starts) > 0]
    follows = np.ones(len(rows), dtype=np.bool_)
    follows[begins] = False
    after = np.flatnonzero(follows)
    key = activity[after - 1] * size + activity[after]
    known = (time[after] != NO_TIME) & (time[after - 1] != NO_TIME)
    wait = np.where(known, time[after] - np.where(known, time[after - 1], 0), 0)
    wait[~known] = 0
    sort = np.argsort(key, kind="stable")
    edges, begins_at = np.unique(key[sort], return_index=True)

    def add_up(values: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.add.reduceat(values[sort], begins_at) if len(edges) else np.zeros(0, dtype=np.int64)

    ends = starts[1:][np.diff(starts) > 0] - 1
    return Flow(
        activity_names=log.activity_names,
        source=(edges // max(size, 1)).astype(np.int32),
        target=(edges % max(size, 1)).astype(np.int32),
        count=add_up(np.ones_like(key)),
        timed=add_up(known.astype(np.int64)),
        wait_total=add_parts(add_up(wait >> 32), add_up(wait & 0xFFFFFFFF)),
        backwards=add_up((wait < 0).astype(np.int64)),
        firsts=np.bincount(activity[begins], minlength=size),
        lasts=np.bincount(activity[ends], minlength=size),
        counts=np.bincount(activity, minlength=size),
    )


def count_variants(log: EventLog) -> Variants:
    """The variants of the log, each path compared activity by activity."""
    rows, starts = log.order.rows, log.order.starts.tolist()
    activity = log.activity[rows].astype(np.int32)
    numbers: dict[bytes, int] = {}
    of_case = np.full(len(log.case_names), NO_CODE, dtype=np.int32)
    examples: list[int] = []
    for case, (begin, end) in enumerate(itertools.pairwise(starts)):
        if begin == end:
            continue
        number = numbers.setdefault(activity[begin:end].tobytes(), len(numbers))
        if number == len(examples):
            examples.append(case)
        of_case[case] = number
    counts = np.bincount(of_case[of_case != NO_CODE], minlength=len(numbers))
    ranked = np.argsort(-counts, kind="stable")
    rank = np.empty(len(ranked) + 1, dtype=np.int32)
    rank[ranked] = np.arange(len(ranked), dtype=np.int32)
    rank[-1] = NO_CODE  # what NO_CODE is looked up as
    paths = [activity[starts[examples[v]] : starts[examples[v] + 1]] for v in ranked]
    ends = np.cumsum([0, *(len(path) for path in paths)], dtype=np.int64)
    return Variants(
        activity_names=log.activity_names,
        of_case=rank[of_case],
        counts=counts[ranked],
        examples=np.array(examples, dtype=np.int64)[ranked],
        steps=np.concatenate([np.zeros(0, dtype=np.int32), *paths]),
        starts=ends,
    )


def measure_cases(log: EventLog) -> CaseTimes:
    """First and last known time and number of events of each case; the order of events does not matter."""
    size = len(log.case_names)
    known = log.time != NO_TIME
    case, time = log.case[known], log.time[known]
    first = np.full(size, np.iinfo(np.int64).max, dtype=np.int64)
    last = np.full(size, NO_TIME, dtype=np.int64)
    np.minimum.at(first, case, time)
    np.maximum.at(last, case, time)
    first[last == NO_TIME] = NO_TIME
    return CaseTimes(
        first=first,
        last=last,
        events=np.bincount(log.case, minlength=size),
        untimed=np.bincount(log.case[~known], minlength=size),
    )
