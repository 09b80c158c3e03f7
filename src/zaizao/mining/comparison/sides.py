"""The sides of a comparison: one log each, or the parts of one log by an attribute or by the time its cases began.

A side keeps the cases that may be compared; what is left out is counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.eventlog import NO_TIME, Attribute, AttributeKind, EventLog
from zaizao.mining.comparison.errors import TooFewSidesError, UnknownStepError, UnknownTraitError
from zaizao.units.near import find_near

YEAR, MONTH = "year", "month"
"""Words for `split_log`: by the year or the month in which a case began."""
LEAST_CASES = 30
"""A part of a log with fewer cases is no side of its own; our choice."""


class Side(Struct, frozen=True, eq=False):
    """One of those compared."""

    name: str
    log: EventLog
    left_out: int = 0
    """Cases that may not be compared: without any time, or not ended as asked."""

    @property
    def cases(self) -> int:
        """How many cases are compared."""
        return len(self.log.case_names)


def make_sides(logs: Iterable[tuple[str, EventLog]], *, ending: Sequence[str] = ()) -> tuple[Side, ...]:
    """A side for each log, with the cases that have a known time and, where asked, one of the steps ``ending``.

    Raises TooFewSidesError where not two are left, UnknownStepError for an ending that no log has.
    """
    given = tuple(logs)
    known = {name for _, log in given for name in log.activity_names}
    for name in ending:
        if name not in known:
            raise UnknownStepError(step=name, near=find_near(name, known, count=3))
    sides = tuple(_make_side(name, log, ending) for name, log in given)
    filled = tuple(side for side in sides if side.cases)
    if len(filled) < 2:
        raise TooFewSidesError(sides=tuple(side.name for side in filled), least=2)
    return filled


def split_log(log: EventLog, by: str) -> tuple[tuple[str, EventLog], ...]:
    """The parts of a log by an attribute of its cases (or the first of their events), or by `YEAR` or `MONTH`.

    Parts of fewer than `LEAST_CASES` cases are left out, and so are cases without a value; parts by name (numbers by
    size). Raises UnknownTraitError.
    """
    codes, names = _read_parts(log, by)
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    chosen = [code for code in range(len(names)) if counts[code] >= LEAST_CASES]
    chosen.sort(key=lambda code: (0, float(names[code]), "") if _is_number(names[code]) else (1, 0.0, names[code]))
    return tuple((names[code], log.keep_cases(codes == code, name=names[code])) for code in chosen)


def list_traits(log: EventLog) -> tuple[str, ...]:
    """By what the log may be split."""
    keys = [key for key, one in {**log.attributes, **log.case_attributes}.items() if _may_split(one)]
    return (*keys, YEAR, MONTH)


def _make_side(name: str, log: EventLog, ending: Sequence[str]) -> Side:
    kept = np.zeros(len(log.case_names), dtype=np.bool_)
    kept[log.case[log.time != NO_TIME]] = True
    if ending:
        wanted = np.array([one in set(ending) for one in log.activity_names] + [False], dtype=np.bool_)
        ended = np.zeros(len(kept), dtype=np.bool_)
        ended[log.case[wanted[log.activity]]] = True
        kept &= ended
    side = Side(name, log)
    if kept.all():
        return side
    return replace(side, log=log.keep_cases(kept, name=name), left_out=int(np.count_nonzero(~kept)))


def _read_parts(log: EventLog, by: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    if by in (YEAR, MONTH) and by not in log.case_attributes and by not in log.attributes:
        return _read_periods(log, by)
    for table, is_of_events in ((log.case_attributes, False), (log.attributes, True)):
        if by in table and _may_split(table[by]):
            column = table[by]
            return _code_values(_take_first(log, column) if is_of_events else column)
    raise UnknownTraitError(trait=by, known=list_traits(log))


def _take_first(log: EventLog, column: Attribute) -> Attribute:
    """The column by case: what the first event that has it says."""
    rows = log.order.rows
    rows = rows[column.present[rows]]
    first = np.full(len(log.case_names), -1, dtype=np.int64)
    first[log.case[rows[::-1]]] = rows[::-1]
    taken = column.take(np.maximum(first, 0))
    return Attribute(key=column.key, kind=column.kind, values=taken.values, present=first >= 0, names=column.names)


def _code_values(column: Attribute) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    values, places = np.unique(column.values[column.present], return_inverse=True)
    codes = np.full(len(column), -1, dtype=np.int64)
    codes[column.present] = places
    if column.names:
        return codes, tuple(column.names[int(value)] for value in values)
    return codes, tuple(f"{value:g}" if column.kind is AttributeKind.NUMBER else str(value) for value in values)


def _read_periods(log: EventLog, by: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    first = np.full(len(log.case_names), np.iinfo(np.int64).max, dtype=np.int64)
    known = log.time != NO_TIME
    np.minimum.at(first, log.case[known], log.time[known])
    has = first != np.iinfo(np.int64).max
    unit = "datetime64[Y]" if by == YEAR else "datetime64[M]"
    periods = first[has].astype("datetime64[us]").astype(unit)
    values, places = np.unique(periods, return_inverse=True)
    codes = np.full(len(first), -1, dtype=np.int64)
    codes[has] = places
    return codes, tuple(str(value) for value in values)


def _may_split(column: Attribute) -> bool:
    return not column.nested and column.kind is not AttributeKind.TIME


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
