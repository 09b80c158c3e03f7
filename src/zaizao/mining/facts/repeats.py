"""What was done again: steps repeated, what stood between, and work that went to and fro between organs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE
from zaizao.mining.facts.facts import OUTSIDE, Facts, Rows, Seen


class Repeated(Struct, frozen=True, eq=False):
    """A step that cases come back to."""

    seen: Seen
    """Cases that have it more than once, with something else between, among those that have it."""
    before: tuple[tuple[str, int], ...]
    """What stood directly before its repetitions, the most frequent first: names of the log and how often."""


class PingPong(Struct, frozen=True, eq=False):
    """Work that went from one organ to another more often than the steps need."""

    one: str
    other: str
    seen: Seen


def see_repeated(facts: Facts, name: str) -> Repeated:
    """Cases that come back to a step after something else was done; the same step twice in a row is one stretch."""
    work, rows = facts.work, facts.rows_of(name)
    previous = rows - 1
    begins = (previous < 0) | (work.case[previous] != work.case[rows]) | (facts.step[previous] != facts.step[rows])
    begins = begins | facts.is_first[rows]
    heads = rows[begins]
    again = np.zeros(len(heads), dtype=np.bool_)
    again[1:] = work.case[heads[1:]] == work.case[heads[:-1]]
    repeats = heads[again]
    names, counts = np.unique(work.activity[repeats - 1], return_counts=True)
    before = sorted(
        ((facts.log.activity_names[code], int(count)) for code, count in zip(names, counts, strict=True)),
        key=lambda one: (-one[1], one[0]),
    )
    seen = facts.see(work.case[repeats], len(np.unique(work.case[rows])))
    return Repeated(seen, tuple(before))


def see_named(facts: Facts, words: Iterable[str]) -> Seen:
    """Cases with work outside the definition whose name holds one of the words (in small letters)."""
    told = tuple(words)
    names = [any(word in name.casefold() for word in told) for name in facts.log.activity_names]
    wanted = np.array([*names, False], dtype=np.bool_)
    rows = facts.rows_outside
    return facts.see(facts.work.case[rows[wanted[facts.work.activity[rows]]]], facts.case_count)


def see_ping_pong(facts: Facts) -> tuple[PingPong, ...]:
    """Pairs of organs between which cases go more often than their steps, each done once, would take them; the busier way."""
    organs = sorted({activity.by or facts.definition.competent for activity in facts.definition.activities.values()})
    places = {organ: place for place, organ in enumerate(organs)}
    of_step = [places[one.by or facts.definition.competent] for one in facts.definition.activities.values()]
    rows = np.flatnonzero(facts.step != OUTSIDE)
    organ = np.array([*of_step, NO_CODE], dtype=np.int64)[facts.step[rows]]
    once = _mark_first_of_step(facts, rows)
    every = _count_changes(facts, rows, organ, len(organs))
    needed = _count_changes(facts, rows[once], organ[once], len(organs))
    found: dict[tuple[int, int], PingPong] = {}
    for pair, by_case in sorted(every.items()):
        surplus = [case for case, count in by_case.items() if count > max(needed.get(pair, {}).get(case, 0), 1)]
        seen = facts.see(surplus, facts.case_count)
        both = min(pair), max(pair)
        if surplus and (both not in found or found[both].seen.share.count < seen.share.count):
            found[both] = PingPong(organs[pair[0]], organs[pair[1]], seen)
    return tuple(found.values())


def _mark_first_of_step(facts: Facts, rows: Rows) -> NDArray[np.bool_]:
    key = facts.work.case[rows].astype(np.int64) * (len(facts.steps) + 1) + facts.step[rows]
    mark = np.zeros(len(rows), dtype=np.bool_)
    mark[np.unique(key, return_index=True)[1]] = True
    return mark


def _count_changes(
    facts: Facts, rows: Rows, organ: NDArray[np.int64], size: int
) -> dict[tuple[int, int], dict[int, int]]:
    """For each pair of organs (from, to) how often the work went so, by case."""
    case = facts.work.case[rows].astype(np.int64)
    moves = np.flatnonzero((case[1:] == case[:-1]) & (organ[1:] != organ[:-1]))
    keys, counts = np.unique((case[moves] * size + organ[moves]) * size + organ[moves + 1], return_counts=True)
    found: dict[tuple[int, int], dict[int, int]] = {}
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        case_and_from, to = divmod(key, size)
        code, source = divmod(case_and_from, size)
        found.setdefault((source, to), {})[code] = count
    return found
