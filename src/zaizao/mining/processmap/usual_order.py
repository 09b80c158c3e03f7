"""The order in which the boxes are usually met: as few passes as possible lead against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_ROUNDS: Final = 12
_TRIED: Final = 4
"""The best moves of a box that are looked at before it stays."""

Passes = Mapping[tuple[int, int], int]


def find_usual_order(codes: Sequence[int], passes: Passes) -> list[int]:
    """``codes``, given in a fair order, moved one by one to where the fewest passes run backward.

    A box moves only if that helps, and never so that one more box has nothing before it: of two equally good orders
    the given one stays. (A feedback arc set by local search: exact is NP-hard, and 50 boxes need no more.)
    """
    order = list(codes)
    for _ in range(_ROUNDS):
        moved = False
        for code in codes:
            better = _move(order, order.index(code), passes)
            if better is not None:
                order, moved = better, True
        if not moved:
            break
    return order


def _move(order: list[int], here: int, passes: Passes) -> list[int] | None:
    """The order with one box at the best of its places that helps; None where it stays."""
    gains = sorted(((saved, there) for there, saved in _list_moves(order, here, passes) if saved > 0), reverse=True)
    for _, there in gains[:_TRIED]:
        tried = list(order)
        tried.insert(there, tried.pop(here))
        if _count_rootless(tried, passes) <= _count_rootless(order, passes):
            return tried
    return None


def _list_moves(order: Sequence[int], here: int, passes: Passes) -> list[tuple[int, int]]:
    """Each other place of the box, and how many backward passes fewer there are with it there."""
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


def _count_rootless(order: Sequence[int], passes: Passes) -> int:
    """Boxes that nothing before them leads to (the ends of cases, with codes below 0, are before everything)."""
    place = {code: index for index, code in enumerate(order)}
    reached = {target for source, target in passes if place.get(source, -1) < place.get(target, -1) or source < 0}
    return sum(code not in reached for code in order)
