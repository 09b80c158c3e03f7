"""A duty returns after its interval, once, whoever looks; it neither piles up nor stops when the clock is turned back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import trial_jobs
from zaizao_city.foundation.jobs.defining import DUTIES, Duty, every
from zaizao_city.foundation.jobs.models import Schedule
from zaizao_city.foundation.jobs.schedule import run_due

NOW = datetime(2026, 3, 2, 9, 30)
DUTY = Duty(name="note", job=trial_jobs.note, interval=timedelta(minutes=10), needed=lambda: True)

pytestmark = pytest.mark.django_db


def begin(minutes: float, duty: Duty = DUTY) -> list[str]:
    return run_due(NOW + timedelta(minutes=minutes), duties={duty.name: duty})


def finish(status: TaskResultStatus = TaskResultStatus.SUCCESSFUL) -> None:
    DBTaskResult.objects.update(status=status, worker_ids=["anna"], run_after=NOW)


def test_a_duty_is_due_at_first_sight_and_after_each_interval():
    begun = []
    for minutes in (0, 5, 9.9, 10, 11, 20, 50):
        begun.append(begin(minutes))
        finish()

    assert begun == [["note"], [], [], ["note"], [], ["note"], ["note"]]


def test_a_duty_uses_one_job_for_ever():
    for minutes in (0, 10, 20):
        begin(minutes)
        finish(TaskResultStatus.FAILED)
    begin(30)

    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids, row.run_after.year) == (TaskResultStatus.READY, [], 9999)


@pytest.mark.parametrize("status", [TaskResultStatus.READY, TaskResultStatus.RUNNING])
def test_a_duty_does_not_begin_again_before_it_has_ended(status: TaskResultStatus):
    begin(0)
    DBTaskResult.objects.update(status=status)

    assert begin(10) == []
    assert DBTaskResult.objects.get().status == status


def test_a_duty_nobody_needs_waits_without_writing(django_assert_num_queries):
    begin(0)
    finish()
    idle = Duty(name="note", job=trial_jobs.note, interval=timedelta(minutes=10), needed=lambda: False)

    with django_assert_num_queries(1):
        assert begin(30, idle) == []
    assert begin(31) == ["note"]


def test_a_clock_turned_back_makes_a_duty_wait_no_longer_than_its_interval():
    begin(0)
    finish()

    assert begin(-600) == ["note"]
    assert Schedule.objects.get().next_at == NOW - timedelta(minutes=590)


def test_a_job_lost_from_the_table_is_made_again():
    begin(0)
    DBTaskResult.objects.all().delete()

    assert begin(10) == ["note"]
    assert DBTaskResult.objects.count() == 1


def test_an_interval_is_longer_than_nothing():
    with pytest.raises(ValueError, match="interval"):
        every(seconds=0)


def test_the_duties_of_the_house_are_a_known_list():
    ours = {name: duty.interval for name, duty in DUTIES.items() if name.startswith("zaizao_city.foundation.")}

    assert ours == {
        "zaizao_city.foundation.jobs.tasks.tell_subscribers": timedelta(seconds=1),
        "zaizao_city.foundation.jobs.tasks.seal_record": timedelta(minutes=2),
        "zaizao_city.foundation.jobs.tasks.sweep": timedelta(days=1),
        "zaizao_city.foundation.jobs.tasks.forget_done_jobs": timedelta(days=1),
    }
