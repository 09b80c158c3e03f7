"""Families of activities: names that share the beginning of a code, found from the names themselves.

A name is cut at its separators; families are the names with the same first parts. How many parts is chosen so that
there are as many families as can still be looked at, each with company. Names without such an order have no families.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_PART: Final = re.compile(r"[^\W_]+", re.UNICODE)
_MOST: Final = 30
"""Families that a map can still show."""
_COMPANY: Final = 0.8
"""The share of names that must stand in a family of two or more."""
_DEEPEST: Final = 4


class Families(Struct, frozen=True):
    """The family of each activity, and the names of the families in the order of their first activity."""

    names: tuple[str, ...]
    of_activity: tuple[int, ...]
    depth: int
    """How many parts of the code a family shares."""


def find_families(names: Sequence[str], *, most: int = _MOST) -> Families | None:
    """The finest grouping by code prefix that has at most ``most`` families and leaves few names alone; None without one."""
    parts = [_split(name) for name in names]
    for depth in range(_DEEPEST, 0, -1):
        keys = [_join(name, cut[:depth]) if len(cut) > depth else name for name, cut in zip(names, parts, strict=True)]
        sizes = Counter(keys)
        together = sum(size for size in sizes.values() if size > 1)
        if 2 <= len(sizes) <= most and together >= _COMPANY * len(names):
            order = tuple(dict.fromkeys(keys))
            place = {key: code for code, key in enumerate(order)}
            return Families(order, tuple(place[key] for key in keys), depth)
    return None


def _split(name: str) -> list[re.Match[str]]:
    return list(_PART.finditer(name))


def _join(name: str, parts: Sequence[re.Match[str]]) -> str:
    """The beginning of the name as it is written, up to the end of the last part."""
    return name[: parts[-1].end()]
