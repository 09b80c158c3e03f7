"""Every event and every refusal is told in both languages, with names for identifiers."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from zaizao.definition import read_definition
from zaizao.net import refusals
from zaizao.net.events import EVENTS, ActivitySkipped, ClockStopped, ItemNotRequired
from zaizao.net.refusals import ItemError, MigrationError, OfferError, OpenGapError
from zaizao.net.telling import code_of, tell_event, tell_refusal
from zaizao.wording import list_codes
from zaizao.worktime import SHANGHAI

DEFINITION = read_definition(
    """\
process: p
name: 流程
kind: item
competent: desk
organs: {desk: {name: {zh: 前台, en: Desk}}}
bases: {b: {law: 行政许可法, article: 第四十二条}}
fields: {big: {type: boolean, basis: b, name: {zh: 面积较大, en: Large}}}
items: {loan: {organ: desk, name: {zh: 许可, en: Permit}, bases: [b], when: big}}
materials: {id: {name: {zh: 身份证, en: Identity card}, basis: b}}
activities: {decide: {name: {zh: 决定, en: Decision}, does: decide, item: loan, takes: [id], reads: big, outcomes: [granted, refused]}}
"""
)
NOW = datetime(2026, 2, 12, 10, tzinfo=SHANGHAI)


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_every_event_has_a_sentence_in_both_languages(kind: type) -> None:
    zh, en = list_codes()[code_of(kind)]

    assert re.search("[\u4e00-\u9fff{]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)


def test_every_refusal_and_every_reason_the_engine_gives_has_words() -> None:
    kinds = [
        kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, refusals.NetRefusal)
    ]

    assert [kind.code for kind in kinds if kind.code not in list_codes()] == []


def test_an_event_is_told_with_names_and_details() -> None:
    skipped = tell_event(ActivitySkipped(3, NOW, None, "decide", "guard", {"big": False}), DEFINITION)
    english = tell_event(ActivitySkipped(3, NOW, None, "decide", "guard", {"big": False}), DEFINITION, language="en")
    stopped = tell_event(
        ClockStopped(4, NOW, "王", "loan", date(2026, 2, 12), "testing", "b", None, "已告知", ()), DEFINITION
    )

    assert (skipped.sentence, skipped.details) == ("“决定”不需要办理：条件不成立", ("判断：面积较大＝否",))
    assert (english.sentence, english.details) == (
        "“Decision” was not needed: its condition does not hold",
        ("Decided on: Large: no",),
    )
    assert stopped.sentence == "事项“许可”自2026年2月12日（周四）停止计时：检测"
    assert stopped.details == ("依据：《行政许可法》第四十二条", "告知：已告知")


def test_why_an_item_needs_no_decision_is_told() -> None:
    told = tell_event(ItemNotRequired(2, NOW, None, "loan", {"guard": "big", "big": False}), DEFINITION)

    assert told.details == ("条件：面积较大＝否",)


def test_a_refusal_is_told_with_names_and_a_way_forward() -> None:
    gap = OpenGapError(activity="decide", materials=("id",))

    assert tell_refusal(gap, DEFINITION) == "“决定”要等容缺的材料补齐：身份证。"
    assert (
        tell_refusal(gap, DEFINITION, language="en")
        == "“Decision” waits for what was tolerated as missing: Identity card."
    )
    assert tell_refusal(ItemError(item="loan", outcome="granted"), DEFINITION).startswith("申请里没有这个事项")


def test_the_finer_words_of_a_reason_are_used_where_there_are_any() -> None:
    assert tell_refusal(OfferError(work="decide#1", why="reason-missing"), DEFINITION) == "不接“决定”要写明理由。"
    assert tell_refusal(OfferError(work="decide#1", why="odd"), DEFINITION) == "“决定”不能这样移交：odd。"


def test_what_stands_in_the_way_of_a_migration_is_named() -> None:
    told = tell_refusal(MigrationError(obstacles=("open-work-gone:decide", "case-closed")), DEFINITION)

    assert "“决定”正在办理，新版本没有这一步、案件已经结束" in told
