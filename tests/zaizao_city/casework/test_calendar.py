"""A holiday that is moved while cases are open: their deadlines follow on record, once, and what is over stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from msgspec.structs import replace

from small_town import LATER, Town
from zaizao.worktime import DayKind, NamedDay, WorkCalendar, china
from zaizao_city.casework.management.commands import follow_calendar
from zaizao_city.casework.mapping.records import KIND
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors import clocks
from zaizao_city.casework.services import commands, opening
from zaizao_city.casework.services.applying import withdraw_case
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.foundation.record.verifying import verify


def move_holiday(*days: dt.date) -> WorkCalendar:
    """The calendar of China with these working days of 2026 made holidays."""
    plan = china().plan_of(dt.date(2026, 2, 17))
    assert plan is not None
    more = tuple(NamedDay(day, DayKind.HOLIDAY, "临时放假") for day in days)
    return china().with_year(replace(plan, days=(*plan.days, *more)))


def put_in_force(calendar: WorkCalendar, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (commands, opening, clocks):
        monkeypatch.setattr(module, "get_calendar", lambda: calendar)
    monkeypatch.setattr(follow_calendar, "read_clock", lambda: LATER + dt.timedelta(hours=1))


def list_moves(case: Case) -> list[str]:
    names = [event.name for event in read_stream(StreamRef(KIND, case.reference))]
    return [name for name in names if name in {"DeadlineRecomputed", "CalendarAdopted"}]


def test_open_cases_follow_a_moved_holiday_on_record_and_once(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = town.apply()
    town.accept(done.case_id, now=LATER)
    before = Case.objects.get(pk=done.case_id)
    day = before.promised_at.date() - dt.timedelta(days=1)
    put_in_force(move_holiday(day), monkeypatch)

    call_command("follow_calendar")

    after = Case.objects.get(pk=done.case_id)
    moves = list_moves(after)
    assert "都已按现行日历计算" in capsys.readouterr().out
    assert after.promised_at > before.promised_at
    assert (moves[-1], moves.count("CalendarAdopted"), len(moves) > 1) == ("CalendarAdopted", 1, True)

    call_command("follow_calendar")

    assert list_moves(Case.objects.get(pk=done.case_id)) == moves
    assert verify().findings == []


def test_a_case_that_is_over_stays_as_it_was(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    done = town.apply()
    withdraw_case(done.case_id, actor=town.applicant, key="back", now=LATER)
    before = Case.objects.values().get(pk=done.case_id)
    put_in_force(move_holiday(dt.date(2026, 2, 25)), monkeypatch)

    call_command("follow_calendar")

    assert Case.objects.values().get(pk=done.case_id) == before
