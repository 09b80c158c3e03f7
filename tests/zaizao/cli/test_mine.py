"""`zaizao mine`: the real process in three forms, for a hand-written log, broken ones, and real ones."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import zaizao as library

TICKETS = """\
case,activity,start,end,resource,district
1,受理,2026-03-02 09:00:00,2026-03-02 09:10:00,李静,东城
1,审查,2026-03-02 10:00:00,2026-03-02 11:00:00,王勇,东城
1,决定,2026-03-03 09:00:00,2026-03-03 09:30:00,李静,东城
2,受理,2026-03-02 09:10:00,2026-03-02 09:30:00,李静,西城
2,审查,2026-03-02 11:00:00,2026-03-02 11:30:00,王勇,西城
2,审查,2026-03-02 14:00:00,2026-03-02 14:30:00,王勇,西城
2,决定,2026-03-02 16:00:00,2026-03-02 16:30:00,李静,西城
"""


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    file = tmp_path / "tickets.csv"
    file.write_text(TICKETS, encoding="utf-8")
    return file


def test_json_has_every_part_and_its_waits_sum(zaizao: Any, tickets: Path) -> None:
    said = zaizao("mine", tickets, "--format", "json")

    told = json.loads(said.out)
    causes = told["causes"]["whole"]
    parts = ("contention", "prioritisation", "batching", "unavailability", "outside", "untold")
    assert said.code == 0
    assert (told["log"]["cases"], told["log"]["instances"], told["log"]["whole"]) == (2, 7, 7)
    assert sum(causes[part] for part in parts) == causes["total"] == told["times"]["waiting"]["calendar"]["total"]
    assert told["times"]["processing"]["working"]["total"] == 210 * 60.0
    assert told["rework"]["repeating"] == 1
    assert [node["name"] for node in told["map"][-1]["nodes"]] == ["受理", "审查", "决定"]


class _Outline(HTMLParser):
    """Headings, addresses that a browser would fetch, and tables."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tables += tag == "table"
        for key in ("src", "href", "data", "srcset"):
            if given.get(key) and not str(given[key]).startswith("#"):
                self.fetched.append(f"{tag} {given[key]}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fetches_nothing_and_has_its_tables(zaizao: Any, tickets: Path, tmp_path: Path, language: str) -> None:
    target = tmp_path / "page.html"

    said = zaizao("mine", tickets, "--format", "html", "-o", target, "--lang", language)

    page = target.read_text(encoding="utf-8")
    outline = _Outline()
    outline.feed(page)
    assert (said.code, said.out) == (0, "")
    assert outline.fetched == []
    assert outline.tables > 6
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page)


def test_the_summary_says_where_the_time_goes_and_how_it_was_counted(zaizao: Any, tickets: Path) -> None:
    said = zaizao("mine", tickets, "--calendar", "NL", "--hours", "8:00-16:00")

    assert said.code == 0
    assert "时间最多的环节是" in said.out
    assert "NL日历" in said.out
    assert "每个工作日8小时" in said.out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--calendar", "XX"], "日历"),
        (["--hours", "99"], "写法不对"),
        (["--definition", "nowhere.yaml"], "没有这个文件"),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_two(
    zaizao: Any, tickets: Path, given: list[str], words: str
) -> None:
    said = zaizao("mine", tickets, *given)

    assert (said.code, said.out) == (2, "")
    assert words in said.err


@pytest.mark.parametrize(
    "rows", ["1,a,2026-03-02 09:00:00", "1,a,", "1,a,1948-01-01\n1,b,9999-12-31", "1,a,2026-03-02\n" * 3]
)
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_poor_logs_are_mined_all_the_same(zaizao: Any, tmp_path: Path, rows: str, form: str) -> None:
    file = tmp_path / "poor.csv"
    file.write_text(f"case,activity,time\n{rows}\n", encoding="utf-8")

    said = zaizao("mine", file, "--format", form)

    assert said.code == 0
    assert said.out


def test_a_notebook_has_the_figures_and_shows_the_page(tickets: Path) -> None:
    view = library.mine(tickets)

    assert view.found.scale.cases == 2
    assert view.to_plain()["rework"]["repeating"] == 1
    assert view._repr_html_().startswith('<div class="zaizao"')
    assert "<script" not in view._repr_html_()


def test_on_a_page_the_slider_changes_the_level_and_a_node_tells_its_figures(
    browser: Any, zaizao: Any, tmp_path: Path
) -> None:
    file, target = tmp_path / "many.csv", tmp_path / "many.html"
    rows = [
        f"{case},环节{step:02},2026-03-0{1 + case % 7} {8 + step // 2:02}:{30 * (step % 2):02}:00"
        for case in range(30)
        for step in range(3 + case % 20)
    ]
    file.write_text("case,activity,time\n" + "\n".join(rows) + "\n", encoding="utf-8")
    zaizao("mine", file, "--format", "html", "-o", target)

    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(target.as_uri())
    shown = page.locator(".pm-level:not([hidden])")
    before = shown.get_attribute("data-says")
    page.locator(".pm-range").fill("0")
    after = shown.get_attribute("data-says")
    node = shown.locator(".mp-node[tabindex]").first
    node.focus()
    told = page.locator(".pm-figures").text_content()
    page.keyboard.press("ArrowDown")
    moved = page.locator(".pm-figures").text_content()
    page.locator(".pm-time").check()
    counts = shown.locator(".m-freq").first.is_visible()
    page.close()

    assert before != after
    assert "环节00" in told
    assert moved != told
    assert not counts


@pytest.mark.parametrize(
    ("file", "cases", "events", "variants"),
    [
        ("08_receipt.xes.gz", 1434, 8577, 116),
        ("helpdesk.xes.gz", 4580, 21348, 226),
        ("BPIC15_1.xes.gz", 1199, 52217, 1170),
    ],
)
def test_real_logs_give_their_published_counts_and_sums_that_add_up(
    zaizao: Any, data: Path, file: str, cases: int, events: int, variants: int
) -> None:
    told = json.loads(zaizao("mine", data / "eventlogs" / file, "--format", "json", "--calendar", "NL").out)

    assert (told["log"]["cases"], told["log"]["events"], told["variants"]["variants"]) == (cases, events, variants)
    assert sum(row["share"] for row in told["bottlenecks"]["rows"]) == pytest.approx(1.0)
    assert sum(row["seconds"] for row in told["rework"]["activities"]) == pytest.approx(told["rework"]["seconds"])
    for level in told["map"]:
        names = {node["name"] for node in level["nodes"]}
        assert names <= {edge["target"] for edge in level["edges"]}
        assert sum(edge["count"] for edge in level["edges"] if edge["source"] is None) <= cases
