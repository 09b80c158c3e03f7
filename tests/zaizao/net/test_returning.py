"""Return and reopening, across legal acts too."""

from __future__ import annotations

import pytest

from cases import Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import BarrierError, CaseOpenError, NetRefusal, ReturnError, UnknownWorkError
from zaizao.net.state import Act, Added, ItemState, Paper

PERMIT = """
kind: item
items: {food: {organ: bureau, clock: {limit: 20wd, from: intake.done, to: decide.done}}}
materials: {form: {name: 申请表}, permit: {name: 许可证}, card: {name: 证件}}
activities:
  intake: {does: accept, gives: [form]}
  decide:
    does: decide
    item: food
    gives: [permit]
    outcomes: [granted, refused]
    after: [{activity: intake, ground: data, of: form}]
    undo: {does: revoke, basis: act, by: street, limit: 3wd, name: 撤销许可}
  issue:
    does: issue
    gives: [card]
    after: [{activity: decide, ground: data, of: permit, on: granted}]
    undo: {does: recover, basis: act}
  post: {does: notify, after: [{activity: issue, ground: custom, if_skipped: skip}]}
  weekly: {does: progress, recurs: {every: 7d, while: issue}}
"""


def granted() -> Case:
    case = begin(PERMIT)
    case.finish("intake")
    case.finish("decide", "granted")
    return case


def test_sending_back_names_what_is_reset_and_opens_the_target_in_a_new_round() -> None:
    case = begin(PERMIT)
    case.finish("intake")
    step = case.do(commands.SendBack("intake", "材料看错", "act", by="甲"))

    assert step.events[0] == happened.SentBack(6, case.now, "甲", "intake", ("intake", "decide"), {}, "材料看错", "act")
    assert case.act("intake") == Act("open", 2, started=case.now)
    assert case.act("decide") == Act("waiting", 2)
    assert set(case.state.work) == {"intake#2"}
    assert case.state.items["food"].running


def test_a_legal_act_is_undone_before_the_target_opens() -> None:
    case = granted()
    step = case.do(commands.SendBack("decide", "据以许可的材料不实"))

    undo = Added("revoke", "撤销许可", "street", "decide", "undo", (), "3wd", "act")
    sent_back = next(event for event in step.events if isinstance(event, happened.SentBack))
    assert sent_back.undo == {"decide~undo1": undo}
    assert case.act("decide").status == "held"
    assert case.state.returning == {"decide": ("decide~undo1",)}
    assert case.work("decide~undo1#1").holder == "street"
    case.refuse(UnknownWorkError, commands.Complete("decide#2", "granted"))

    case.finish("decide~undo1#1", acting_for="street")

    assert case.state.papers.get("permit") == Paper("revoked", None, "decide")
    assert case.state.returning == {}
    assert set(case.state.work) == {"decide#2"}
    assert case.outcomes() == {"food": None}
    case.finish("decide#2", "refused")
    assert case.outcomes() == {"food": "refused"}
    assert case.act("issue").status == "skipped"


def test_several_acts_are_undone_before_anything_begins_anew() -> None:
    case = granted()
    case.finish("issue")
    case.do(commands.SendBack("intake", "全部重来"))
    assert set(case.state.work) == {"decide~undo1#1", "issue~undo1#1", "post#1"}

    case.finish("issue~undo1#1")
    assert case.state.returning == {"intake": ("decide~undo1",)}
    assert case.act("intake").status == "held"
    case.finish("decide~undo1#1")

    assert set(case.state.work) == {"intake#2", "post#1"}
    assert case.state.papers.get("card") == Paper("revoked", None, "issue")


def test_the_clock_of_an_undone_decision_runs_on_from_its_own_start() -> None:
    case = granted()
    started, due = case.state.items["food"].started, case.state.items["food"].due
    case.do(commands.SendBack("decide", "重来"))

    assert case.state.items["food"] == ItemState(started=started, due=due)
    assert case.state.timers.get("item:food") is not None


def test_an_act_that_was_not_done_is_no_barrier() -> None:
    case = begin(PERMIT)
    case.finish("intake")
    case.do(commands.SendBack("intake", "重来"))

    assert case.state.added == {}


def test_an_act_without_an_undo_is_a_barrier() -> None:
    case = begin("""
materials: {form: {name: 表}}
activities:
  draft: {does: work, gives: [form]}
  publish: {does: publish, after: [{activity: draft, ground: data, of: form}]}
  rate: {does: rate, after: [{activity: publish, ground: custom}]}
""")
    case.finish("draft")
    case.finish("publish")

    assert case.refuse(BarrierError, commands.SendBack("draft", "重来")) == {"acts": ("publish",)}


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        ("nowhere", {"to": "nowhere", "why": "unknown"}),
        ("weekly", {"to": "weekly", "why": "unknown"}),
        ("issue", {"to": "issue", "why": "not-reached"}),
        ("decide", {"to": "decide", "why": "not-reached"}),
    ],
)
def test_a_return_goes_only_to_what_has_been_settled(to: str, fields: dict[str, object]) -> None:
    case = begin(PERMIT)
    case.finish("intake")

    assert case.refuse(ReturnError, commands.SendBack(to, "看看")) == fields


def test_a_return_is_refused_while_what_comes_before_the_target_is_open_again() -> None:
    case = begin("""
materials: {form: {name: 表}}
activities:
  intake: {does: accept, gives: [form]}
  side: {does: check, after: [{activity: intake, ground: custom}]}
  check: {does: check, after: [{activity: side, ground: custom}]}
  rate: {does: rate, after: [{activity: check, ground: custom}]}
""")
    for work in ("intake", "side", "check"):
        case.finish(work)
    case.do(commands.SendBack("side", "重来"))

    assert case.refuse(ReturnError, commands.SendBack("check", "也重来")) == {"to": "check", "why": "prerequisite-open"}


def test_a_skipped_activity_can_be_returned_to() -> None:
    case = begin("""
fields: {large: {type: boolean}}
activities:
  intake: {does: accept}
  survey: {does: verify, when: large, after: [{activity: intake, ground: custom}]}
  check: {does: check, after: [{activity: intake, ground: custom}]}
""", facts={"large": False})  # fmt: skip
    case.finish("intake")
    case.do(commands.CorrectFact("large", True, "量错了"))
    case.do(commands.SendBack("survey", "应当测量"))

    assert (case.act("survey").status, case.act("survey").round) == ("open", 2)


def test_a_report_that_recurs_ends_when_its_activity_is_sent_back_and_begins_again_with_it() -> None:
    case = granted()
    assert "weekly" in case.state.recurring
    case.do(commands.SendBack("decide", "重来"))
    assert case.state.recurring == {}

    case.finish("decide~undo1#1")
    case.finish("decide#2", "granted")
    assert case.state.recurring["weekly"].since == case.now
    assert case.state.recurring["weekly"].count == 0


def test_a_closed_case_goes_on_from_an_activity_as_a_new_round() -> None:
    case = granted()
    case.finish("issue")
    case.finish("post")
    assert case.state.status == "closed"
    step = case.do(commands.Reopen("post", "投递有误", "act", by="甲"))

    assert step.events[0] == happened.CaseReopened(step.events[0].seq, case.now, "甲", "投递有误", "act")
    assert isinstance(step.events[1], happened.SentBack)
    assert (case.state.status, case.state.ending, case.state.closed) == ("open", None, None)
    assert set(case.state.work) == {"post#2"}
    case.finish("post#2")
    assert (case.state.status, case.outcomes()) == ("closed", {"food": "granted"})


def test_reopening_across_an_act_undoes_it_and_takes_the_outcome_back() -> None:
    case = granted()
    case.finish("issue")
    case.finish("post")
    case.do(commands.Reopen("decide", "举报属实"))

    assert set(case.state.work) == {"decide~undo1#1", "issue~undo1#1"}
    assert case.outcomes() == {"food": None}
    case.finish("decide~undo1#1")
    case.finish("issue~undo1#1")
    case.finish("decide#2", "refused")
    assert (case.state.status, case.outcomes()) == ("closed", {"food": "refused"})


@pytest.mark.parametrize(
    ("closed", "command", "kind", "fields"),
    [
        (False, commands.Reopen("intake", "再来"), CaseOpenError, {"case": "C-1"}),
        (True, commands.Reopen("nowhere", "再来"), ReturnError, {"to": "nowhere", "why": "unknown"}),
    ],
)
def test_reopening_is_refused_with_the_reason(
    closed: bool, command: commands.Reopen, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    case = granted()
    if closed:
        case.finish("issue")
        case.finish("post")

    assert case.refuse(kind, command) == fields


def test_reopening_across_an_act_without_an_undo_is_refused() -> None:
    case = begin("activities: {publish: {does: publish}}")
    case.finish("publish")

    assert case.refuse(BarrierError, commands.Reopen("publish", "写错了")) == {"acts": ("publish",)}


def test_a_case_ended_by_a_refusal_can_be_reopened_and_the_other_items_are_still_not_required() -> None:
    case = begin("""
kind: chain
items: {site: {organ: bureau, on_refused: end}, sign: {organ: bureau}}
activities:
  site: {does: decide, item: site, outcomes: [granted, refused], undo: {does: revoke, basis: act}}
  sign: {does: decide, item: sign, outcomes: [granted, refused]}
""")
    case.finish("site", "refused")
    assert case.state.items["sign"] == ItemState("not_required", {"refused": "site"})
    case.do(commands.Reopen("site", "复议决定撤销"))
    case.finish("site~undo1#1")
    case.finish("site#2", "granted")

    assert case.outcomes() == {"site": "granted", "sign": "not_required"}
    assert case.state.status == "closed"


def test_a_second_return_while_acts_are_being_undone_asks_for_each_undo_once() -> None:
    case = granted()
    case.do(commands.SendBack("decide", "重来"))
    case.do(commands.SendBack("intake", "从受理起"))

    assert case.state.returning == {"intake": ("decide~undo1",)}
    assert set(case.state.work) == {"decide~undo1#1"}
    case.finish("decide~undo1#1")
    assert set(case.state.work) == {"intake#2"}
    case.finish("intake#2")
    case.finish("decide#3", "granted")
    assert case.outcomes() == {"food": "granted"}


def test_due_work_that_is_sent_back_does_not_pass_its_old_limit() -> None:
    case = begin("""
materials: {form: {name: 表}}
activities:
  intake: {does: accept, gives: [form]}
  check: {does: check, limit: 2wd, after: [{activity: intake, ground: data, of: form}]}
""")
    case.finish("intake")
    case.do(commands.SendBack("intake", "重来"))
    case.tick("2026-04-01 09:00")
    case.finish("intake#2")

    assert case.kinds(happened.DeadlinePassed) == []
    assert case.work("check#2").due == moment("2026-04-04")
