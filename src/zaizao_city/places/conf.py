"""The knobs of the app: how far back the time of service is measured, how far ahead the next opening is looked for."""

from __future__ import annotations

from datetime import timedelta

from zaizao.worktime import WorkCalendar, china

LOOK_BACK = timedelta(days=30)
"""Over how long the mean time of service is taken."""
ENOUGH = 20
"""With fewer people served in that time nothing is said of how long it takes."""
LOOK_AHEAD = 30
"""Days ahead among which the next opening is looked for."""


def get_calendar() -> WorkCalendar:
    """The calendar by which the counters open."""
    return china()
