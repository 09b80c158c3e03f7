"""Values as people read them."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

import pytest

from zaizao.errors import Location
from zaizao.units import Limit, Text, Unit, parse_limit
from zaizao.wording import (
    format_date,
    format_duration,
    format_limit,
    format_list,
    format_moment,
    format_period,
    format_value,
)

DAY = dt.date(2026, 3, 18)


class Ground(enum.Enum):
    LAW = "law"


def test_dates_name_the_weekday_in_both_languages() -> None:
    assert format_date(DAY) == "2026年3月18日（周三）"
    assert format_date(DAY, language="en") == "Wed 18 March 2026"


def test_every_weekday_and_month_has_its_name() -> None:
    days = [dt.date(2026, month, month) for month in range(1, 13)]

    assert [format_date(day, language="en") for day in days] == [day.strftime("%a %-d %B %Y") for day in days]
    assert [format_date(dt.date(2026, 3, n))[-3:-1] for n in range(16, 23)] == [f"周{c}" for c in "一二三四五六日"]


def test_moments_show_seconds_only_where_there_are_some() -> None:
    moment = dt.datetime(2026, 3, 18, 9, 5)

    assert format_moment(moment) == "2026年3月18日（周三）09:05"
    assert format_moment(moment, language="en") == "Wed 18 March 2026, 09:05"
    assert format_moment(moment.replace(second=7)) == "2026年3月18日（周三）09:05:07"


def test_periods_name_both_ends() -> None:
    assert format_period(DAY, DAY + dt.timedelta(1)) == "2026年3月18日（周三）至2026年3月19日（周四）"
    assert format_period(DAY, DAY, language="en") == "Wed 18 March 2026 to Wed 18 March 2026"


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        ("20wd", "20个工作日", "20 working days"),
        ("1wd", "1个工作日", "1 working day"),
        ("30d", "30日", "30 days"),
        ("4wh", "4个工作小时", "4 working hours"),
        ("90wm", "90个工作分钟", "90 working minutes"),
        ("24h", "24小时", "24 hours"),
        ("15min", "15分钟", "15 minutes"),
        ("1mo", "1个月", "1 month"),
        ("2y", "2年", "2 years"),
        ("0d", "0日", "0 days"),
    ],
)
def test_limits_are_written_out(limit: str, zh: str, en: str) -> None:
    assert format_limit(parse_limit(limit)) == zh
    assert format_limit(parse_limit(limit), language="en") == en


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_words(unit: Unit) -> None:
    assert format_limit(Limit(2, unit)).startswith("2")
    assert format_limit(Limit(2, unit), language="en").endswith("s")


def test_durations_leave_out_what_is_zero() -> None:
    duration = dt.timedelta(days=2, hours=3, minutes=1, seconds=59)

    assert format_duration(duration) == "2天3小时1分钟"
    assert format_duration(duration, language="en") == "2 days 3 hours 1 minute"
    assert format_duration(-dt.timedelta(hours=5)) == "-5小时"
    assert format_duration(dt.timedelta(seconds=7)) == "7秒"
    assert format_duration(dt.timedelta(0), language="en") == "0 seconds"


def test_lists_are_joined_as_the_language_joins_them() -> None:
    assert format_list(["甲", Limit(3, Unit.DAY), None]) == "甲、3日、无"
    assert format_list(["a", True], language="en") == "a, yes"
    assert format_list([]) == "无"
    assert format_list([], language="en") == "none"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "无", "none"),
        (True, "是", "yes"),
        (0, "0", "0"),
        (1.50, "1.5", "1.5"),
        (Decimal("1E+2"), "100", "100"),
        (Text("登记", "Register"), "登记", "Register"),
        (Text("登记"), "登记", "登记"),
        (Ground.LAW, "law", "law"),
        (dt.time(8, 30), "08:30", "08:30"),
        ({"b", "a"}, "a、b", "a, b"),
        ({"办理": 3, "等待": dt.timedelta(1)}, "办理：3；等待：1天", "办理: 3; 等待: 1 day"),
        ({}, "无", "none"),
        ((DAY,), "2026年3月18日（周三）", "Wed 18 March 2026"),
        (Location("a.yaml", 3, 4, "items.food"), "a.yaml:3:4 items.food", "a.yaml:3:4 items.food"),
    ],
)
def test_any_value_is_written_as_a_person_reads_it(value: object, zh: str, en: str) -> None:
    assert format_value(value) == zh
    assert format_value(value, language="en") == en


def test_an_unknown_language_is_a_bug() -> None:
    with pytest.raises(KeyError, match="no such language"):
        format_limit(Limit(1, Unit.DAY), language="fr")
