"""Limits become deadlines as the laws count them."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zaizao.units import parse_limit
from zaizao.worktime import (
    SHANGHAI,
    Deadline,
    Extension,
    NaiveMomentError,
    OfficeHours,
    OutsideCalendarError,
    Suspension,
    SuspensionError,
    china,
    compute_deadline,
    due_moment,
    earliest,
    foreign,
    parse_intervals,
)

CN = china()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def count(limit: str, start: str, **options: object) -> Deadline:
    return compute_deadline(parse_limit(limit), start=at(start), calendar=CN, **options)  # type: ignore[arg-type]


def stop(first: str, last: str | None, **options: datetime) -> Suspension:
    return Suspension(date.fromisoformat(first), date.fromisoformat(last) if last else None, "检验", **options)


@pytest.mark.parametrize(
    ("limit", "start", "last_day"),
    [
        ("7wd", "2026-02-12T10:00", "2026-02-28"),  # over Spring Festival, ends on a make-up Saturday
        ("20wd", "2026-02-12T10:00", "2026-03-18"),  # 行政许可法 第42条
        ("45wd", "2026-02-12T10:00", "2026-04-23"),
        ("5wd", "2026-02-28T23:59", "2026-03-06"),  # accepted on a make-up Saturday, which is day zero
        ("1wd", "2026-02-17T09:00", "2026-02-24"),  # accepted on a holiday (LC13): the clock is as it was
        ("1wd", "2026-09-30T09:00", "2026-10-08"),
        ("60d", "2026-02-12T10:00", "2026-04-13"),
        ("30d", "2026-09-01T09:00", "2026-10-08"),  # the thirtieth day is National Day (民法典 第203条)
        ("15d", "2026-01-30T09:00", "2026-02-14"),  # a make-up Saturday is no day off
        ("1mo", "2026-01-31T09:00", "2026-02-28"),  # no 31 February (民法典 第202条)
        ("1mo", "2026-03-04T09:00", "2026-04-07"),  # 4 April is Qingming
        ("6mo", "2025-08-31T09:00", "2026-02-28"),
        ("1y", "2024-02-29T09:00", "2025-02-28"),
        ("1y", "2025-02-12T09:00", "2026-02-12"),
        ("0wd", "2026-02-12T10:00", "2026-02-12"),
        ("0d", "2026-02-17T10:00", "2026-02-24"),
    ],
)
def test_limits_in_days_end_on_the_last_day_at_midnight(limit: str, start: str, last_day: str) -> None:
    deadline = count(limit, start)

    assert deadline.last_day == date.fromisoformat(last_day)
    assert deadline.due == at(last_day) + timedelta(days=1)
    assert (deadline.paused, deadline.provisional) == (False, False)
    assert deadline.edition == CN.edition


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        ("24h", "2026-02-14T18:00", "2026-02-15T18:00"),  # runs on the wall, holiday or not
        ("15min", "2026-02-17T23:50", "2026-02-18T00:05"),
        ("0h", "2026-02-17T23:50", "2026-02-17T23:50"),
        ("4wh", "2026-02-12T10:00", "2026-02-12T15:30"),  # over the noon break
        ("2wh", "2026-02-12T10:00", "2026-02-12T12:00"),  # used up when the morning ends
        ("90wm", "2026-02-12T16:00", "2026-02-13T09:30"),
        ("1wh", "2026-02-13T16:30", "2026-02-14T09:30"),  # the next morning is a make-up Saturday
        ("1wh", "2026-02-14T17:00", "2026-02-24T10:00"),
        ("30wm", "2026-02-17T03:00", "2026-02-24T09:30"),
        ("13wh", "2026-03-02T09:00", "2026-03-03T17:00"),
    ],
)
def test_limits_in_hours_begin_at_once(limit: str, start: str, due: str) -> None:
    deadline = count(limit, start)

    assert deadline.due == at(due)
    assert deadline.last_day == at(due).date()


def test_close_of_business_is_the_end_where_it_is_asked_for() -> None:
    friday = OfficeHours(exceptions={date(2026, 3, 18): parse_intervals("9:00-11:30")})

    assert count("20wd", "2026-02-12T10:00", at_close=True).due == at("2026-03-18T17:00")
    assert count("20wd", "2026-02-12T10:00", at_close=True, office_hours=friday).due == at("2026-03-18T11:30")
    assert count("4wh", "2026-02-12T10:00", at_close=True).due == at("2026-02-12T15:30")


def test_an_organ_closed_on_the_last_day_has_until_midnight() -> None:
    closed = OfficeHours(exceptions={date(2026, 3, 18): ()})

    assert count("20wd", "2026-02-12T10:00", at_close=True, office_hours=closed).due == at("2026-03-19T00:00")


def test_no_day_from_the_first_to_the_last_of_a_stop_counts() -> None:
    deadline = count("20wd", "2026-02-10T09:00", suspensions=[stop("2026-02-24", "2026-03-02")])

    assert count("20wd", "2026-02-10T09:00").last_day == date(2026, 3, 16)
    assert CN.workdays_between(date(2026, 2, 23), date(2026, 3, 2)) == 6
    assert deadline.last_day == CN.add_workdays(date(2026, 3, 16), 6) == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("suspensions", "last_day"),
    [
        ([("2026-03-03", "2026-03-03")], "2026-03-10"),
        ([("2026-02-20", "2026-03-02")], "2026-03-09"),  # day zero is not counted twice
        ([("2026-02-01", "2026-02-20")], "2026-03-09"),  # before the start
        ([("2026-03-10", "2026-03-20")], "2026-03-09"),  # after the end
        ([("2026-03-09", "2026-03-20")], "2026-03-23"),  # on the last day
        ([("2026-03-03", "2026-03-05"), ("2026-03-04", "2026-03-06")], "2026-03-13"),  # overlapping: each day once
        ([("2026-03-03", "2026-03-04"), ("2026-03-05", "2026-03-06")], "2026-03-13"),  # adjacent
        ([("2026-03-07", "2026-03-08")], "2026-03-09"),  # a weekend costs no working day
        ([("2026-03-03", "2026-03-03"), ("2026-03-10", "2026-03-10")], "2026-03-11"),  # the second reached by the first
    ],
)
def test_stops_move_a_limit_of_five_working_days(suspensions: list[tuple[str, str]], last_day: str) -> None:
    stops = [stop(first, last) for first, last in suspensions]

    assert count("5wd", "2026-03-02T09:00", suspensions=stops).last_day == date.fromisoformat(last_day)
    assert count("5wd", "2026-03-02T09:00", suspensions=stops[::-1]).last_day == date.fromisoformat(last_day)


def test_a_stop_moves_natural_days_and_months_by_its_days() -> None:
    stops = [stop("2026-03-10", "2026-03-14")]

    assert count("15d", "2026-03-02T09:00").last_day == date(2026, 3, 17)
    assert count("15d", "2026-03-02T09:00", suspensions=stops).last_day == date(2026, 3, 23)  # 22 March is a Sunday
    assert count("1mo", "2026-03-02T09:00").last_day == date(2026, 4, 2)
    assert count("1mo", "2026-03-02T09:00", suspensions=stops).last_day == date(2026, 4, 7)


def test_an_end_that_moves_on_into_a_stop_moves_over_it() -> None:
    over_the_weekend = [stop("2026-03-09", "2026-03-10")]

    assert count("5d", "2026-03-02T09:00", suspensions=over_the_weekend).last_day == date(2026, 3, 11)
    assert count("5d", "2026-03-02T09:00", suspensions=[stop("2026-03-09", None)]).paused


def test_a_stop_without_end_leaves_the_deadline_open() -> None:
    deadline = count("20wd", "2026-02-12T10:00", suspensions=[stop("2026-02-25", None)])

    assert (deadline.due, deadline.last_day, deadline.paused) == (None, None, True)
    assert deadline.remaining(at("2026-03-01")) is None
    assert deadline.remaining_days(at("2026-03-01")) is None
    assert deadline.fraction(at("2026-03-01")) is None
    assert deadline.moment_at(0.8) is None
    assert not deadline.is_overdue(at("2030-03-01"))


@pytest.mark.parametrize("limit", ["5wd", "5d", "1mo", "4wh", "30h"])
def test_a_stop_without_end_after_the_deadline_changes_nothing(limit: str) -> None:
    free = count(limit, "2026-03-02T09:00")
    after = Suspension(free.last_day + timedelta(days=1), None)  # type: ignore[operator]

    assert count(limit, "2026-03-02T09:00", suspensions=[after]).due == free.due


@pytest.mark.parametrize("limit", ["5wd", "5d", "1mo", "9wh", "30h"])
def test_a_stop_without_end_inside_pauses_every_unit(limit: str) -> None:
    assert count(limit, "2026-03-02T16:00", suspensions=[stop("2026-03-03", None)]).paused


def test_a_stop_of_hours_counts_whole_days_unless_its_moments_are_given() -> None:
    whole = stop("2026-03-03", "2026-03-03")
    morning = stop("2026-03-03", "2026-03-03", started_at=at("2026-03-03T09:30"), ended_at=at("2026-03-03T11:00"))

    assert count("24h", "2026-03-02T10:00").due == at("2026-03-03T10:00")
    assert count("24h", "2026-03-02T10:00", suspensions=[whole]).due == at("2026-03-04T10:00")
    assert count("24h", "2026-03-02T10:00", suspensions=[morning]).due == at("2026-03-03T11:30")
    assert count("8wh", "2026-03-02T09:00").due == at("2026-03-03T10:30")
    assert count("8wh", "2026-03-02T09:00", suspensions=[whole]).due == at("2026-03-04T10:30")
    assert count("8wh", "2026-03-02T09:00", suspensions=[morning]).due == at("2026-03-03T12:00")
    assert count("5wd", "2026-03-02T09:00", suspensions=[morning]).last_day == date(2026, 3, 10)


def test_an_open_stop_of_hours_can_begin_at_a_moment() -> None:
    opened = stop("2026-03-03", None, started_at=at("2026-03-03T10:00"))

    assert count("24h", "2026-03-02T10:00", suspensions=[opened]).due == at("2026-03-03T10:00")
    assert count("25h", "2026-03-02T10:00", suspensions=[opened]).paused


@pytest.mark.parametrize(
    "make",
    [
        lambda: stop("2026-03-03", "2026-03-02"),
        lambda: stop("2026-03-03", None, ended_at=at("2026-03-04T10:00")),
        lambda: stop("2026-03-03", "2026-03-03", started_at=at("2026-03-03T10:00"), ended_at=at("2026-03-03T09:00")),
        lambda: count("24h", "2026-03-02T10:00", suspensions=[
            stop("2026-03-03", "2026-03-05", started_at=at("2026-03-04T10:00"))]),
        lambda: count("24h", "2026-03-02T10:00", suspensions=[
            stop("2026-03-03", "2026-03-05", ended_at=at("2026-03-06T10:00"))]),
    ],
)  # fmt: skip
def test_a_stop_that_disagrees_with_itself_is_refused(make) -> None:
    with pytest.raises(SuspensionError) as caught:
        make()

    assert [problem.code for problem in caught.value.problems] == ["suspension-malformed"]


def test_extensions_of_one_unit_add_up_and_others_follow() -> None:
    ten = Extension(parse_limit("10wd"), "情况复杂", "licensing-42")

    assert count("20wd", "2026-02-12T10:00", extensions=[ten]).last_day == CN.add_workdays(date(2026, 2, 12), 30)
    assert count("1mo", "2026-01-31T10:00", extensions=[Extension(parse_limit("1mo"))]).last_day == date(2026, 3, 31)
    assert count("30d", "2026-09-01T09:00", extensions=[Extension(parse_limit("10d"))]).last_day == date(2026, 10, 12)
    assert count("5d", "2026-03-02T09:00", extensions=[Extension(parse_limit("2wd"))]).last_day == date(2026, 3, 10)
    assert count("2wd", "2026-03-02T09:00", extensions=[Extension(parse_limit("3wh"))]).due == at("2026-03-05T12:00")
    assert count("3wh", "2026-03-02T09:00", extensions=[Extension(parse_limit("2wd"))]).last_day == date(2026, 3, 4)


def test_an_extension_after_a_stop_without_end_stays_open() -> None:
    stops = [stop("2026-03-03", None)]

    assert count("5d", "2026-03-02T09:00", suspensions=stops, extensions=[Extension(parse_limit("2wd"))]).paused


def test_a_count_into_a_year_that_is_not_announced_is_provisional() -> None:
    assert count("20wd", "2026-12-20T10:00").provisional
    assert count("1wd", "2026-12-31T10:00").provisional
    assert not count("5wd", "2026-12-20T10:00").provisional
    assert not count("2000h", "2026-12-20T10:00").provisional
    assert count("200wh", "2026-12-20T10:00").provisional
    assert count("1d", "2018-05-02T10:00").provisional


def test_a_moment_is_read_on_the_clock_of_the_calendar() -> None:
    late_in_utc = datetime(2026, 2, 12, 16, 30, tzinfo=UTC)  # half past midnight on the 13th in China

    deadline = compute_deadline(parse_limit("1wd"), start=late_in_utc, calendar=CN)

    assert deadline.start == late_in_utc
    assert deadline.last_day == date(2026, 2, 14)
    assert due_moment(parse_limit("1wd"), late_in_utc, CN) == deadline.due
    assert due_moment(parse_limit("1wd"), late_in_utc, CN).tzinfo is SHANGHAI


def test_moments_without_a_zone_are_refused_everywhere() -> None:
    naive, deadline = datetime(2026, 2, 12, 10, 0), count("5wd", "2026-02-12T10:00")
    asks = [
        lambda: compute_deadline(parse_limit("5wd"), start=naive, calendar=CN),
        lambda: due_moment(parse_limit("5wd"), naive, CN),
        lambda: deadline.remaining(naive),
        lambda: deadline.remaining_days(naive),
        lambda: deadline.is_overdue(naive),
        lambda: deadline.fraction(naive),
    ]

    for ask in asks:
        with pytest.raises(NaiveMomentError):
            ask()


@pytest.mark.parametrize("limit", ["999999wd", "999999d", "99999mo", "999999y", "999999wh", "5wd"])
def test_a_count_beyond_the_calendar_is_refused(limit: str) -> None:
    with pytest.raises(OutsideCalendarError):
        count(limit, "2040-12-30T10:00")


def test_what_remains_is_told_in_time_and_in_days() -> None:
    deadline = count("7wd", "2026-02-12T10:00")

    assert deadline.remaining(at("2026-02-25T12:00")) == timedelta(days=3, hours=12)
    assert deadline.remaining_days(at("2026-02-25T12:00")) == 3
    assert deadline.remaining_days(at("2026-02-12T12:00")) == 7
    assert deadline.remaining_days(at("2026-01-12T12:00")) == 7
    assert deadline.remaining_days(at("2026-02-28T12:00")) == 0
    assert deadline.remaining_days(at("2026-03-03T12:00")) == -2
    assert deadline.remaining(at("2026-03-02T00:00")) == -timedelta(days=1)


def test_days_of_a_stop_do_not_remain() -> None:
    deadline = count("7wd", "2026-03-02T10:00", suspensions=[stop("2026-03-05", "2026-03-06")])

    assert deadline.remaining_days(at("2026-03-04T10:00")) == 5
    assert deadline.last_day == date(2026, 3, 13)


def test_the_last_day_is_in_time_to_its_last_instant() -> None:
    deadline = count("7wd", "2026-02-12T10:00")

    assert not deadline.is_overdue(at("2026-02-28T23:59:59.999999"))
    assert deadline.is_overdue(at("2026-03-01T00:00"))


def test_of_several_limits_the_earliest_binds() -> None:
    statutory, promised = count("20wd", "2026-02-12T10:00"), count("7wd", "2026-02-12T10:00")
    paused = count("1wd", "2026-02-12T10:00", suspensions=[stop("2026-02-13", None)])

    assert earliest([statutory, paused, promised]) is promised
    assert earliest([paused]) is None
    assert earliest([]) is None


def test_wall_time_passes_through_a_change_of_summer_time() -> None:
    berlin = foreign("DE", zone=ZoneInfo("Europe/Berlin"))
    start = datetime(2024, 3, 30, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    deadline = compute_deadline(parse_limit("24h"), start=start, calendar=berlin)

    assert deadline.due == datetime(2024, 3, 31, 11, 0, tzinfo=UTC)
    assert deadline.fraction(start + timedelta(hours=12)) == 0.5


def test_deadlines_are_values() -> None:
    deadline = count("7wd", "2026-02-12T10:00")

    assert deadline == count("7wd", "2026-02-12T10:00")
    assert deadline != count("7wd", "2026-02-12T10:01")
    assert len({deadline, count("7wd", "2026-02-12T10:00")}) == 1
    assert pickle.loads(pickle.dumps(deadline)) == deadline
