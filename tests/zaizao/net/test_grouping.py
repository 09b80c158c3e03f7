"""Cases that hang together: children that report back, members answered together, parties that leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import START, Case, begin, moment
from zaizao.net import Effect, commands
from zaizao.net import events as happened
from zaizao.net.refusals import ChildError, GroupError, InterruptError
from zaizao.net.state import Child, Member, Timer

CHILDREN = """
fields: {cities: {type: list of string}, found: {type: number}, topic: {type: string}}
activities:
  ask:
    does: open
    outcomes: [found, absent]
    opens:
      process: search
      each: cities
      as: city
      at: city
      fields: {topic: topic, place: city}
      join: JOIN
  report: {does: report, after: [{activity: ask, ground: custom, if_skipped: run}]}
"""
ALL = '{wait: all, aggregate: {found: \'count(results[outcome = "found"])\'}, outcome: \'if found > 0 then "found" else "absent"\'}'


def asking(join: str = ALL) -> Case:
    return begin(CHILDREN.replace("JOIN", join), facts={"cities": ["jinan", "binzhou"], "topic": "危房"})


def test_opening_children_asks_the_application_for_each() -> None:
    case = asking()

    facts = {"topic": "危房", "place": "jinan"}
    assert case.events[2] == happened.ChildOpened(3, START, None, "C-1/ask#1.1", "ask", "search", "jinan", facts)
    assert case.effects == [
        Effect(
            "open_child",
            f"C-1/ask#1.{number}",
            {"process": "search", "at": city, "facts": {"topic": "危房", "place": city}},
        )
        for number, city in enumerate(("jinan", "binzhou"), 1)
    ]
    assert case.state.children.get("C-1/ask#1.2") == Child("ask", "search", "binzhou")


def test_all_children_are_waited_for_and_their_results_summed_up() -> None:
    case = asking()
    step = case.do(commands.ReportChild("C-1/ask#1.1", "absent"))
    assert step.events == (happened.ChildReported(5, case.now, None, "C-1/ask#1.1", "absent", {}),)
    case.do(commands.ReportChild("C-1/ask#1.2", "found", {"score": 3}))

    assert case.act("ask").outcome == "found"
    assert case.act("ask").more.results == ({"outcome": "absent"}, {"score": 3, "outcome": "found"})
    assert case.state.facts.get("found") == 1
    assert case.state.children.get("C-1/ask#1.2") == Child("ask", "search", "binzhou", "closed", "found")
    assert "report#1" in case.state.work


def test_the_first_child_ends_the_waiting_and_the_others_are_dropped() -> None:
    case = asking("any")
    step = case.do(commands.ReportChild("C-1/ask#1.2", "found"))

    assert step.effects == (Effect("drop_child", "C-1/ask#1.1"),)
    assert case.state.children.get("C-1/ask#1.1") == Child("ask", "search", "jinan", "dropped")
    fields = case.refuse(ChildError, commands.ReportChild("C-1/ask#1.1", "found"))
    assert fields == {"child": "C-1/ask#1.1", "status": "dropped"}


def test_children_that_nobody_waits_for_may_still_report() -> None:
    case = asking("none")
    assert case.act("ask").status == "done"
    case.do(commands.ReportChild("C-1/ask#1.1", "found"))

    assert case.state.children.get("C-1/ask#1.1") == Child("ask", "search", "jinan", "closed", "found")


def test_a_child_that_is_not_known_is_refused() -> None:
    case = asking()

    assert case.refuse(ChildError, commands.ReportChild("C-9", "found")) == {"child": "C-9", "status": None}


def test_children_of_a_round_that_was_sent_back_are_dropped_and_new_ones_opened() -> None:
    case = begin("""
materials: {form: {name: 表}}
activities:
  intake: {does: accept, gives: [form]}
  ask: {does: open, opens: {process: search}, after: [{activity: intake, ground: data, of: form}]}
""")
    case.finish("intake")
    step = case.do(commands.SendBack("intake", "重来"))
    assert step.effects == (Effect("drop_child", "C-1/ask#1.1"),)
    case.finish("intake#2")

    assert dict(case.state.children.sorted_items()) == {
        "C-1/ask#1.1": Child("ask", "search", None, "dropped"),
        "C-1/ask#2.1": Child("ask", "search", None),
    }
    case.do(commands.ReportChild("C-1/ask#2.1", "finished"))
    assert case.state.status == "closed"


def test_withdrawing_drops_the_children() -> None:
    case = asking()
    step = case.do(commands.Withdraw())

    assert [effect.subject for effect in step.effects] == ["C-1/ask#1.1", "C-1/ask#1.2"]
    assert {child.status for child in case.state.children.values()} == {"dropped"}


GROUP = """
fields: {topic: {type: string}}
group: {by: topic, answer: answer, limit: 15wd}
activities:
  study: {does: review}
  answer: {does: work, outcomes: [adopted, declined], after: [{activity: study, ground: custom}]}
  archive: {does: archive, after: [{activity: answer, ground: custom}]}
"""


def test_members_join_with_a_clock_of_their_own() -> None:
    case = begin(GROUP, facts={"topic": "停车"})
    step = case.do(commands.JoinGroup("Y-1", {"topic": "停车"}))
    case.do(commands.JoinGroup("Y-2", {"topic": "停车"}), "2026-03-09 09:00")

    now, due = START + timedelta(hours=1), moment("2026-03-24")
    assert step.events == (happened.MemberJoined(3, now, None, "Y-1", {"topic": "停车"}, due),)
    assert dict(case.state.members.sorted_items()) == {
        "Y-1": Member(now, due),
        "Y-2": Member(case.now, moment("2026-03-31")),
    }
    assert case.state.timers.get("member:Y-1") == Timer(due, "member", "Y-1")
    assert case.state.next_at == due


def test_the_answer_goes_to_every_member_and_to_a_late_joiner_at_once() -> None:
    case = begin(GROUP, facts={"topic": "停车"})
    for member in ("Y-1", "Y-2"):
        case.do(commands.JoinGroup(member, {"topic": "停车"}))
    case.finish("study")
    step = case.finish("answer", "adopted")
    assert happened.MembersAnswered(step.events[1].seq, case.now, None, ("Y-1", "Y-2"), "adopted") in step.events
    assert step.effects == (
        Effect("answer_member", "Y-1", {"outcome": "adopted"}),
        Effect("answer_member", "Y-2", {"outcome": "adopted"}),
    )
    late = case.do(commands.JoinGroup("Y-3", {"topic": "停车"}))

    assert late.effects == (Effect("answer_member", "Y-3", {"outcome": "adopted"}),)
    assert {member.status for member in case.state.members.values()} == {"answered"}
    assert not [key for key in case.state.timers if key.startswith("member:")]
    case.finish("archive")
    closed = case.do(commands.JoinGroup("Y-4", {"topic": "停车"}))
    assert closed.effects == (Effect("answer_member", "Y-4", {"outcome": "adopted"}),)
    assert case.state.status == "closed"


def test_a_member_that_is_not_answered_in_time_is_overdue_once_and_still_answered() -> None:
    case = begin(GROUP, facts={"topic": "停车"})
    case.do(commands.JoinGroup("Y-1", {"topic": "停车"}))
    case.tick("2026-05-01 09:00")
    case.tick("2026-06-01 09:00")
    assert case.kinds(happened.MemberOverdue) == [happened.MemberOverdue(4, moment("2026-03-24"), None, "Y-1")]

    case.finish("study")
    case.finish("answer", "declined")
    assert case.state.members.get("Y-1").status == "answered"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("member", "facts", "fields"),
    [
        ("Y-1", {"topic": "停车"}, {"member": "Y-1", "why": "already-in"}),
        (
            "Y-2",
            {"topic": "噪音"},
            {"member": "Y-2", "why": "does-not-belong", "group": "停车", "member_value": "噪音"},
        ),
    ],
)
def test_a_member_that_does_not_belong_is_refused(
    member: str, facts: dict[str, object], fields: dict[str, object]
) -> None:
    case = begin(GROUP, facts={"topic": "停车"})
    case.do(commands.JoinGroup("Y-1", {"topic": "停车"}))

    assert case.refuse(GroupError, commands.JoinGroup(member, facts)) == fields


def test_a_member_of_whom_nothing_is_known_does_not_belong() -> None:
    case = begin(GROUP, facts={"topic": "停车"})

    assert case.refuse(GroupError, commands.JoinGroup("Y-2", {}))["why"] == "does-not-belong"


def test_a_process_without_a_group_takes_no_members() -> None:
    case = begin("activities: {check: {does: check}}")

    assert case.refuse(GroupError, commands.JoinGroup("Y-1", {})) == {"member": "Y-1", "why": "no-group"}


DISPUTE = """
parties: {tenant: {name: 承租人}, owner: {name: 出租人}}
interrupts:
  to_court: {name: 起诉, by: [tenant, owner], cancels: [mediate], then: hand_on, basis: act}
  stop: {name: 终止}
activities:
  accept: {does: accept}
  mediate: {does: mediate, limit: 5wd, after: [{activity: accept, ground: custom}]}
  side: {does: verify, after: [{activity: accept, ground: custom}]}
  agree: {does: work, after: [{activity: mediate, ground: custom, if_skipped: skip}]}
  hand_on: {does: notify}
"""


def disputed() -> Case:
    case = begin(DISPUTE)
    case.finish("accept")
    return case


def test_an_interrupt_cancels_what_it_names_and_opens_what_follows() -> None:
    case = disputed()
    step = case.do(commands.InterruptCase("to_court", "谈不拢", by="张三", acting_for="tenant"))

    assert step.events[0] == happened.Interrupted(6, case.now, "张三", "to_court", "tenant", "谈不拢")
    assert case.statuses() == {
        "accept": "done",
        "agree": "skipped",
        "hand_on": "open",
        "mediate": "cancelled",
        "side": "open",
    }
    assert case.act("mediate").more.reason == "interrupted"
    assert "due:mediate#1" not in case.state.timers


def test_an_interrupt_that_names_nothing_cancels_everything_open() -> None:
    case = disputed()
    case.do(commands.InterruptCase("stop", "无法继续", acting_for="owner"))

    assert set(case.statuses().values()) == {"done", "cancelled", "skipped"}
    assert case.state.status == "closed"


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (
            commands.InterruptCase("leave", "x", acting_for="tenant"),
            {"interrupt": "leave", "why": "unknown", "known": ("to_court", "stop")},
        ),
        (
            commands.InterruptCase("to_court", "x", acting_for="bureau"),
            {"interrupt": "to_court", "why": "not-theirs", "by": ("tenant", "owner")},
        ),
        (
            commands.InterruptCase("stop", "x"),
            {
                "interrupt": "stop",
                "why": "not-theirs",
                "by": ("tenant", "owner", "bureau", "window", "street", "court"),
            },
        ),
    ],
)
def test_an_interrupt_is_refused_with_the_reason(command: commands.InterruptCase, fields: dict[str, object]) -> None:
    assert disputed().refuse(InterruptError, command) == fields


def test_an_interrupt_comes_only_once() -> None:
    case = disputed()
    case.do(commands.InterruptCase("to_court", "谈不拢", acting_for="tenant"))

    fields = case.refuse(InterruptError, commands.InterruptCase("to_court", "我也要", acting_for="owner"))

    assert fields == {"interrupt": "to_court", "why": "already-done"}
