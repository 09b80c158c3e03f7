"""Who did what: steps in one hand after another, steps in one hand only, and rules about people that were broken."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE
from zaizao.mining.facts.facts import Cases, Facts, Seen
from zaizao.mining.facts.shares import Share, measure_share


class SameHand(Struct, frozen=True, eq=False):
    """A step that directly follows another, and how often the same person does both."""

    one: str
    other: str
    seen: Seen
    people: int
    """How many people do the second step in all."""


class OneHand(Struct, frozen=True, eq=False):
    """The person who does most of a step."""

    person: str
    share: Share
    days: int
    """Between the first and the last time."""
    others: int
    """How many other people the log has."""


def see_same_hand(facts: Facts, one: str, other: str) -> SameHand:
    """Among the cases in which ``other`` comes directly after ``one`` with both people named: the same person's."""
    work, rows = facts.work, facts.rows_of(other)
    rows = rows[~facts.is_first[rows]]
    previous = rows - 1
    direct = facts.step[previous] == facts.steps[one]
    named = (work.resource[rows] != NO_CODE) & (work.resource[previous] != NO_CODE)
    rows, previous = rows[direct & named], previous[direct & named]
    cases = np.unique(work.case[rows])
    different = np.unique(work.case[rows[work.resource[rows] != work.resource[previous]]])
    people = len(np.unique(work.resource[rows]))
    return SameHand(one, other, facts.see(np.setdiff1d(cases, different), len(cases)), people)


def see_one_hand(facts: Facts, name: str) -> OneHand | None:
    """The person who did a step most often, among all its work with a person named; None where nobody is."""
    work, rows = facts.work, facts.rows_of(name)
    rows = rows[work.resource[rows] != NO_CODE]
    if not len(rows):
        return None
    codes, counts = np.unique(work.resource[rows], return_counts=True)
    most = int(np.argmax(counts))
    known = work.end[rows][work.end[rows] > 0]
    days = int((known.max() - known.min()) // 86_400_000_000) if len(known) else 0
    people = len(np.unique(work.resource[work.resource != NO_CODE]))
    person = facts.resource_names[codes[most]]
    return OneHand(person, measure_share(int(counts[most]), len(rows)), days, people - 1)


def list_shared_hands(facts: Facts, name: str, other: str) -> tuple[Cases, int]:
    """The cases in which somebody did both steps, and how many cases have both with people named."""
    ours, theirs = _pair_people(facts, name), _pair_people(facts, other)
    both = np.intersect1d(ours // _SPREAD, theirs // _SPREAD)
    shared = np.unique(np.intersect1d(ours, theirs) // _SPREAD)
    return shared.astype(np.int32), len(both)


def list_too_few_hands(facts: Facts, name: str, count: int) -> tuple[Cases, int]:
    """The cases in which fewer than ``count`` people are named at a step, and how many cases name somebody."""
    pairs = _pair_people(facts, name)
    cases, people = np.unique(pairs // _SPREAD, return_counts=True)
    return cases[people < count].astype(np.int32), len(cases)


def list_named(facts: Facts, name: str) -> Cases:
    """The cases in which a person is named at a step."""
    return (np.unique(_pair_people(facts, name) // _SPREAD)).astype(np.int32)


_SPREAD = 1 << 32


def _pair_people(facts: Facts, name: str) -> NDArray[np.int64]:
    """Each case and person of a step, once, as one number."""
    work, rows = facts.work, facts.rows_of(name)
    rows = rows[work.resource[rows] != NO_CODE]
    return np.unique(work.case[rows].astype(np.int64) * _SPREAD + work.resource[rows])
