"""Numbers taken ahead: nobody waits, none is given twice, some are left out."""

from __future__ import annotations

import threading

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from zaizao_city.foundation.numbering.reserving import reserve_numbers
from zaizao_city.foundation.numbering.taking import take_numbers

postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer: nothing is taken ahead"
)
app = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.numbering"])


@app
def test_without_taking_ahead_no_number_is_left_out(settings: LazySettings) -> None:
    settings.NUMBERS_AHEAD = 1
    with transaction.atomic():
        reserve_numbers("ZA", year=2026, count=2)
        transaction.set_rollback(True)

    with transaction.atomic():
        assert reserve_numbers("ZA", year=2026, count=2) == ["ZA-2026-000001", "ZA-2026-000002"]


@app
@postgresql
def test_whoever_reserves_waits_for_nobody_and_gets_numbers_of_their_own(settings: LazySettings) -> None:
    settings.NUMBERS_AHEAD = 3
    others: list[str] = []

    with transaction.atomic():
        mine = reserve_numbers("ZB", year=2026, count=2)
        other = threading.Thread(target=lambda: others.extend(_reserve_alone("ZB", 2)))
        other.start()
        other.join(10)
        mine += reserve_numbers("ZB", year=2026, count=4)

    assert len(set(mine + others)) == 8
    assert mine[:2] == ["ZB-2026-000001", "ZB-2026-000002"]


def _reserve_alone(series: str, count: int) -> list[str]:
    try:
        with transaction.atomic():
            return reserve_numbers(series, year=2026, count=count)
    finally:
        connection.close()


@app
@postgresql
def test_what_is_undone_is_left_out_and_what_is_taken_in_a_transaction_goes_on_after_it(
    settings: LazySettings,
) -> None:
    settings.NUMBERS_AHEAD = 2
    with transaction.atomic():
        reserve_numbers("ZC", year=2026, count=1)
        transaction.set_rollback(True)

    with transaction.atomic():
        numbers = [*reserve_numbers("ZC", year=2026, count=1), *take_numbers("ZC", year=2026, count=1)]

    assert numbers == ["ZC-2026-000002", "ZC-2026-000003"]
