"""The way of one job: taken, carried out, done; or given back with a later time; or failed for good.

    READY ──take──> RUNNING ──carry out──> SUCCESSFUL
      ^                │ raised, or its worker died
      └──give back─────┴──after the last attempt──> FAILED

`take_next` commits the name of the worker before anything is done: also an attempt that kills its process is counted, so
no job kills workers for ever.
"""

from __future__ import annotations

import contextlib
import logging
import traceback
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import TERMS, Terms
from zaizao_city.foundation.jobs.life import is_alive
from zaizao_city.foundation.jobs.models import Worker

logger = logging.getLogger("zaizao.jobs")


class JobLostError(Exception):
    """The job is no longer this worker's: it was taken for dead. What it did in the transaction is undone."""


def take_next(*, worker: str, now: datetime) -> DBTaskResult | None:
    """The next job that may begin, now held by ``worker``; None if there is none. Two workers never hold one job."""
    if not _list_ready(now).exists():  # a look costs no lock
        return None
    with transaction.atomic():
        row = _list_ready(now).select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.claim(worker)
        Worker.objects.filter(name=worker).update(job=row.pk)
    return row


def carry_out(row: DBTaskResult, *, worker: str) -> bool:
    """Carry out a taken job and mark what became of it; True if it succeeded.

    An exception of the job is kept with it, and the job given back or failed. What is not an `Exception` (the process is
    told to end) leaves the job held, to be released when the worker is found dead.
    """
    try:
        if find_terms(row.task_path).outside:
            value = _call(row)
            with transaction.atomic():
                _mark_done(row, value, worker=worker)
        else:
            with transaction.atomic():
                _confirm_held(row, worker=worker)
                _mark_done(row, _call(row), worker=worker)
    except JobLostError:
        logger.warning("job %s (%s) was lost to another worker", row.pk, row.task_path)
        return False
    except Exception as problem:  # noqa: BLE001 - the worker's outer loop: a bug in a job must not end the worker
        logger.warning("job %s (%s) failed: %r", row.pk, row.task_path, problem)
        give_back(row, worker=worker, now=read_clock(), name=_name_type(problem), text=traceback.format_exc())
        return False
    return True


def give_back(row: DBTaskResult, *, worker: str, now: datetime, name: str, text: str) -> None:
    """Let the job wait for its next attempt, or fail it after its last; nothing if ``worker`` no longer holds it.

    A job that raised (``name`` is the exception's) waits its turn; one whose worker died is ready at once.
    """
    with transaction.atomic():
        held = _lock_held(row, worker=worker)
        if held is None:
            return
        terms, attempt = find_terms(held.task_path), len(held.worker_ids)
        held.exception_class_path, held.traceback = name, text
        if attempt < terms.attempts:
            held.status = TaskResultStatus.READY
            held.run_after = now + terms.wait_after(attempt) if name else now
        else:
            held.status, held.finished_at = TaskResultStatus.FAILED, now
        held.save(update_fields=["exception_class_path", "traceback", "status", "run_after", "finished_at"])
        _let_go(worker)


def release_abandoned(*, now: datetime, asked_by: str = "") -> int:
    """Take the jobs of dead workers back, and forget those workers; how many jobs were taken back."""
    released = 0
    for worker in Worker.objects.exclude(name=asked_by).order_by("id"):
        if is_alive(worker.name):
            continue
        for row in DBTaskResult.objects.filter(pk=worker.job, status=TaskResultStatus.RUNNING):
            give_back(row, worker=worker.name, now=now, name="", text="The process that worked on it ended.")
            released += 1
        worker.delete()
    return released


def find_terms(path: str) -> Terms:
    """The terms of the job at that path; the usual ones if it is unknown (its code was moved or removed)."""
    with contextlib.suppress(ImportError):
        import_string(path)  # a job defined outside a module `tasks` is known only then
    return TERMS.get(path, Terms())


def _list_ready(now: datetime) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now), status=TaskResultStatus.READY, backend_name="default"
    )


def _call(row: DBTaskResult) -> object:
    result = row.task_result
    before = [TaskContext(task_result=result)] if result.task.takes_context else []
    return result.task.call(*before, *result.args, **result.kwargs)


def _mark_done(row: DBTaskResult, value: object, *, worker: str) -> None:
    held = _confirm_held(row, worker=worker)
    held.status, held.finished_at, held.return_value = TaskResultStatus.SUCCESSFUL, read_clock(), value
    held.exception_class_path = held.traceback = ""
    held.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])
    _let_go(worker)


def _confirm_held(row: DBTaskResult, *, worker: str) -> DBTaskResult:
    held = _lock_held(row, worker=worker)
    if held is None:
        raise JobLostError
    return held


def _lock_held(row: DBTaskResult, *, worker: str) -> DBTaskResult | None:
    held = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING).first()
    return held if held and held.worker_ids == row.worker_ids and held.worker_ids[-1:] == [worker] else None


def _let_go(worker: str) -> None:
    Worker.objects.filter(name=worker).update(job=None)


def _name_type(problem: Exception) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}"
