"""Who does what in a log: groups of people who do the same activities, how many work at once, and who does several things.

Groups are of activities whose people are mostly the same; a log that names nobody has none.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE
from zaizao.simulation.calibration.history import History

ALIKE = 0.5
"""Activities belong to one group when this share of their tasks is done by people they have in common."""


class Group(Struct, frozen=True):
    """People who can stand in for each other. ``at_once``: the most tasks ever at work together (0 for single events)."""

    labels: tuple[str, ...]
    people: int
    tasks: int
    at_once: int
    multitasking: float
    """The share of tasks that begin while the same person is at another: people are then no servers of one task a time."""


def find_groups(history: History) -> tuple[Group, ...]:
    """The groups of a history, the busiest first."""
    named = history.resource != NO_CODE
    if not np.any(named):
        return ()
    shares = _count_by_person(history, named)
    group = _unite(shares)
    found = [_describe(history, named, np.flatnonzero(group == one)) for one in np.unique(group).tolist()]
    return tuple(sorted((one for one in found if one.tasks), key=lambda one: -one.tasks))


def _count_by_person(history: History, named: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each label, the share of its tasks that each person does."""
    counts = np.zeros((len(history.labels), int(history.resource.max()) + 1))
    np.add.at(counts, (history.label[named], history.resource[named]), 1.0)
    total = counts.sum(axis=1, keepdims=True)
    shares: NDArray[np.float64] = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return shares


def _unite(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Labels joined to the first label before them that shares enough people."""
    group = np.arange(len(shares))
    for label in range(len(shares)):
        for other in range(label):
            if group[other] == other and np.minimum(shares[label], shares[other]).sum() >= ALIKE:
                group[label] = other
                break
    return group


def _describe(history: History, named: NDArray[np.bool_], labels: NDArray[np.int64]) -> Group:
    rows = np.flatnonzero(named & np.isin(history.label, labels))
    start, end, who = history.start[rows], history.end[rows], history.resource[rows]
    names = tuple(history.labels[label] for label in labels.tolist())
    people = len(np.unique(who))
    if not history.spans or not len(rows):
        return Group(names, people, len(rows), 0, 0.0)
    moments = np.concatenate((start, end))
    change = np.concatenate((np.ones(len(rows)), -np.ones(len(rows))))
    order = np.lexsort((change, moments))
    by_person = np.lexsort((start, who))
    same = who[by_person][1:] == who[by_person][:-1]
    overlaps = same & (start[by_person][1:] < end[by_person][:-1])
    return Group(names, people, len(rows), int(np.cumsum(change[order]).max()), float(overlaps.sum() / len(rows)))
