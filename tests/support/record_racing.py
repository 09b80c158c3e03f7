"""Processes that use one database at the same time, each doing one task many times; what they did comes back as JSON.

A process outside the test forks one for each task; all begin together. In the end the record is verified.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from attrs import frozen
from django.conf import settings
from django.db import connection, transaction

from zaizao_city.foundation.numbering.taking import take_number
from zaizao_city.foundation.record.errors import StreamMovedError
from zaizao_city.foundation.record.idempotency import New, once
from zaizao_city.foundation.record.reading import read_after
from zaizao_city.foundation.record.values import BEGINNING, Append, NewEvent, StreamRef
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.foundation.record.writing import append
from zaizao_city.foundation.record.writing_many import append_many

NOON = datetime(2026, 11, 20, 12)
PERSON = "6a1f0b0e-0000-4000-8000-000000000002"
PATIENCE = 60


def share_database(folder: Path) -> dict[str, str]:
    """The environment in which other processes use the test's database; of SQLite's, which is in memory, a copy."""
    environment = {**os.environ, "ZAIZAO_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "zaizao_city.config.settings"}
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(folder / "city.sqlite3")
        connection.connection.backup(copy)
        copy.execute(
            "PRAGMA journal_mode=WAL"
        )  # as a city's own is: turning it into one is refused while others open it
        copy.close()
        return environment
    name = settings.DATABASES["default"]["NAME"]
    address = environment["ZAIZAO_DATABASE_URL"].rpartition("/")[0]
    return {**environment, "ZAIZAO_DATABASE_URL": f"{address}/{name}"}


@frozen
class Race:
    """What each process did; how many streams and events there are now; the codes of what verifying found."""

    done: list[list[Any]]
    streams: int
    events: int
    findings: list[str]


def race(tasks: Sequence[tuple[str, int, str]], *, environment: Mapping[str, str]) -> Race:
    """The race of these tasks, run outside this process."""
    begin = "import sys, django; django.setup(); import record_racing; record_racing.run_race(sys.argv[1])"
    command = [sys.executable, "-c", begin, json.dumps(tasks)]
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(
        command, env={**environment, "PYTHONPATH": paths}, stdout=subprocess.PIPE, check=True, timeout=PATIENCE
    )
    return Race(**json.loads(ran.stdout))


def append_anywhere(times: int, name: str) -> list[object]:
    """The lengths after appends to one stream, by whoever comes."""
    return [_append("shared", expected=None) for _ in range(times)]


def append_where_seen(times: int, name: str) -> list[object]:
    """Whether each of several new streams was opened here, or somebody was quicker."""
    done: list[object] = []
    for number in range(times):
        try:
            done.append(_append(f"new-{number}", expected=0))
        except StreamMovedError as refused:
            done.append(refused.code)
    return done


def append_to_many(times: int, name: str) -> list[object]:
    """The sums of the lengths after appends to the same streams, in an order of one's own."""
    chance, done = random.Random(name), []
    streams = [StreamRef("race", str(number)) for number in range(20)]
    for _ in range(times):
        chance.shuffle(streams)
        with transaction.atomic():
            appends = [Append(stream, [NewEvent("Taken", {}, PERSON)], NOON, "a") for stream in streams]
            done.append(sum(append_many(appends)))
    return list(done)


def take_numbers(times: int, name: str) -> list[object]:
    taken: list[object] = []
    for _ in range(times):
        with transaction.atomic():
            taken.append(take_number("JN", year=2026))
    return taken


def answer_once(times: int, name: str) -> list[object]:
    """The answers to requests that the other processes send too."""
    answers: list[object] = []
    for number in range(times):
        with transaction.atomic():
            asked = once(f"key-{number}", actor="a", request="the same")
            if isinstance(asked, New):
                time.sleep(0.002)
                asked.keep(f"{name}-{number}", at=NOON)
                answers.append(f"{name}-{number}")
            else:
                answers.append(asked.answer)
    return answers


def append_slowly(times: int, name: str) -> list[object]:
    """Appends to streams of its own and shared ones, in transactions that end when they please, some undone."""
    chance, done = random.Random(name), 0
    for number in range(times):
        with transaction.atomic():
            done += 1
            _append(chance.choice([name, "shared"]), expected=None)
            time.sleep(chance.choice([0, 0, 0.003, 0.01]))
            if number % 7 == 3:
                transaction.set_rollback(True)
                done -= 1
    return [done]


def follow(times: int, name: str) -> list[object]:
    """The events seen by a reader that goes on from where it was, until there are as many as it waits for."""
    seen: list[object] = []
    position, until = BEGINNING, time.monotonic() + PATIENCE / 2
    while len(seen) < times and time.monotonic() < until:
        for event in read_after(position, 7):
            seen.append([str(event.stream), event.number])
            position = event.position
    return seen


def _append(key: str, *, expected: int | None) -> int:
    with transaction.atomic():
        events = [NewEvent("Taken", {"nr": number}, PERSON) for number in range(2)]
        return append(StreamRef("race", key), events, at=NOON, actor="a", expected=expected)


TASKS: tuple[Callable[[int, str], list[object]], ...] = (
    append_anywhere, append_where_seen, append_to_many, take_numbers, answer_once, append_slowly, follow,
)  # fmt: skip


def run_race(tasks: str) -> None:
    """Fork after Django is set up, and before anybody has a connection; print the `Race`."""
    forks = multiprocessing.get_context("fork")
    asked = json.loads(tasks)
    together = forks.Barrier(len(asked))
    channels = []
    for task in asked:
        ours, theirs = forks.Pipe(duplex=False)
        forks.Process(target=run_one, args=(task, together, theirs)).start()
        channels.append(ours)
    done = [channel.recv() for channel in channels]

    verdict = verify()
    codes = [finding.code for finding in verdict.findings]
    print(json.dumps({"done": done, "streams": verdict.streams, "events": verdict.events, "findings": codes}))


def run_one(task: tuple[str, int, str], together: Barrier, answer: Connection) -> None:
    connection.ensure_connection()
    together.wait(PATIENCE)
    answer.send({each.__name__: each for each in TASKS}[task[0]](*task[1:]))
