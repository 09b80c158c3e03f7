"""The statutory clock: dated calendars, office hours, and deadlines derived day by day.

Which limit a law sets, and which grounds stop a clock, is not here (`zaizao.law`); nor is the present moment.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zaizao.units.zone import SHANGHAI
from zaizao.worktime.calendar import CalendarSource, WorkCalendar, build_calendar
from zaizao.worktime.deadline import (
    Deadline,
    compute_deadline,
    due_moment,
    earliest,
    recompute_deadline,
    warning_moment,
)
from zaizao.worktime.elapsed import elapsed_working_minutes, elapsed_working_time, years_without_notice
from zaizao.worktime.errors import (
    CalendarFileError,
    DeadlineError,
    NaiveMomentError,
    OfficeHoursError,
    OutsideCalendarError,
    SuspensionError,
    UnitError,
    UnknownCountryError,
)
from zaizao.worktime.office_hours import DEFAULT, OfficeHours, parse_intervals, write_intervals
from zaizao.worktime.shipped import china
from zaizao.worktime.suspension import Extension, Suspension
from zaizao.worktime.vectorised import due_days
from zaizao.worktime.year_plan import DayKind, NamedDay, Notice, YearPlan

if TYPE_CHECKING:
    from zaizao.worktime.abroad import foreign
    from zaizao.worktime.calendar_file import load_calendar, load_year_plan, read_calendar
    from zaizao.worktime.explanation import Basis, DayRow, Explanation, Rule
    from zaizao.worktime.named import name_calendar
    from zaizao.worktime.recomputation import Moved, recompute

_LOADED_WHEN_ASKED_FOR = {
    "load_calendar": "calendar_file",
    "load_year_plan": "calendar_file",
    "read_calendar": "calendar_file",
    "Basis": "explanation",
    "DayRow": "explanation",
    "Explanation": "explanation",
    "Rule": "explanation",
    "Moved": "recomputation",
    "recompute": "recomputation",
    "foreign": "abroad",
    "name_calendar": "named",
}
"""Names the engine never needs: leaving them out makes importing the room a third faster."""


def __getattr__(name: str) -> Any:
    if name not in _LOADED_WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_WHEN_ASKED_FOR[name]}"), name)


__all__ = [
    "DEFAULT",
    "SHANGHAI",
    "Basis",
    "CalendarFileError",
    "CalendarSource",
    "DayKind",
    "DayRow",
    "Deadline",
    "DeadlineError",
    "Explanation",
    "Extension",
    "Moved",
    "NaiveMomentError",
    "NamedDay",
    "Notice",
    "OfficeHours",
    "OfficeHoursError",
    "OutsideCalendarError",
    "Rule",
    "Suspension",
    "SuspensionError",
    "UnitError",
    "UnknownCountryError",
    "WorkCalendar",
    "YearPlan",
    "build_calendar",
    "china",
    "compute_deadline",
    "due_days",
    "due_moment",
    "earliest",
    "elapsed_working_minutes",
    "elapsed_working_time",
    "foreign",
    "load_calendar",
    "load_year_plan",
    "name_calendar",
    "parse_intervals",
    "read_calendar",
    "recompute",
    "recompute_deadline",
    "warning_moment",
    "write_intervals",
    "years_without_notice",
]
