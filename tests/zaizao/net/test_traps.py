"""What other engines fell into and their users found: each trap by name.

Return inside parallel branches (hang, duplicate, skip), clocks that restart when somebody comments, timers that all
ring at once after a stop, a late clock that gives another story, silence that counts twice, two holders of one matter.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import START, Case, begin, define_process, moment
from examples import examples
from zaizao.net import Context, commands, fire, next_due, open_case
from zaizao.net import events as happened
from zaizao.net.refusals import NetRefusal, ReturnError
from zaizao.worktime import china

BRANCHES = """
materials: {form: {name: 申请表}, left: {name: 左}, right: {name: 右}, more: {name: 右二}}
activities:
  intake: {does: accept, gives: [form]}
  left_1: {does: check, gives: [left], after: [{activity: intake, ground: data, of: form}]}
  left_2: {does: review, after: [{activity: left_1, ground: data, of: left}]}
  right_1: {does: check, gives: [right], after: [{activity: intake, ground: data, of: form}]}
  right_2: {does: review, gives: [more], after: [{activity: right_1, ground: data, of: right}]}
  join:
    does: review
    after: [{activity: left_2, ground: law, of: act}, {activity: right_2, ground: data, of: more}]
"""

NESTED = """
materials: {form: {name: 申请表}, a: {name: 甲}, b: {name: 乙}, c: {name: 丙}, d: {name: 丁}}
activities:
  intake: {does: accept, gives: [form]}
  outer: {does: check, gives: [a], after: [{activity: intake, ground: data, of: form}]}
  beside: {does: check, gives: [b], after: [{activity: intake, ground: data, of: form}]}
  inner_1: {does: check, gives: [c], after: [{activity: outer, ground: data, of: a}]}
  inner_2: {does: check, gives: [d], after: [{activity: outer, ground: data, of: a}]}
  inner_join: {does: review, after: [{activity: inner_1, ground: data, of: c}, {activity: inner_2, ground: data, of: d}]}
  join: {does: review, after: [{activity: inner_join, ground: law, of: act}, {activity: beside, ground: data, of: b}]}
"""


def opened(case: Case) -> Counter[str]:
    """How often each work item was handed out."""
    return Counter(work.id for event in case.kinds(happened.ActivityOpened) for work in event.work)


def finish_all(case: Case) -> None:
    """End whatever is open until nothing is."""
    for _ in range(100):
        if case.state.status == "closed":
            return
        case.finish(min(case.state.work))
    raise AssertionError("the case hangs")


def check_no_duplicates(case: Case) -> None:
    """Every work item was handed out once, and every round of an activity ended at most once."""
    assert set(opened(case).values()) == {1}
    ends = Counter((event.activity, event.work) for event in case.kinds(happened.ActivityDone))
    assert set(ends.values()) == {1}


def test_a_return_in_one_parallel_branch_leaves_the_other_alone() -> None:
    case = begin(BRANCHES)
    case.finish("intake")
    case.finish("left_1")
    case.finish("right_1")
    case.do(commands.SendBack("left_1", "左边不对"))

    assert case.statuses() == {
        "intake": "done",
        "left_1": "open",
        "left_2": "waiting",
        "right_1": "done",
        "right_2": "open",
    } | ({"join": "waiting"} if "join" in case.statuses() else {})
    assert set(case.state.work) == {"left_1#2", "right_2#1"}

    finish_all(case)
    check_no_duplicates(case)
    assert opened(case).keys() >= {"left_1#2", "left_2#2", "join#1"}
    assert case.act("right_1").round == case.act("right_2").round == 1


def test_a_return_before_the_split_resets_both_branches_once() -> None:
    case = begin(BRANCHES)
    for work in ("intake", "left_1", "right_1", "right_2"):
        case.finish(work)
    case.do(commands.SendBack("intake", "从头再来"))

    assert set(case.state.work) == {"intake#2"}
    case.finish("intake#2")
    assert set(case.state.work) == {"left_1#2", "right_1#2"}
    finish_all(case)
    check_no_duplicates(case)
    assert [event.activity for event in case.kinds(happened.ActivityDone)].count("join") == 1


def test_a_return_when_the_join_is_done_asks_for_the_join_again() -> None:
    case = begin(BRANCHES + "  post: {does: notify, after: [{activity: join, ground: custom}]}\n")
    for work in ("intake", "left_1", "right_1", "right_2", "left_2", "join"):
        case.finish(work)
    case.do(commands.SendBack("right_2", "右边有误"))

    assert set(case.state.work) == {"right_2#2", "post#1"}
    case.finish("right_2#2")
    assert "join#2" in case.state.work
    finish_all(case)
    check_no_duplicates(case)


def test_returns_in_both_branches_do_not_hang_the_join() -> None:
    case = begin(BRANCHES)
    for work in ("intake", "left_1", "right_1"):
        case.finish(work)
    case.do(commands.SendBack("left_1", "左"))
    case.do(commands.SendBack("right_1", "右"))

    assert set(case.state.work) == {"left_1#2", "right_1#2"}
    finish_all(case)
    check_no_duplicates(case)
    assert case.state.status == "closed"


def test_a_return_in_a_nested_branch_resets_the_inner_join_and_waits_for_the_outer_one() -> None:
    case = begin(NESTED)
    for work in ("intake", "outer", "inner_1", "inner_2"):
        case.finish(work)
    case.do(commands.SendBack("outer", "外层重来"))

    assert set(case.state.work) == {"outer#2", "beside#1"}
    case.finish("beside")
    case.finish("outer#2")
    assert set(case.state.work) == {"inner_1#2", "inner_2#2"}
    finish_all(case)
    check_no_duplicates(case)
    assert case.act("join").outcome is None
    assert case.act("join").round == 1


def test_a_return_in_one_inner_branch_keeps_the_other_inner_branch() -> None:
    case = begin(NESTED)
    for work in ("intake", "outer", "inner_1", "inner_2"):
        case.finish(work)
    case.do(commands.SendBack("inner_1", "一处重来"))

    assert set(case.state.work) == {"inner_1#2", "beside#1"}
    finish_all(case)
    check_no_duplicates(case)
    assert case.act("inner_2").round == 1


def test_a_return_while_the_other_branch_waits_for_a_message_keeps_it_waiting() -> None:
    case = begin("""
materials: {form: {name: 申请表}}
activities:
  intake: {does: accept, gives: [form]}
  paid: {does: wait, awaits: {message: paid, timeout: 30d}, after: [{activity: intake, ground: custom}]}
  check: {does: check, after: [{activity: intake, ground: data, of: form}]}
  join: {does: review, after: [{activity: paid, ground: custom}, {activity: check, ground: custom}]}
""")
    case.finish("intake")
    due = next_due(case.state)
    case.finish("check")
    case.do(commands.SendBack("check", "再看"))

    assert case.act("paid").status == "open"
    assert next_due(case.state) == due
    case.do(commands.Deliver("paid"))
    case.finish("check#2")
    case.finish("join")
    assert case.state.status == "closed"
    check_no_duplicates(case)


def test_a_return_before_a_message_that_is_awaited_does_not_leave_its_timeout_behind() -> None:
    case = begin("""
materials: {form: {name: 申请表}}
activities:
  intake: {does: accept, gives: [form]}
  paid: {does: wait, awaits: {message: paid, timeout: 3d}, after: [{activity: intake, ground: data, of: form}]}
""")
    case.finish("intake")
    case.do(commands.SendBack("intake", "重来"))

    assert next_due(case.state) is None
    case.tick("2026-04-01 09:00")
    assert case.act("paid").status == "waiting"


def test_a_return_across_a_custom_link_keeps_what_hangs_only_on_habit() -> None:
    case = begin("""
materials: {form: {name: 申请表}}
activities:
  intake: {does: accept, gives: [form]}
  habit: {does: check, after: [{activity: intake, ground: custom}]}
  need: {does: check, after: [{activity: intake, ground: data, of: form}]}
""")
    for work in ("intake", "habit"):
        case.finish(work)
    before = case.act("habit")
    case.do(commands.SendBack("intake", "重来"))

    assert case.act("habit") == before
    assert case.act("need").round == 2
    case.finish("intake#2")
    assert set(case.state.work) == {"need#2"}


def test_a_return_to_what_was_not_reached_is_refused() -> None:
    case = begin(BRANCHES)

    assert case.refuse(ReturnError, commands.SendBack("left_1", "早了")) == {"to": "left_1", "why": "not-reached"}


CLOCKED = """
kind: item
items: {permit: {organ: bureau, clock: {limit: 20wd, from: intake.done, to: decide.done, stopped_by: [expert-review]}}}
materials: {form: {name: 申请表}}
activities:
  intake: {does: accept, gives: [form]}
  check:
    does: check
    item: permit
    outcomes: [fine, odd]
    limit: 10wd
    escalate: [{at: 50%, warn: true}, {at: 2wd, raise: street}, {at: 100%, raise: bureau, mode: take_over}]
    silent: {outcome: fine, basis: act}
    after: [{activity: intake, ground: data, of: form}]
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: check, ground: custom}]}
"""


def test_comments_corrections_of_facts_and_assignments_never_move_a_clock() -> None:
    case = begin(CLOCKED + "fields: {area: {type: number}}\n")
    case.finish("intake")
    item, due, timers = case.state.items["permit"], case.work("check").due, case.state.timers

    case.do(commands.Comment("催一下"), "2026-03-03 09:00")
    case.do(commands.Comment("再催", "check#1"))
    case.do(commands.StateFacts({"area": 3}))
    case.do(commands.CorrectFact("area", 4, "量错了"))
    case.do(commands.Assign("check#1", ("李静",)))
    case.do(commands.Transfer("check#1", "street", "属地"))
    case.do(commands.Delegate("check#1", "court"))

    assert (case.state.items["permit"], case.work("check").due, case.state.timers) == (item, due, timers)


def test_a_return_does_not_restart_the_items_clock() -> None:
    case = begin(CLOCKED)
    case.finish("intake", at="2026-03-02 10:00")
    item = case.state.items["permit"]
    case.do(commands.SendBack("intake", "重来"), "2026-03-09 10:00")
    case.finish("intake#2", at="2026-03-10 10:00")

    assert case.state.items["permit"] == item


def test_after_a_stop_no_timer_rings_at_once_and_each_rings_later_by_the_days_stopped() -> None:
    plain = begin(CLOCKED)
    plain.finish("intake", at="2026-03-02 10:00")
    plain.tick("2026-06-01 10:00")
    case = begin(CLOCKED)
    case.finish("intake", at="2026-03-02 10:00")
    case.do(commands.Suspend("permit", "expert-review", "已告知"), "2026-03-03 09:00")
    during = case.tick("2026-05-06 09:00")
    resumed = case.do(commands.Resume("permit"), "2026-05-06 10:00")

    assert during.events == ()
    assert [type(event) for event in resumed.events] == [happened.ClockResumed]
    assert case.state.next_at is not None
    assert case.state.next_at > case.now
    case.tick("2026-12-01 10:00")
    kinds = (happened.Escalated, happened.DeadlinePassed, happened.ActivityDone, happened.ItemOverdue)
    rings = [(type(event), event.at) for event in case.kinds(*kinds)][1:]
    expected = [(type(event), event.at) for event in plain.kinds(*kinds)][1:]
    assert [kind for kind, _ in rings] == [kind for kind, _ in expected]
    stopped = (moment("2026-03-03").date(), moment("2026-05-06").date())
    calendar = china()
    for (_, late), (_, early) in zip(rings, expected, strict=True):
        lost = calendar.workdays_between(stopped[0] - timedelta(days=1), stopped[1])
        before = calendar.workdays_between(START.date(), early.date())
        assert calendar.workdays_between(START.date(), late.date()) == before + lost


def test_a_stop_after_a_limit_has_passed_does_not_let_it_pass_again() -> None:
    case = begin(CLOCKED.replace("    silent: {outcome: fine, basis: act}\n", "").replace("limit: 20wd", "limit: 3wd"))
    case.finish("intake", at="2026-03-02 10:00")
    case.tick("2026-04-01 10:00")
    passed = (len(case.kinds(happened.DeadlinePassed)), len(case.kinds(happened.ItemOverdue)))
    case.do(commands.Suspend("permit", "expert-review", "已告知"))
    case.do(commands.Resume("permit"), "2026-04-10 10:00")
    case.tick("2026-06-01 10:00")

    assert passed == (1, 1)
    assert len(case.kinds(happened.DeadlinePassed)) == 1
    assert len(case.kinds(happened.ItemOverdue)) == 1
    assert len(case.kinds(happened.Escalated)) == 3


def test_an_alarm_with_a_limit_of_its_own_keeps_its_place_over_a_stop() -> None:
    case = begin(CLOCKED)
    case.finish("intake", at="2026-03-02 10:00")
    case.do(commands.Suspend("permit", "expert-review", "已告知"), "2026-03-03 09:00")
    case.do(commands.Resume("permit"), "2026-03-05 10:00")
    case.tick("2026-03-31 10:00")

    rings = [(event.at_share, event.at) for event in case.kinds(happened.Escalated)]
    assert rings[0] == ("2wd", moment("2026-03-10"))


def test_silence_with_a_limit_of_its_own_counts_on_after_a_stop() -> None:
    case = begin(CLOCKED.replace("silent: {outcome: fine, basis: act}", "silent: {outcome: fine, after: 4wd}"))
    case.finish("intake", at="2026-03-02 10:00")
    case.do(commands.Suspend("permit", "expert-review", "已告知"), "2026-03-03 09:00")
    case.do(commands.Resume("permit"), "2026-03-05 10:00")
    case.tick("2026-03-11 23:00")
    assert case.act("check").status == "open"
    case.tick("2026-03-12 01:00")

    assert (case.act("check").status, case.act("check").outcome) == ("done", "fine")


def test_silence_takes_effect_exactly_once_whenever_the_clock_is_looked_at() -> None:
    case = begin(CLOCKED)
    case.finish("intake", at="2026-03-02 10:00")
    for day in range(5, 40):
        case.tick(START + timedelta(days=day))
    silent = [event for event in case.kinds(happened.ActivityDone) if event.how == "silent"]

    assert [(event.activity, event.outcome) for event in silent] == [("check", "fine")]
    assert "check#1" not in case.state.work


TIMED = """
kind: item
fields: {held_on: {type: date}, agreed: {type: boolean}}
items: {permit: {organ: bureau, promised: 5wd, clock: {limit: 20wd, from: case.opened, to: decide.done}}}
promised: 8d
activities:
  check:
    does: check
    outcomes: [fine, odd]
    limit: 20wh
    escalate: [{at: 80%, warn: true}, {at: 1d, raise: street, mode: take_over}]
    silent: {outcome: fine, after: 4wd}
  reports: {does: progress, recurs: {every: 2wd, while: case}, limit: 1wd}
  paid: {does: wait, awaits: {message: paid, timeout: 90wm}}
  held: {does: hold_session, at: held_on, limit: 2d, silent: {outcome: done}, outcomes: [done], after: [{activity: check, ground: custom}]}
  handle: {does: handle, offer: {to: [street, court], lapse: 5wh, max_refusals: 2, arbiter: bureau}}
  decide:
    does: decide
    item: permit
    outcomes: [granted, refused]
    limit: 3d
    after: [{activity: held, ground: custom}, {activity: paid, ground: custom}]
"""


def play_time(moments: list[int]) -> tuple[list[happened.Event], object]:
    """The case with ticks at these hours after its beginning, and one at the very end."""
    definition = define_process(TIMED)
    step = open_case(
        definition, commands.Open("C-1", {"held_on": moment("2026-03-20").date()}), Context(START, china())
    )
    events = list(step.events)
    for hours in [*moments, 24 * 60]:
        context = Context(START + timedelta(hours=hours), china())
        step = fire(definition, step.state, commands.Tick(), context)
        events += step.events
    return events, step.state


def test_ticking_every_hour_tells_the_same_story_as_ticking_once() -> None:
    assert play_time(list(range(1, 24 * 60))) == play_time([])


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.integers(0, 24 * 60), max_size=12).map(sorted))
def test_when_the_clock_is_looked_at_makes_no_difference(moments: list[int]) -> None:
    assert play_time(moments) == play_time([])


def test_a_command_that_comes_late_finds_everything_that_was_due_before_it() -> None:
    case = begin(TIMED, facts={"held_on": moment("2026-03-20").date()})
    step = case.do(commands.Comment("很久以后"), "2026-04-20 09:00")
    ticked = begin(TIMED, facts={"held_on": moment("2026-03-20").date()})
    ticked.tick("2026-04-20 09:00")

    assert case.events[:-1] == ticked.events
    assert isinstance(step.events[-1], happened.Commented)


OFFERED = """
activities:
  handle:
    does: handle
    by: window
    limit: 5wd
    offer: {to: [street, bureau], max_refusals: 2, lapse: 1wd, arbiter: court}
"""

MOVES = [
    commands.AcceptOffer("handle#1", acting_for="street"),
    commands.AcceptOffer("handle#1", acting_for="bureau"),
    commands.RefuseOffer("handle#1", "不归我管", acting_for="street"),
    commands.RefuseOffer("handle#1", "不归我管", acting_for="bureau"),
    commands.OfferWork("handle#1", "bureau", "请接", acting_for="street"),
    commands.OfferWork("handle#1", "street", "请接", acting_for="bureau"),
    commands.Assign("handle#1", to="bureau", acting_for="court"),
    commands.Tick(),
]


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(MOVES)), max_size=10))
def test_an_offered_matter_has_exactly_one_holder_at_any_time(moves: list[tuple[int, commands.Command]]) -> None:
    case = begin(OFFERED)
    case.saved = False
    for hours, command in moves:
        held = case.work("handle").holder
        try:
            step = case.do(command, case.now + timedelta(hours=hours))
        except NetRefusal:
            continue
        work = case.work("handle")
        taken = [event for event in step.events if isinstance(event, (happened.OfferAccepted, happened.Assigned))]
        assert len(case.state.work) == 1
        assert work.holder == (taken[-1].to if taken else held)
        assert work.offered_to != work.holder


@pytest.mark.parametrize("limit", ["1d", "1wd", "24h", "8wh", "24wh"])
def test_a_day_is_neither_24_working_hours_nor_eight(limit: str) -> None:
    case = begin(f"activities: {{check: {{does: check, limit: {limit}}}}}", at="2026-03-04 15:00")

    expected = {
        "1d": "2026-03-06 00:00",
        "1wd": "2026-03-06 00:00",
        "24h": "2026-03-05 15:00",
        "8wh": "2026-03-05 16:30",
        "24wh": "2026-03-10 11:30",
    }
    assert case.work("check").due == moment(expected[limit])
