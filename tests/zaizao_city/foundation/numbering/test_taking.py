from __future__ import annotations

import pytest
from django.db import transaction

from zaizao_city.foundation.numbering.taking import take_number, take_numbers

pytestmark = pytest.mark.django_db


def test_numbers_of_a_series_follow_each_other_within_the_year() -> None:
    taken = [take_number("JN", year=2026), take_number("JN", year=2026), take_number("JN", year=2027)]

    assert taken == ["JN-2026-000001", "JN-2026-000002", "JN-2027-000001"]


def test_series_count_for_themselves() -> None:
    assert [take_number("JN", year=2026), take_number("RX", year=2026)] == ["JN-2026-000001", "RX-2026-000001"]


def test_many_are_taken_at_once() -> None:
    take_number("JN", year=2026)

    assert take_numbers("JN", year=2026, count=3) == ["JN-2026-000002", "JN-2026-000003", "JN-2026-000004"]


def test_a_number_is_given_back_when_the_change_is_undone() -> None:
    before = transaction.savepoint()
    take_number("JN", year=2026)

    transaction.savepoint_rollback(before)

    assert take_number("JN", year=2026) == "JN-2026-000001"


@pytest.mark.parametrize("name", ["", "jn", "JN-", "J" * 17])
def test_a_series_is_capital_letters_and_digits(name: str) -> None:
    with pytest.raises(ValueError, match="no series"):
        take_number(name, year=2026)
