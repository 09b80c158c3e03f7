"""Items: withdrawal, refusal, and stopping, resuming and extending their clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import START, Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import ClockError, ExtensionError, ItemError, NetRefusal, WorkBlockedError
from zaizao.net.state import ItemState, Stop
from zaizao.worktime import china

TWO = """
kind: chain
promised: 30d
items:
  food:
    organ: bureau
    promised: 10wd
    clock:
      limit: 20wd
      from: intake.done
      to: food.done
      stopped_by: [expert-review, inspection]
      extend: {limit: 10wd, by: bureau, basis: act}
  sign: {organ: street, clock: {limit: 5wd, from: intake.started, to: sign.started}}
activities:
  intake: {does: accept, by: window}
  panel: {does: expert_review, item: food, limit: 5wd, after: [{activity: intake, ground: custom}]}
  visit: {does: visit_site, item: food, limit: 5wd, after: [{activity: panel, ground: custom}]}
  lab: {does: examine, item: food, after: [{activity: panel, ground: custom}]}
  food: {does: decide, item: food, outcomes: [granted, refused], after: [{activity: visit, ground: custom}, {activity: lab, ground: custom}]}
  sign: {does: decide, by: street, item: sign, outcomes: [granted, refused], after: [{activity: intake, ground: custom}]}
"""


def accepted() -> Case:
    case = begin(TWO)
    case.finish("intake", at="2026-03-02 10:00")
    return case


def test_clocks_start_and_end_where_the_definition_says() -> None:
    case = accepted()

    assert [(event.item, event.start) for event in case.kinds(happened.ClockStarted)] == [
        ("sign", START),
        ("food", case.now),
    ]
    assert [event.item for event in case.kinds(happened.ClockEnded)] == ["sign"]
    assert case.state.items["sign"] == ItemState(started=START, ended=case.now, due=moment("2026-03-10"))


def test_an_activity_of_article_45_stops_the_clock_from_its_first_day_to_its_last() -> None:
    case = accepted()
    assert case.state.items["food"].stops == (Stop(date(2026, 3, 2), "expert-review", activity="panel"),)
    assert (case.state.items["food"].due, case.state.timers.get("item:food")) == (None, None)

    step = case.finish("panel", at="2026-03-11 16:00")

    calendar = china()
    resumed = next(event for event in step.events if isinstance(event, happened.ClockResumed))
    assert (resumed.item, resumed.last) == ("food", date(2026, 3, 11))
    due = calendar.midnight(calendar.add_workdays(date(2026, 3, 11), 20) + timedelta(days=1))
    assert resumed.due == due
    # the examination that opens next is of article 45 too: the clock stands still again
    assert case.state.items["food"].stops[-1] == Stop(date(2026, 3, 11), "inspection", activity="lab")


def test_a_site_visit_does_not_stop_the_clock() -> None:
    case = accepted()
    case.finish("panel", at="2026-03-11 16:00")
    case.finish("lab", at="2026-03-12 10:00")

    assert case.act("visit").status == "open"
    assert not case.state.items["food"].stopped
    assert case.state.items["food"].due == moment("2026-04-11")


def test_two_special_procedures_at_once_count_each_day_once() -> None:
    case = begin(TWO.replace("visit: {does: visit_site", "visit: {does: expert_review"))
    case.finish("intake", at="2026-03-02 10:00")
    case.finish("panel", at="2026-03-04 10:00")
    case.finish("lab", at="2026-03-06 10:00")
    case.finish("visit", at="2026-03-10 10:00")

    # 3 days of the first week and everything to the 10th stood still; 20 working days from the 11th
    assert case.state.items["food"].due == china().midnight(
        china().add_workdays(date(2026, 3, 10), 20) + timedelta(days=1)
    )


def test_suspending_by_hand_pauses_the_items_open_work_and_resuming_moves_it() -> None:
    case = accepted()
    case.finish("panel", at="2026-03-02 11:00")
    case.finish("lab", at="2026-03-02 12:00")
    due = case.work("visit").due
    step = case.do(
        commands.Suspend("food", "expert-review", "已书面告知", "act", by="甲", acting_for="bureau"), "2026-03-04 09:00"
    )

    assert step.events == (
        happened.ClockStopped(
            case.state.seq,
            case.now,
            "甲",
            "food",
            date(2026, 3, 4),
            "expert-review",
            "act",
            None,
            "已书面告知",
            ("visit#1",),
        ),
    )
    assert (case.work("visit").status, case.work("visit").due) == ("paused", None)
    assert case.refuse(WorkBlockedError, commands.Complete("visit#1")) == {
        "work": "visit#1",
        "why": "paused",
        "waits_for": (),
    }
    assert due == moment("2026-03-10")

    step = case.do(commands.Resume("food"), "2026-03-06 09:00")

    assert step.events[0].moved == {"visit#1": moment("2026-03-13")}
    assert (case.work("visit").status, case.work("visit").due) == ("open", moment("2026-03-13"))
    stops = case.state.items["food"].stops
    assert stops[-1] == Stop(date(2026, 3, 4), "expert-review", date(2026, 3, 6), "act")


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (commands.Suspend("pool", "expert-review", "告知"), ItemError, {"item": "pool", "items": ("food", "sign")}),
        (
            commands.Suspend("sign", "expert-review", "告知"),
            ClockError,
            {"item": "sign", "why": "ground-not-allowed", "ground": "expert-review", "allowed": ()},
        ),
        (
            commands.Suspend("food", "visit", "告知"),
            ClockError,
            {
                "item": "food",
                "why": "ground-not-allowed",
                "ground": "visit",
                "allowed": ("expert-review", "inspection"),
            },
        ),
        (commands.Suspend("food", "expert-review", "告知"), ClockError, {"item": "food", "why": "already-stopped"}),
        (commands.Resume("food"), ClockError, {"item": "food", "why": "stopped-by-activity"}),
        (commands.Resume("sign"), ClockError, {"item": "sign", "why": "not-stopped"}),
    ],
)
def test_stopping_and_resuming_are_refused_with_the_reason(
    command: commands.Command, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    assert accepted().refuse(kind, command) == fields


def test_a_clock_stops_only_while_it_runs_and_only_with_a_notice() -> None:
    case = begin(TWO)
    fields = case.refuse(ClockError, commands.Suspend("food", "inspection", "告知"))
    assert fields == {"item": "food", "why": "not-running"}
    case = accepted()
    case.finish("panel")
    case.finish("lab")
    fields = case.refuse(ClockError, commands.Suspend("food", "inspection", " "))
    assert fields == {"item": "food", "why": "notice-missing"}


def test_extending_lengthens_the_limit_once() -> None:
    case = accepted()
    case.finish("panel", at="2026-03-02 11:00")
    case.finish("lab", at="2026-03-02 12:00")
    before = case.state.items["food"].due
    step = case.do(commands.ExtendLimit("food", "10wd", "案情复杂", "已告知", acting_for="bureau"))

    after = moment("2026-04-15")
    assert before == moment("2026-03-31")
    assert step.events == (
        happened.LimitExtended(case.state.seq, case.now, None, "food", "10wd", after, "案情复杂", "已告知"),
    )
    assert (case.state.items["food"].due, case.state.items["food"].extended) == (after, "10wd")
    again = case.refuse(ExtensionError, commands.ExtendLimit("food", "1wd", "还要", "已告知"))
    assert again == {"item": "food", "why": "already-extended", "allowed": "10wd"}


def test_an_extension_of_a_stopped_clock_is_kept_when_it_goes_on() -> None:
    case = accepted()
    case.do(commands.ExtendLimit("food", "5wd", "复杂", "已告知"), "2026-03-03 09:00")
    assert case.state.items["food"].stopped
    assert case.state.timers.get("item:food") is None
    case.finish("panel", at="2026-03-04 10:00")
    case.finish("lab", at="2026-03-04 11:00")

    assert case.state.items["food"].due == china().midnight(
        china().add_workdays(date(2026, 3, 4), 25) + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (
            commands.ExtendLimit("food", "long", "复杂", "告知"),
            {"item": "food", "why": "limit-malformed", "limit": "long"},
        ),
        (commands.ExtendLimit("food", "11wd", "复杂", "告知"), {"item": "food", "why": "too-long", "allowed": "10wd"}),
        (commands.ExtendLimit("food", "10d", "复杂", "告知"), {"item": "food", "why": "too-long", "allowed": "10wd"}),
        (
            commands.ExtendLimit("food", "5wd", "复杂", ""),
            {"item": "food", "why": "reason-and-notice-missing", "allowed": "10wd"},
        ),
        (
            commands.ExtendLimit("food", "5wd", "复杂", "告知", acting_for="street"),
            {"item": "food", "why": "not-theirs", "allowed": "10wd"},
        ),
        (
            commands.ExtendLimit("sign", "5wd", "复杂", "告知"),
            {"item": "sign", "why": "not-provided-for", "allowed": None},
        ),
    ],
)
def test_extending_is_refused_with_the_reason(command: commands.ExtendLimit, fields: dict[str, object]) -> None:
    assert accepted().refuse(ExtensionError, command) == fields


def test_a_clock_that_has_not_started_is_not_extended() -> None:
    fields = begin(TWO).refuse(ExtensionError, commands.ExtendLimit("food", "5wd", "复杂", "告知"))

    assert fields == {"item": "food", "why": "not-running", "allowed": "10wd"}


def test_an_item_that_passes_its_limit_is_overdue_once_and_may_still_be_decided() -> None:
    case = accepted()
    for work in ("panel", "lab", "visit"):
        case.finish(work)
    case.tick("2026-05-01 09:00")
    assert [event.at for event in case.kinds(happened.ItemOverdue)] == [moment("2026-03-31")]
    case.finish("food", "granted")

    assert (case.state.items["food"].overdue, case.outcomes()["food"]) == (True, "granted")


def test_a_broken_promise_is_recorded_once() -> None:
    case = accepted()
    case.tick("2026-05-01 09:00")
    case.tick("2026-06-01 09:00")

    # thirty days from 2 March end on 1 April
    assert [event.at for event in case.kinds(happened.PromiseBroken)] == [moment("2026-04-02")]
    assert case.state.promise == moment("2026-04-02")


def test_withdrawing_one_item_stops_its_work_and_leaves_the_other() -> None:
    case = accepted()
    step = case.do(commands.Withdraw(("food",), "不做了", by="周小满"))

    assert [type(event).__name__ for event in step.events][:2] == ["ItemWithdrawn", "ActivityCancelled"]
    assert step.events[0] == happened.ItemWithdrawn(
        step.events[0].seq, case.now, "周小满", "food", {"withdrawn_by": "周小满", "reason": "不做了"}
    )
    assert case.outcomes() == {"food": "withdrawn", "sign": None}
    assert set(case.state.work) == {"sign#1"}
    case.finish("sign", "granted", acting_for="street")
    assert (case.state.status, case.state.ending) == ("closed", "finished")


def test_withdrawing_all_closes_the_case_and_keeps_what_is_decided() -> None:
    case = accepted()
    case.finish("sign", "granted")
    case.do(commands.Withdraw())

    assert case.outcomes() == {"food": "withdrawn", "sign": "granted"}
    assert case.state.status == "closed"


def test_withdrawing_everything_ends_as_withdrawn() -> None:
    case = accepted()
    case.do(commands.Withdraw())

    assert case.outcomes() == {"food": "withdrawn", "sign": "withdrawn"}
    assert (case.state.status, case.state.ending) == ("closed", "withdrawn")


def test_a_case_without_items_is_withdrawn_as_a_whole() -> None:
    case = begin("activities: {check: {does: check}, other: {does: check}}")
    case.do(commands.Withdraw(reason="误报"))

    assert case.statuses() == {"check": "cancelled", "other": "cancelled"}
    assert case.state.ending == "withdrawn"


def test_a_decided_item_is_not_withdrawn() -> None:
    case = accepted()
    case.finish("sign", "refused")

    assert case.refuse(ItemError, commands.Withdraw(("sign",))) == {"item": "sign", "outcome": "refused"}
    assert case.refuse(ItemError, commands.Withdraw(("pool",))) == {"item": "pool", "items": ("food", "sign")}


GUARDED = """
kind: chain
fields: {large: {type: boolean}}
items: {site: {organ: bureau, when: large, clock: {limit: 5wd, from: case.opened, to: site.done}}}
activities:
  intake: {does: accept}
  site: {does: decide, item: site, outcomes: [granted, refused], after: [{activity: intake, ground: custom}]}
"""


def test_an_item_that_is_not_required_says_with_which_guard() -> None:
    case = begin(GUARDED, facts={"large": False})
    case.finish("intake")

    assert case.state.items["site"] == ItemState("not_required", {"guard": "large", "large": False})
    assert case.act("site").status == "skipped"


def test_an_item_of_which_nothing_is_known_waits_and_its_clock_then_counts_from_the_opening() -> None:
    case = begin(GUARDED)
    case.finish("intake")
    assert (case.act("site").status, case.act("site").more.missing) == ("undecided", ("large",))
    assert case.state.items["site"].started is None

    case.do(commands.StateFacts({"large": True}), "2026-03-05 09:00")

    assert case.state.items["site"] == ItemState(started=START, due=moment("2026-03-10"))
    assert "site#1" in case.state.work


def test_what_finds_its_item_not_required_is_settled_once_and_the_rest_of_the_item_stops() -> None:
    case = begin("""
kind: chain
fields: {large: {type: boolean}}
items: {site: {organ: bureau, when: large}}
activities:
  survey: {does: verify, item: site}
  site: {does: decide, item: site, outcomes: [granted, refused]}
  sum_up:
    does: review
    after: [{activity: survey, ground: custom, if_skipped: run}, {activity: site, ground: custom, if_skipped: run}]
""")
    assert case.statuses() == {"survey": "undecided", "site": "undecided"}
    step = case.do(commands.StateFacts({"large": False}))

    assert case.path()[-4:] == [
        "ItemNotRequired site",
        "ActivitySkipped survey item-not_required",
        "ActivityCancelled site item-not_required",
        "ActivityOpened sum_up",
    ]
    assert len(step.events) == 5
    assert (case.act("sum_up").settled, case.act("sum_up").held) == (2, 2)
