"""A new edition of the calendar moves some deadlines, and says which and by how much."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from zaizao.units import Limit, Unit, parse_limit
from zaizao.worktime import (
    SHANGHAI,
    DayKind,
    Deadline,
    NamedDay,
    Notice,
    Suspension,
    WorkCalendar,
    YearPlan,
    china,
    compute_deadline,
    recompute,
    recompute_deadline,
)

CN = china()
BEFORE, AFTER = china(as_known_on=date(2020, 1, 26)), china(as_known_on=date(2020, 1, 27))


def count(limit: str, start: str, calendar: WorkCalendar, *stops: Suspension) -> Deadline:
    moment = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    return compute_deadline(parse_limit(limit), start=moment, calendar=calendar, suspensions=stops)


def make_plan() -> YearPlan:
    """An invented plan of 2027: nine days of Spring Festival, two Saturdays worked."""
    off = [NamedDay(date(2027, 2, day), DayKind.HOLIDAY, "春节") for day in range(5, 14)]
    worked = [NamedDay(date(2027, 1, 30), DayKind.MAKEUP, "春节"), NamedDay(date(2027, 2, 20), DayKind.MAKEUP, "春节")]
    return YearPlan(2027, (*off, *worked), (Notice(date(2026, 11, 10), "notice"),))


def test_the_prolonged_spring_festival_of_2020_moved_open_cases() -> None:
    deadlines = {
        "over": count("5wd", "2020-01-20T09:00", BEFORE),
        "before": count("2wd", "2020-01-20T09:00", BEFORE),
        "after": count("5wd", "2020-02-10T09:00", BEFORE),
        "natural": count("11d", "2020-01-20T09:00", BEFORE),
        "wall": count("300h", "2020-01-20T09:00", BEFORE),
    }

    moved = recompute(deadlines, BEFORE, AFTER)

    assert [(found.key, found.workdays_moved, found.days_moved) for found in moved] == [
        ("over", 2, 3),  # from the worked Saturday, 1 February, to Tuesday the 4th
        ("natural", 1, 3),  # from Friday, 31 January, to Monday, 3 February
    ]
    assert moved[0].old_due == datetime(2020, 2, 2, tzinfo=SHANGHAI)
    assert moved[0].new_due == datetime(2020, 2, 5, tzinfo=SHANGHAI)
    assert moved[0].deadline == recompute_deadline(deadlines["over"], calendar=AFTER)


def test_nothing_moves_on_the_same_calendar() -> None:
    assert recompute([count("5wd", "2020-01-20T09:00", CN)], CN, CN) == []


def test_deadlines_without_keys_are_known_by_their_position() -> None:
    deadlines = [count("2wd", "2027-03-01T09:00", CN), count("20wd", "2027-01-20T09:00", CN)]

    moved = recompute(deadlines, CN, CN.with_year(make_plan()))

    assert [found.key for found in moved] == [1]
    assert moved[0].deadline.provisional is False
    assert moved[0].deadline.edition.startswith("cn-2027.1")


def test_a_deadline_of_a_third_edition_is_first_put_on_the_old_one() -> None:
    stale = count("5wd", "2020-01-20T09:00", china(as_known_on=date(2018, 1, 1)))

    moved = recompute([stale], BEFORE, AFTER)

    assert [found.old_due for found in moved] == [count("5wd", "2020-01-20T09:00", BEFORE).due]


def test_a_paused_deadline_does_not_move_until_the_clock_starts_again() -> None:
    paused = count("20wd", "2027-01-20T09:00", CN, Suspension(date(2027, 1, 25), None))

    assert recompute([paused], CN, CN.with_year(make_plan())) == []


def test_a_newly_worked_saturday_moves_deadlines_earlier() -> None:
    moved = recompute([count("8wd", "2027-01-26T09:00", CN)], CN, CN.with_year(make_plan()))

    # From 9 to 4 February: on the new calendar no working day lies between.
    assert [(m.workdays_moved, m.days_moved, m.deadline.last_day) for m in moved] == [(0, -5, date(2027, 2, 4))]


def test_recomputing_tells_exactly_those_that_counting_again_would() -> None:
    source, later = random.Random(7), CN.with_year(make_plan())
    deadlines = []
    for _ in range(2000):
        start = datetime(2026, 11, 1, 9, tzinfo=SHANGHAI) + timedelta(hours=source.randrange(4000))
        first = start.date() + timedelta(days=source.randrange(60))
        stops = [Suspension(first, first + timedelta(days=source.randrange(9)))] if source.random() < 0.3 else []
        unit = source.choice([Unit.WORKING_DAY, Unit.DAY, Unit.WORKING_HOUR, Unit.HOUR, Unit.MONTH])
        limit = Limit(source.randrange(1, 3 if unit is Unit.MONTH else 60), unit)
        deadlines.append(compute_deadline(limit, start=start, calendar=CN, suspensions=stops))

    again = [recompute_deadline(deadline, calendar=later) for deadline in deadlines]
    expected = {i: new for i, (old, new) in enumerate(zip(deadlines, again, strict=True)) if old.due != new.due}

    assert {found.key: found.deadline for found in recompute(deadlines, CN, later)} == expected
    assert len(expected) > 100
