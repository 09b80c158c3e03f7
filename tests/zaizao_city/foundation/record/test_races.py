from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from record_racing import race, share_database

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])
RACERS = ("a", "b", "c", "d")


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> Mapping[str, str]:
    return share_database(tmp_path)


def test_appends_to_one_stream_come_one_after_the_other(environment: Mapping[str, str]) -> None:
    raced = race([("append_anywhere", 20, name) for name in RACERS], environment=environment)

    assert sorted(length for lengths in raced.done for length in lengths) == list(range(2, 162, 2))
    assert (raced.streams, raced.events, raced.findings) == (1, 160, [])


def test_of_those_who_saw_the_same_one_wins_and_the_others_are_told(environment: Mapping[str, str]) -> None:
    raced = race([("append_where_seen", 10, name) for name in RACERS], environment=environment)

    for results in zip(*raced.done, strict=True):
        assert Counter(results) == {2: 1, "stream-moved": 3}
    assert (raced.streams, raced.events, raced.findings) == (10, 20, [])


def test_appends_to_many_streams_in_any_order_do_not_block_each_other(environment: Mapping[str, str]) -> None:
    raced = race([("append_to_many", 8, name) for name in RACERS], environment=environment)

    assert sorted(sum_ for sums in raced.done for sum_ in sums) == list(range(20, 660, 20))
    assert (raced.streams, raced.events, raced.findings) == (20, 640, [])


def test_the_same_request_sent_at_the_same_time_gets_one_answer(environment: Mapping[str, str]) -> None:
    raced = race([("answer_once", 10, name) for name in RACERS], environment=environment)

    assert all(answers == raced.done[0] for answers in raced.done)
    assert [str(answer).partition("-")[2] for answer in raced.done[0]] == [str(number) for number in range(10)]


def test_a_reader_misses_nothing_while_transactions_end_as_they_please(environment: Mapping[str, str]) -> None:
    writers = [("append_slowly", 28, name) for name in RACERS[:3]]
    committed = 3 * 24 * 2

    raced = race([*writers, ("follow", committed, "reader")], environment=environment)

    *written, seen = raced.done
    assert raced.findings == []
    assert written == [[24], [24], [24]]
    assert len(seen) == committed
    by_stream: dict[str, list[int]] = {}
    for stream, number in seen:
        by_stream.setdefault(stream, []).append(number)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_stream.values())
