"""Jobs for the tests: what they do can be counted afterwards, in the database or outside it."""

from __future__ import annotations

import os
import time
import uuid
from datetime import datetime
from pathlib import Path

from zaizao_city.foundation.jobs.defining import job
from zaizao_city.foundation.notices.models import Notice

DONE = datetime(2026, 3, 2, 9, 30)


@job()
def note(number: int, pause: float = 0.0) -> int:
    """Leave one row, in two halves with a pause between."""
    notice = Notice.objects.create(person_key=uuid.UUID(int=number), title="half", text="", at=DONE)
    time.sleep(pause)
    notice.title = "whole"
    notice.save()
    return number


@job(outside=True)
def write(path: str, line: str, pause: float = 0.0) -> None:
    """Leave one line in a file, then dawdle before the mark."""
    with Path(path).open("a") as file:
        file.write(line + "\n")
    time.sleep(pause)


@job(attempts=3)
def fail(number: int) -> None:
    """Leave a row and raise."""
    Notice.objects.create(person_key=uuid.UUID(int=number), title="undone", text="", at=DONE)
    raise ZeroDivisionError(f"job {number}")


@job(attempts=3)
def kill_worker() -> None:
    """Take the process down, as a bug in a compiled library would."""
    os.kill(os.getpid(), 9)


@job()
def answer_what_is_no_json() -> object:
    """Return what cannot be kept."""
    return object()
