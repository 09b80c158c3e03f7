"""Taking the next number of a series, within the caller's transaction."""

from __future__ import annotations

import re

from django.db import connection

from zaizao_city.foundation.direct import open_cursor

_NAME = re.compile(r"[A-Z][A-Z0-9]{0,15}")
TAKE = (
    "INSERT INTO numbering_series (name, year, last) VALUES (%s, %s, %s) "
    "ON CONFLICT (name, year) DO UPDATE SET last = numbering_series.last + excluded.last RETURNING last"
)


def take_number(series: str, *, year: int) -> str:
    """The next reference of the series, such as JN-2026-000123; after 999,999 it grows a digit.

    Never given twice, and given back if the transaction is rolled back. Until it ends, others who want a number of the
    same series and year wait: take it late.
    """
    return take_numbers(series, year=year, count=1)[0]


def take_numbers(series: str, *, year: int, count: int) -> list[str]:
    """The next ``count`` references of the series, at once, for work done in bulk.

    Raises:
        ValueError: a series that is not capital letters and digits, or a count below one.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs in the transaction that uses it")
    if not _NAME.fullmatch(series) or count < 1:
        raise ValueError(f"no series {series!r}, or no count {count}")
    with open_cursor() as cursor:
        cursor.execute(TAKE, (series, year, count))
        last = cursor.fetchall()[0][0]
    return [write_number(series, year, number) for number in range(last - count + 1, last + 1)]


def write_number(series: str, year: int, number: int) -> str:
    """A number of a series as it is read."""
    return f"{series}-{year}-{number:06d}"
