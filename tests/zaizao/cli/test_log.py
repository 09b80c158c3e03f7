"""`zaizao log`: what a log holds in three forms, in another format, and what is said of files that are no log."""

from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import zaizao as library
from zaizao.eventlog import read_log

TICKETS = """\
工单编号,环节,办理时间,经办人,来源
A1,受理,2026-03-18 09:05:00,李静,热线
A1,办结,2026-03-20 17:30:00,王勇,热线
A2,受理,2026-03-18 09:40:00,李静,网页
A2,办结,,李静,网页
,受理,2026-03-18 09:40:00,李静,网页
"""


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    file = tmp_path / "tickets.csv"
    file.write_text(TICKETS, encoding="utf-8")
    return file


def test_json_has_the_counts_the_account_and_every_problem(zaizao: Any, tickets: Path) -> None:
    said = zaizao("log", tickets, "--format", "json", "--lang", "en")

    told = json.loads(said.out)
    assert said.code == 0
    assert {key: told[key] for key in ("cases", "events", "activities", "variants", "resources", "first", "last", "untimed")} == {
        "cases": 2, "events": 4, "activities": 2, "variants": 1, "resources": 2,
        "first": "2026-03-18T09:05:00", "last": "2026-03-20T17:30:00", "untimed": 1,
    }  # fmt: skip
    assert told["account"] == {"read": 5, "kept": 4, "reported": 1}
    assert [(one["code"], one["line"]) for one in told["problems"]] == [
        ("log-row-no-case", 6), ("log-row-untimed", 5), ("log-zone-unknown", None),
    ]  # fmt: skip
    assert told["guess"][0]["text"] == "工单编号: taken for the case, by its heading"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_summary_is_short_and_says_what_was_guessed(zaizao: Any, tickets: Path, language: str) -> None:
    said = zaizao("log", tickets, "--lang", language)

    lines = said.out.splitlines()
    assert said.code == 0
    assert len(lines) < 25
    assert lines[1].startswith("2 件" if language == "zh" else "2 cases")
    assert any("工单编号" in line for line in lines)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_whole_has_pictures_with_tables_and_needs_no_network(
    zaizao: Any, tickets: Path, tmp_path: Path, language: str
) -> None:
    page = tmp_path / "out.html"

    said = zaizao("log", tickets, "--format", "html", "-o", page, "--lang", language)

    text = page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert said.code == 0
    assert tags.found.count("svg") >= 3
    assert tags.found.count("table") >= 3
    assert "script" not in tags.found
    assert all(address.startswith("#") for address in tags.addresses)
    assert not re.search(r"url\(|@import", text)


def test_names_in_a_log_are_text_in_the_page(zaizao: Any, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "case,activity,time\n<b>A</b>,<script>alert(1)</script>,2026-03-01\nA,y,2026-03-02\n", encoding="utf-8"
    )

    said = zaizao("log", file, "--format", "html")

    assert "<script" not in said.out
    assert "&lt;script&gt;" in said.out


@pytest.mark.parametrize("ending", ["xes.gz", "parquet", "csv"])
def test_a_log_is_written_in_another_format(zaizao: Any, tmp_path: Path, ending: str) -> None:
    file, out = tmp_path / "in.csv", tmp_path / f"out.{ending}"
    file.write_text("case,activity,time\nA,x,2026-03-01T00:00:00Z\nA,y,2026-03-02T00:00:00Z\n", encoding="utf-8")

    said = zaizao("log", file, "--to", ending.partition(".")[0], "-o", out)

    assert said.code == 0
    assert read_log(out).log.time.tolist() == read_log(file).log.time.tolist()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "空"),
        ("header.csv", b"case,activity,time\n", "没有记录"),
        ("noise.bin", bytes(range(256)) * 40, "noise.bin"),
        ("half.csv.gz", gzip.compress(b"case,activity,time\nA,x,2026-03-01\n" * 500, mtime=0)[:-30], "half.csv.gz"),
        ("bomb.xlsx", b"PK\x03\x04xl/" + bytes(200), "bomb.xlsx"),
        ("other.csv", b"colour,size\nred,1\nblue,2\n", "--mapping"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_what_is_no_log_is_told_in_a_line_and_leaves_nothing_behind(
    zaizao: Any, tmp_path: Path, name: str, content: bytes, code: str, form: str
) -> None:
    file, out = tmp_path / name, tmp_path / "out" / "page"
    file.write_bytes(content)
    out.parent.mkdir()

    said = zaizao("log", file, "--format", form, "-o", out)

    assert (said.code, said.out) == (2, "")
    assert code in said.err
    assert "Traceback" not in said.err
    assert list(out.parent.iterdir()) == []


def test_a_broken_record_stops_the_load_where_that_is_asked(zaizao: Any, tickets: Path) -> None:
    said = zaizao("log", tickets, "--on-broken", "stop")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tickets.csv:6")


def test_a_file_that_is_not_there_and_a_folder_are_told(zaizao: Any, tmp_path: Path) -> None:
    assert zaizao("log", tmp_path / "none.csv").code == 2
    assert zaizao("log", tmp_path).code == 2


def test_a_format_without_a_file_is_asked_for_one(zaizao: Any, tickets: Path) -> None:
    said = zaizao("log", tickets, "--to", "parquet")

    assert said.code == 2
    assert "-o" in said.err


def test_dates_of_1948_and_9999_are_told(zaizao: Any, tmp_path: Path) -> None:
    file = tmp_path / "far.csv"
    rows = "".join(f"C{day},x,2026-03-{day:02d}\n" for day in range(1, 29))
    file.write_text(f"case,activity,time\n{rows}A,x,1948-01-01\nA,y,9999-12-31 23:59:59+00:00\n", encoding="utf-8")

    for form in ("text", "json", "html"):
        said = zaizao("log", file, "--format", form)
        assert said.code == 0
    assert json.loads(zaizao("log", file, "--format", "json").out)["last"].startswith("9999-12-31")


def test_a_notebook_shows_a_log_and_gives_its_columns(tickets: Path) -> None:
    view = library.read_log(tickets, language="en")

    assert (len(view), view.survey.cases, view.account.reported) == (4, 2, 1)
    assert "<svg" in view._repr_html_()
    assert str(view).startswith("Log tickets")


_MEASURE = """() => ({
    sideways: document.documentElement.scrollWidth,
    figures: document.querySelectorAll("figure.chart").length,
    seen: [...document.querySelectorAll("figure.chart svg")].filter(one => one.getBoundingClientRect().width > 0).length,
    small: [...document.querySelectorAll("figure.chart svg text")]
        .map(one => one.getBoundingClientRect().height).filter(height => height > 0 && height < 11).length,
})"""


def test_the_page_fits_telephones_and_wide_screens_and_shows_one_picture_of_each(
    zaizao: Any, data: Path, tmp_path: Path, browser: Any
) -> None:
    page = tmp_path / "out.html"
    zaizao("log", data / "eventlogs" / "receipt.csv", "--format", "html", "-o", page)

    measured = {}
    for width, theme in product((390, 1440), ("light", "dark")):
        sheet = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        sheet.goto(page.as_uri())
        measured[width, theme] = sheet.evaluate(_MEASURE)
        sheet.close()

    assert measured == {
        place: {"sideways": place[0], "figures": 4, "seen": 4, "small": 0}
        for place in product((390, 1440), ("light", "dark"))
    }
