"""加签: activities added at run time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import START, Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import AddingError
from zaizao.net.state import Added, Work

NOW = START + timedelta(hours=1)

TASK = """
parties: {owner: {name: 业主}}
interrupts: {leave: {name: 退出, by: [owner], cancels: [draft], then: close_early}}
materials: {form: {name: 申请表}}
activities:
  intake: {does: accept, gives: [form]}
  draft:
    does: work
    by: street
    adhoc: {allow: [countersign, consult], by: [bureau, street]}
    after: [{activity: intake, ground: data, of: form}]
  side: {does: work, adhoc: {allow: [consult], placement: parallel}, after: [{activity: intake, ground: data, of: form}]}
  check: {does: check, after: [{activity: draft, ground: custom, if_skipped: skip}]}
  archive: {does: archive, after: [{activity: check, ground: custom, if_skipped: run}]}
  close_early: {does: archive}
"""


def drafting() -> Case:
    case = begin(TASK)
    case.finish("intake")
    return case


def add(name: str, anchor: str = "draft", placement: str = "before", **rest: object) -> commands.AddActivity:
    return commands.AddActivity(name, "countersign", "会签", anchor, placement, **rest)  # type: ignore[arg-type]


def test_what_is_added_before_is_opened_at_once_and_blocks_its_anchor() -> None:
    case = drafting()
    step = case.do(add("legal", assignee="court", limit="2wd", by="甲", acting_for="street"))

    added = Added("countersign", "会签", "court", "draft", "before", (), "2wd")
    work = Work("legal#1", "legal", 1, "court", case.now, moment("2026-03-05"))
    assert step.events == (
        happened.ActivityAdded(case.state.seq - 1, case.now, "甲", "legal", added),
        happened.ActivityOpened(case.state.seq, case.now, "甲", "legal", (work,), (), None, 0),
    )
    assert case.state.added == {"legal": added}
    case.finish("legal")
    case.finish("draft")
    assert "check#1" in case.state.work


def test_what_is_added_after_begins_when_its_anchor_ends_and_holds_back_what_follows() -> None:
    case = drafting()
    case.do(add("legal", placement="after"))
    assert case.act("legal").status == "waiting"

    case.finish("draft")
    assert set(case.state.work) == {"legal#1", "side#1"}
    case.finish("legal")
    assert set(case.state.work) == {"check#1", "side#1"}


def test_two_added_after_the_same_step_both_hold_back_what_follows() -> None:
    case = drafting()
    case.do(add("legal", placement="after"))
    case.do(add("money", placement="after"))
    case.finish("draft")
    case.finish("money")
    assert "check#1" not in case.state.work

    case.finish("legal")
    assert "check#1" in case.state.work


def test_what_is_added_after_can_follow_another_added_activity() -> None:
    case = drafting()
    case.do(add("legal", placement="after"))
    case.do(add("money", placement="after", after=("legal",)))
    case.finish("draft")

    assert set(case.state.work) == {"legal#1", "side#1"}
    case.finish("legal")
    assert set(case.state.work) == {"money#1", "side#1"}
    case.finish("money")
    assert "check#1" in case.state.work


def test_an_added_activity_can_wait_for_an_ordinary_one() -> None:
    case = drafting()
    case.do(add("legal", placement="parallel", after=("side",)))
    assert case.act("legal").status == "waiting"

    case.finish("side")
    assert "legal#1" in case.state.work


def test_what_is_added_parallel_holds_up_nothing_but_the_end() -> None:
    case = drafting()
    case.do(add("legal", placement="parallel"))
    for work in ("draft", "check", "archive", "side"):
        case.finish(work)
    assert case.state.status == "open"

    case.finish("legal")
    assert case.state.status == "closed"


def test_an_activity_can_be_added_to_an_added_one() -> None:
    case = drafting()
    case.do(add("legal"))
    case.do(add("expert", anchor="legal"))

    assert case.state.added["expert"].by == "street"
    case.finish("expert")
    case.finish("legal")
    case.finish("draft")
    assert "check#1" in case.state.work


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (add("draft"), {"id": "draft", "why": "name-taken"}),
        (add("a#1"), {"id": "a#1", "why": "name-malformed"}),
        (add(""), {"id": "", "why": "name-malformed"}),
        (
            commands.AddActivity("x", "decide", "决定", "draft", "before"),
            {"id": "x", "why": "word-not-allowed", "does": "decide"},
        ),
        (
            commands.AddActivity("x", "dance", "跳舞", "draft", "before"),
            {"id": "x", "why": "word-not-allowed", "does": "dance"},
        ),
        (add("x", placement="inside"), {"id": "x", "why": "placement-unknown", "placement": "inside"}),
        (add("x", limit="soon"), {"id": "x", "why": "limit-malformed", "limit": "soon"}),
        (add("x", anchor="check"), {"id": "x", "why": "anchor-not-open", "anchor": "check"}),
        (add("x", anchor="intake"), {"id": "x", "why": "anchor-not-open", "anchor": "intake"}),
        (
            commands.AddActivity("x", "verify", "核实", "draft", "before"),
            {"anchor": "draft", "why": "not-allowed", "allow": ("countersign", "consult")},
        ),
        (
            commands.AddActivity("x", "consult", "征求", "side", "before"),
            {"anchor": "side", "why": "not-allowed", "allow": ("consult",)},
        ),
        (add("x", acting_for="court"), {"anchor": "draft", "why": "not-theirs", "by": ("bureau", "street")}),
        (add("x", after=("nobody",)), {"id": "x", "why": "after-unknown", "after": "nobody"}),
        (add("x", after=("check",)), {"id": "x", "why": "circle", "circle": ("check",)}),
        (add("x", after=("draft",)), {"id": "x", "why": "circle", "circle": ("draft",)}),
    ],
)
def test_adding_is_refused_with_the_reason(command: commands.AddActivity, fields: dict[str, object]) -> None:
    assert drafting().refuse(AddingError, command) == fields


def test_a_circle_through_added_activities_is_refused() -> None:
    case = drafting()
    case.do(add("legal", placement="after"))

    fields = case.refuse(AddingError, add("expert", after=("legal",)))

    assert fields == {"id": "expert", "why": "circle", "circle": ("legal",)}


def test_where_nothing_may_be_added_nothing_is() -> None:
    case = begin("activities: {check: {does: check}}")

    assert case.refuse(AddingError, add("x", anchor="check")) == {"anchor": "check", "why": "not-allowed", "allow": ()}


@pytest.mark.parametrize("placement", ["before", "after", "parallel"])
def test_what_was_added_stops_with_its_anchor(placement: str) -> None:
    case = drafting()
    case.do(add("legal", placement=placement))
    case.do(commands.InterruptCase("leave", "不办了", acting_for="owner"))

    assert case.act("legal").status == "cancelled"
    for work in ("close_early", "archive", "side"):
        case.finish(work)
    assert case.state.status == "closed"


@pytest.mark.parametrize("placement", ["before", "after", "parallel"])
def test_a_return_takes_what_was_added_away(placement: str) -> None:
    case = drafting()
    case.do(add("legal", placement=placement))
    case.do(commands.SendBack("intake", "重来"))

    assert case.act("legal").status == "cancelled"
    assert set(case.state.work) == {"intake#2"}
    for work in ("intake#2", "draft#2", "side#2", "check", "archive"):
        case.finish(work)
    assert case.state.status == "closed"
