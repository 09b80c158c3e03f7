"""A durable append to the record beside bare SQL that writes the same rows: one transaction each, and many in one.

    python bench/bench_record.py [--rounds 40]                                      SQLite, synchronous FULL
    python tests/support/private_postgres.py python bench/bench_record.py           PostgreSQL

The floor moves the head and inserts the events with the database's own driver, in one transaction, and knows beforehand
what it writes: no reading, no hash, no encryption, no JSON. Both take turns on the same database; the ratio is ours to
the floor. Also: reading streams, verifying, sealing, and how many statements an append sends.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from itertools import count
from statistics import median
from typing import Any

import django
from measuring import print_figure, take_turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ.setdefault("ZAIZAO_MODE", "test")
os.environ["ZAIZAO_HOME"] = tempfile.mkdtemp(prefix="zaizao-bench-")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection, transaction  # noqa: E402

from zaizao_city.foundation.record.reading import read_stream  # noqa: E402
from zaizao_city.foundation.record.sealing import seal  # noqa: E402
from zaizao_city.foundation.record.values import Append, NewEvent, StreamRef  # noqa: E402
from zaizao_city.foundation.record.verifying import verify  # noqa: E402
from zaizao_city.foundation.record.writing import append  # noqa: E402
from zaizao_city.foundation.record.writing_many import append_many  # noqa: E402

NOON = datetime(2026, 11, 20, 12)
PEOPLE = [f"6a1f0b0e-0000-4000-8000-{number:012d}" for number in range(50)]
BODY = {
    "activity": "register", "item": "licence", "outcome": "granted", "by": "6a1f0b0e-0000-4000-8000-0000000000ff",
    "reason": "材料齐全，符合法定形式", "due": "2026-11-24", "calendar": "cn-2026-1",
}  # fmt: skip
ACTOR = "6a1f0b0e-0000-4000-8000-0000000000ff"
EVENTS = 4
"""Events of one command of the city: three to six."""
PER_TURN = 40
PER_GROUP = 200

_MOVE = "UPDATE record_stream SET length = ?, hash = ?, last_at = ? WHERE id = ? AND length = ?"
_INSERT = (
    "INSERT INTO record_event (stream_id, number, name, at, recorded_at, actor, subject_key_id, payload, digest, hash)"
    " VALUES " + ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"] * EVENTS)
)


def append_some(streams: list[StreamRef], *, grouped: bool) -> float:
    """Seconds of one append of `EVENTS` events to each of the streams."""
    begins = time.perf_counter()
    if grouped:
        with transaction.atomic():
            append_many([Append(stream, _make_events(nr), NOON, ACTOR) for nr, stream in enumerate(streams)])
    else:
        for number, stream in enumerate(streams):
            with transaction.atomic():
                append(stream, _make_events(number), at=NOON, actor=ACTOR, expected=None)
    return (time.perf_counter() - begins) / len(streams)


def _make_events(number: int) -> list[NewEvent]:
    return [NewEvent("ActivityCompleted", BODY, PEOPLE[number % len(PEOPLE)])] * EVENTS


def make_floor(streams: list[StreamRef]) -> Callable[..., float]:
    """The same rows by the driver alone, on rows of its own: streams that nobody else appends to."""
    raw = connection.connection
    sqlite = connection.vendor == "sqlite"
    move, insert = (_MOVE, _INSERT) if sqlite else (_MOVE.replace("?", "%s"), _INSERT.replace("?", "%s"))
    begin = "BEGIN IMMEDIATE" if sqlite else "BEGIN"
    ids = {str(stream): number for stream, number in _find_ids(streams)}
    lengths = dict.fromkeys(ids, 1)
    payload, hash_ = bytes(272), bytes(32)

    at = str(NOON) if sqlite else NOON

    def write(cursor: Any, name: str) -> None:
        length, number = lengths[name], ids[name]
        cursor.execute(move, (length + EVENTS, hash_, at, number, length))
        rows = [
            (number, length + nr, "ActivityCompleted", at, at, ACTOR, 1, payload, hash_, hash_)
            for nr in range(1, EVENTS + 1)
        ]
        cursor.execute(insert, [value for row in rows for value in row])
        lengths[name] = length + EVENTS

    def write_some(*, grouped: bool) -> float:
        cursor = raw.cursor()
        begins = time.perf_counter()
        if grouped:
            cursor.execute(begin)
        for name in ids:
            if not grouped:
                cursor.execute(begin)
            write(cursor, name)
            if not grouped:
                cursor.execute("COMMIT")
        if grouped:
            cursor.execute("COMMIT")
        return (time.perf_counter() - begins) / len(ids)

    return write_some


def _find_ids(streams: list[StreamRef]) -> list[tuple[StreamRef, int]]:
    with connection.cursor() as cursor:
        found = []
        for stream in streams:
            cursor.execute("SELECT id FROM record_stream WHERE kind = %s AND key = %s", (stream.kind, stream.key))
            found.append((stream, cursor.fetchone()[0]))
    return found


def open_streams(kind: str, number: int) -> list[StreamRef]:
    """New streams of one event each."""
    streams = [StreamRef(kind, f"JN-2026-{each:06d}") for each in range(number)]
    with transaction.atomic():
        for each, stream in enumerate(streams):
            append(stream, [NewEvent("CaseOpened", BODY, PEOPLE[each % 50])], at=NOON, actor="a", expected=0)
    return streams


def measure_appends(rounds: int) -> None:
    database = connection.vendor
    for grouped, per_turn in ((False, PER_TURN), (True, PER_GROUP)):
        word = "grouped" if grouped else "single"
        ours, theirs = open_streams(f"ours-{word}", per_turn), open_streams(f"floor-{word}", per_turn)
        write_some = make_floor(theirs)
        turns = {
            "ours": lambda ours=ours, grouped=grouped: append_some(ours, grouped=grouped),
            "floor": lambda write_some=write_some, grouped=grouped: write_some(grouped=grouped),
        }
        given = take_turns(turns, rounds=rounds)
        for name, seconds in given.items():
            print_figure(f"{word} append, {name}, {database}", 1 / median(seconds), "per second", best=1 / min(seconds))
        ratio = median(floor / ours for floor, ours in zip(given["floor"], given["ours"], strict=True))
        print_figure(f"{word} append / raw SQL, {database}", ratio, "times", at_least=0.5)


def measure_reading(rounds: int) -> None:
    """On whole streams alone: what the floor wrote is no chain."""
    database, number = connection.vendor, count(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM record_event WHERE stream_id IN (SELECT id FROM record_stream WHERE kind LIKE 'fl%%')"
        )
        cursor.execute("DELETE FROM record_stream WHERE kind LIKE 'fl%%'")
    stream = StreamRef("ours-single", "JN-2026-000001")
    length = len(read_stream(stream))
    begins = time.perf_counter()
    for _ in range(rounds):
        read_stream(stream)
        next(number)
    spent = time.perf_counter() - begins
    print_figure(f"events read from a stream, {database}", rounds * length / spent, "per second")
    begins = time.perf_counter()
    seal(NOON)
    print_figure(f"sealing all of it, {database}", time.perf_counter() - begins, "seconds")
    begins = time.perf_counter()
    verdict = verify()
    spent = time.perf_counter() - begins
    if verdict.findings:
        raise SystemExit(verdict.findings[0].tell())
    print_figure(f"events verified, {database}", verdict.events / spent, "per second", events=verdict.events)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    call_command("migrate", verbosity=0, skip_checks=True)
    connection.ensure_connection()
    open_streams("warm", 50)
    measure_appends(rounds)
    measure_reading(rounds)


if __name__ == "__main__":
    main()
