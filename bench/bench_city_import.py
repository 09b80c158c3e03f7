"""Cases of an old system taken over, beside a program that only writes the rows they become, on SQLite.

    python bench/bench_city_import.py [--cases 60000] [--rounds 3]

The city and its lines are those of `bench_city_scale`, loaded by `zaizao-city load-cases` itself with as many processes
as there are processors and one. What is then in the tables is written again by the driver alone, from memory, in as many
transactions with the same pragmas into a copy of the city before: once with all indexes kept, and once with those that
are not unique taken away before and made again after, as the loader does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench_city_scale import HOME, City, load_lines
from django.db import connection
from measuring import print_figure, round_off

from zaizao_city.casework.services.loading import AT_ONCE
from zaizao_city.config.database import SQLITE_PRAGMAS

DATABASE, BEFORE, AGAIN = HOME / "city.sqlite3", HOME / "before.sqlite3", HOME / "again.sqlite3"
MUCH = "PRAGMA cache_size = -131072"
"""As much memory as the loader takes."""
Rows = dict[str, list[tuple[Any, ...]]]
"""What was written, by table."""


def copy_city() -> None:
    connection.close()
    with sqlite3.connect(DATABASE) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    shutil.copy(DATABASE, BEFORE)


def read_rows() -> Rows:
    """All rows that were not there before."""
    raw = sqlite3.connect(DATABASE)
    raw.execute("ATTACH ? AS before", (str(BEFORE),))
    named = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    rows = {}
    for table, made in named.fetchall():
        if "WITHOUT ROWID" in made:
            continue  # those of the search, which the loader leaves alone
        new = f"SELECT * FROM main.{table} WHERE rowid NOT IN (SELECT rowid FROM before.{table})"
        if found := raw.execute(new).fetchall():
            rows[table] = found
    raw.close()
    return rows


def write_rows(rows: Rows, parts: int, *, lean: bool) -> float:
    """Seconds of the driver alone."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{AGAIN}{ending}").unlink(missing_ok=True)
    shutil.copy(BEFORE, AGAIN)
    raw = sqlite3.connect(AGAIN, isolation_level=None)
    for pragma in (*SQLITE_PRAGMAS.split(";"), MUCH):
        raw.execute(pragma)
    begins = time.perf_counter()
    indexes = _list_indexes(raw, rows) if lean else []
    for name, _ in indexes:
        raw.execute(f'DROP INDEX "{name}"')
    for part in range(parts):
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("PRAGMA defer_foreign_keys = ON")
        for table, all_rows in rows.items():
            some = all_rows[len(all_rows) * part // parts : len(all_rows) * (part + 1) // parts]
            if some:
                raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
        raw.execute("COMMIT")
    for _, statement in indexes:
        raw.execute(statement)
    seconds = time.perf_counter() - begins
    raw.close()
    return seconds


def _list_indexes(raw: sqlite3.Connection, rows: Rows) -> list[tuple[str, str]]:
    found = raw.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return [(name, sql) for name, sql, table in found.fetchall() if table in rows and "UNIQUE" not in sql]


def measure_once(cases: int, workers: int) -> dict[str, float]:
    """Seconds of the loader, and of what writes the same with all indexes, and without them meanwhile."""
    for file in HOME.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    city, lines = City(districts=8, items=200, citizens=20_000), HOME / "cases.jsonl"
    city.write_lines(lines, range(cases), total=cases, backlog=cases // 50)
    copy_city()
    ours, _ = load_lines(city, lines, workers=workers)
    connection.close()
    rows, parts = read_rows(), -(-cases // AT_ONCE)
    return {
        "ours": ours,
        "indexes kept": write_rows(rows, parts, lean=False),
        "indexes made after": write_rows(rows, parts, lean=True),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1)
    options = parser.parse_args()
    try:
        turns = [measure_once(options.cases, options.workers) for _ in range(options.rounds)]
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)
    for name in turns[0]:
        each = [1e6 * turn[name] / options.cases for turn in turns]
        label = "a case taken over" if name == "ours" else f"its rows by raw SQL, {name}"
        print_figure(f"{label}, sqlite", median(each), "µs", best=round_off(min(each)))
    for name, limit in (("indexes kept", {"at_least": 0.5}), ("indexes made after", {})):
        ratio = median(turn[name] / turn["ours"] for turn in turns)
        print_figure(f"import / raw SQL, {name}, sqlite", ratio, "times", **limit)


if __name__ == "__main__":
    main()
