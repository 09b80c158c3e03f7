"""The regular duties of the house do what they say, and nothing while there is nothing to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

import trial_jobs
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs import tasks
from zaizao_city.foundation.jobs.models import Schedule
from zaizao_city.foundation.jobs.schedule import run_due
from zaizao_city.foundation.jobs.working import Orders, work
from zaizao_city.foundation.record import subscribing
from zaizao_city.foundation.record.keys import forget_keys
from zaizao_city.foundation.record.values import NewEvent, Recorded, StreamRef
from zaizao_city.foundation.record.writing import append

NOW = datetime(2026, 3, 2, 9, 30)


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Iterator[Path]:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    forget_keys()
    yield tmp_path
    forget_keys()


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    heard: list[str] = []

    def listen(events: Sequence[Recorded]) -> None:
        heard.extend(event.name for event in events)

    monkeypatch.setattr(subscribing, "_SUBSCRIBERS", {})
    subscribing.subscriber(name="test", events={"Happened"})(listen)
    return heard


def happen() -> None:
    with transaction.atomic():
        append(StreamRef("test", "1"), [NewEvent("Happened", {}, None)], at=NOW, actor="system", expected=None)


@pytest.mark.django_db(transaction=True)
def test_subscribers_hear_what_happened_when_there_is_news(heard: list[str]):
    silent = tasks.has_news()
    happen()
    news = tasks.has_news()

    assert tasks.tell_subscribers.call() > 0

    assert (silent, news, tasks.has_news(), heard) == (False, True, False, ["Happened"])


def test_nobody_listening_there_is_no_news(db, monkeypatch):
    monkeypatch.setattr(subscribing, "_SUBSCRIBERS", {})
    happen()

    assert tasks.has_news() is False


@pytest.mark.django_db(transaction=True)
def test_what_happened_is_sealed_and_exported(home: Path):
    happen()

    assert (tasks.seal_record.call(), tasks.seal_record.call()) == (1, 0)

    assert len(list((home / "seals").iterdir())) == 1


def test_done_jobs_are_forgotten_after_a_week_and_those_of_duties_kept(db):
    ages = {name: read_clock() - timedelta(days=days) for name, days in (("old", 8), ("new", 6), ("duty", 8))}
    rows = {name: trial_jobs.note.enqueue(1).db_result for name in ages}
    for name, at in ages.items():
        DBTaskResult.objects.filter(pk=rows[name].pk).update(status="SUCCESSFUL", finished_at=at)
    Schedule.objects.create(name="duty", next_at=NOW, job=rows["duty"].pk)

    assert tasks.forget_done_jobs.call() == 1

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {rows["new"].pk, rows["duty"].pk}


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_up_what_is_due_by_itself(heard: list[str]):
    happen()

    work(Orders(pause=lambda seconds: False, until_idle=True))

    assert heard == ["Happened"]
    assert run_due(read_clock()) == []
