"""Office time and extended service: what the clock counts, and when intake is accepted."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaizao.units import parse_limit
from zaizao.worktime import (
    DEFAULT,
    SHANGHAI,
    OfficeHours,
    OfficeHoursError,
    china,
    due_moment,
    parse_intervals,
    write_intervals,
)

CN = china()
LONG_DAY = ((8 * 60, 20 * 60),)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(limit: str, start: str, hours: OfficeHours) -> datetime:
    return due_moment(parse_limit(limit), at(start), CN, hours)


def test_opening_times_are_read_and_written() -> None:
    assert parse_intervals("9:00-12:00, 13:30-17:00") == ((540, 720), (810, 1020))
    assert parse_intervals("09:00–24:00") == ((540, 1440),)
    assert parse_intervals("8:00-9:00；10:00—11:00、12:00-13:00") == ((480, 540), (600, 660), (720, 780))
    assert parse_intervals(" ") == ()
    assert write_intervals(((540, 720), (810, 1020))) == "9:00-12:00, 13:30-17:00"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nine to five", "office-hours-malformed"),
        ("9:00", "office-hours-malformed"),
        ("9:60-10:00", "office-hours-malformed"),
        ("9:00-12:00,", "office-hours-malformed"),
        ("12:00-9:00", "office-hours-overlap"),
        ("9:00-9:00", "office-hours-overlap"),
        ("9:00-12:00,11:00-13:00", "office-hours-overlap"),
        ("13:00-14:00,9:00-10:00", "office-hours-overlap"),
        ("9:00-24:01", "office-hours-overlap"),
    ],
)
def test_faulty_opening_times_are_refused(text: str, code: str) -> None:
    with pytest.raises(OfficeHoursError) as caught:
        parse_intervals(text)

    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_week_has_seven_days() -> None:
    with pytest.raises(OfficeHoursError) as caught:
        OfficeHours(weekly=(LONG_DAY,) * 5)

    assert [(p.code, p.fields) for p in caught.value.problems] == [("office-hours-week", {"days": 5})]


def test_the_usual_office_is_open_on_working_days_and_make_up_days() -> None:
    opened = {day: DEFAULT.office_time(date(2026, 2, day), calendar=CN) for day in (12, 14, 15, 17, 24)}

    usual = ((540, 720), (810, 1020))
    assert opened == {12: usual, 14: usual, 15: (), 17: (), 24: usual}


def test_an_organ_may_have_its_own_make_up_day_and_its_own_exceptions() -> None:
    hours = OfficeHours(makeup=parse_intervals("9:00-12:00"), exceptions={date(2026, 2, 13): ((540, 600),)})

    assert hours.office_time(date(2026, 2, 14), calendar=CN) == ((540, 720),)
    assert hours.office_time(date(2026, 2, 13), calendar=CN) == ((540, 600),)
    assert due("2wh", "2026-02-13T09:00", hours) == at("2026-02-14T10:00")
    assert hours.closing(date(2026, 2, 14), calendar=CN) == at("2026-02-14T12:00")


def test_an_organ_without_any_open_day_has_no_make_up_time_either() -> None:
    assert OfficeHours(weekly=((),) * 7).makeup_time == ()


def test_extended_service_accepts_intake_and_leaves_the_clock_unchanged() -> None:
    extended = OfficeHours(
        extended_weekly=[((1020, 1140),)] * 5 + [((540, 720),)] * 2,
        extended={date(2026, 2, 17): ((600, 660),)},
    )
    saturday = at("2026-03-07T10:00")

    assert extended.accepts_intake(saturday, calendar=CN)
    assert not extended.is_open(saturday, calendar=CN)
    assert not DEFAULT.accepts_intake(saturday, calendar=CN)
    assert extended.accepts_intake(at("2026-02-17T10:30"), calendar=CN)
    assert extended.service_time(date(2026, 3, 6), calendar=CN) == ((540, 720), (810, 1140))
    for limit in ("4wh", "90wm", "5wd", "24h"):
        assert due(limit, "2026-03-07T10:00", extended) == due(limit, "2026-03-07T10:00", DEFAULT)


def test_an_exception_on_a_day_off_is_service_and_not_office_time() -> None:
    hours = OfficeHours(exceptions={date(2026, 2, 17): ((540, 720),)})

    assert hours.office_time(date(2026, 2, 17), calendar=CN) == ()
    assert hours.accepts_intake(at("2026-02-17T09:00"), calendar=CN)
    assert due("1wh", "2026-02-17T09:00", hours) == at("2026-02-24T10:00")


def test_the_door_opens_at_the_first_minute_and_is_shut_at_the_last() -> None:
    assert DEFAULT.is_open(at("2026-02-12T09:00"), calendar=CN)
    assert not DEFAULT.is_open(at("2026-02-12T12:00"), calendar=CN)
    assert not DEFAULT.is_open(at("2026-02-12T08:59:59"), calendar=CN)


def test_office_time_keeps_seconds() -> None:
    assert due("1wm", "2026-02-12T11:59:30", DEFAULT) == at("2026-02-12T13:30:30")


def test_an_organ_open_round_the_clock_counts_as_the_wall_does_on_working_days() -> None:
    always = OfficeHours(weekly=[((0, 1440),)] * 7)

    assert due("24wh", "2026-03-03T10:00", always) == at("2026-03-04T10:00")
    assert due("24wh", "2026-03-06T10:00", always) == at("2026-03-09T10:00")


def test_hours_are_values() -> None:
    assert OfficeHours() == DEFAULT
    assert hash(OfficeHours()) == hash(DEFAULT)
    assert OfficeHours(exceptions={date(2026, 2, 13): ()}) != DEFAULT
