"""Working time between columns of moments: the same as the slow clock, moment by moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.worktime import (
    SHANGHAI,
    OfficeHours,
    WorkCalendar,
    china,
    elapsed_working_minutes,
    elapsed_working_time,
    foreign,
    parse_intervals,
    years_without_notice,
)
from zaizao.worktime.office_hours import DEFAULT, office_clock

CN = china()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNKNOWN = np.iinfo(np.int64).min
LATE = OfficeHours(
    weekly=(parse_intervals("8:30-12:00,13:30-18:00"),) * 5 + (parse_intervals("9:00-12:00"), ()),
    makeup=parse_intervals("10:00-11:00"),
    exceptions=((date(2026, 3, 18), parse_intervals("9:00-10:00")),),
)
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))


def to_microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1), st.sampled_from([DEFAULT, LATE]))
def test_a_column_of_spans_equals_the_clock_read_at_both_ends(
    spans: list[tuple[datetime, datetime]], hours: OfficeHours
) -> None:
    starts = [to_microseconds(start) for start, _ in spans]
    ends = [to_microseconds(end) for _, end in spans]

    found = elapsed_working_time(starts, ends, CN, hours)

    clock = office_clock(CN, hours)
    assert found.tolist() == [clock.reading(end) - clock.reading(start) for start, end in spans]


@pytest.mark.parametrize("calendar", [CN, foreign("NL")], ids=["cn", "NL"])
def test_spans_count_day_by_day_what_the_calendar_says(calendar: WorkCalendar) -> None:
    draw = np.random.default_rng(5)
    days = [date(2024, 1, 1) + timedelta(days=int(day)) for day in draw.integers(0, 700, 60)]
    lengths = draw.integers(0, 40, 60).tolist()
    begins = [calendar.midnight(day) for day in days]
    finishes = [calendar.midnight(day + timedelta(days=length)) for day, length in zip(days, lengths, strict=True)]

    found = elapsed_working_minutes(
        [to_microseconds(moment) for moment in begins], [to_microseconds(moment) for moment in finishes], calendar
    )

    workdays = [
        sum(calendar.is_workday(day + timedelta(days=step)) for step in range(length))
        for day, length in zip(days, lengths, strict=True)
    ]
    assert found.tolist() == [count * 390 for count in workdays]


def test_the_spring_festival_counts_nothing_and_the_make_up_sunday_counts() -> None:
    before = datetime(2026, 2, 13, 16, 30, tzinfo=SHANGHAI)
    after = datetime(2026, 2, 24, 9, 30, tzinfo=SHANGHAI)

    found = elapsed_working_minutes([to_microseconds(before)], [to_microseconds(after)], CN)

    assert found.tolist() == [30 + 390 + 30], "Saturday 14 February is a make-up workday, 15 to 23 February are off"


def test_missing_moments_and_moments_beyond_the_calendar_are_unknown() -> None:
    inside = np.datetime64("2026-03-18T03:00")
    starts = np.array([inside, np.datetime64("NaT"), np.datetime64("1948-01-01"), inside], dtype="datetime64[us]")
    ends = np.array([inside, inside, inside, np.datetime64("9999-12-31")], dtype="datetime64[us]")

    assert elapsed_working_time(starts, ends, CN).tolist() == [0, UNKNOWN, UNKNOWN, UNKNOWN]
    assert np.isnan(elapsed_working_minutes(starts, ends, CN)).tolist() == [False, True, True, True]


def test_years_without_a_notice_are_named() -> None:
    starts = np.array(["2017-06-01", "2020-01-01", "NaT"], dtype="datetime64[us]")
    ends = np.array(["2019-02-01", "2020-02-01", "2031-01-01"], dtype="datetime64[us]")

    assert years_without_notice(starts, ends, CN) == (2017, 2018)
