"""The worker: takes jobs one after another until it is told to stop. Several may work at once, in several processes."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.models import DBTaskResult

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.life import stay_alive
from zaizao_city.foundation.jobs.models import Worker
from zaizao_city.foundation.jobs.queue import carry_out, release_abandoned, take_next
from zaizao_city.foundation.jobs.schedule import run_due

logger = logging.getLogger("zaizao.jobs")


@dataclass(frozen=True, kw_only=True)
class Orders:
    """How to work.

    ``pause(seconds)`` waits and says whether to stop; ``until_idle``: stop when nothing is ready; ``duties``: also begin
    what is regularly due.
    """

    pause: Callable[[float], bool]
    until_idle: bool = False
    duties: bool = True
    idle_seconds: float = 0.5


def name_worker() -> str:
    """A name no other worker has: machine, process, and a random part, since process numbers return."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def work(orders: Orders, *, name: str | None = None) -> int:
    """Work until told to stop; the job in hand is finished first. How many jobs succeeded.

    Raises:
        ConnectionError: the worker's sign of life was lost; it must be started again under another name.
        DatabaseError: what became of a job could not be written; the job is taken back when this worker has ended.
    """
    name, done = name or name_worker(), 0
    with stay_alive(name) as confirm_life:
        Worker.objects.create(name=name, started_at=read_clock())
        while not orders.pause(0):
            confirm_life()
            row = find_work(name, duties=orders.duties)
            if row is not None:
                done += carry_out(row, worker=name)
            elif orders.until_idle or orders.pause(orders.idle_seconds):
                break
        Worker.objects.filter(name=name).delete()
    return done


def find_work(name: str, *, duties: bool) -> DBTaskResult | None:
    """Release what dead workers held, make ready what is due, and take a job; None if none was ready."""
    if not connection.in_atomic_block:  # within somebody's transaction the connection is not ours to close
        close_old_connections()
    try:
        release_abandoned(now=read_clock(), asked_by=name)
        if duties:
            run_due(read_clock())
        return take_next(worker=name, now=read_clock())
    except DatabaseError as problem:  # locked for long, or a server that restarts: the next turn will tell
        logger.warning("the database did not answer: %s", problem)
        return None
