"""What each day is, where the calendar has it from, and counting along it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.worktime import (
    SHANGHAI,
    CalendarSource,
    DayKind,
    NaiveMomentError,
    NamedDay,
    Notice,
    OutsideCalendarError,
    UnknownCountryError,
    YearPlan,
    build_calendar,
    china,
    foreign,
    load_year_plan,
)

CN = china()
OFFICIAL = [date(2019, 1, 1) + timedelta(days=i) for i in range((date(2027, 1, 1) - date(2019, 1, 1)).days)]
INSIDE = st.dates(date(2011, 1, 1), date(2039, 12, 31))


def test_spring_festival_2026_is_nine_days_off_and_two_saturdays_of_work() -> None:
    february = [CN.kind_of(date(2026, 2, day)) for day in range(13, 29)]

    assert february == [
        DayKind.WORKDAY,
        DayKind.MAKEUP,
        *[DayKind.HOLIDAY] * 9,
        *[DayKind.WORKDAY] * 4,
        DayKind.MAKEUP,
    ]
    assert CN.name_of(date(2026, 2, 14)) == CN.name_of(date(2026, 2, 23)) == "春节"
    assert CN.name_of(date(2026, 2, 23), language="en") == "Spring Festival"
    assert CN.name_of(date(2026, 2, 24)) is None
    assert CN.kind_of(date(2026, 3, 1)) is DayKind.REST


def test_a_day_named_in_two_holidays_keeps_both_names_in_english() -> None:
    assert CN.name_of(date(2020, 10, 1)) == "国庆节、中秋节"
    assert CN.name_of(date(2020, 10, 1), language="en") == "National Day, Mid-Autumn Festival"


def test_the_plan_of_2026_has_thirty_three_days_off_and_six_make_up_workdays() -> None:
    kinds = Counter(CN.kind_of(day) for day in OFFICIAL if day.year == 2026)

    assert (kinds[DayKind.HOLIDAY], kinds[DayKind.MAKEUP]) == (33, 6)


def test_every_day_of_2019_to_2026_is_worked_or_not_as_chinesecalendar_has_it() -> None:
    assert [day for day in OFFICIAL if CN.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_chinesecalendar_knows_no_2027_and_ours_says_provisional() -> None:
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(2027, 2, 6))
    assert CN.is_provisional(2027)


def test_every_make_up_workday_of_2019_to_2026_is_one_of_chinesecalendar_and_the_other_way_round() -> None:
    ours = {day for day in OFFICIAL if CN.kind_of(day) is DayKind.MAKEUP}
    theirs = {day for day in OFFICIAL if day in chinese_calendar.workdays}

    assert ours == theirs


def test_the_library_holidays_agrees_on_every_day_from_2019_to_2026() -> None:
    table = holidays.country_holidays("CN", years=range(2018, 2028))

    differing = [day for day in OFFICIAL if CN.is_workday(day) != table.is_working_day(day)]

    assert differing == []


def test_the_shipped_days_are_those_of_holiday_cn(data) -> None:
    for plan in CN.source.plans:
        original = load_year_plan(data / "holidays" / "holiday-cn" / f"{plan.year}.json")
        assert plan.days == original.days
        assert [notice.url for notice in plan.notices] == [notice.url for notice in original.notices]


def test_years_with_a_notice_are_official_and_the_others_provisional() -> None:
    assert [year for year in range(2010, 2041) if not CN.is_provisional(year)] == list(range(2019, 2027))


def test_a_provisional_year_has_the_statutory_days_and_nothing_made_up() -> None:
    off = [date(2027, 1, 1) + timedelta(days=i) for i in range(365)]
    named = [day for day in off if CN.kind_of(day) is DayKind.HOLIDAY]

    assert named == [
        date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 7), date(2027, 2, 8), date(2027, 4, 5),
        date(2027, 5, 1), date(2027, 5, 2), date(2027, 6, 9), date(2027, 9, 15), date(2027, 10, 1),
        date(2027, 10, 2), date(2027, 10, 3),
    ]  # fmt: skip
    assert [day for day in off if CN.kind_of(day) is DayKind.MAKEUP] == []


@pytest.mark.parametrize(
    ("year", "spring", "labour"),
    [
        (2013, [date(2013, 2, day) for day in (9, 10, 11)], [date(2013, 5, 1)]),
        (2014, [date(2014, 1, 31), date(2014, 2, 1), date(2014, 2, 2)], [date(2014, 5, 1)]),
        (2030, [date(2030, 2, day) for day in (2, 3, 4, 5)], [date(2030, 5, 1), date(2030, 5, 2)]),
    ],
)
def test_the_statute_counts_by_the_revision_in_force(year: int, spring: list[date], labour: list[date]) -> None:
    named = [day for day in CN.days_of(DayKind.HOLIDAY) if day.year == year]

    assert [day for day in named if CN.name_of(day) == "春节"] == spring
    assert [day for day in named if CN.name_of(day) == "劳动节"] == labour


def test_new_year_of_2023_begins_on_the_last_day_of_2022() -> None:
    assert CN.kind_of(date(2022, 12, 31)) is DayKind.HOLIDAY
    assert CN.plan_of(date(2022, 12, 31)).year == 2023
    assert CN.plan_of(date(2022, 12, 30)) is None


def test_a_calendar_as_known_on_a_day_has_the_notices_of_that_day_only() -> None:
    before, after = china(as_known_on=date(2020, 1, 26)), china(as_known_on=date(2020, 1, 27))

    assert [before.kind_of(date(2020, 2, 1)), after.kind_of(date(2020, 2, 1))] == [DayKind.MAKEUP, DayKind.HOLIDAY]
    assert [before.is_workday(date(2020, 1, 31)), after.is_workday(date(2020, 1, 31))] == [True, False]
    assert before.is_provisional(2021)
    assert before.edition.startswith("cn-2020.1+")
    assert after.edition.startswith("cn-2020.2+")


def test_labour_day_2019_was_one_day_before_it_was_moved() -> None:
    before = china(as_known_on=date(2019, 3, 21))

    assert [before.is_workday(date(2019, 5, day)) for day in (1, 2, 3)] == [False, True, True]
    assert [CN.is_workday(date(2019, 5, day)) for day in (1, 2, 3, 5)] == [False, False, False, True]


def test_before_the_first_notice_everything_is_provisional() -> None:
    assert china(as_known_on=date(2018, 1, 1)).official_years == frozenset()


def test_the_edition_is_short_and_equal_for_equal_content() -> None:
    again = build_calendar(CN.source)

    assert again == CN
    assert hash(again) == hash(CN)
    assert CN.edition.startswith("cn-2026.1+")
    assert len(CN.edition) == len("cn-2026.1+") + 12


def test_an_announced_year_makes_a_new_edition_and_leaves_the_old_one_alone() -> None:
    plan = YearPlan(2027, (NamedDay(date(2027, 2, 9), DayKind.HOLIDAY, "春节"),), (Notice(date(2026, 11, 10), "x"),))

    later = CN.with_year(plan)

    assert later.edition.startswith("cn-2027.1+")
    assert (CN.is_provisional(2027), later.is_provisional(2027)) == (True, False)
    assert (CN.is_workday(date(2027, 2, 9)), later.is_workday(date(2027, 2, 9))) == (True, False)
    assert later.is_workday(date(2027, 2, 5))
    assert date(2027, 2, 9) in CN.changed_days(later)


def test_a_worked_weekday_in_a_plan_is_an_ordinary_working_day() -> None:
    assert CN.kind_of(date(2020, 2, 3)) is DayKind.WORKDAY
    assert CN.name_of(date(2020, 2, 3)) is None


def test_working_days_are_added_over_the_holiday() -> None:
    assert CN.add_workdays(date(2026, 2, 12), 7) == date(2026, 2, 28)
    assert CN.add_workdays(date(2026, 2, 12), 20) == date(2026, 3, 18)
    assert CN.add_workdays(date(2026, 2, 28), -7) == date(2026, 2, 12)
    assert CN.add_workdays(date(2026, 2, 17), -1) == date(2026, 2, 14)
    assert CN.add_workdays(date(2026, 2, 17), 0) == date(2026, 2, 17)
    assert CN.next_workday(date(2026, 2, 15)) == date(2026, 2, 24)
    assert CN.next_workday(date(2026, 2, 14)) == date(2026, 2, 14)


@given(day=INSIDE, a=st.integers(1, 60), b=st.integers(1, 60))
def test_adding_working_days_is_associative_and_undone_by_counting(day: date, a: int, b: int) -> None:
    once = CN.add_workdays(day, a + b)

    assert CN.add_workdays(CN.add_workdays(day, a), b) == once
    assert CN.is_workday(once)
    assert CN.workdays_between(day, once) == a + b
    assert CN.workdays_between(once, day) == -a - b
    assert CN.add_workdays(once, -1) < once


@given(day=INSIDE, n=st.integers(1, 60))
def test_going_back_from_a_working_day_returns_to_it(day: date, n: int) -> None:
    day = CN.next_workday(day)

    assert CN.add_workdays(CN.add_workdays(day, n), -n) == day


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CN.kind_of(date(2009, 12, 31)),
        lambda: CN.is_workday(date(2041, 1, 1)),
        lambda: CN.add_workdays(date(2009, 12, 31), 1),
        lambda: CN.add_workdays(date(2040, 12, 20), 30),
        lambda: CN.add_workdays(date(2010, 1, 10), -30),
        lambda: CN.workdays_between(date(2020, 1, 1), date(2050, 1, 1)),
        lambda: CN.next_workday(date(2041, 1, 1)),
        lambda: CN.rank_of(1),
        lambda: CN.workday_ranked(0),
    ],
)
def test_days_beyond_the_calendar_are_refused(ask) -> None:
    with pytest.raises(OutsideCalendarError) as caught:
        ask()

    assert caught.value.code == "calendar-out-of-range"
    assert caught.value.fields["first"] == date(2010, 1, 1)
    assert caught.value.fields["last"] == date(2040, 12, 31)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError):
        CN.add_workdays(datetime(2026, 2, 12, tzinfo=SHANGHAI), 1)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveMomentError) as caught:
        CN.localise(datetime(2026, 2, 12, 9, 0))

    assert caught.value.code == "moment-naive"


def test_the_kings_day_log_counts_on_the_calendar_of_the_netherlands() -> None:
    calendar = foreign("NL")

    assert calendar.kind_of(date(2015, 4, 27)) is DayKind.HOLIDAY
    assert calendar.kind_of(date(2015, 10, 1)) is DayKind.WORKDAY
    assert calendar.country == "NL"
    assert calendar.edition.startswith(f"nl-holidays-{holidays.__version__}")


def test_a_subdivision_has_its_own_holidays_and_another_country_its_own_weekend() -> None:
    assert foreign("DE", "BY").kind_of(date(2024, 1, 6)) is DayKind.HOLIDAY
    assert foreign("DE").kind_of(date(2024, 1, 8)) is DayKind.WORKDAY
    assert foreign("SA").source.weekend == frozenset({4, 5})


@pytest.mark.parametrize("place", [("XX", None), ("DE", "XX"), ("", None)])
def test_a_country_that_nobody_knows_is_refused(place: tuple[str, str | None]) -> None:
    with pytest.raises(UnknownCountryError) as caught:
        foreign(*place)

    assert [problem.code for problem in caught.value.problems] == ["country-unknown"]


def test_a_calendar_made_from_nothing_has_bare_weeks() -> None:
    calendar = build_calendar(CalendarSource("ZZ", "zz", 2024, 2024, weekend=frozenset({6})))

    assert [calendar.is_workday(date(2024, 1, day)) for day in range(1, 8)] == [True] * 6 + [False]
    assert calendar.edition.startswith("zz+")
