"""Regular duties: what is due is made ready to be worked on, once, whoever looks first.

A duty has one job for ever, made ready again and again: duties leave no heap of finished rows, and the next turn of a
duty never begins before the last has ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from zaizao_city.foundation.jobs.defining import DUTIES, Duty
from zaizao_city.foundation.jobs.models import Schedule

ENDED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


def run_due(now: datetime, *, duties: Mapping[str, Duty] = DUTIES) -> list[str]:
    """Make the jobs of all duties that are due ready; their names. Idle, it costs one read.

    A duty seen for the first time is due at once. A clock turned back makes no duty wait longer than its interval.
    """
    known = {row.name: row.next_at for row in Schedule.objects.filter(name__in=duties)}
    due = [duty for name, duty in duties.items() if _is_due(known.get(name), now, duty.interval) and duty.needed()]
    return [duty.name for duty in due if _begin(duty, now)]


def _is_due(next_at: datetime | None, now: datetime, interval: timedelta) -> bool:
    return next_at is None or next_at <= now or next_at - now > interval


def _begin(duty: Duty, now: datetime) -> bool:
    with transaction.atomic():
        Schedule.objects.get_or_create(name=duty.name, defaults={"next_at": now})
        row = Schedule.objects.select_for_update().get(name=duty.name)
        if not _is_due(row.next_at, now, duty.interval):  # somebody else was quicker
            return False
        began = _make_ready(duty, row)
        row.next_at = now + duty.interval
        row.save(update_fields=["next_at", "job"])
    return began


def _make_ready(duty: Duty, row: Schedule) -> bool:
    job = DBTaskResult.objects.select_for_update().filter(pk=row.job).first() if row.job else None
    if job is None:
        row.job = duty.job.enqueue().db_result.pk
        return True
    if job.status not in ENDED:
        return False
    job.status, job.worker_ids, job.run_after = TaskResultStatus.READY, [], get_date_max()
    job.save(update_fields=["status", "worker_ids", "run_after"])
    return True
