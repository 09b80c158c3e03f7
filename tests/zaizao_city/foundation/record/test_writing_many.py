from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.errors import StreamMovedError, SubjectErasedError
from zaizao_city.foundation.record.models import Event
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import Append, NewEvent, StreamRef
from zaizao_city.foundation.record.verifying_chains import verify_chains
from zaizao_city.foundation.record.writing import append
from zaizao_city.foundation.record.writing_many import append_many

NOON = datetime(2026, 11, 20, 12)
PEOPLE = ["6a1f0b0e-0000-4000-8000-000000000002", "6a1f0b0e-0000-4000-8000-000000000003"]
STREAMS = [StreamRef("case", f"JN-2026-{number:06d}") for number in range(1, 1101)]

pytestmark = pytest.mark.django_db


def make_appends(streams: list[StreamRef], *, at: datetime = NOON, expected: int | None = None) -> list[Append]:
    return [
        Append(stream, [NewEvent("Opened", {"nr": nr}, PEOPLE[nr % 2]), NewEvent("Decided", {})], at, "a", expected)
        for nr, stream in enumerate(streams)
    ]


def test_many_appends_are_what_each_alone_would_be() -> None:
    append(STREAMS[0], [NewEvent("Before", {})], at=NOON, actor="a", expected=0)

    lengths = append_many(make_appends(STREAMS, at=NOON - timedelta(hours=1)))

    assert lengths == [3] + [2] * 1099
    assert [(each.number, each.name, each.at, each.body) for each in read_stream(STREAMS[0])] == [
        (1, "Before", NOON, {}),
        (2, "Opened", NOON, {"nr": 0}),
        (3, "Decided", NOON, {}),
    ]
    assert list(verify_chains(Counter())) == []


def test_one_stream_that_moved_refuses_all() -> None:
    append(STREAMS[1], [NewEvent("Before", {})], at=NOON, actor="a", expected=0)

    with pytest.raises(StreamMovedError) as refused:
        append_many(make_appends(STREAMS[:3], expected=0))

    assert refused.value.fields == {"stream": "case:JN-2026-000002", "expected": 0, "length": 1}
    assert Event.objects.count() == 1


def test_nothing_is_appended_about_an_erased_person() -> None:
    append_many(make_appends(STREAMS[:2]))
    erase_person(PEOPLE[1], actor="a", now=NOON)

    with pytest.raises(SubjectErasedError):
        append_many(make_appends(STREAMS[2:4]))


def test_two_appends_to_one_stream_are_a_bug_that_shows() -> None:
    with pytest.raises(ValueError, match="one append to a stream"):
        append_many(make_appends([STREAMS[0], STREAMS[0]]))


def test_the_number_of_statements_does_not_grow_with_the_appends(django_assert_num_queries) -> None:
    append_many(make_appends(STREAMS[:400]))

    with django_assert_num_queries(5):
        lengths = append_many(make_appends(STREAMS[:200]))

    assert lengths == [4] * 200
