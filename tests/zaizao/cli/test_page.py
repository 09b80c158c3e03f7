"""The page of played stories: one self-contained document that holds everything and fetches nothing."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pytest

from web_page import read, shipped_stories
from zaizao.cli.clocks import list_deadlines
from zaizao.cli.page import build_page
from zaizao.cli.page.html import Html, join, tag
from zaizao.net.scripts import Played, play, read_script


@functools.cache
def shipped_page(language: str) -> str:
    return build_page(shipped_stories(), language=language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_well_formed_and_its_anchors_are_there(language: str) -> None:
    reader = read(shipped_page(language))
    ids = reader.values("id")

    assert (reader.faults, reader.open) == ([], [])
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in reader.values("href")} <= set(ids)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fetches_nothing_and_runs_nothing(language: str) -> None:
    page = shipped_page(language)
    reader = read(page)

    assert re.findall(r"https?:|url\(|@import|//[a-z]", page) == []
    assert {tag for tag, _ in reader.elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    } == set()
    assert [
        name
        for _, attributes in reader.elements
        for name in attributes
        if name.startswith("on") or name in ("style", "src", "srcset")
    ] == []
    assert page.count("<style") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_event_of_every_case_stands_in_the_record(language: str) -> None:
    shown = read(shipped_page(language)).values("data-event")
    happened = [
        f"{step.case}#{event.seq}" for played in shipped_stories() for step in played.steps for event in step.events
    ]

    assert sorted(shown) == sorted(happened)
    assert len(happened) > 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_deadline_that_ran_is_derived_day_by_day(language: str) -> None:
    reader = read(shipped_page(language))
    due = [
        one.subject for played in shipped_stories() for case in played.cases.values() for one in deadlines(played, case)
    ]

    assert sorted(reader.values("data-deadline")) == sorted(due)
    assert sum(attributes.get("class") == "daycount" for _, attributes in reader.elements) >= len(due) > 50


def test_what_is_derived_is_what_the_engine_had_on_record() -> None:
    differing = [
        (case.case, one.subject, one.recorded, one.deadline.due)
        for played in shipped_stories()
        for case in played.cases.values()
        for one in deadlines(played, case)
        if one.recorded is not None and one.deadline.due is not None and one.recorded != one.deadline.due
    ]

    assert differing == []


def test_members_that_were_answered_in_time_are_not_told_as_late() -> None:
    members = [
        one.state_at(played.script.ends)
        for played in shipped_stories()
        for case in played.cases.values()
        for one in deadlines(played, case)
        if one.kind == "member"
    ]

    assert set(members) == {"done"}


def test_the_restaurant_has_its_gap_its_return_and_its_stop_of_the_clock() -> None:
    page = shipped_page("zh")

    assert "泉边小馆" in page
    for words in ("容缺受理", "退回到", "停止计时", "春节", "班", "《行政许可法》第四十二条"):
        assert words in page


def test_the_english_page_has_no_chinese_words_of_our_own() -> None:
    own = "".join(text for text in read(shipped_page("en")).texts)

    for words in ("逐日算给您看", "看成表格", "现在在这里", "工作日办结", "走到哪儿了", "没有照办", "事项与结果"):
        assert words not in own


def test_hostile_words_are_only_words(story: Path) -> None:
    evil = "<script>alert(1)</script>\"'&"
    text = story.read_text(encoding="utf-8").replace("人数写错", evil.replace('"', "").replace("'", ""))
    story.write_text(text.replace("by: 周小满", "by: '<b onclick=x>周</b>'"), encoding="utf-8")

    reader = read(build_page([play(read_script(story))]))

    assert "script" not in {tag for tag, _ in reader.elements}
    assert [name for _, attributes in reader.elements for name in attributes if name == "onclick"] == []
    assert any("<script>alert(1)</script>" in text for text in reader.texts)


def test_an_open_case_shows_where_it_stands(story: Path) -> None:
    page = build_page([play(read_script(story))])

    assert "正在办：送达" in page
    assert "现在在这里" in page


def test_the_same_stories_give_the_same_bytes(story: Path) -> None:
    assert build_page([play(read_script(story))]) == build_page([play(read_script(story))])


def test_demo_writes_the_page_and_tells_every_story(zaizao: Any, tmp_path: Path) -> None:
    target = tmp_path / "out.html"

    said = zaizao("demo", target)

    assert said.code == 0
    assert (tmp_path / "out-stories.html").read_text(encoding="utf-8") == build_page(
        shipped_stories(), language="zh", home="out.html"
    )
    assert [played.script.name.zh for played in shipped_stories() if played.script.name.zh not in said.out] == []


def test_html_is_escaped_unless_it_is_html_already() -> None:
    assert tag("p", "<&>", Html("<b>x</b>"), None, ["a", ["b"]], class_='"', hidden=True, open=False) == (
        '<p class="&quot;" hidden>&lt;&amp;&gt;<b>x</b>ab</p>'
    )
    assert join(["a\x00\x07b", 3]) == "ab3"


def deadlines(played: Played, case: Any) -> list[Any]:
    return list_deadlines(
        case.definition, case.state, case.events, calendar=played.script.calendar, earlier=case.definitions
    )
