"""Races at a counter: real threads on a real database, each with its own connection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from counter_racing import run_counter_race
from record_racing import share_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> Mapping[str, str]:
    return share_database(tmp_path)


def test_clerks_who_call_at_once_never_call_the_same_number(environment: Mapping[str, str]) -> None:
    called = run_counter_race("clerks_call", environment=environment)

    assert sorted(called, key=str) == [1, 2, 3, 4, "nobody-waits", "nobody-waits"]


def test_people_who_draw_at_once_get_different_numbers(environment: Mapping[str, str]) -> None:
    assert sorted(run_counter_race("people_draw", environment=environment)) == [1, 2, 3, 4, 5, 6]


def test_one_person_who_draws_several_times_at_once_waits_once(environment: Mapping[str, str]) -> None:
    answers, tickets = run_counter_race("one_person_draws", environment=environment)

    assert set(answers) == {1, "already-waiting"}
    assert tickets == 1
