"""Attributes of the case told from those of its events: one that is the same in every row of a case is the case's.

Where no case has more than one row nothing can be told by looking.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute

CASE_PREFIX = "case:"
"""A heading that begins so says itself that it is of the case (as the tables of process mining tools do)."""

Columns = Mapping[str, Attribute]


def split_by_case(
    columns: Columns, case: NDArray[np.int32], count: int, *, wanted: Collection[str], rows_are_cases: bool
) -> tuple[dict[str, Attribute], dict[str, Attribute]]:
    """(Of the rows, of the cases). ``wanted`` headings are of the case whatever their values: the first counts.

    ``rows_are_cases``: a row is a whole matter, so that what stands in the only row of a case is the case's.
    """
    first = np.full(count, -1, dtype=np.int64)
    first[case[::-1]] = np.arange(len(case) - 1, -1, -1)
    telling = rows_are_cases or len(case) > count
    of_rows: dict[str, Attribute] = {}
    of_cases: dict[str, Attribute] = {}
    for key, column in columns.items():
        named = key.startswith(CASE_PREFIX)
        same = (telling or named) and _is_constant(column, case, first)
        if (same and telling) or (same and named) or key in wanted:
            plain = key.removeprefix(CASE_PREFIX) if named else key
            plain = plain if plain not in of_cases else key
            of_cases[plain] = _rename(column.take(first), plain)
        else:
            of_rows[key] = column
    return of_rows, of_cases


def _is_constant(column: Attribute, case: NDArray[np.int32], first: NDArray[np.int64]) -> bool:
    leading = first[case]
    if np.any(column.present != column.present[leading]):
        return False
    values = column.values
    same = (values == values[leading]) | ~column.present
    if values.dtype.kind == "f":
        same |= np.isnan(values.astype(np.float64)) & np.isnan(values[leading].astype(np.float64))
    return bool(np.all(same))


def _rename(column: Attribute, key: str) -> Attribute:
    return Attribute(
        key=key, kind=column.kind, values=column.values, present=column.present, names=column.names,
        nested=column.nested, offsets=column.offsets,
    )  # fmt: skip
