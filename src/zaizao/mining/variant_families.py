"""Ways that cases take, and families of near ways: the same activities whatever their order, or the same phases."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME, EventLog
from zaizao.eventlog.counting import Variants, count_variants
from zaizao.mining.families import find_families
from zaizao.mining.spread import SECOND

_LISTED: Final = 50
_TOP: Final = 20
_ENOUGH: Final = 0.5
"""The twenty largest families of a level must hold this share of cases, or the next coarser level is taken."""


class Variant(Struct, frozen=True):
    """One way. ``median_cycle`` in seconds."""

    path: tuple[str, ...]
    cases: int
    median_cycle: float | None


class VariantFamily(Struct, frozen=True):
    """Cases with the same members, in any order and however often."""

    members: tuple[str, ...]
    """In the order in which the log first has them."""
    cases: int
    variants: int
    median_cycle: float | None


class VariantFamilies(Struct, frozen=True):
    """The ways of a log. ``by``: ``activities`` or ``prefixes`` (phases by code prefix)."""

    variants: int
    cases: int
    top: tuple[Variant, ...]
    by: str
    families: int
    rows: tuple[VariantFamily, ...]
    covered_by_top: float
    """The share of cases in the twenty most frequent ways."""
    covered_by_families: float
    """The same for the twenty largest families."""


def group_variants(log: EventLog, cycle: NDArray[np.int64]) -> VariantFamilies:
    """Ways and families, most cases first; at most 50 of each are listed.

    Families are by set of activities; where the twenty largest of these hold less than half of the cases and the
    names have code prefixes, by set of prefixes. ``cycle``: microseconds by case.
    """
    variants = count_variants(log)
    total = int(variants.counts.sum())
    sets = _find_sets(variants, tuple(range(len(log.activity_names))))
    by, names, members = "activities", log.activity_names, sets
    prefixes = find_families(log.activity_names)
    if prefixes is not None and _cover(sets, variants.counts, total) < _ENOUGH:
        by, names, members = "prefixes", prefixes.names, _find_sets(variants, prefixes.of_activity)
    rows = _list_families(variants, members, names, cycle)
    top = tuple(
        Variant(variants.name_path(one), int(variants.counts[one]), _median(cycle[variants.of_case == one]))
        for one in range(min(_LISTED, len(variants)))
    )
    return VariantFamilies(
        variants=len(variants),
        cases=total,
        top=top,
        by=by,
        families=len(set(members)),
        rows=rows[:_LISTED],
        covered_by_top=float(variants.counts[:_TOP].sum() / total) if total else 0.0,
        covered_by_families=_cover(members, variants.counts, total),
    )


def _find_sets(variants: Variants, code_of: tuple[int, ...]) -> list[frozenset[int]]:
    """The members of each variant."""
    return [frozenset(code_of[step] for step in path) for path in variants.paths]


def _cover(members: list[frozenset[int]], counts: NDArray[np.int64], total: int) -> float:
    sums: dict[frozenset[int], int] = {}
    for one, count in zip(members, counts.tolist(), strict=True):
        sums[one] = sums.get(one, 0) + count
    return sum(sorted(sums.values(), reverse=True)[:_TOP]) / total if total else 0.0


def _list_families(
    variants: Variants, members: list[frozenset[int]], names: tuple[str, ...], cycle: NDArray[np.int64]
) -> tuple[VariantFamily, ...]:
    number: dict[frozenset[int], int] = {}
    of_variant = np.array([number.setdefault(one, len(number)) for one in members], dtype=np.int64)
    cases = np.bincount(of_variant, weights=variants.counts, minlength=len(number)).astype(np.int64)
    ways = np.bincount(of_variant, minlength=len(number))
    told = variants.of_case != NO_CODE
    of_case = np.where(told, of_variant[np.maximum(variants.of_case, 0)] if len(of_variant) else -1, -1)
    found = []
    keys = list(number)
    for code in np.argsort(-cases, kind="stable")[:_LISTED].tolist():
        shown = tuple(names[member] for member in sorted(keys[code]))
        found.append(VariantFamily(shown, int(cases[code]), int(ways[code]), _median(cycle[of_case == code])))
    return tuple(found)


def _median(cycle: NDArray[np.int64]) -> float | None:
    known = cycle[cycle != NO_TIME]
    return float(np.median(known) / SECOND) if len(known) else None
