"""Races for cases: real threads on a real database, each with its own connection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from case_racing import run_race
from record_racing import share_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> Mapping[str, str]:
    return share_database(tmp_path)


def test_of_two_clerks_at_the_same_moment_one_wins_and_the_other_is_told(environment: Mapping[str, str]) -> None:
    found, differences = run_race("two_clerks", environment=environment)

    assert [one for one in found if isinstance(one, str)] == ["somebody-was-quicker"]
    assert len([one for one in found if isinstance(one, int)]) == 1
    assert differences == []


def test_the_same_submission_five_times_at_once_is_one_case(environment: Mapping[str, str]) -> None:
    assert run_race("five_submissions", environment=environment) == [["JN-2026-000001"] * 5, 1]


def test_different_submissions_at_once_get_different_numbers(environment: Mapping[str, str]) -> None:
    numbers = run_race("six_numbers", environment=environment)

    assert numbers == [f"JN-2026-00000{number}" for number in range(1, 7)]


def test_departments_decide_in_parallel_and_nothing_is_lost(environment: Mapping[str, str]) -> None:
    lengths, differences = run_race("departments", environment=environment)

    assert len(set(lengths)) == 3
    assert all(isinstance(length, int) for length in lengths)
    assert differences == []


def test_two_clocks_at_once_let_time_pass_once(environment: Mapping[str, str]) -> None:
    refused, differences, started = run_race("two_clocks", environment=environment)

    assert (refused, differences, started) == ([[], []], [], "2026-02-05 16:00:00")
