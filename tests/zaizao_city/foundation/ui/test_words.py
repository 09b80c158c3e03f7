from __future__ import annotations

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import translation

from zaizao_city.foundation.ui import words

DAY, MOMENT = dt.date(2026, 2, 28), dt.datetime(2026, 2, 28, 9, 5)


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (3, "还剩 3 个工作日", "3 working days left"),
        (1, "还剩 1 个工作日", "1 working day left"),
        (0, "今天到期", "due today"),
        (-1, "超 1 个工作日", "1 working day late"),
        (-2, "超 2 个工作日", "2 working days late"),
    ],
)
def test_what_is_left_is_said_in_both_languages(days: int, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert words.say_working_days_left(days) == zh
    with translation.override("en"):
        assert words.say_working_days_left(days) == en


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("day", DAY, "2月28日（周六）", "Sat 28 February"),
        ("full_day", DAY, "2026年2月28日（周六）", "Sat 28 February 2026"),
        ("moment", MOMENT, "2月28日（周六）09:05", "Sat 28 February 09:05"),
        ("full_moment", MOMENT, "2026年2月28日（周六）09:05", "Sat 28 February 2026, 09:05"),
        ("duration", dt.timedelta(days=2, hours=3), "2天3小时", "2 days 3 hours"),
    ],
)
def test_dates_are_said_as_people_say_them(name: str, value: object, zh: str, en: str) -> None:
    template = Template("{% load zaizao_ui %}{{ value|" + name + " }}")

    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(template.render(Context({"value": value})))

    assert said == [zh, en]
