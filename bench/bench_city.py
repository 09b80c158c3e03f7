"""A full durable command of the city beside bare SQL that writes the same rows, and the lists with many cases.

    python bench/bench_city.py [--rounds 5] [--cases 30]                            SQLite, synchronous FULL

A command is everything: the idempotency key, permission, guards, the engine, events with their hashes, state, case, work
items, items, documents. The floor is what those commands wrote, statement by statement with the same values, taken down in
a run before and given to the database's own driver, in one transaction each: no reading, no engine, no hash. Both begin
with the same copy of the database and take turns.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import django
from measuring import print_figure

HOME = Path(tempfile.mkdtemp(prefix="zaizao-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ.setdefault("ZAIZAO_MODE", "test")
os.environ["ZAIZAO_HOME"] = str(HOME)
os.environ.pop("ZAIZAO_DATABASE_URL", None)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402

from small_town import LATER, NOW, RESTAURANT_FACTS, RESTAURANT_PAPERS, Town  # noqa: E402
from zaizao.net import commands as asked  # noqa: E402
from zaizao_city.casework.selectors.case_page import get_case_page  # noqa: E402
from zaizao_city.casework.selectors.cases import CaseFilter, list_cases  # noqa: E402
from zaizao_city.casework.selectors.work import list_work  # noqa: E402
from zaizao_city.casework.services.commands import carry_out  # noqa: E402
from zaizao_city.casework.services.grouping import carry_out_many  # noqa: E402
from zaizao_city.casework.services.loading import PastCase, PastStep, load_history  # noqa: E402
from zaizao_city.casework.services.opening import Opening  # noqa: E402
from zaizao_city.config.database import SQLITE_PRAGMAS  # noqa: E402
from zaizao_city.identity.actor import SYSTEM, Actor  # noqa: E402
from zaizao_city.identity.enums import Role  # noqa: E402

Written = list[tuple[str, Sequence[object]]]
Wanted = list[tuple[int, asked.Command, Actor, str]]
DATABASE = HOME / "city.sqlite3"
_WRITES = ("INSERT", "UPDATE", "DELETE")


def make_base(cases: int) -> tuple[Wanted, Path]:
    """A town with open cases, and the commands that take each of them through its first day."""
    call_command("migrate", verbosity=0)
    town = Town("restaurant")
    officer, fire = town.approver("market-regulation"), town.approver("fire-rescue")
    wanted: Wanted = []
    for number in range(cases):
        case_id = town.apply(key=f"form-{number}").case_id
        steps = [
            (asked.Complete("intake#1", "accepted"), town.clerk),
            (asked.Complete("check-licence#1", "passed"), officer),
            (asked.Complete("register#1", "granted"), officer),
            (asked.Complete("check-layout#1", "passed"), officer),
            (asked.Complete("permit-fire#1", "granted"), fire),
        ]
        wanted += [(case_id, command, actor, f"{number}-{command.work}") for command, actor in steps]
    connection.close()
    base = HOME / "base.sqlite3"
    _copy(DATABASE, base)
    return wanted, base


def _copy(source: Path, target: Path) -> None:
    for old in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        old.unlink(missing_ok=True)
    with sqlite3.connect(source) as one, sqlite3.connect(target) as two:
        one.backup(two)
    one.close()
    two.close()


def give(command: tuple[int, asked.Command, Actor, str]) -> None:
    case_id, wanted, actor, key = command
    carry_out(case_id, wanted, actor=actor, key=key, now=LATER)


def take_down(wanted: Wanted) -> list[Written]:
    """What each command writes."""
    found: list[Written] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if sql.lstrip().upper().startswith(_WRITES):
            rows = [tuple(each) for each in params] if many else [tuple(params)]
            found[-1] += [(sql.replace("%s", "?"), row) for row in rows]
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for command in wanted:
            found.append([])
            give(command)
    connection.close()
    return found


def run_ours(wanted: Wanted) -> float:
    """Seconds for a command."""
    connection.ensure_connection()
    begins = time.perf_counter()
    for command in wanted:
        give(command)
    seconds = time.perf_counter() - begins
    connection.close()
    return seconds / len(wanted)


def run_grouped(wanted: Wanted) -> float:
    """Seconds for a command, fifty in a transaction; each kind of command as one batch."""
    connection.ensure_connection()
    seconds = 0.0
    for first in range(5):
        batch = wanted[first::5]
        begins = time.perf_counter()
        answers = carry_out_many([(one[0], one[1]) for one in batch], actor=batch[0][2], key=str(first), now=LATER)
        seconds += time.perf_counter() - begins
        assert all(answer.refusal is None for answer in answers), answers
    connection.close()
    return seconds / len(wanted)


def run_floor(written: list[Written], database: Path, *, together: int = 1) -> float:
    """Seconds for what a command writes, by the driver alone."""
    raw = sqlite3.connect(database, isolation_level=None)
    for pragma in SQLITE_PRAGMAS.split(";"):
        raw.execute(pragma)
    begins = time.perf_counter()
    for start in range(0, len(written), together):
        raw.execute("BEGIN IMMEDIATE")
        for statements in written[start : start + together]:
            for sql, params in statements:
                raw.execute(sql, params).fetchall()
        raw.execute("COMMIT")
    seconds = time.perf_counter() - begins
    raw.close()
    return seconds / len(written)


def measure_commands(wanted: Wanted, base: Path, rounds: int) -> None:
    _copy(base, DATABASE)
    written = take_down(wanted)
    print_figure("statements that write, a command", sum(map(len, written)) / len(written), "")
    times: dict[str, list[float]] = {"ours": [], "floor": [], "grouped": [], "grouped floor": []}
    for _ in range(rounds):
        _copy(base, DATABASE)
        times["ours"].append(run_ours(wanted))
        _copy(base, HOME / "floor.sqlite3")
        times["floor"].append(run_floor(written, HOME / "floor.sqlite3"))
        _copy(base, DATABASE)
        times["grouped"].append(run_grouped(wanted))
        _copy(base, HOME / "floor.sqlite3")
        times["grouped floor"].append(run_floor(written, HOME / "floor.sqlite3", together=50))
    for name, seconds in times.items():
        print_figure(f"command, {name}, sqlite", 1000 * median(seconds), "ms", best=1000 * min(seconds))
    for ours, floor in (("ours", "floor"), ("grouped", "grouped floor")):
        ratio = median(b / a for a, b in zip(times[ours], times[floor], strict=True))
        print_figure(f"command, {ours} / raw SQL, sqlite", ratio, "times", at_least=0.5)


def measure_pages(wanted: Wanted, base: Path) -> None:
    """Server time of the reads of a work list and a case page."""
    _copy(base, DATABASE)
    case_id, _, clerk, _ = wanted[0]
    reads: dict[str, Callable[[], object]] = {
        "list of work": lambda: list_work(clerk, now=LATER),
        "facts of a case page": lambda: get_case_page(clerk, f"JN-2026-{case_id:06d}", now=LATER),
    }
    for name, read in reads.items():
        seconds = []
        for _ in range(50):
            begins = time.perf_counter()
            read()
            seconds.append(time.perf_counter() - begins)
        print_figure(f"{name}, {len(wanted) // 5} cases", 1000 * median(seconds), "ms", at_most=25)


def measure_loading(town: Town, cases: int) -> None:
    """Cases of the past a second, each with three steps, through the engine, in batches."""
    officer = town.approver("market-regulation")
    say = {"by": str(officer.person_key), "acting_for": "market-regulation"}
    steps = [
        PastStep(LATER, asked.Complete("intake#1", "accepted", by=str(town.clerk.person_key), acting_for="window")),
        PastStep(LATER, asked.Complete("check-licence#1", "passed", **say)),
        PastStep(LATER, asked.Complete("register#1", "granted", **say)),
    ]
    opening = Opening(
        process="open-restaurant", territory=town.district, facts=RESTAURANT_FACTS, materials=RESTAURANT_PAPERS,
        applicant_id=town.applicant.person_id,
    )  # fmt: skip
    begins = time.perf_counter()
    load_history((PastCase(opening, NOW, steps) for _ in range(cases)), actor=SYSTEM)
    print_figure("loading cases of three steps", cases / (time.perf_counter() - begins), "per second", at_least=2083)


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
    parser.add_argument("--load", type=int, default=600)
    parser.add_argument("--orders", type=int, default=540_000)
    options = parser.parse_args()
    try:
        wanted, base = make_base(options.cases)
        measure_commands(wanted, base, options.rounds)
        measure_pages(wanted, base)
        _copy(base, DATABASE)
        town = Town("restaurant")
        measure_loading(town, options.load)
        measure_orders(town, options.orders)
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
