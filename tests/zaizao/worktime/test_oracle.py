"""Every deadline equals the answer of a slow oracle that walks day by day and reads the tables for itself."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from importlib.resources import files

import pytest

from zaizao.units import Limit, Unit
from zaizao.worktime import Extension, Suspension, china, compute_deadline, due_moment

ZONE = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
OPENING = ((9 * 60, 12 * 60), (13 * 60 + 30, 17 * 60))
DAY_UNITS = (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR)
Stop = tuple[datetime, datetime | None]


def read_tables() -> dict[date, bool]:
    """True for a day named as off, False for one named as worked; the last plan of a year, the statute without one."""
    folder = files("zaizao.worktime") / "data" / "cn"
    named: dict[date, bool] = {}
    planned = {}
    for year in range(2010, 2041):
        table = folder / f"{year}.json"
        if table.is_file():
            planned[year] = json.loads(table.read_text("utf-8"))["plans"][-1]["days"]
    statute = json.loads((folder / "statutory.json").read_text("utf-8"))
    for year in sorted(set(range(2010, 2041)) - set(planned)):
        named.update(dict.fromkeys(read_statute(statute, year), True))
    for days in planned.values():
        named.update({date.fromisoformat(row["date"]): row["kind"] == "holiday" for row in days})
    return named


def read_statute(statute: dict, year: int) -> Iterator[date]:
    """New Year, Qingming, Dragon Boat, Mid-Autumn, three days in October; the rest was revised twice."""
    moon = {name: date.fromisoformat(day) for name, day in statute["festivals"][str(year)].items()}
    yield from (date(year, 1, 1), moon["qingming"], moon["dragon-boat"], moon["mid-autumn"], date(year, 5, 1))
    yield from (date(year, 10, day) for day in (1, 2, 3))
    if year >= 2025:
        yield date(year, 5, 2)
    offsets = (-1, 0, 1) if year < 2014 else (0, 1, 2) if year < 2025 else (-1, 0, 1, 2)
    yield from (moon["spring-festival"] + timedelta(days=offset) for offset in offsets)


NAMED = read_tables()


def is_work(day: date) -> bool:
    return not NAMED[day] if day in NAMED else day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Stopped:
    """The days on which nothing counts, one by one, and the day from which nothing ever does."""

    days: set[date]
    for_good: date

    def __contains__(self, day: date) -> bool:
        return day in self.days or day >= self.for_good


def list_stopped(stops: list[Suspension]) -> Stopped:
    days = {
        stop.first + DAY * number
        for stop in stops
        if stop.last is not None
        for number in range((stop.last - stop.first).days + 1)
    }
    return Stopped(days, min((stop.first for stop in stops if stop.last is None), default=date.max))


def oracle_days(limit: Limit, day_zero: date, stops: list[Suspension]) -> date | None:
    """The last day; None where an endless stop comes before it."""
    day, left, stopped = day_zero, limit.amount, list_stopped(stops)
    if limit.unit in (Unit.MONTH, Unit.YEAR):
        left = (corresponding(day_zero, limit) - day_zero).days
    working = limit.unit is Unit.WORKING_DAY
    while left:
        day += DAY
        if day >= stopped.for_good:
            return None
        if day not in stopped.days and (not working or is_work(day)):
            left -= 1
    while day in stopped or not is_work(day):
        if day >= stopped.for_good:
            return None
        day += DAY
    return day


def corresponding(day: date, limit: Limit) -> date:
    months = limit.amount * (12 if limit.unit is Unit.YEAR else 1)
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def oracle_time(limit: Limit, start: datetime, stops: list[Suspension]) -> datetime | None:
    """Walks day by day through the pieces that count; None where an endless stop comes first."""
    hours = limit.unit in (Unit.HOUR, Unit.WORKING_HOUR)
    left = timedelta(minutes=limit.amount * (60 if hours else 1))
    if not left:
        return start
    day, stopped, office = start.date(), list_stopped(stops), limit.unit in (Unit.WORKING_HOUR, Unit.WORKING_MINUTE)
    while True:
        for begins, ends in pieces(day, start, stopped, office=office):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        if day >= stopped.for_good:
            return None
        day += DAY


def pieces(day: date, start: datetime, stopped: Stopped, *, office: bool) -> Iterator[tuple[datetime, datetime]]:
    if day in stopped or (office and not is_work(day)):
        return
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    for opens, closes in OPENING if office else ((0, 24 * 60),):
        begins = max(midnight + timedelta(minutes=opens), start)
        ends = midnight + timedelta(minutes=closes)
        if begins < ends:
            yield begins, ends


def draw_case(source: random.Random) -> tuple[Limit, datetime, list[Suspension]]:
    unit = source.choices(list(Unit), weights=[10, 2, 2, 4, 2, 1, 2, 1])[0]
    most = {Unit.MONTH: 18, Unit.YEAR: 3, Unit.WORKING_MINUTE: 2000, Unit.MINUTE: 9000, Unit.DAY: 200}.get(unit, 60)
    day = date(2018, 6, 1) + timedelta(days=source.randrange(3600))
    start = datetime(day.year, day.month, day.day, source.randrange(24), source.randrange(60), tzinfo=ZONE)
    stops = []
    for _ in range(source.choice((0, 0, 1, 1, 2, 3))):
        first = day + timedelta(days=source.randrange(-10, 60))
        last = first + timedelta(days=source.randrange(30)) if source.random() < 0.95 else None
        stops.append(Suspension(first, last))
    return Limit(source.randrange(most), unit), start, stops


def check_cases(count: int, seed: int) -> None:
    source, calendar = random.Random(seed), china()
    for number in range(count):
        limit, start, stops = draw_case(source)
        deadline = compute_deadline(limit, start=start, calendar=calendar, suspensions=stops)
        if limit.unit in DAY_UNITS:
            expected = oracle_days(limit, start.date(), stops)
            found: object = deadline.last_day
        else:
            expected, found = oracle_time(limit, start, stops), deadline.due
        assert found == expected, (number, limit, start, stops)
        if not stops:
            assert due_moment(limit, start, calendar) == deadline.due


@pytest.mark.parametrize("part", range(4))
def test_twenty_thousand_random_deadlines_equal_the_oracle(
    part: int, record_property: Callable[[str, object], None]
) -> None:
    check_cases(5_000, seed=20260212 + part)
    record_property("examples", 5_000)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(10))
def test_a_million_random_deadlines_equal_the_oracle(part: int, record_property: Callable[[str, object], None]) -> None:
    check_cases(100_000, seed=20260318 + part)
    record_property("examples", 100_000)


def test_extensions_of_the_same_unit_equal_one_longer_limit_of_the_oracle() -> None:
    source, calendar = random.Random(45), china()
    for _ in range(1000):
        limit, start, stops = draw_case(source)
        more = Extension(Limit(source.randrange(6), limit.unit))
        longer = Limit(limit.amount + more.limit.amount, limit.unit)
        found = compute_deadline(limit, start=start, calendar=calendar, suspensions=stops, extensions=[more])
        if limit.unit in DAY_UNITS:
            assert found.last_day == oracle_days(longer, start.date(), stops)
        else:
            assert found.due == oracle_time(longer, start, stops)
