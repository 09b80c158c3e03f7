from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event as Signal

import pytest
from django.db import connection, transaction

from record_rewriting import FIRST_CASE, SECOND_CASE, record
from zaizao_city.foundation.record.models import GivenAnswer
from zaizao_city.foundation.record.reading import read_after
from zaizao_city.foundation.record.sealing import list_moved_heads
from zaizao_city.foundation.record.values import BEGINNING, StreamRef

pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"]),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time: commits are in order"),
]
PATIENCE = 20


@contextmanager
def slow_transaction(stream: StreamRef, *, undone: bool = False) -> Iterator[None]:
    """Another transaction that has appended to the stream, and ends when the block ends."""
    appended, end = Signal(), Signal()

    def append_and_wait() -> None:
        try:
            with transaction.atomic():
                record(stream, ["Slow"])
                appended.set()
                assert end.wait(PATIENCE)
                transaction.set_rollback(undone)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running: Future[None] = pool.submit(append_and_wait)
        assert appended.wait(PATIENCE)
        try:
            yield
        finally:
            end.set()
            running.result(PATIENCE)


def read_names(after: int = BEGINNING) -> list[str]:
    return [event.name for event in read_after(after, 10)]


def test_what_was_committed_first_waits_for_what_was_appended_first() -> None:
    with slow_transaction(FIRST_CASE):
        record(SECOND_CASE, ["Quick"])
        during = read_names()

    assert (during, read_names()) == ([], ["Slow", "Quick"])


def test_what_lies_before_the_slow_one_is_read_at_once() -> None:
    record(SECOND_CASE, ["Before"])

    with slow_transaction(FIRST_CASE):
        record(SECOND_CASE, ["Quick"])
        during = read_names()

    assert (during, read_names()) == (["Before"], ["Before", "Slow", "Quick"])


def test_what_was_undone_holds_nobody_up_for_ever() -> None:
    with slow_transaction(FIRST_CASE, undone=True):
        record(SECOND_CASE, ["Quick"])
        during = read_names()

    assert (during, read_names()) == ([], ["Quick"])


def test_a_transaction_that_began_first_and_appended_last_comes_last() -> None:
    """By the numbers of transactions its event would come before the one that it follows in its own stream."""
    with transaction.atomic():
        GivenAnswer.objects.create(actor="a", key="k", request=b"")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(record_elsewhere).result(PATIENCE)
        record(FIRST_CASE, ["Second"])

    assert [(event.number, event.name) for event in read_after(BEGINNING, 10)] == [(1, "First"), (2, "Second")]


def test_a_long_transaction_that_appends_nothing_holds_nobody_up() -> None:
    with transaction.atomic():
        GivenAnswer.objects.create(actor="a", key="k", request=b"")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(record_elsewhere).result(PATIENCE)

        assert read_names() == ["First"]


def test_heads_are_sealed_as_they_stood_at_the_horizon() -> None:
    record(FIRST_CASE, ["A"])
    (first,) = read_after(BEGINNING, 10)
    record(FIRST_CASE, ["B"])

    leaves, events = list_moved_heads(after=0, upto=first.position)

    assert ([(leaf.stream, leaf.length) for leaf in leaves], events) == ([("case:JN-2026-000001", 1)], 1)


def record_elsewhere() -> None:
    try:
        record(FIRST_CASE, ["First"])
    finally:
        connection.close()
