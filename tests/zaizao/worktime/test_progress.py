"""How much of a limit is used, and when a share of it will be."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.units import Limit, Unit, parse_limit
from zaizao.worktime import (
    SHANGHAI,
    Deadline,
    Extension,
    Suspension,
    china,
    compute_deadline,
    warning_moment,
)

CN = china()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def count(limit: str, start: str, **options: object) -> Deadline:
    return compute_deadline(parse_limit(limit), start=at(start), calendar=CN, **options)  # type: ignore[arg-type]


def test_eighty_per_cent_of_twenty_working_days_is_the_end_of_the_sixteenth() -> None:
    deadline = count("20wd", "2026-02-12T10:00")

    assert deadline.moment_at(0.8) == at("2026-03-13T00:00")
    assert CN.workdays_between(date(2026, 2, 12), date(2026, 3, 12)) == 16


@pytest.mark.parametrize(
    ("limit", "fraction", "moment"),
    [
        ("7wd", 0.8, "2026-02-27T14:24"),  # six tenths of the sixth day, which is the 27th
        ("2wd", 0.5, "2026-02-14T00:00"),
        ("2wd", 0.0, "2026-02-12T10:00"),
        ("2wd", 1.0, "2026-02-15T00:00"),
        ("2wd", 7.0, "2026-02-15T00:00"),
        ("10h", 0.8, "2026-02-12T18:00"),
        ("4wh", 0.5, "2026-02-12T12:00"),  # the earliest moment: noon, not half past one
        ("4wh", 0.75, "2026-02-12T14:30"),
        ("0wd", 0.5, "2026-02-12T17:00"),  # a same-day matter uses the rest of the day
    ],
)
def test_a_share_of_a_limit_is_used_at_a_moment(limit: str, fraction: float, moment: str) -> None:
    deadline = count(limit, "2026-02-12T10:00")

    assert deadline.moment_at(fraction) == at(moment)
    assert warning_moment(parse_limit(limit), at("2026-02-12T10:00"), CN, fraction=fraction) == at(moment)


def test_day_zero_days_off_and_stops_use_nothing() -> None:
    deadline = count("4wd", "2026-02-12T10:00", suspensions=[Suspension(date(2026, 2, 24), date(2026, 2, 25))])

    shares = [deadline.fraction(at(f"2026-02-{day}T12:00")) for day in ("12", "13", "14", "18", "24", "26", "27")]

    assert shares == [0.0, 0.125, 0.375, 0.5, 0.5, 0.625, 0.875]


def test_a_limit_of_nothing_is_used_up_at_once() -> None:
    assert count("0h", "2026-02-12T10:00").fraction(at("2026-02-12T10:00")) == 1.0
    assert count("0h", "2026-02-12T10:00").moment_at(0.5) == at("2026-02-12T10:00")


def test_close_of_business_ends_the_counted_time() -> None:
    deadline = count("1wd", "2026-03-02T10:00", at_close=True)

    assert deadline.moment_at(0.5) == at("2026-03-03T08:30")
    assert deadline.fraction(at("2026-03-03T17:00")) == 1.0


def test_an_extension_makes_the_used_share_smaller() -> None:
    more = [Extension(parse_limit("1wd"))]

    assert count("1wd", "2026-03-02T10:00").fraction(at("2026-03-03T12:00")) == 0.5
    assert count("1wd", "2026-03-02T10:00", extensions=more).fraction(at("2026-03-03T12:00")) == 0.25


def test_stops_inside_hours_use_nothing() -> None:
    stops = [Suspension(date(2026, 3, 3), date(2026, 3, 3)), Suspension(date(2026, 2, 1), date(2026, 2, 2))]
    deadline = count("24h", "2026-03-02T12:00", suspensions=stops)

    assert deadline.due == at("2026-03-04T12:00")
    assert [deadline.fraction(at(f"2026-03-0{d}T00:00")) for d in (3, 4)] == [0.5, 0.5]
    assert deadline.moment_at(0.5) == at("2026-03-03T00:00")
    assert deadline.moment_at(0.75) == at("2026-03-04T06:00")


@given(
    limit=st.builds(Limit, st.integers(0, 40), st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR, Unit.WORKING_HOUR])),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2025, 12, 1)),
    first=st.integers(-3, 30),
    length=st.integers(0, 10),
    fraction=st.floats(0.01, 0.99),
)  # fmt: skip
def test_the_share_used_at_the_moment_of_a_share_is_that_share(
    limit: Limit, start: datetime, first: int, length: int, fraction: float
) -> None:
    begins = start.date() + timedelta(days=first)
    deadline = compute_deadline(
        limit,
        start=start.replace(tzinfo=SHANGHAI),
        calendar=CN,
        suspensions=[Suspension(begins, begins + timedelta(days=length))],
    )
    moment = deadline.moment_at(fraction)

    assert moment is not None
    assert deadline.due is not None
    assert deadline.start <= moment <= deadline.due
    if deadline.start < deadline.due:
        used = deadline.fraction(moment)
        assert used is not None
        assert abs(used - fraction) < 1e-6


@given(
    amount=st.integers(1, 60),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2025, 12, 1)),
    fraction=st.sampled_from([0.1, 0.25, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0]),
)
def test_the_quick_warning_equals_the_thorough_one(amount: int, start: datetime, fraction: float) -> None:
    limit, moment = Limit(amount, Unit.WORKING_DAY), start.replace(tzinfo=SHANGHAI)
    deadline = compute_deadline(limit, start=moment, calendar=CN)

    assert warning_moment(limit, moment, CN, fraction=fraction) == deadline.moment_at(fraction)
