"""What an administrator sees of the jobs: how many wait, which were given up and why; and the second chance of those."""

from __future__ import annotations

import uuid
from datetime import datetime

from attrs import frozen
from django.db import transaction
from django.db.models import Count
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max


@frozen
class Failed:
    """A job that was given up: what it was to do, how often it was tried, and the last line of why not."""

    key: uuid.UUID
    path: str
    arguments: dict[str, object]
    attempts: int
    finished_at: datetime
    reason: str


def count_jobs() -> dict[str, int]:
    """How many jobs there are, by status (``READY``, ``RUNNING``, ``FAILED``, ``SUCCESSFUL``)."""
    return dict(DBTaskResult.objects.order_by().values_list("status").annotate(count=Count("pk")))


def list_failed(*, limit: int = 50) -> list[Failed]:
    """The jobs given up last, the newest first."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")[:limit]
    return [
        Failed(
            key=row.pk,
            path=row.task_path,
            arguments=row.args_kwargs,
            attempts=len(row.worker_ids),
            finished_at=row.finished_at,
            reason=(row.traceback.strip().splitlines() or [""])[-1],
        )
        for row in rows
    ]


def retry_failed(key: uuid.UUID) -> bool:
    """Give a job that was given up all its attempts again; False if there is no such job."""
    with transaction.atomic():
        failed = DBTaskResult.objects.select_for_update().filter(pk=key, status=TaskResultStatus.FAILED)
        again = {"status": TaskResultStatus.READY, "worker_ids": [], "run_after": get_date_max(), "finished_at": None}
        return failed.first() is not None and bool(DBTaskResult.objects.filter(pk=key).update(**again))
