"""`zaizao compare`: sentences, a page, tables, a list of gaps; the same for definitions where there is no log."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from web_page import Reader
from zaizao.units.yaml import read_yaml_file

HEADS = "case,activity,time,who,district"


def write_city(file: Path, *, slow: int) -> Path:
    """Sixty cases, two steps; the decision takes ``slow`` days more or less a day."""
    rows = [HEADS]
    for number in range(60):
        district = "东" if number % 2 else "西"
        day = 2 + slow + (number % 3)
        rows.append(f"c{number},受理,2026-03-02T09:00:00+08:00,李静,{district}")
        rows.append(f"c{number},决定,2026-03-{day:02}T10:00:00+08:00,王勇,{district}")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def cities(tmp_path: Path) -> tuple[Path, Path]:
    return write_city(tmp_path / "north.csv", slow=20), write_city(tmp_path / "south.csv", slow=4)


def test_the_text_says_first_how_long_it_takes_where(zaizao: Any, cities: tuple[Path, Path]) -> None:
    said = zaizao("compare", *cities, "--names", "北市,南市")

    assert said.code == 0
    assert "同一件事，北市平均要 21.0 天，南市只要 5.0 天" in said.out
    assert "1. “决定”这一段，北市平均每件比南市多花 16.0 天" in said.out
    assert "Traceback" not in said.err


def test_every_figure_is_in_the_json_and_in_the_table(zaizao: Any, cities: tuple[Path, Path]) -> None:
    told = json.loads(zaizao("compare", *cities, "--format", "json", "--calendar", "cn").out)
    rows = list(csv.DictReader(io.StringIO(zaizao("compare", *cities, "--format", "csv", "--calendar", "cn").out)))

    days = next(one for one in told["differences"] if one["measure"] == "time/phase/决定/days")
    assert {name: days[name] for name in ("more", "less", "cases_more", "cases_less", "sure")} == {
        "more": "north", "less": "south", "cases_more": 60, "cases_less": 60, "sure": True,
    }  # fmt: skip
    assert days["low"] <= days["gap"] <= days["high"]
    assert [row["measure"] for row in rows] == [one["measure"] for one in told["differences"]]
    assert told["tests"] == len(rows)
    assert any(row["unit"] == "working-days" for row in rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_whole_and_asks_for_nothing_elsewhere(
    zaizao: Any, cities: tuple[Path, Path], tmp_path: Path, language: str
) -> None:
    page = tmp_path / "out.html"

    said = zaizao("compare", *cities, "--format", "html", "-o", page, "--lang", language)

    text = page.read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(text)
    assert (said.code, reader.faults, reader.open) == (0, [], [])
    assert text.count("<svg") >= 2
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_gaps_are_written_with_a_target_and_measured_again(
    zaizao: Any, cities: tuple[Path, Path], tmp_path: Path
) -> None:
    gaps = tmp_path / "gaps.yaml"

    zaizao("compare", *cities, "--gaps", gaps)
    write_city(cities[0], slow=10)
    said = zaizao("compare", *cities, "--against", gaps)

    rows: Any = read_yaml_file(gaps)
    assert [(row["side"], row["learns_from"], row["owner"]) for row in rows["gaps"]] == [("north", "south", "")]
    assert "缩小了（待定）" in said.out


def test_one_log_is_compared_with_itself_by_an_attribute(zaizao: Any, cities: tuple[Path, Path]) -> None:
    told = json.loads(zaizao("compare", cities[0], "--by", "district", "--format", "json").out)

    assert [(side["name"], side["cases"]) for side in told["sides"]] == [("东", 30), ("西", 30)]
    assert told["findings"] == []


def test_the_alignment_is_written_edited_and_read(zaizao: Any, cities: tuple[Path, Path], tmp_path: Path) -> None:
    steps = tmp_path / "steps.yaml"
    cities[1].write_text(cities[1].read_text(encoding="utf-8").replace("决定", "批准"), encoding="utf-8")

    zaizao("compare", *cities, "--write-steps", steps)
    steps.write_text("steps:\n  决定: {north: [决定], south: [批准]}\n", encoding="utf-8")
    told = json.loads(zaizao("compare", *cities, "--steps", steps, "--format", "json").out)

    assert told["phases"] == ["决定", "受理"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["{0}"], "two files"),
        (["{0}", "{1}", "--names", "one"], "2 files and 1 names"),
        (["{0}", "--by", "nothing"], "cannot be split by “nothing”"),
        (["{0}", "{1}", "--ending", "决"], "No log has a step “决”"),
        (["{0}", "{0}.yaml"], "all are definitions"),
        (["{0}", "nowhere.csv"], "nowhere.csv"),
        (["{0}", "{1}", "--calendar", "xx"], "XX"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_way_forward(
    zaizao: Any, cities: tuple[Path, Path], args: list[str], words: str
) -> None:
    said = zaizao("compare", *(arg.format(*cities) for arg in args), "--lang", "en")

    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_definitions_are_compared_by_papers_steps_visits_and_days(zaizao: Any, lend: Path) -> None:
    other = lend.with_name("other.yaml")
    other.write_text(lend.read_text(encoding="utf-8").replace("limit: 5wd", "limit: 9wd"), encoding="utf-8")

    said = zaizao("compare", lend, other)
    table = zaizao("compare", lend, other, "--format", "csv")
    page = zaizao("compare", lend, other, "--format", "html")

    assert "other要 29 个工作日，lend 25 个" in said.out
    assert table.out.splitlines()[1].startswith("lend,lend,1,3,")
    assert page.out.count("<svg") >= 4
