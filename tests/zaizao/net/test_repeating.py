"""What happens again, and what waits for its day: repeat, recurs, at, not_before, not_later_than, each, automatic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cases import START, Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import UnknownWorkError
from zaizao.net.state import Recurring, Timer

SESSIONS = """
fields: {agreed: {type: boolean}}
activities:
  convene: {does: convene}
  session:
    does: mediate
    writes: [agreed]
    outcomes: [held]
    repeat: {body: [convene, session], until: agreed, every: 7d, max: 3, on_max: failed}
    after: [{activity: convene, ground: custom}]
  archive: {does: archive, after: [{activity: session, ground: custom, on: held}]}
  court: {does: notify, after: [{activity: session, ground: custom, on: failed}]}
"""


def test_the_next_round_begins_an_interval_after_the_last_one_began() -> None:
    case = begin(SESSIONS)
    case.finish("convene")
    case.finish("session", facts={"agreed": False})

    assert case.act("session").status == "turning"
    assert case.state.timers.get("turn:session") == Timer(moment("2026-03-09"), "turn", "session", 2)
    case.tick("2026-03-12 09:00")
    assert case.kinds(happened.TurnBegan)[0].at == moment("2026-03-09")
    assert set(case.state.work) == {"convene#1~2"}
    case.finish("convene#1~2")
    assert set(case.state.work) == {"session#1~2"}
    case.finish("session#1~2", facts={"agreed": True})

    assert (case.act("session").status, case.act("session").outcome, case.act("court").status) == (
        "done",
        "held",
        "skipped",
    )


def test_when_the_rounds_are_used_up_the_loop_ends_as_the_definition_says() -> None:
    case = begin(SESSIONS.replace("every: 7d, ", ""))
    for turn in ("", "~2", "~3"):
        case.finish(f"convene#1{turn}")
        case.finish(f"session#1{turn}", facts={"agreed": False})

    assert case.act("session").outcome == "failed"
    assert case.kinds(happened.ActivityDone)[-1].how == "exhausted"
    assert set(case.state.work) == {"court#1"}


def test_a_loop_waits_for_the_fact_that_decides_it() -> None:
    case = begin(SESSIONS.replace("every: 7d, ", ""))
    case.finish("convene")
    step = case.finish("session")
    assert step.events[0].missing == ("agreed",)
    assert (case.act("session").status, case.state.undecided) == ("undecided", ("session",))
    case.refuse(UnknownWorkError, commands.Complete("session#1"))
    case.do(commands.StateFacts({"agreed": False}))
    assert set(case.state.work) == {"convene#1~2"}

    case.finish("convene#1~2")
    case.finish("session#1~2", facts={"agreed": True})
    assert case.act("session").status == "done"


def test_a_return_begins_the_loop_from_its_first_round() -> None:
    case = begin(
        SESSIONS.replace("every: 7d, ", "").replace(
            "[{activity: convene, ground: custom}]", "[{activity: convene, ground: law, of: act}]"
        )
    )
    case.finish("convene")
    case.finish("session", facts={"agreed": False})
    case.finish("convene#1~2")
    case.do(commands.SendBack("convene", "重来"))

    assert set(case.state.work) == {"convene#2"}
    assert (case.act("convene").round, case.act("convene").more.turn) == (2, 1)
    case.finish("convene#2")
    case.finish("session#2", facts={"agreed": True})
    assert case.act("session").status == "done"


REPORTS = """
activities:
  build: {does: work}
  weekly: {does: progress, by: street, recurs: {every: 7d, while: build}, limit: 2d}
  always: {does: progress, recurs: {every: 10d, while: case}}
"""


def test_reports_fall_due_again_and_again_and_hold_nothing_up() -> None:
    case = begin(REPORTS)
    case.tick("2026-03-20 09:00")

    assert [(event.activity, event.number, event.at) for event in case.kinds(happened.Recurred)] == [
        ("weekly", 1, moment("2026-03-09")),
        ("always", 1, moment("2026-03-12")),
        ("weekly", 2, moment("2026-03-16")),
    ]
    assert set(case.state.work) == {"build#1", "weekly#1.1", "weekly#1.2", "always#1.1"}
    assert case.work("weekly#1.2").due == moment("2026-03-19")
    step = case.finish("weekly#1.1", acting_for="street", text="进展顺利")
    assert step.events == (
        happened.RecurrenceReported(case.state.seq, case.now, None, "weekly", "weekly#1.1", {}, {"text": "进展顺利"}),
    )
    assert case.state.recurring["weekly"] == Recurring(START, 2)
    case.finish("build")

    assert (case.state.status, len(case.state.work), case.state.recurring) == ("closed", 0, {})


DATED = """
fields: {held_on: {type: date}, latest: {type: date}}
activities:
  convene: {does: convene, writes: [held_on]}
  session: {does: hold_session, KIND: held_on, after: [{activity: convene, ground: data, of: held_on}]}
  report: {does: report, limit: 5wd, not_later_than: latest}
"""


@pytest.mark.parametrize("kind", ["at", "not_before"])
def test_an_activity_begins_on_its_day_and_not_before(kind: str) -> None:
    case = begin(DATED.replace("KIND", kind), facts={"latest": date(2026, 3, 4)})
    step = case.finish("convene", facts={"held_on": date(2026, 3, 20)})

    day = moment("2026-03-20")
    assert step.events[1] == happened.ActivityScheduled(step.events[1].seq, case.now, None, "session", day, None)
    assert (case.act("session").status, case.state.timers.get("start:session")) == (
        "scheduled",
        Timer(day, "start", "session"),
    )
    case.tick("2026-03-25 09:00")
    assert (case.act("session").started, case.work("session").opened) == (day, day)
    assert "start:session" not in case.state.timers


def test_a_day_that_has_passed_already_delays_nothing() -> None:
    case = begin(DATED.replace("KIND", "at"), facts={"latest": date(2026, 3, 4)})
    case.finish("convene", facts={"held_on": date(2026, 3, 1)})

    assert case.act("session").started == case.now


def test_an_activity_whose_day_is_unknown_waits_for_it() -> None:
    case = begin(DATED.replace("KIND", "at"), facts={"latest": date(2026, 3, 4)})
    case.finish("convene")
    assert case.act("session").more.missing == ("held_on",)

    case.do(commands.StateFacts({"held_on": date(2026, 3, 2)}))
    assert case.act("session").status == "open"


def test_the_day_it_may_not_pass_governs_where_it_is_the_earlier() -> None:
    early = begin(DATED.replace("KIND", "at"), facts={"latest": date(2026, 3, 4)})
    late = begin(DATED.replace("KIND", "at"), facts={"latest": date(2026, 5, 4)})
    unknown = begin(DATED.replace("KIND", "at"))

    assert early.work("report").due == moment("2026-03-05")
    assert late.work("report").due == unknown.work("report").due == moment("2026-03-10")


EACH = """
fields:
  members: {type: list, fields: {organ: {type: string}, person: {type: string}, weight: {type: number}}}
  total: {type: number}
  score: {type: number}
activities:
  list: {does: classify, writes: [members]}
  score:
    does: score
    writes: [score]
    outcomes: [pass, fail]
    limit: 3wd
    each:
      in: members
      as: member
      join: {wait: WAIT, aggregate: {total: 'sum(results.score)'}, outcome: 'if total > 10 then "pass" else "fail"'}
    after: [{activity: list, ground: data, of: members}]
  archive: {does: archive, after: [{activity: score, ground: custom, if_skipped: run}]}
"""
MEMBERS = [
    {"organ": "street", "person": "甲"},
    {"organ": "court"},
    {"person": "丙"},
]


def scoring(wait: str) -> Case:
    case = begin(EACH.replace("WAIT", wait))
    case.finish("list", facts={"members": MEMBERS})
    return case


def test_each_element_gets_its_own_work_in_its_own_hands() -> None:
    case = scoring("all")

    hands = {name: (work.holder, work.assignees, work.instance) for name, work in case.state.work.sorted_items()}
    assert hands == {
        "score#1.1": ("street", ("甲",), 1),
        "score#1.2": ("court", (), 2),
        "score#1.3": ("bureau", ("丙",), 3),
    }
    assert {work.due for work in case.state.work.values()} == {moment("2026-03-06")}


def test_the_results_of_all_are_summed_up() -> None:
    case = scoring("all")
    for number, score in enumerate((4, 5, 6), 1):
        case.finish(f"score#1.{number}", "pass", facts={"score": score})

    assert case.state.facts.get("total") == Decimal(15)
    assert case.act("score").outcome == "pass"
    assert case.act("score").more.results[1] == {"score": Decimal(5), "outcome": "pass"}
    assert case.state.facts.get("score") is None


def test_a_result_of_one_instance_is_not_a_fact_of_the_case() -> None:
    case = scoring("all")
    step = case.finish("score#1.2", "pass", facts={"score": 5}, by="乙")

    assert step.events == (
        happened.InstanceDone(
            case.state.seq, case.now, "乙", "score", "score#1.2", "pass", ("乙",), {"score": Decimal(5)}, {}
        ),
    )
    assert case.act("score").status == "open"


@pytest.mark.parametrize(("wait", "needed"), [("any", 1), ("n, n: 2", 2), ("all", 3), ("quorum, n: 2", 3)])
def test_how_many_are_waited_for(wait: str, needed: int) -> None:
    case = scoring(wait)
    for number in range(1, needed + 1):
        assert case.act("score").status == "open"
        case.finish(f"score#1.{number}", "pass", facts={"score": 6})

    assert case.act("score").status == "done"
    assert set(case.state.work) == {"archive#1"}
    assert not [key for key in case.state.timers if "score" in key]


def test_the_people_of_all_instances_are_remembered() -> None:
    case = scoring("all")
    for number, person in enumerate("甲乙丙", 1):
        case.finish(f"score#1.{number}", "fail", facts={"score": 1}, by=person)

    assert (case.act("score").people, case.act("score").outcome) == (("甲", "乙", "丙"), "fail")


def test_what_the_system_does_by_itself_is_done_at_once() -> None:
    case = begin("""
fields: {total: {type: number}, level: {type: string}}
activities:
  measure: {does: check, writes: [total]}
  rate:
    does: compute
    outcomes: [high, low]
    automatic: {sets: {level: 'if total > 3 then "high" else "low"'}, outcome: level}
    after: [{activity: measure, ground: data, of: total}]
""")
    step = case.finish("measure", facts={"total": 5})

    done = step.events[-2]
    assert isinstance(done, happened.ActivityDone)
    assert (done.activity, done.outcome, done.how, done.facts) == ("rate", "high", "automatic", {"level": "high"})
    assert case.state.status == "closed"
