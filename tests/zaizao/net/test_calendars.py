"""A calendar that changes under running cases."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from cases import START, Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.worktime import DayKind, NamedDay, WorkCalendar, china

PROCESS = """
kind: item
promised: 10wd
fields: {topic: {type: string}}
group: {by: topic, answer: check, limit: 8wd}
items: {permit: {organ: bureau, promised: 5wd, clock: {limit: 10wd, from: case.opened, to: decide.done}}}
activities:
  check:
    does: check
    item: permit
    outcomes: [fine, odd]
    limit: 5wd
    escalate: [{at: 2wd, warn: true}, {at: 100%, raise: street}]
    silent: {outcome: fine}
  soon: {does: check, limit: 1wd}
  decide: {does: decide, item: permit, outcomes: [granted, refused], after: [{activity: check, ground: custom}]}
"""


def with_holiday(calendar: WorkCalendar, *days: date) -> WorkCalendar:
    """The calendar with these working days made holidays."""
    plan = calendar.plan_of(date(2026, 2, 17))
    assert plan is not None
    more = tuple(NamedDay(day, DayKind.HOLIDAY, "临时放假") for day in days)
    return calendar.with_year(replace(plan, days=(*plan.days, *more)))


def running() -> Case:
    case = begin(PROCESS, facts={"topic": "甲"})
    case.do(commands.JoinGroup("Y-1", {"topic": "甲"}))
    return case


def test_every_open_moment_that_moves_is_recorded_with_old_and_new() -> None:
    case = running()
    case.calendar = with_holiday(china(), date(2026, 3, 4))
    step = case.do(commands.RecomputeDeadlines())

    moves = [
        (event.subject, event.old, event.new) for event in step.events if isinstance(event, happened.DeadlineRecomputed)
    ]
    assert moves == [
        ("work:check#1", moment("2026-03-10"), moment("2026-03-11")),
        ("alarm:check#1:0", moment("2026-03-05"), moment("2026-03-06")),
        ("alarm:check#1:1", moment("2026-03-10"), moment("2026-03-11")),
        ("silent:check#1", moment("2026-03-10"), moment("2026-03-11")),
        ("member:Y-1", moment("2026-03-13"), moment("2026-03-14")),
        ("item:permit", moment("2026-03-17"), moment("2026-03-18")),
        ("promise:permit", moment("2026-03-10"), moment("2026-03-11")),
        ("case:promise", moment("2026-03-17"), moment("2026-03-18")),
    ]
    assert step.events[-1] == happened.CalendarAdopted(case.state.seq, case.now, None, case.calendar.edition)
    assert case.state.edition == case.calendar.edition
    assert (case.work("check").due, case.work("soon").due) == (moment("2026-03-11"), moment("2026-03-04"))
    assert case.state.items["permit"].due == moment("2026-03-18")
    assert case.state.promise == moment("2026-03-18")


def test_what_was_moved_happens_at_its_new_moment() -> None:
    case = running()
    case.calendar = with_holiday(china(), date(2026, 3, 4))
    case.do(commands.RecomputeDeadlines())
    case.tick("2026-03-10 12:00")
    assert case.act("check").status == "open"
    case.tick("2026-03-11 00:00")

    assert (case.act("check").status, case.act("check").outcome) == ("done", "fine")
    assert [event.at for event in case.kinds(happened.DeadlinePassed)] == [moment("2026-03-04"), moment("2026-03-11")]


def test_the_same_calendar_moves_nothing() -> None:
    case = running()

    assert case.do(commands.RecomputeDeadlines()).events == ()


def test_a_stopped_clock_is_counted_on_the_new_calendar_when_it_goes_on() -> None:
    text = PROCESS.replace("to: decide.done}", "to: decide.done, stopped_by: [expert-review]}")
    case = begin(text, facts={"topic": "甲"})
    case.do(commands.Suspend("permit", "expert-review", "已告知"), "2026-03-03 09:00")
    case.calendar = with_holiday(china(), date(2026, 3, 9))
    step = case.do(commands.RecomputeDeadlines())
    assert [event.subject for event in step.events if isinstance(event, happened.DeadlineRecomputed)] == [
        "case:promise"
    ]
    case.do(commands.Resume("permit"), "2026-03-05 09:00")

    # Monday is a day off now and 3, 4 and 5 March do not count
    assert case.state.items["permit"].due == moment("2026-03-21")


def test_an_open_moment_that_has_passed_does_not_pass_again() -> None:
    case = running()
    case.tick("2026-03-05 09:00")
    assert [event.work for event in case.kinds(happened.DeadlinePassed)] == ["soon#1"]
    case.calendar = with_holiday(china(), date(2026, 3, 3))
    case.do(commands.RecomputeDeadlines())
    case.tick("2026-03-06 09:00")

    assert case.work("soon").due == moment("2026-03-05")
    assert [event.work for event in case.kinds(happened.DeadlinePassed)] == ["soon#1"]
    assert case.now > START
