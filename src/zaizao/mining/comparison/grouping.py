"""Phases: activities whose names are codes with a common beginning (``01_HOOFD_010``) belong together.

How deep the common beginning reaches is found from the names; where names are no codes, every step is its own phase.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

_PART = re.compile(r"[^_\-./]+")
_CODED = 0.8
"""Names are codes where at least so many are of several parts, one of them with a digit."""
_MOST = 8
"""Fewer steps than this need no phases."""


def find_phases(names: Sequence[str]) -> dict[str, str]:
    """For each name the phase it belongs to.

    The deepest common beginning is taken that still leaves no more phases than twice the root of the number of names,
    and at least two.
    """
    parts = {name: _PART.findall(name) for name in names}
    coded = [name for name, those in parts.items() if _is_code(name, those)]
    if len(names) < _MOST or len(coded) < _CODED * len(names):
        return {name: name for name in names}
    chosen: dict[str, str] = {}
    for depth in range(1, max(len(parts[name]) for name in coded)):
        phases = {name: _begin(name, parts[name], depth) for name in names}
        count = len(set(phases.values()))
        if count > 2 * math.sqrt(len(names)):
            break
        if count > 1:
            chosen = phases
    return chosen or {name: name for name in names}


def _is_code(name: str, parts: Sequence[str]) -> bool:
    return len(parts) > 1 and " " not in name and any(sign.isdigit() for sign in name)


def _begin(name: str, parts: Sequence[str], depth: int) -> str:
    """The first parts as they stand in the name, but never the whole name."""
    kept = parts[: min(depth, max(len(parts) - 1, 1))]
    return name[: name.find(kept[-1], sum(len(one) for one in kept[:-1])) + len(kept[-1])]
