"""Whole columns give the same last days as counting one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.units import Limit, Unit
from zaizao.worktime import (
    SHANGHAI,
    DeadlineError,
    OutsideCalendarError,
    Suspension,
    UnitError,
    china,
    compute_deadline,
    due_days,
)

CN = china()
DAY_UNITS = [Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR]
NAT = np.datetime64("NaT", "D")


def count_one(unit: Unit, start: date, amount: int, stops: list[Suspension]) -> date | None:
    moment = datetime(start.year, start.month, start.day, 9, tzinfo=SHANGHAI)
    return compute_deadline(Limit(amount, unit), start=moment, calendar=CN, suspensions=stops).last_day


def make_column(seed: int, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Starts, amounts, and one stop a row: none, ended, or without end."""
    draw = np.random.default_rng(seed)
    starts = np.datetime64("2018-06-01") + draw.integers(0, 3600, size)
    firsts = starts + draw.integers(-10, 60, size)
    lasts = firsts + draw.integers(0, 30, size)
    kind = draw.random(size)
    firsts[kind < 0.3] = NAT
    lasts[(kind < 0.3) | (kind > 0.95)] = NAT
    return starts, draw.integers(0, 30, size), firsts, lasts


@pytest.mark.parametrize("unit", DAY_UNITS)
@pytest.mark.parametrize("with_stops", [False, True])
def test_a_column_equals_counting_one_by_one(unit: Unit, with_stops: bool) -> None:
    starts, amounts, firsts, lasts = make_column(20260212, 3000)
    amounts = amounts % 4 if unit is Unit.YEAR else amounts

    found = due_days(starts, amounts, unit, CN, (firsts, lasts) if with_stops else None)

    rows = zip(starts.tolist(), amounts.tolist(), firsts.tolist(), lasts.tolist(), strict=True)
    expected = [
        count_one(unit, start, amount, [Suspension(first, last)] if with_stops and first else [])
        for start, amount, first, last in rows
    ]
    assert found.tolist() == expected


def test_starts_may_be_ordinals_and_one_amount_serves_all() -> None:
    days = [date(2026, 2, 12), date(2026, 2, 17)]

    by_day = due_days(np.array(days, dtype="datetime64[D]"), 20, Unit.WORKING_DAY, CN)
    by_ordinal = due_days([day.toordinal() for day in days], [20, 20], Unit.WORKING_DAY, CN)

    assert by_day.tolist() == by_ordinal.tolist() == [date(2026, 3, 18), date(2026, 3, 20)]
    assert by_day.dtype == np.dtype("datetime64[D]")


def test_one_day_and_no_day_are_columns_too() -> None:
    assert due_days(np.datetime64("2026-02-12"), 7, Unit.WORKING_DAY, CN).tolist() == [date(2026, 2, 28)]
    assert due_days(np.array([], dtype="datetime64[D]"), 7, Unit.WORKING_DAY, CN).tolist() == []


def test_a_column_longer_than_a_block_is_counted_whole() -> None:
    starts = np.full(70_000, np.datetime64("2026-02-12"))

    assert set(due_days(starts, 7, Unit.WORKING_DAY, CN).tolist()) == {date(2026, 2, 28)}


def test_columns_are_counted_in_days_only() -> None:
    with pytest.raises(UnitError) as caught:
        due_days(np.datetime64("2026-02-12"), 7, Unit.WORKING_HOUR, CN)

    assert caught.value.fields == {"unit": "wh"}


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [
        ("2009-12-31", 1, Unit.WORKING_DAY),
        ("2041-01-01", 0, Unit.WORKING_DAY),
        ("2040-12-01", 60, Unit.WORKING_DAY),
        ("2040-12-01", 60, Unit.DAY),
        ("2040-12-01", 60, Unit.MONTH),
        ("2026-02-12", 10**9, Unit.DAY),
        ("NaT", 1, Unit.WORKING_DAY),
    ],
)
def test_a_row_beyond_the_calendar_refuses_the_column(start: str, amount: int, unit: Unit) -> None:
    with pytest.raises(OutsideCalendarError):
        due_days(np.array(["2026-02-12", start], dtype="datetime64[D]"), [1, amount], unit, CN)


@pytest.mark.parametrize("unit", DAY_UNITS)
def test_a_negative_amount_is_refused_in_a_column_and_alone(unit: Unit) -> None:
    with pytest.raises(DeadlineError) as column:
        due_days(np.datetime64("2026-02-12"), [-1], unit, CN)
    with pytest.raises(DeadlineError) as alone:
        count_one(unit, date(2026, 2, 12), -1, [])

    assert [p.code for p in column.value.problems] == [p.code for p in alone.value.problems] == ["limit-negative"]


def test_a_stop_to_beyond_the_calendar_refuses_the_column() -> None:
    with pytest.raises(OutsideCalendarError):
        due_days(np.datetime64("2026-02-12"), 7, Unit.DAY, CN, (["2026-02-13"], ["2050-01-01"]))


def test_working_days_equal_those_of_numpy_with_every_day_off_as_a_holiday() -> None:
    starts, amounts, _, _ = make_column(9, 5000)
    amounts = amounts + 1
    days = [CN.first_day + timedelta(days=i) for i in range(CN.size)]
    off = np.array([day for day in days if not CN.is_workday(day)], dtype="datetime64[D]")

    # A day off as start is first moved to the working day before it, from where the n-th is the same.
    peer = np.busday_offset(starts, amounts, roll="backward", weekmask="1111111", holidays=off)

    assert (due_days(starts, amounts, Unit.WORKING_DAY, CN) == peer).all()


@given(
    rows=st.lists(
        st.tuples(
            st.dates(date(2012, 1, 1), date(2034, 1, 1)),
            st.integers(0, 60),
            st.integers(-9, 90),
            st.one_of(st.none(), st.integers(0, 400)),
        ),
        min_size=1,
        max_size=20,
    ),
    unit=st.sampled_from(DAY_UNITS[:3]),
)
def test_any_column_equals_counting_one_by_one(rows: list[tuple[date, int, int, int | None]], unit: Unit) -> None:
    stops = []
    for start, _, after, length in rows:
        first = start + timedelta(days=after)
        stops.append(Suspension(first, None if length is None else first + timedelta(days=length)))

    found = due_days(
        np.array([row[0] for row in rows], dtype="datetime64[D]"),
        [row[1] for row in rows],
        unit,
        CN,
        ([stop.first for stop in stops], [stop.last for stop in stops]),
    )

    expected = [count_one(unit, row[0], row[1], [stop]) for row, stop in zip(rows, stops, strict=True)]
    assert found.tolist() == expected
