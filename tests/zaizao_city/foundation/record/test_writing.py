from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaizao_city.foundation.record.errors import StreamMovedError
from zaizao_city.foundation.record.models import Event, SubjectKey
from zaizao_city.foundation.record.reading import count_events, read_stream
from zaizao_city.foundation.record.values import SYSTEM, NewEvent, Recorded, StreamRef
from zaizao_city.foundation.record.verifying_chains import verify_chains
from zaizao_city.foundation.record.writing import append

NOON = datetime(2026, 11, 20, 12)
STREAM = StreamRef("case", "JN-2026-000001")
CLERK = "6a1f0b0e-0000-4000-8000-000000000001"
PERSON = "6a1f0b0e-0000-4000-8000-000000000002"

pytestmark = pytest.mark.django_db


def test_events_are_read_as_they_were_appended() -> None:
    opened, accepted = NewEvent("CaseOpened", {"标题": "开饭店"}), NewEvent("CaseAccepted", {"gaps": []}, PERSON)

    length = append(STREAM, [opened, accepted], at=NOON, actor=CLERK, expected=0)

    read = read_stream(STREAM)
    places = [event.position for event in read]
    assert length == 2
    assert read == [
        Recorded(STREAM, 1, "CaseOpened", NOON, NOON, CLERK, None, {"标题": "开饭店"}, places[0]),
        Recorded(STREAM, 2, "CaseAccepted", NOON, NOON, CLERK, PERSON, {"gaps": []}, places[1]),
    ]


def test_a_stream_goes_on_where_it_ended() -> None:
    append(STREAM, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=0)

    length = append(STREAM, [NewEvent("CaseAccepted", {})] * 3, at=NOON, actor=CLERK, expected=1)

    assert length == count_events(STREAM) == 4
    assert [event.number for event in read_stream(STREAM, after=2)] == [3, 4]


def test_who_saw_another_length_is_told_that_somebody_was_quicker() -> None:
    append(STREAM, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=0)

    with pytest.raises(StreamMovedError) as refused:
        append(STREAM, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=0)

    assert refused.value.fields == {"stream": "case:JN-2026-000001", "expected": 0, "length": 1}
    assert count_events(STREAM) == 1


def test_a_clock_turned_back_does_not_turn_the_stream_back_and_is_noted() -> None:
    append(STREAM, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=0)
    earlier = NOON - timedelta(hours=1)

    append(STREAM, [NewEvent("CaseAccepted", {})], at=earlier, actor=CLERK, expected=1)

    assert [(event.at, event.recorded_at) for event in read_stream(STREAM)] == [(NOON, NOON), (NOON, earlier)]


def test_what_is_said_about_a_person_is_not_readable_in_the_database() -> None:
    append(STREAM, [NewEvent("CaseOpened", {"name": "Zhang Wei"}, PERSON)], at=NOON, actor=CLERK, expected=0)

    assert b"Zhang" not in bytes(Event.objects.get().payload)
    assert SubjectKey.objects.get().subject == PERSON


def test_one_append_can_be_about_several_people() -> None:
    others = [str(uuid4()) for _ in range(3)]
    events = [NewEvent("PartyAdded", {"nr": nr}, subject) for nr, subject in enumerate(others)]

    append(STREAM, events, at=NOON, actor=CLERK, expected=None)
    append(STREAM, events, at=NOON, actor=CLERK, expected=None)

    assert [(event.subject, event.body) for event in read_stream(STREAM)] == [
        (subject, {"nr": nr}) for nr, subject in enumerate(others)
    ] * 2


def test_an_append_takes_three_statements(django_assert_num_queries) -> None:
    append(STREAM, [NewEvent("CaseOpened", {}, PERSON)], at=NOON, actor=CLERK, expected=None)

    with django_assert_num_queries(3):
        length = append(STREAM, [NewEvent("CaseAccepted", {}, PERSON)] * 6, at=NOON, actor=CLERK, expected=1)

    assert length == 7


def test_a_thousand_events_fit_one_append() -> None:
    length = append(STREAM, [NewEvent("StepTaken", {"nr": 1})] * 1001, at=NOON, actor=SYSTEM, expected=0)

    assert length == len(read_stream(STREAM)) == 1001


@pytest.mark.parametrize("broken", [StreamRef("case", "a\nb"), StreamRef("ca\nse", "a")])
def test_a_line_break_in_a_name_is_a_bug_that_shows(broken: StreamRef) -> None:
    with pytest.raises(ValueError, match="line break"):
        append(broken, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=None)


def test_nothing_is_recorded_when_the_change_is_undone() -> None:
    before = transaction.savepoint()
    append(STREAM, [NewEvent("CaseOpened", {})], at=NOON, actor=CLERK, expected=0)

    transaction.savepoint_rollback(before)

    assert read_stream(STREAM) == []


@pytest.mark.parametrize("broken", [{"x": float("nan")}, {"x": float("inf")}])
def test_a_body_that_is_not_json_is_a_bug_that_shows(broken: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        append(STREAM, [NewEvent("CaseOpened", broken)], at=NOON, actor=CLERK, expected=None)


@given(
    bodies=st.lists(
        st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(), max_size=3),
        min_size=1,
        max_size=5,
    ),
    splits=st.integers(1, 4),
    about=st.lists(st.sampled_from([None, PERSON, CLERK]), min_size=5, max_size=5),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_comes_back_and_verifies(
    bodies: list[dict[str, object]], splits: int, about: list[str | None]
) -> None:
    stream = StreamRef("case", str(uuid4()))
    events = [NewEvent("StepTaken", body, subject) for body, subject in zip(bodies, about, strict=False)]

    for begins in range(0, len(events), splits):
        append(stream, events[begins : begins + splits], at=NOON, actor=CLERK, expected=begins)

    read = read_stream(stream)
    assert [(event.number, event.body, event.subject) for event in read] == [
        (number, event.body, event.subject) for number, event in enumerate(events, 1)
    ]
    assert list(verify_chains(Counter())) == []
