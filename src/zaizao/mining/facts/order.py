"""In which order steps really came, and which were left out. Order is judged by times; what is simultaneous decides nothing."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME
from zaizao.mining.facts.facts import Cases, Facts, Seen


class Orders(Struct, frozen=True, eq=False):
    """How two steps stood to each other in the cases that have both."""

    forward: Seen
    """The first was done before the second began to be done."""
    backward: Seen
    """The other way round."""
    both: int
    """Cases that have both, simultaneous ones and such without times included."""


def see_missing_before(facts: Facts, source: str, target: str) -> Seen:
    """The cases in which ``target`` was done although ``source`` was not done before it, nor at the same moment."""
    done, moment = _first_ends(facts, target)
    before, source_moment = _first_ends(facts, source)
    seen = np.full(len(facts.log.case_names), False)
    seen[before] = True
    first = np.full(len(seen), NO_TIME, dtype=np.int64)
    first[before] = source_moment
    later = (moment != NO_TIME) & (first[done] != NO_TIME) & (first[done] > moment)
    return facts.see(done[~seen[done] | later], len(done))


def see_orders(facts: Facts, one: str, other: str) -> Orders:
    """In which order the first work on two steps ended, among the cases that have both with known times."""
    cases, moment = _first_ends(facts, one)
    others, other_moment = _first_ends(facts, other)
    shared, at, beside = np.intersect1d(cases, others, assume_unique=True, return_indices=True)
    known = (moment[at] != NO_TIME) & (other_moment[beside] != NO_TIME)
    difference = np.where(known, other_moment[beside] - moment[at], 0)
    return Orders(
        forward=facts.see(shared[difference > 0], len(shared)),
        backward=facts.see(shared[difference < 0], len(shared)),
        both=len(shared),
    )


def see_present(facts: Facts, name: str) -> Seen:
    """The finished cases in which an activity was worked on."""
    finished = facts.is_finished
    cases = facts.cases_of(name)
    return facts.see(cases[finished[cases]], int(np.count_nonzero(finished)))


def see_outside(facts: Facts) -> tuple[tuple[str, Seen], ...]:
    """For each name that is no activity of the definition (and was not set aside) the cases that have it, most first."""
    rows = facts.rows_outside
    activities = facts.work.activity[rows]
    ignored = set(facts.matching.ignored)
    found = [
        (name, facts.see(facts.work.case[rows[activities == code]], facts.case_count))
        for code in np.unique(activities)
        if (name := facts.log.activity_names[code]) not in ignored
    ]
    return tuple(sorted(found, key=lambda one: (-one[1].share.count, one[0])))


def _first_ends(facts: Facts, name: str) -> tuple[Cases, NDArray[np.int64]]:
    rows = facts.first_rows(name)
    return facts.work.case[rows], facts.work.end[rows]
