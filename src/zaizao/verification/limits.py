"""Comparing limits of different units, only where one is certainly no longer than the other.

A working hour takes at most a working day and a natural day at most a working day, so ``3wh`` and ``3d`` are no longer
than ``3wd``; the reverse is not certain and counts as longer.
"""

from __future__ import annotations

from zaizao.units import Limit, Unit

_EXACT: dict[Unit, tuple[str, int]] = {
    Unit.WORKING_MINUTE: ("office", 1),
    Unit.WORKING_HOUR: ("office", 60),
    Unit.MINUTE: ("wall", 1),
    Unit.HOUR: ("wall", 60),
    Unit.MONTH: ("month", 1),
    Unit.YEAR: ("month", 12),
}
_AT_MOST_ONE = {
    Unit.WORKING_DAY: frozenset({Unit.WORKING_HOUR, Unit.DAY}),
    Unit.DAY: frozenset({Unit.HOUR}),
}
"""For a unit those of which one never takes longer."""


def is_no_longer(limit: Limit, than: Limit) -> bool:
    """Whether ``limit`` certainly ends no later than ``than``, counted from the same moment."""
    if limit.unit is than.unit:
        return limit.amount <= than.amount
    if limit.unit in _EXACT and than.unit in _EXACT:
        (family, size), (other, other_size) = _EXACT[limit.unit], _EXACT[than.unit]
        return family == other and limit.amount * size <= than.amount * other_size
    return limit.unit in _AT_MOST_ONE.get(than.unit, frozenset()) and limit.amount <= than.amount
