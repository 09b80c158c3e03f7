"""Choosing rows of a log by case, activity and time."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_TIME, EventLog


def select_events(
    log: EventLog,
    *,
    cases: Collection[str] | None,
    activities: Collection[str] | None,
    since: int | None,
    until: int | None,
) -> EventLog:
    """See `LogStore.select`."""
    if cases is None and activities is None and since is None and until is None:
        return log
    wanted = np.ones(len(log), dtype=np.bool_)
    if since is not None or until is not None:
        wanted &= log.time != NO_TIME
    if since is not None:
        wanted &= log.time >= since
    if until is not None:
        wanted &= log.time < until
    if cases is not None:
        wanted &= mark_names(log.case_names, cases)[log.case]
    if activities is not None:
        wanted &= mark_names(log.activity_names, activities)[log.activity]
    part = log.take(np.flatnonzero(wanted))
    present = np.zeros(len(log.case_names), dtype=np.bool_)
    present[part.case] = True
    return part.keep_cases(present)


def mark_names(names: tuple[str, ...], chosen: Collection[str]) -> NDArray[np.bool_]:
    """Which of the names are chosen."""
    chosen = frozenset(chosen)
    return np.array([name in chosen for name in names], dtype=np.bool_)
