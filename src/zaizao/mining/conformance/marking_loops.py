"""The loop that finds every marking of a net; numbers and arrays only. Imported where it is called (it may compile)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

MOST_TOKENS = 250
"""A marking with more tokens in one place is not gone on from: the net is taken as unbounded."""


class Rules(NamedTuple):
    """What each transition takes and gives: places, by transition (``…_starts``)."""

    take_starts: NDArray[np.int32]
    takes: NDArray[np.int32]
    give_starts: NDArray[np.int32]
    gives: NDArray[np.int32]


class Found(NamedTuple):
    """Room for markings, a hash table of them, and edges: source, transition, target."""

    markings: NDArray[np.uint8]
    table: NDArray[np.int32]
    edges: NDArray[np.int32]


@compiled
def hash_marking(marking: NDArray[np.uint8], keys: NDArray[np.uint64]) -> int:
    """A number of the marking; equal markings have equal numbers."""
    told = np.uint64(0)
    for place in range(len(marking)):
        told += keys[place] * np.uint64(marking[place])
    return int((told ^ (told >> np.uint64(29))) & np.uint64(0x7FFFFFFFFFFFFFFF))


@compiled
def find_marking(marking: NDArray[np.uint8], number: int, found: Found, count: int) -> tuple[int, int]:
    """The number of a marking (``count`` if it is new) and its place in the table (open addressing)."""
    mask = len(found.table) - 1
    slot = number & mask
    while found.table[slot] >= 0:
        one = found.table[slot]
        same = True
        for place in range(len(marking)):
            if found.markings[one, place] != marking[place]:
                same = False
                break
        if same:
            return one, slot
        slot = (slot + 1) & mask
    return count, slot


@compiled
def fire(marking: NDArray[np.uint8], transition: int, rules: Rules) -> int:
    """Change the marking as the transition does; 0 if it may not fire, 1 if it did, 2 if that is too many tokens."""
    for entry in range(rules.take_starts[transition], rules.take_starts[transition + 1]):
        place = rules.takes[entry]
        if marking[place] == 0:
            return 0
        marking[place] -= 1
    for entry in range(rules.give_starts[transition], rules.give_starts[transition + 1]):
        place = rules.gives[entry]
        if marking[place] >= MOST_TOKENS:
            return 2
        marking[place] += 1
    return 1


@compiled
def explore(rules: Rules, initial: NDArray[np.uint8], keys: NDArray[np.uint64], found: Found) -> tuple[int, int, int]:
    """Find markings and edges breadth first, until all are found or there is no more room.

    Gives the number of markings, of edges, and how many markings were gone on from.
    """
    transitions = len(rules.take_starts) - 1
    markings, table, edges = found
    scratch = initial.copy()
    markings[0] = initial
    _, slot = find_marking(initial, hash_marking(initial, keys), found, 0)
    table[slot] = 0
    count, edge, at = 1, 0, 0
    while at < count and edge + transitions <= len(edges) and count + transitions <= len(markings):
        for transition in range(transitions):
            scratch[:] = markings[at]
            outcome = fire(scratch, transition, rules)
            if outcome == 2:
                return count, edge, at
            if outcome == 0:
                continue
            number, slot = find_marking(scratch, hash_marking(scratch, keys), found, count)
            if number == count:
                markings[count] = scratch
                table[slot] = count
                count += 1
            edges[edge, 0] = at
            edges[edge, 1] = transition
            edges[edge, 2] = number
            edge += 1
        at += 1
    return count, edge, at


def make_keys(places: int) -> NDArray[np.uint64]:
    """Odd numbers of 40 bits without a pattern, the same in every process (Weyl sequence, mixed)."""
    numbers = np.arange(1, places + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(0xD1B54A32D192ED03)
    mixed: NDArray[np.uint64] = (numbers ^ (numbers >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(24)) | np.uint64(1)
