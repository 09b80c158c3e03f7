"""The knobs of the app: which calendar counts, how long a list's page is."""

from __future__ import annotations

from datetime import datetime

from zaizao.worktime import WorkCalendar, china

PAGE = 50
"""Rows on a page of a list."""
TICK_AT_ONCE = 200
"""Cases whose time has come that one run of the clock takes at most."""
STANDS_STILL = 5
"""Working days without anything in its record after which a case counts as standing still (an assumption of ours)."""
FAR = datetime(9999, 12, 31)
"""Sorts what has no due moment last."""


def get_calendar() -> WorkCalendar:
    """The calendar by which the city counts working days."""
    return china()
