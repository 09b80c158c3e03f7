"""Numbers for which nobody waits: a process takes some ahead, and gives those it does not come to use to nobody.

A number taken within a transaction (`taking`) keeps all others who want one of its series waiting until that is committed:
right for references that may not be left out, too slow where sixteen people grant at once. On SQLite there is one writer
anyway: nothing is taken ahead there, and nothing is left out.
"""

from __future__ import annotations

import os
import threading
from collections import deque

from django.conf import settings
from django.db import connection

from zaizao_city.foundation.numbering.taking import TAKE, take_numbers, write_number

_Ahead = dict[tuple[str, str, int], deque[str]]
_ahead: _Ahead = {}
"""By database, series and year, the numbers that this process has taken ahead."""
_turn = threading.Lock()
os.register_at_fork(after_in_child=_ahead.clear)


def reserve_numbers(series: str, *, year: int, count: int) -> list[str]:
    """``count`` references of the series that nobody else is given, ascending; some may be left out.

    Belongs in the transaction that uses them; when that is rolled back, they are left out.
    """
    if connection.vendor == "sqlite" or settings.NUMBERS_AHEAD == 1:
        return take_numbers(series, year=year, count=count)
    with _turn:
        kept = _ahead.setdefault((connection.settings_dict["NAME"], series, year), deque())
        if len(kept) < count:
            kept += _take_ahead(series, year=year, count=max(count, settings.NUMBERS_AHEAD))
        return [kept.popleft() for _ in range(count)]


def _take_ahead(series: str, *, year: int, count: int) -> list[str]:
    """Numbers taken by a session of its own, and committed, so that nobody waits for our transaction."""
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            cursor.execute(TAKE, (series, year, count))
            last = cursor.fetchall()[0][0]
    finally:
        session.close()
    return [write_number(series, year, number) for number in range(last - count + 1, last + 1)]
