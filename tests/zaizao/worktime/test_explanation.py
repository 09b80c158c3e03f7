"""The derivation of a deadline: every day, every rule, in two languages."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.units import Limit, Unit, parse_limit
from zaizao.wording import say
from zaizao.worktime import (
    SHANGHAI,
    Deadline,
    Explanation,
    Extension,
    Suspension,
    china,
    compute_deadline,
    foreign,
)

CN = china()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def count(limit: str, start: str, **options: object) -> Deadline:
    return compute_deadline(parse_limit(limit), start=at(start), calendar=CN, **options)  # type: ignore[arg-type]


def short(explanation: Explanation) -> list[tuple[int, str, int | None]]:
    return [(row.day.day, row.why, row.n) for row in explanation.rows]


def codes(explanation: Explanation) -> list[str]:
    return [rule.code for rule in explanation.rules]


def test_seven_days_over_spring_festival_are_told_day_by_day() -> None:
    explanation = count("7wd", "2026-02-12T10:00").explain()

    assert short(explanation) == [
        (12, "start", None),
        (13, "counted", 1),
        (14, "makeup", 2),
        *[(day, "holiday", None) for day in range(15, 24)],
        (24, "counted", 3),
        (25, "counted", 4),
        (26, "counted", 5),
        (27, "counted", 6),
        (28, "makeup", 7),
    ]
    assert [row.name for row in explanation.rows[:4]] == [None, None, "春节", "春节"]
    assert explanation.rows[2].weekday == 5


def test_seven_days_over_spring_festival_read_as_a_citizen_reads_them() -> None:
    text = count("7wd", "2026-02-12T10:00").explain("zh", limit_basis="承诺时限").to_text(say)

    assert re.sub(r"\+[0-9a-f]{12}", "+…", text).splitlines() == [
        "7个工作日，自 2026年2月12日（周四）10:00 起",
        "  2026年2月12日（周四）　起算日，不计",
        "  2026年2月13日（周五）　第1日",
        "  2026年2月14日（周六）　第2日（调休上班）",
        "  2026年2月15日（周日）至2026年2月23日（周一）　春节放假，9 天不计",
        "  2026年2月24日（周二）至2026年2月27日（周五）　第3日至第6日",
        "  2026年2月28日（周六）　第7日（调休上班）",
        "1. 时限为7个工作日（承诺时限）",
        "2. 2026年2月12日（周四）为起算日，当日不计，从2026年2月13日（周五）起计算（民法典第二百零一条）",
        "3. 按工作日计算，休息日和法定节假日不计（行政许可法第八十二条）",
        "4. 2026年2月15日（周日）至2026年2月23日（周一）春节放假，共 9 天不计（国务院办公厅 2026 年节假日安排的通知）",
        "5. 2026年2月14日（周六）、2026年2月28日（周六）为调休上班日，照计（国务院办公厅 2026 年节假日安排的通知）",
        "6. 截止时间为2026年2月28日（周六）24:00（民法典第二百零三条）",
        "7. 日历版本 cn-2026.1+…",
    ]


def test_the_same_is_told_in_english() -> None:
    text = count("7wd", "2026-02-12T10:00").explain("en", limit_basis="licensing-42").to_text(say)

    assert text.splitlines()[:5] == [
        "7 working days from Thu 12 February 2026, 10:00",
        "  Thu 12 February 2026: day zero, not counted",
        "  Fri 13 February 2026: day 1",
        "  Sat 14 February 2026: day 2 (make-up workday)",
        "  Sun 15 February 2026 to Mon 23 February 2026: Spring Festival, 9 days not counted",
    ]
    assert "1. The limit is 7 working days (Administrative Licensing Law, Art. 42)" in text
    assert re.search("[\u4e00-\u9fff]", text) is None


def test_every_rule_cites_what_it_rests_on() -> None:
    stops = [Suspension(date(2026, 2, 24), date(2026, 3, 2), "检验", "licensing-45")]
    more = [Extension(parse_limit("10wd"), "情况复杂", "licensing-42")]
    explanation = count("20wd", "2026-02-12T10:00", suspensions=stops, extensions=more).explain(
        limit_basis="licensing-42"
    )

    cited = {rule.code: [basis.code for basis in rule.basis] for rule in explanation.rules}

    assert cited == {
        "deadline-limit": ["licensing-42"],
        "deadline-first-day": ["civil-code-201"],
        "deadline-working-days": ["licensing-82"],
        "deadline-holiday": ["holiday-notice"],
        "deadline-makeup": ["holiday-notice"],
        "deadline-suspended-named": ["licensing-45"],
        "deadline-extended-named": ["licensing-42"],
        "deadline-due-midnight": ["civil-code-203"],
        "deadline-edition": [],
    }
    notice = next(rule for rule in explanation.rules if rule.code == "deadline-holiday").basis[0]
    assert notice.fields["url"] == "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm"


def test_a_stop_shows_its_ground_on_its_days() -> None:
    stops = [Suspension(date(2026, 3, 3), date(2026, 3, 4), "专家评审"), Suspension(date(2026, 3, 6), date(2026, 3, 6))]
    explanation = count("2wd", "2026-03-02T10:00", suspensions=stops).explain()

    assert short(explanation) == [
        (2, "start", None), (3, "suspended", None), (4, "suspended", None), (5, "counted", 1),
        (6, "suspended", None), (7, "rest", None), (8, "rest", None), (9, "counted", 2),
    ]  # fmt: skip
    assert [row.name for row in explanation.rows if row.why == "suspended"] == ["专家评审", "专家评审", None]
    assert "deadline-suspended-named" in codes(explanation)
    assert "deadline-suspended-day" in codes(explanation)


def test_a_stop_that_touches_nothing_is_not_told() -> None:
    explanation = count("2wd", "2026-03-02T10:00", suspensions=[Suspension(date(2026, 5, 3), None)]).explain()

    assert [code for code in codes(explanation) if "suspended" in code or "paused" in code] == []


def test_an_open_stop_ends_the_derivation_and_says_so() -> None:
    explanation = count("5wd", "2026-03-02T10:00", suspensions=[Suspension(date(2026, 3, 4), None, "听证")]).explain()

    assert short(explanation) == [(2, "start", None), (3, "counted", 1), (4, "suspended", None)]
    assert "deadline-paused-named" in codes(explanation)
    assert "deadline-open" in codes(explanation)
    assert explanation.to_json()["paused"] is True


def test_days_off_after_the_count_are_carried_to_the_next_working_day() -> None:
    explanation = count("30d", "2026-09-01T09:00").explain()

    assert short(explanation)[-8:] == [
        (1, "counted", 30), *[(day, "carried", None) for day in range(2, 8)], (8, "landed", None),
    ]  # fmt: skip
    assert "deadline-rolled" in codes(explanation)


def test_months_cite_the_corresponding_day_and_close_of_business() -> None:
    explanation = count("1mo", "2026-01-30T09:00", at_close=True).explain()

    assert [code for code in codes(explanation) if code in ("deadline-corresponding-day", "deadline-due-close")] == [
        "deadline-corresponding-day",
        "deadline-due-close",
    ]


def test_hours_are_told_in_minutes_of_each_day() -> None:
    explanation = count("10wh", "2026-02-12T16:00").explain()

    assert [(row.day.day, row.why, row.minutes) for row in explanation.rows] == [
        (12, "time", 60), (13, "time", 390), (14, "time", 150),
    ]  # fmt: skip
    assert codes(explanation)[1:3] == ["deadline-starts-at-once", "deadline-office-time"]


def test_days_without_office_time_say_why() -> None:
    explanation = count("1wh", "2026-03-06T17:00").explain()

    assert [(row.day.day, row.why) for row in explanation.rows] == [
        (6, "closed"), (7, "rest"), (8, "rest"), (9, "time"),
    ]  # fmt: skip


def test_a_provisional_count_names_the_years_and_the_statute() -> None:
    explanation = count("20wd", "2026-12-20T10:00").explain()
    rule = next(rule for rule in explanation.rules if rule.code == "deadline-provisional")

    assert rule.fields == {"years": [2027]}
    assert [basis.code for basis in rule.basis] == ["holiday-regulation-2"]
    assert explanation.provisional


def test_a_long_limit_is_told_by_months_while_every_row_is_there() -> None:
    explanation = count("90wd", "2026-02-12T10:00").explain()
    lines = explanation.to_text(say).splitlines()

    assert len(explanation.rows) == 139
    assert lines[1] == "  2026年2月　计 7 日（第1日至第7日），不计 10 日"
    assert [line for line in lines if line.startswith("  2026年")][-1].startswith("  2026年6月　计 21 日（第70日")


def test_a_foreign_calendar_is_cited_by_its_edition() -> None:
    calendar = foreign("NL")
    deadline = compute_deadline(parse_limit("3wd"), start=at("2015-04-26T10:00"), calendar=calendar)
    explanation = deadline.explain("en", workday_basis="")

    rule = next(rule for rule in explanation.rules if rule.code == "deadline-holiday-day")
    assert [(basis.code, basis.fields) for basis in rule.basis] == [("calendar", {"edition": calendar.edition})]


def test_the_json_form_is_plain_and_carries_the_sentences_when_asked() -> None:
    explanation = count("2wd", "2026-02-13T10:00").explain("en")

    plain = json.loads(json.dumps(explanation.to_json(say)))

    assert plain["limit"] == "2wd"
    assert plain["due"] == "2026-02-25T00:00:00+08:00"
    assert plain["last_day"] == "2026-02-24"
    assert plain["rows"][1] == {
        "date": "2026-02-14", "weekday": 5, "kind": "makeup", "name": "Spring Festival", "counted": True,
        "why": "makeup", "n": 1, "minutes": None,
    }  # fmt: skip
    assert plain["rules"][1]["basis"] == [{"code": "civil-code-201"}]
    assert plain["rules"][1]["text"].endswith("(Civil Code, Art. 201)")
    assert "text" not in explanation.to_json()["rules"][0]


SITUATIONS = [
    {"suspensions": [Suspension(date(2026, 2, 20), None)]},
    {"suspensions": [Suspension(date(2026, 2, 13), date(2026, 2, 13), "检验"), Suspension(date(2026, 2, 25), date(2026, 2, 26))]},
    {"extensions": [Extension(parse_limit("2wd")), Extension(parse_limit("3wh"), "理由", "某某办法第三条")]},
    {"extensions": [Extension(parse_limit("1mo"))], "at_close": True},
    {},
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("options", SITUATIONS)
@pytest.mark.parametrize("limit", ["0wd", "7wd", "10d", "2mo", "1y", "48h", "90min", "10wh", "30wm", "0h"])
def test_every_derivation_has_words(limit: str, options: dict[str, object], language: str) -> None:
    explanation = count(limit, "2026-02-12T10:00", **options).explain(language, limit_basis="x")

    text = explanation.to_text(say)
    cells = [explanation.row_text(row, say) for row in explanation.rows]

    assert "{" not in text
    assert all(cells)
    assert text.count("\n") >= len(explanation.rules)


@given(
    amount=st.integers(0, 60),
    unit=st.sampled_from([Unit.WORKING_DAY, Unit.DAY]),
    day=st.dates(date(2019, 1, 1), date(2026, 6, 1)),
    first=st.integers(-3, 30),
    length=st.integers(0, 9),
)
def test_the_counted_rows_are_as_many_as_the_limit_and_end_on_the_last_day(
    amount: int, unit: Unit, day: date, first: int, length: int
) -> None:
    begins = date.fromordinal(day.toordinal() + first)
    stops = [Suspension(begins, date.fromordinal(begins.toordinal() + length))]
    start = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
    deadline = compute_deadline(Limit(amount, unit), start=start, calendar=CN, suspensions=stops)
    rows = deadline.explain().rows

    assert [row.n for row in rows if row.n is not None] == list(range(1, amount + 1))
    assert rows[-1].day == deadline.last_day
    assert {(after.day - before.day).days for before, after in pairwise(rows)} <= {1}
