"""The loop that finds every marking of a net; numbers and arrays only. Imported where it is called (it may compile)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

MOST_TOKENS = 250
"""A marking with more tokens in one place is not gone on from: the net is taken as unbounded."""


@compiled
def hash_marking(marking, keys):  # type: ignore[no-untyped-def]
    """A number of the marking; equal markings have equal numbers."""
    told = np.uint64(0)
    for place in range(len(marking)):
        told += keys[place] * np.uint64(marking[place])
    return told ^ (told >> np.uint64(29))


@compiled
def find_marking(marking, number, markings, count, table):  # type: ignore[no-untyped-def]
    """The number of a marking (``count`` if it is new) and its place in the table (open addressing)."""
    mask = len(table) - 1
    slot = np.int64(number & np.uint64(mask))
    while table[slot] >= 0:
        one = table[slot]
        same = True
        for place in range(len(marking)):
            if markings[one, place] != marking[place]:
                same = False
                break
        if same:
            return one, slot
        slot = (slot + 1) & mask
    return count, slot


@compiled
def explore(take_starts, takes, give_starts, gives, initial, keys, markings, table, edges):  # type: ignore[no-untyped-def]
    """Fill ``markings`` and ``edges`` (source, transition, target) breadth first, until all is found or one is full.

    Gives the number of markings, of edges, and how many markings were gone on from.
    """
    transitions = len(take_starts) - 1
    scratch = initial.copy()
    markings[0] = initial
    _, slot = find_marking(initial, hash_marking(initial, keys), markings, 0, table)
    table[slot] = 0
    count, edge, at = 1, 0, 0
    while at < count:
        if edge + transitions > len(edges) or count + transitions > len(markings):
            break
        for transition in range(transitions):
            scratch[:] = markings[at]
            enabled = True
            for entry in range(take_starts[transition], take_starts[transition + 1]):
                place = takes[entry]
                if scratch[place] == 0:
                    enabled = False
                    break
                scratch[place] -= 1
            if not enabled:
                continue
            for entry in range(give_starts[transition], give_starts[transition + 1]):
                scratch[gives[entry]] += 1
                if scratch[gives[entry]] > MOST_TOKENS:
                    return count, edge, at
            number, slot = find_marking(scratch, hash_marking(scratch, keys), markings, count, table)
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
    """Odd numbers without a pattern, the same in every process (Weyl sequence, mixed)."""
    numbers = (np.arange(1, places + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ np.uint64(0xD1B54A32D192ED03)
    mixed: NDArray[np.uint64] = (numbers ^ (numbers >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9) | np.uint64(1)
    return mixed
