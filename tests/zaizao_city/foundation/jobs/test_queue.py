"""The way of one job: once it succeeds, a failure waits and is tried again, a bug never ends the worker."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import trial_jobs
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import Terms
from zaizao_city.foundation.jobs.life import is_alive, stay_alive
from zaizao_city.foundation.jobs.models import Worker
from zaizao_city.foundation.jobs.queue import carry_out, release_abandoned, take_next
from zaizao_city.foundation.jobs.working import Orders, work
from zaizao_city.foundation.notices.models import Notice

READY, RUNNING, FAILED, SUCCESSFUL = (
    TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def work_off() -> int:
    return work(Orders(pause=lambda seconds: False, until_idle=True, duties=False))


def test_a_job_is_carried_out_once_and_its_answer_kept():
    trial_jobs.note.enqueue(7)

    assert (work_off(), work_off()) == (1, 0)

    assert list(Notice.objects.values_list("title", flat=True)) == ["whole"]
    assert DBTaskResult.objects.values("status", "return_value", "traceback").get() == {
        "status": SUCCESSFUL, "return_value": 7, "traceback": "",
    }  # fmt: skip
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_rolled_back_transaction_does_not_exist():
    with transaction.atomic():
        trial_jobs.note.enqueue(7)
        transaction.set_rollback(True)

    assert (work_off(), Notice.objects.count()) == (0, 0)


def test_a_failing_job_leaves_no_change_waits_longer_each_time_and_is_given_up_with_its_reason():
    trial_jobs.fail.enqueue(7)
    waits = []

    for _ in range(3):
        before = read_clock()
        assert work_off() == 0
        row = DBTaskResult.objects.get()
        waits.append(round((row.run_after - before) / timedelta(seconds=10)))
        DBTaskResult.objects.update(run_after=before)

    assert waits[:2] == [1, 2]
    assert (row.status, row.exception_class_path, len(row.worker_ids)) == (FAILED, "builtins.ZeroDivisionError", 3)
    assert row.traceback.endswith("ZeroDivisionError: job 7\n")
    assert not Notice.objects.exists()


def test_a_waiting_job_is_left_until_its_time():
    trial_jobs.note.using(run_after=read_clock() + timedelta(hours=1)).enqueue(7)

    assert work_off() == 0


def test_waits_double_up_to_an_hour():
    waits = [Terms().wait_after(attempt) / timedelta(seconds=1) for attempt in (1, 2, 3, 9, 10, 1000)]

    assert waits == [10, 20, 40, 2560, 3600, 3600]


def test_a_job_whose_code_is_gone_is_kept_with_the_reason():
    trial_jobs.note.enqueue(7)
    DBTaskResult.objects.update(task_path="trial_jobs.gone")

    assert work_off() == 0

    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == (READY, "builtins.ImportError")


def test_an_answer_that_cannot_be_kept_is_a_failure_and_not_the_end_of_the_worker():
    trial_jobs.answer_what_is_no_json.enqueue()
    trial_jobs.note.enqueue(7)

    assert work_off() == 1

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == [READY, SUCCESSFUL]


def test_urgent_jobs_come_first():
    for priority in (-10, 10, 0):
        trial_jobs.note.using(priority=priority).enqueue(priority + 10)

    work_off()

    assert [each.person_key.int for each in Notice.objects.order_by("id")] == [20, 10, 0]


def test_a_worker_is_alive_exactly_while_it_works():
    with stay_alive("anna") as confirm:
        confirm()
        seen = [is_alive("anna"), is_alive("bob")]

    assert [*seen, is_alive("anna")] == [True, False, False]


def test_a_job_of_a_dead_worker_is_taken_back_and_that_of_a_living_one_is_not():
    now = read_clock()
    for name in ("alive", "dead"):
        Worker.objects.create(name=name, started_at=now)
        trial_jobs.note.enqueue(7)
        take_next(worker=name, now=now)

    with stay_alive("alive"):
        released = release_abandoned(now=now)

    assert released == 1
    assert [worker.name for worker in Worker.objects.all()] == ["alive"]
    assert sorted((row.status, row.worker_ids) for row in DBTaskResult.objects.all()) == [
        (READY, ["dead"]),
        (RUNNING, ["alive"]),
    ]


def test_who_lost_a_job_to_another_changes_nothing():
    now = read_clock()
    trial_jobs.note.enqueue(7)
    lost = take_next(worker="slow", now=now)
    DBTaskResult.objects.update(worker_ids=["slow", "quick"])

    assert carry_out(lost, worker="slow") is False

    assert not Notice.objects.exists()
    assert DBTaskResult.objects.get().status == RUNNING


@pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory, threads block each other; see test_processes")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_take_the_same_job():
    for number in range(30):
        trial_jobs.note.enqueue(number)
    taken: list[str] = []
    start = threading.Barrier(3)

    def take_all(name: str) -> None:
        start.wait()
        while row := take_next(worker=name, now=datetime(2100, 1, 1)):
            taken.append(str(row.pk))
        connection.close()

    threads = [threading.Thread(target=take_all, args=(f"worker {number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True))
