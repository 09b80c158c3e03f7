"""What a case is known by: attributes of cases, and attributes of events that never change inside a case, as few values."""

from __future__ import annotations

import itertools
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, Attribute, AttributeKind, EventLog

_MOST_VALUES: Final = 60
"""An attribute with more values names things, it does not group them."""
_SEPARATE: Final = 0.9
_CUTS: Final = (0.25, 0.5, 0.75)


class Trait(Struct, frozen=True, eq=False):
    """One attribute with a code for each case, NO_CODE where it is not known."""

    key: str
    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def take(self, cases: NDArray[np.int64]) -> Trait:
        """The same for chosen cases."""
        return Trait(self.key, self.codes[cases], self.values)


def list_traits(log: EventLog) -> list[Trait]:
    """Traits in the order of the log: texts and booleans by value, numbers by quarter of their cases, times not at all."""
    found = [_read_trait(key, column) for key, column in log.case_attributes.items()]
    given = set(log.case_attributes)
    for key, column in log.attributes.items():
        steady = None if key in given else _settle(log, column)
        found.append(None if steady is None else _read_trait(key, steady))
    return [trait for trait in found if trait is not None]


def _settle(log: EventLog, column: Attribute) -> Attribute | None:
    """The column by case, where no case has two values."""
    if column.kind is AttributeKind.TIME or not len(column):
        return None
    rows = np.flatnonzero(column.present)
    first = np.full(len(log.case_names), -1, dtype=np.int64)
    first[log.case[rows[::-1]]] = rows[::-1]
    if not len(rows) or np.any(column.values[rows] != column.values[first[log.case[rows]]]):
        return None
    taken = column.take(np.maximum(first, 0))
    return Attribute(key=column.key, kind=column.kind, values=taken.values, present=first >= 0, names=column.names)


def _read_trait(key: str, column: Attribute) -> Trait | None:
    if column.nested or column.kind is AttributeKind.TIME:
        return None
    if column.kind in (AttributeKind.INTEGER, AttributeKind.NUMBER):
        return _cut(key, column)
    numbers = _read_numbers(column)
    if numbers is not None:
        return _cut(key, numbers)
    codes, place = np.unique(column.values[column.present], return_inverse=True)
    if not 2 <= len(codes) <= _MOST_VALUES:
        return None
    names = tuple(column.names[int(code)] if column.names else str(bool(code)) for code in codes)
    return Trait(key, _spread_out(column, place), names)


def _read_numbers(column: Attribute) -> Attribute | None:
    """The column as numbers, where all its texts are (amounts written as text)."""
    if not column.names or not column.present.any():
        return None
    try:
        numbers = np.array([float(name) for name in column.names])
    except ValueError:
        return None
    values = np.where(column.present, numbers[np.maximum(column.values.astype(np.int64), 0)], 0.0)
    return Attribute(key=column.key, kind=AttributeKind.NUMBER, values=values, present=column.present)


def _cut(key: str, column: Attribute) -> Trait | None:
    """Numbers of few values by value, others by quarter; whole numbers that hardly ever repeat are names, not amounts."""
    numbers = column.values[column.present].astype(np.float64)
    finite = np.isfinite(numbers)
    if not finite.all() or len(numbers) < 2:
        return None
    values, place = np.unique(numbers, return_inverse=True)
    if 2 <= len(values) <= 8:
        return Trait(key, _spread_out(column, place), tuple(f"{value:g}" for value in values))
    if len(values) < 2 or (_SEPARATE * len(numbers) < len(values) and np.all(values == np.rint(values))):
        return None
    cuts = np.unique(np.quantile(numbers, _CUTS))
    place = np.searchsorted(cuts, numbers, side="left")
    bounds = ["", *(f"{cut:g}" for cut in cuts), ""]
    names = [
        f"≤ {high}" if not low else f"{low} – {high}" if high else f"> {low}"
        for low, high in itertools.pairwise(bounds)
    ]
    return Trait(key, _spread_out(column, place), tuple(names))


def _spread_out(column: Attribute, place: NDArray[np.intp]) -> NDArray[np.int32]:
    codes = np.full(len(column), NO_CODE, dtype=np.int32)
    codes[column.present] = place
    return codes
