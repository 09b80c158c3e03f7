"""A city's own tables: taken whole, or refused with every problem in its place."""

from __future__ import annotations

import json
import random
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.errors import InputError
from zaizao.wording import say
from zaizao.worktime import CalendarFileError, DayKind, china, load_calendar, load_year_plan, read_calendar

YEAR = """\
year: 2027
published_on: 2026-11-10
notice: https://example.org/notice
days:
  - {date: 2027-02-06, kind: holiday, name: 春节}
  - {date: 2027-02-14, kind: workday, name: 春节}
"""
CITY = """\
tag: cn-jinan
based_on: cn
years:
  - year: 2027
    days:
      - {date: 2027-03-01, kind: holiday, name: 泉水节}
"""
BARE = """\
country: ZZ
first_year: 2020
last_year: 2022
weekend: [fri, sat]
zone: "-03:30"
"""


def refuse(text: str | bytes, file: str = "own.yaml") -> list[tuple[str, int | None, int | None, str]]:
    with pytest.raises(CalendarFileError) as caught:
        read_calendar(text, file=file)
    for problem in caught.value.problems:
        assert problem.where.file == file
        assert say(problem.code, problem.fields)
        assert say(problem.code, problem.fields, "en")
    return [(p.code, p.where.line, p.where.column, p.where.path) for p in caught.value.problems]


def test_the_plan_of_a_year_makes_a_new_edition_of_the_shipped_calendar(tmp_path: Path) -> None:
    path = tmp_path / "2027.yaml"
    path.write_text(YEAR, encoding="utf-8")

    calendar = load_calendar(path)

    assert calendar == china().with_year(load_year_plan(path))
    assert calendar.edition.startswith("cn-2027.1+")
    assert calendar.kind_of(date(2027, 2, 14)) is DayKind.MAKEUP
    assert load_year_plan(path).notices[0].published_on == date(2026, 11, 10)


def test_a_city_adds_its_own_holidays_to_the_shipped_calendar() -> None:
    calendar = read_calendar(CITY)

    assert calendar.edition.startswith("cn-jinan-2027.1+")
    assert calendar.name_of(date(2027, 3, 1)) == "泉水节"
    assert not calendar.is_workday(date(2026, 2, 17))


def test_a_calendar_can_be_made_from_nothing() -> None:
    calendar = read_calendar(BARE)

    assert (calendar.first_day, calendar.last_day) == (date(2020, 1, 1), date(2022, 12, 31))
    assert [calendar.is_workday(date(2021, 1, day)) for day in (1, 2, 3)] == [False, False, True]
    assert str(calendar.zone) == "UTC-03:30"


@pytest.mark.parametrize("year", range(2019, 2027))
def test_the_shipped_tables_read_as_a_citys_would(year: int) -> None:
    table = files("zaizao.worktime") / "data" / "cn" / f"{year}.json"

    assert load_year_plan(str(table)) in china().source.plans


def test_files_of_holiday_cn_are_read_as_they_are() -> None:
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    days.append({"name": "元旦", "date": "2027-01-02", "isOffDay": False})
    text = json.dumps({"$id": "x", "year": 2027, "papers": ["https://example.org"], "days": days}, indent="\t")

    calendar = read_calendar(text, file="2027.json")

    assert calendar.kind_of(date(2027, 1, 2)) is DayKind.MAKEUP
    assert calendar.plan_of(date(2027, 1, 1)).notices[0].url == "https://example.org"


def test_notices_may_be_listed() -> None:
    text = YEAR.replace("notice: https://example.org/notice", "notices: [{url: a, published_on: 2026-11-10}, {url: b}]")

    calendar = read_calendar(text.replace("published_on: 2026-11-10\n", ""))

    assert calendar.edition.startswith("cn-2027.2+")


def test_a_year_that_is_not_announced_is_not_taken_for_one_without_holidays(data: Path) -> None:
    with pytest.raises(CalendarFileError) as caught:
        load_calendar(data / "holidays" / "holiday-cn" / "2027.json")

    assert [problem.code for problem in caught.value.problems] == ["calendar-plan-empty"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("calendar-field-kind", None, None, "")]),
        ("- 1", [("calendar-field-kind", 1, 1, "")]),
        ("year: 2027", [("calendar-field-missing", 1, 1, "")]),
        ("year: 2050\ndays: [{date: 2050-01-01, kind: holiday, name: x}]", [("calendar-year-range", 1, 7, "year")]),
        ("year: soon\ndays: 3", [("calendar-field-value", 1, 7, "year"), ("calendar-field-kind", 2, 7, "days")]),
        (YEAR.replace("kind: holiday", "kind: feast"), [("calendar-field-value", 5, 30, "days[0].kind")]),
        (YEAR.replace("2027-02-06", "2027-02-30"), [("calendar-date", 5, 12, "days[0].date")]),
        (YEAR.replace("2027-02-06", "2029-02-06"), [("calendar-day-far", 5, 12, "days[0].date")]),
        (YEAR.replace("2027-02-14", "2027-02-06"), [("calendar-day-twice", 6, 12, "days[1].date")]),
        (YEAR.replace(", name: 春节}", "}", 1), [("calendar-field-missing", 5, 5, "days[0]")]),
        (YEAR.replace("kind: holiday", "isOffDay: maybe"), [("calendar-field-value", 5, 34, "days[0].isOffDay")]),
        (YEAR + "colour: red\n", [("calendar-field-unknown", 7, 9, "colour")]),
        (YEAR + "papers: [1]\n", [("calendar-field-kind", 7, 10, "papers[0]")]),
        (YEAR + "notices: [{}]\n", [("calendar-field-missing", 7, 11, "notices[0]")]),
        (CITY.replace("cn-jinan", "1"), [("calendar-field-kind", 1, 6, "tag")]),
        (CITY.replace("based_on: cn", "based_on: mars"), [
            ("calendar-field-value", 2, 11, "based_on"),
            ("calendar-field-missing", 1, 1, ""),
            ("calendar-field-missing", 1, 1, ""),
            ("calendar-field-missing", 1, 1, ""),
        ]),
        (CITY + CITY[CITY.index("  - year") :], [("calendar-year-twice", 7, 11, "years[1].year")]),
        (BARE.replace("2022", "2019"), [("calendar-field-value", 3, 12, "last_year")]),
        (BARE.replace("fri", "fun"), [("calendar-field-value", 4, 11, "weekend[0]")]),
        (BARE.replace("[fri, sat]", "[mon, tue, wed, thu, fri, sat, sun]"), [("calendar-no-workday", 4, 10, "weekend")]),
        (BARE.replace("-03:30", "Mars"), [("calendar-field-value", 5, 7, "zone")]),
        (BARE.replace("2020", "1"), [("calendar-field-value", 2, 13, "first_year")]),
        ("a: &a [*a]", [("yaml-anchor", 1, 4, "a"), ("yaml-alias", 1, 8, "a[0]")]),
        ("a: !!python/object:os.system x", [("yaml-tag", 1, 4, "a")]),
        ("year: 2027\nyear: 2028", [("yaml-duplicate-key", 2, 1, "year")]),
        (b"year: \xff", [("yaml-not-utf8", 1, 7, "")]),
        (b" " * 600_000, [("yaml-too-large", None, None, "")]),
    ],
)  # fmt: skip
def test_everything_wrong_is_told_with_its_place(text: str | bytes, problems: list[tuple]) -> None:
    assert refuse(text) == problems


def test_all_problems_are_told_at_once_up_to_a_hundred() -> None:
    rows = "".join(f"  - {{date: 2027-13-{i % 90 + 10}, kind: holiday, name: x}}\n" for i in range(300))

    assert len(refuse(f"year: 2027\ndays:\n{rows}")) == 100


def test_deep_nesting_is_refused() -> None:
    assert {code for code, *_ in refuse("[" * 5000 + "]" * 5000)} == {"yaml-too-deep"}


@pytest.mark.parametrize("path", ["absent.yaml", ".", "a\0b"])
def test_a_file_that_cannot_be_opened_is_named(path: str) -> None:
    with pytest.raises(CalendarFileError) as caught:
        load_calendar(path)

    assert [(p.code, p.where.file) for p in caught.value.problems] == [("calendar-unreadable", path)]


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_noise_is_refused_and_never_breaks(content: str | bytes) -> None:
    with pytest.raises(InputError):
        read_calendar(content)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("2027-02-06"), st.just("holiday")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["year", "years", "days", "date", "kind", "name", "weekend", "zone", "tag", "notices"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_structure_is_read_or_refused_and_never_breaks(value: object) -> None:
    check_read_or_refused(json.dumps(value))


def test_spoiled_tables_are_read_or_refused_and_never_break() -> None:
    source = random.Random(2027)
    for _ in range(1000):
        text = list(source.choice((YEAR, CITY, BARE)))
        for _ in range(source.randrange(1, 6)):
            position = source.randrange(len(text))
            text[position] = source.choice(
                ["", "\n", " ", "x", ":", "-", "[", "}", "0", "9", '"', "&", "*", "\t", text[position] * 3]
            )
        check_read_or_refused("".join(text))


def check_read_or_refused(text: str) -> None:
    problems, days = [], 0
    try:
        days = read_calendar(text, file="spoiled.yaml").size
    except CalendarFileError as error:
        problems = [say(problem.code, problem.fields) for problem in error.problems]
    assert days > 300 or problems
