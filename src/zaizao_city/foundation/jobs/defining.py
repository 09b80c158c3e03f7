"""How a function becomes a job, and a job a regular duty. Nothing is carried out here.

What a job may rely on:

* a job put off in a transaction exists if that transaction commits, and not otherwise;
* ``@job()``: its changes in the database commit together with the mark that it is done. Whatever is killed, whenever:
  they happen exactly once, or, after its last attempt, not at all, and then it is listed as failed;
* ``@job(outside=True)``: it speaks to the world outside (mail, a gateway, a file), where no transaction reaches. It runs
  without one, **at least once**: killed between the deed and the mark, it runs again. It must find out what is already
  done, and carry a reference by which the other side knows a repetition.

More workers, on one machine or many, need PostgreSQL and nothing else: each job is held by one. On SQLite an inside job
holds the one lock for writing while it lasts: it is to be short, and long work is done outside, in small transactions.

A job is a module-level function in a module ``tasks`` of an app (found when Django starts); its arguments are JSON. It
reads the clock itself and makes one call to a service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task

LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How often a job is tried, how long is waited after the first failure (doubled after each), and on which side."""

    attempts: int = 10
    first_wait: timedelta = timedelta(seconds=10)
    outside: bool = False

    def wait_after(self, attempt: int) -> timedelta:
        """How long to wait after attempt number ``attempt`` (from 1) failed."""
        return min(self.first_wait * 2 ** min(attempt - 1, 30), LONGEST_WAIT)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A job without arguments that returns; ``needed`` says, cheaply and without writing, whether it is worth beginning."""

    name: str
    job: Task[Any, Any]
    interval: timedelta
    needed: Callable[[], bool]


TERMS: dict[str, Terms] = {}
"""By the path of the function."""

DUTIES: dict[str, Duty] = {}
"""By the path of the function."""


def job(
    *, attempts: int = 10, first_wait: timedelta = timedelta(seconds=10), outside: bool = False
) -> Callable[[Callable[..., Any]], Task[Any, Any]]:
    """Make a job of the function; ``.enqueue(…)`` then puts it off until the transaction around has committed."""

    def define(function: Callable[..., Any]) -> Task[Any, Any]:
        made = task(function)
        TERMS[made.module_path] = Terms(attempts=attempts, first_wait=first_wait, outside=outside)
        return made

    return define


def every(
    *, seconds: float = 0, minutes: float = 0, hours: float = 0, needed: Callable[[], bool] = lambda: True
) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Let a job return after each interval; the next one begins only when the last has come to its end."""
    interval = timedelta(seconds=seconds, minutes=minutes, hours=hours)
    if interval <= timedelta():
        raise ValueError("a regular duty needs an interval")

    def define(task: Task[Any, Any]) -> Task[Any, Any]:
        name = task.module_path
        DUTIES[name] = Duty(name=name, job=task, interval=interval, needed=needed)
        return task

    return define
