"""Beside which steps an activity usually stands: its place in the process, whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zaizao.eventlog import EventLog

Neighbour = tuple[str, str]
"""``<`` or ``>`` and the step that often comes directly before or after; nothing beside is the edge of the case."""
_OFTEN = 0.1


def list_neighbours(log: EventLog, known: Mapping[str, str]) -> Mapping[str, frozenset[Neighbour]]:
    """For each name of the log the steps that stand beside at least a tenth of its events; ``known``: name → step.

    A neighbour without a step counts for nothing.
    """
    rows = log.order.rows
    case, activity = log.case[rows], log.activity[rows].astype(np.int64)
    size = len(log.activity_names)
    same = case[1:] == case[:-1] if len(case) else np.zeros(0, dtype=np.bool_)
    after = np.full(len(rows), size, dtype=np.int64)
    before = after.copy()
    after[:-1][same] = activity[1:][same]
    before[1:][same] = activity[:-1][same]
    counts = np.bincount(activity, minlength=size)
    names = [*(known.get(name, "") for name in log.activity_names), "|"]
    found: dict[str, set[Neighbour]] = {name: set() for name in log.activity_names}
    for sign, other in (("<", before), (">", after)):
        keys, times = np.unique(activity * (size + 1) + other, return_counts=True)
        for key, count in zip(keys.tolist(), times.tolist(), strict=True):
            code, beside = divmod(key, size + 1)
            if names[beside] and count >= _OFTEN * counts[code]:
                found[log.activity_names[code]].add((sign, names[beside]))
    return {name: frozenset(those) for name, those in found.items()}
