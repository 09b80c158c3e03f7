"""A full durable command of the city beside bare SQL that writes the same rows, and the lists with many cases.

    python bench/bench_city.py [--rounds 5] [--cases 30]                            SQLite, synchronous FULL

A command is everything: the idempotency key, permission, guards, the engine, events with their hashes, state, case, work
items, items, documents. The floor is what those commands wrote, statement by statement with the same values, taken down in
a run before and given to the database's own driver, in the same transactions: no reading, no engine, no hash. Both begin
with the same copy of the database and take turns. Grouped are the same commands, thirty in a transaction.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from measuring import print_figure, round_off

os.environ.pop("ZAIZAO_DATABASE_URL", None)

from city_commands import HOME, Command, Written, give, give_batch, list_batches, make_commands, take_down, write_again
from django.db import connection

from small_town import Town
from zaizao_city.casework.selectors.cases import CaseFilter, list_cases
from zaizao_city.config.database import SQLITE_PRAGMAS
from zaizao_city.identity.enums import Role

_Task = TypeVar("_Task")
Taken = tuple[float, float]
"""Seconds, and of those the processor's."""
DATABASE = HOME / "city.sqlite3"


def make_base(cases: int) -> tuple[list[Command], Path]:
    """The commands to carry out, and the database in which each of them is still to come."""
    wanted, base = make_commands(cases), HOME / "base.sqlite3"
    _copy(DATABASE, base)
    return wanted, base


def _copy(source: Path, target: Path) -> None:
    for old in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        old.unlink(missing_ok=True)
    with sqlite3.connect(source) as one, sqlite3.connect(target) as two:
        one.backup(two)
    one.close()
    two.close()


def run_ours(run: Callable[[_Task], None], tasks: Sequence[_Task]) -> Taken:
    """Seconds, and of those the processor's."""
    connection.ensure_connection()
    begins, worked = time.perf_counter(), time.process_time()
    for task in tasks:
        run(task)
    taken = time.perf_counter() - begins, time.process_time() - worked
    connection.close()
    return taken


def run_floor(written: Sequence[Written]) -> Taken:
    """The same of what was written, by the driver alone."""
    raw = sqlite3.connect(DATABASE, isolation_level=None)
    for pragma in SQLITE_PRAGMAS.split(";"):
        raw.execute(pragma)
    cursor = raw.cursor()
    begins, worked = time.perf_counter(), time.process_time()
    for one in written:
        cursor.execute("BEGIN IMMEDIATE")
        write_again(cursor, one)
        cursor.execute("COMMIT")
    taken = time.perf_counter() - begins, time.process_time() - worked
    raw.close()
    return taken


def take_down_for_sqlite(run: Callable[[_Task], None], tasks: Sequence[_Task], base: Path) -> list[Written]:
    """What the tasks write, with the marks of SQLite's own driver."""
    _copy(base, DATABASE)
    return [[(sql.replace("%s", "?"), rows) for sql, rows in one] for one in take_down(run, tasks)]


def measure_commands(wanted: Sequence[Command], base: Path, rounds: int) -> None:
    """Single and grouped, ours and the floor's, in turns on copies of one database."""
    batches = list_batches(wanted)
    single = take_down_for_sqlite(give, wanted, base)
    grouped = take_down_for_sqlite(give_batch, batches, base)
    print_figure("statements that write, a command", sum(map(len, single)) / len(wanted), "")
    turns: dict[str, Callable[[], Taken]] = {
        "ours": lambda: run_ours(give, wanted),
        "floor": lambda: run_floor(single),
        "grouped": lambda: run_ours(give_batch, batches),
        "grouped floor": lambda: run_floor(grouped),
    }
    times: dict[str, list[Taken]] = {name: [] for name in turns}
    for _ in range(rounds):
        for name, turn in turns.items():
            _copy(base, DATABASE)
            times[name].append(turn())
    for name, taken in times.items():
        seconds, work = (1000 * median(each) / len(wanted) for each in zip(*taken, strict=True))
        best = round_off(1000 * min(taken)[0] / len(wanted))
        print_figure(f"command, {name}, sqlite", seconds, "ms", best=best, processor=round_off(work))
    for ours, floor in (("ours", "floor"), ("grouped", "grouped floor")):
        ratio = median(b[0] / a[0] for a, b in zip(times[ours], times[floor], strict=True))
        print_figure(f"command, {ours} / raw SQL, sqlite", ratio, "times", at_least=0.5)


def measure_orders(town: Town, rows: int) -> None:
    """The list of hotline orders with this many rows, at its beginning and deep inside, narrowed and not."""
    make = (
        "INSERT INTO casework_case (reference, kind, process, digest, title, category, channel, is_reported, child_name,"
        " status, outcome, opened_at, is_late, is_promise_broken, visits, length, applicant_id, organisation_id,"
        " territory_id) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) SELECT"
        " printf('GD-2025-%%06d', i), 'hotline_order', 'hotline-order', 'd', 'x', CASE i %% 7 WHEN 0 THEN 'noise' ELSE"
        " 'road' END, 'hotline', 0, '', CASE i %% 9 WHEN 0 THEN 'open' ELSE 'closed' END, '',"
        " datetime('2025-01-01', '+' || i || ' minutes'), 0, 0, 0, 1, %s, %s, %s FROM n"
    )
    with connection.cursor() as cursor:
        cursor.execute(make, (rows, town.applicant.person_id, town.organs["window"].pk, town.district.pk))
    dispatcher = town.make_actor("郑芳", Role.DISPATCHER)
    for name, narrow in (
        ("all", CaseFilter(kind="hotline_order")),
        ("open", CaseFilter(kind="hotline_order", status="open")),
        ("one category", CaseFilter(kind="hotline_order", category="noise")),
    ):
        after = None
        for place in ("first page", "page 40"):
            seconds = []
            for _ in range(20):
                begins = time.perf_counter()
                page = list_cases(dispatcher, narrow=narrow, after=after)
                seconds.append(time.perf_counter() - begins)
            print_figure(f"orders, {name}, {place}, {rows} rows", 1000 * median(seconds), "ms", at_most=25)
            for _ in range(39):
                after = page.after
                page = list_cases(dispatcher, narrow=narrow, after=after)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", type=int, default=30)
    parser.add_argument("--orders", type=int, default=540_000)
    options = parser.parse_args()
    try:
        wanted, base = make_base(options.cases)
        measure_commands(wanted, base, options.rounds)
        _copy(base, DATABASE)
        town = Town("restaurant")
        measure_orders(town, options.orders)
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
