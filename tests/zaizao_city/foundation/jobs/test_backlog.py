"""An administrator sees what was given up and why, and gives it another chance."""

from __future__ import annotations

import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

import trial_jobs
from zaizao_city.foundation.jobs.backlog import Failed, count_jobs, list_failed, retry_failed
from zaizao_city.foundation.jobs.working import Orders, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def fail_for_good() -> DBTaskResult:
    trial_jobs.fail.enqueue(7)
    for _ in range(3):
        work(Orders(pause=lambda seconds: False, until_idle=True, duties=False))
        DBTaskResult.objects.update(run_after="2026-03-02 09:30")
    return DBTaskResult.objects.get()


def test_a_job_that_was_given_up_is_listed_with_its_reason():
    row = fail_for_good()

    assert count_jobs() == {"FAILED": 1}
    assert list_failed() == [
        Failed(
            key=row.pk,
            path="trial_jobs.fail",
            arguments={"args": [7], "kwargs": {}},
            attempts=3,
            finished_at=row.finished_at,
            reason="ZeroDivisionError: job 7",
        )
    ]


def test_a_second_chance_has_all_attempts_again():
    row = fail_for_good()

    assert (retry_failed(row.pk), retry_failed(row.pk), retry_failed(uuid.uuid4())) == (True, False, False)

    row.refresh_from_db()
    assert (row.status, row.worker_ids, row.finished_at) == ("READY", [], None)


def test_the_command_tells_and_tries_again():
    row = fail_for_good()
    told, after = StringIO(), StringIO()

    call_command("jobs", stdout=told)
    call_command("jobs", retry=row.pk, stdout=after)

    assert told.getvalue().splitlines() == [
        "failed             1",
        f"{row.finished_at:%Y-%m-%d %H:%M}  {row.pk}  trial_jobs.fail  3×  ZeroDivisionError: job 7",
    ]
    assert after.getvalue().splitlines() == ["ready              1"]


def test_a_job_that_was_not_given_up_cannot_be_tried_again():
    with pytest.raises(CommandError, match="was given up"):
        call_command("jobs", retry=uuid.uuid4())
