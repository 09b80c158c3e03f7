"""The order in which the boxes are usually met: as few passes as possible lead against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_ROUNDS: Final = 12


def find_usual_order(codes: Sequence[int], passes: Mapping[tuple[int, int], int]) -> list[int]:
    """``codes``, given in a fair order, moved one by one to where the fewest passes run backward.

    A box moves only if that helps, so of two equally good orders the given one stays. (A feedback arc set by local
    search: exact is NP-hard, and 50 boxes need no more.)
    """
    order = list(codes)
    for _ in range(_ROUNDS):
        moved = False
        for code in codes:
            here = order.index(code)
            best, gain = here, 0
            for there, saved in _list_moves(order, here, passes):
                if saved > gain:
                    best, gain = there, saved
            if gain:
                order.insert(best, order.pop(here))
                moved = True
        if not moved:
            break
    return order


def _list_moves(order: Sequence[int], here: int, passes: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Each other place of the box and how many backward passes fewer there are with it there; nearest places first."""
    code = order[here]
    found = []
    for step in (-1, 1):
        saved = 0
        there = here + step
        while 0 <= there < len(order):
            to, back = passes.get((code, order[there]), 0), passes.get((order[there], code), 0)
            saved += (to - back) * -step
            found.append((there, saved))
            there += step
    return found
