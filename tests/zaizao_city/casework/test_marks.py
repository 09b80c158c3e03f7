"""How a due moment stands in a list: the same state for the applicant and the desk, each with its words."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao_city.casework.selectors.derivations import Mark, mark_due
from zaizao_city.desk.selectors import deadlines

FRIDAY = dt.datetime(2026, 3, 6, 10)
SATURDAY = dt.datetime(2026, 3, 7, 10)

STANDINGS = [
    (FRIDAY, "2026-03-12T00:00", "in-time", "还剩 3 个工作日", "剩 3 日"),
    (FRIDAY, "2026-03-11T00:00", "soon", "还剩 2 个工作日", "剩 2 日"),
    (FRIDAY, "2026-03-07T00:00", "soon", "今天到期", "今天到期"),
    (FRIDAY, "2026-03-06T09:00", "overdue", "超 1 个工作日", "今天"),
    (FRIDAY, "2026-03-05T00:00", "overdue", "超 2 个工作日", "2 日"),
    (SATURDAY, "2026-03-07T00:00", "overdue", "超 1 个工作日", "今天"),
    (SATURDAY, "2026-03-09T00:00", "soon", "", ""),
    (FRIDAY, "2099-01-01T00:00", "in-time", "", ""),
]


@pytest.mark.parametrize(("now", "due", "state", "in_full", "in_short"), STANDINGS)
def test_a_due_moment_stands_alike_for_the_applicant_and_the_desk(
    now: dt.datetime, due: str, state: str, in_full: str, in_short: str
) -> None:
    moment = dt.datetime.fromisoformat(due)

    assert mark_due(moment, now=now) == Mark(state, in_full)
    assert deadlines.mark_due(moment, now=now) == Mark(state, in_short)


def test_a_warning_of_the_definition_comes_first() -> None:
    due = dt.datetime(2026, 3, 20)

    assert mark_due(due, now=FRIDAY, warned=True) == Mark("soon", "还剩 9 个工作日")
