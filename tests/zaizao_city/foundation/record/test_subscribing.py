from __future__ import annotations

from collections.abc import Sequence

import pytest

from record_rewriting import FIRST_CASE, SECOND_CASE, record
from zaizao_city.foundation.record import subscribing
from zaizao_city.foundation.record.models import GivenAnswer, Subscription
from zaizao_city.foundation.record.reading import read_after
from zaizao_city.foundation.record.subscribing import run_subscribers, subscriber
from zaizao_city.foundation.record.values import BEGINNING, Recorded

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "_SUBSCRIBERS", {})


def subscribe(name: str, *events: str) -> list[tuple[str, int, str]]:
    """What a new subscriber has heard so far."""
    heard: list[tuple[str, int, str]] = []

    @subscriber(name=name, events=events)
    def hear(seen: Sequence[Recorded]) -> None:
        heard.extend((str(event.stream), event.number, event.name) for event in seen)

    return heard


def test_a_subscriber_hears_the_events_it_wants_in_their_order() -> None:
    heard = subscribe("test", "A", "C")
    record(FIRST_CASE, ["A", "B"])
    record(SECOND_CASE, ["C"])

    run_subscribers()

    assert heard == [("case:JN-2026-000001", 1, "A"), ("case:JN-2026-000002", 1, "C")]


def test_a_subscriber_hears_nothing_twice() -> None:
    heard = subscribe("test", "A")
    record(FIRST_CASE, ["A"])

    passes = [run_subscribers() > 0, run_subscribers() > 0]

    assert (len(heard), passes) == (1, [True, False])


def test_events_come_in_portions() -> None:
    heard = subscribe("test", "A")
    record(FIRST_CASE, ["A"] * 5)

    counts = []
    while run_subscribers(limit=2):
        counts.append(len(heard))

    assert counts == [2, 4, 5]


def test_a_subscriber_that_fails_keeps_its_place_and_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    broken, heard = [True], subscribe("a-good", "A")

    @subscriber(name="a-bad", events={"A"})
    def fail(seen: Sequence[Recorded]) -> None:
        GivenAnswer.objects.create(actor="a", key=f"{len(broken)}", request=b"")
        if broken:
            raise ZeroDivisionError("no")

    record(FIRST_CASE, ["A"])
    run_subscribers()
    run_subscribers()
    place = Subscription.objects.get(name="a-bad")

    broken.clear()
    run_subscribers()

    assert (place.failures, place.failure, place.position) == (2, "ZeroDivisionError: no", 0)
    assert [answer.key for answer in GivenAnswer.objects.all()] == ["0"]
    assert Subscription.objects.get(name="a-bad").failures == 0
    assert len(heard) == 1
    assert "subscriber a-bad failed" in caplog.text


def test_two_subscribers_cannot_have_one_name() -> None:
    subscribe("test", "A")

    with pytest.raises(ValueError, match="two subscribers"):
        subscribe("test", "B")


def test_reading_goes_on_after_a_position() -> None:
    record(FIRST_CASE, ["A", "B", "C"])

    first = read_after(BEGINNING, 1)
    rest = read_after(first[0].position, 10, names={"C"})

    assert [event.name for event in first + rest] == ["A", "C"]
