"""The calendar that comes with the package: China, from the notices of the State Council.

The tables and where they come from lie in ``data/cn`` (ORIGIN.md); a city's own table is read by `calendar_file.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from zaizao.worktime.calendar import CalendarSource, WorkCalendar, build_calendar
from zaizao.worktime.year_plan import DayKind, NamedDay, Notice, YearPlan

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@lru_cache(maxsize=32)
def china(*, as_known_on: date | None = None) -> WorkCalendar:
    """China's calendar as announced by ``as_known_on`` (default: everything that is shipped).

    Years without a notice by then are provisional: weekends and the holidays that stand in the statute.
    Raises nothing; a date before the first shipped notice gives an entirely provisional calendar.
    """
    statutory = _read_table("statutory.json")
    plans = (_plan_of(table, as_known_on) for table in _year_tables())
    years = sorted(int(year) for year in statutory["festivals"])
    return build_calendar(
        CalendarSource(
            country="CN",
            tag="cn",
            first_year=years[0],
            last_year=years[-1],
            statutory=tuple(_statutory_days(statutory)),
            plans=tuple(plan for plan in plans if plan is not None),
            english_names=tuple(statutory["english"].items()),
        )
    )


def _read_table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(_data_folder().joinpath(name).read_text("utf-8"))
    return table


def _year_tables() -> Iterator[dict[str, Any]]:
    names = sorted(entry.name for entry in _data_folder().iterdir())
    return (_read_table(name) for name in names if name.endswith(".json") and name[:4].isdigit())


def _data_folder() -> Traversable:
    from importlib.resources import files  # noqa: PLC0415  # slow to load; needed once, when the tables are read

    return files("zaizao.worktime").joinpath("data", "cn")


def _plan_of(table: dict[str, Any], as_known_on: date | None) -> YearPlan | None:
    """The last plan of the year published by then, with every notice it rests on."""
    published = [
        plan
        for plan in table["plans"]
        if as_known_on is None or date.fromisoformat(plan["published_on"]) <= as_known_on
    ]
    if not published:
        return None
    notices = tuple(Notice(date.fromisoformat(plan["published_on"]), plan["notice"]) for plan in published)
    return YearPlan(table["year"], tuple(_named_day(row) for row in published[-1]["days"]), notices)


def _named_day(row: dict[str, str]) -> NamedDay:
    kind = DayKind.HOLIDAY if row["kind"] == "holiday" else DayKind.MAKEUP
    return NamedDay(date.fromisoformat(row["date"]), kind, row["name"])


def _statutory_days(table: dict[str, Any]) -> Iterator[NamedDay]:
    names: dict[date, str] = {}
    for year, festivals in table["festivals"].items():
        rule = max((r for r in table["rules"] if r["from"] <= f"{year}-01-01"), key=lambda r: str(r["from"]))
        for holiday in rule["holidays"]:
            for day in _days_of_holiday(holiday, year, festivals):
                names[day] = f"{names[day]}、{holiday['name']}" if day in names else holiday["name"]
    return (NamedDay(day, DayKind.HOLIDAY, name) for day, name in sorted(names.items()))


def _days_of_holiday(holiday: dict[str, Any], year: str, festivals: dict[str, str]) -> list[date]:
    if "festival" not in holiday:
        return [date.fromisoformat(f"{year}-{day}") for day in holiday["on"]]
    festival = date.fromisoformat(festivals[holiday["festival"]])
    return [festival + timedelta(days=offset) for offset in holiday["offsets"]]
