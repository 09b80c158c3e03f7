"""A full durable command of the city on PostgreSQL, with sixteen clients, beside a bare Django ORM update-plus-create.

    python bench/bench_city_postgresql.py [--rounds 3] [--clients 16] [--cases 400]

A server of its own is started, with fsync. Every client is a process with a connection of its own and takes its own cases
through their first day; the bare one updates one row of ten thousand and creates another, in one transaction, through
Django's ORM and nothing else. Grouped commands, of one client, are measured beside what they write, given to the
driver alone. All begin with the same copy of the database and take turns.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, TypeVar

from measuring import print_figure, round_off
from postgresql_beside import begin_again_beside_server

begin_again_beside_server()

import psycopg  # noqa: E402 - the address of the server comes first
from city_commands import (  # noqa: E402
    HOME,
    STEPS,
    Command,
    Written,
    give,
    give_batch,
    list_batches,
    make_commands,
    take_down,
    write_again,
)
from django.db import connection, models, transaction  # noqa: E402

ROWS = 10_000
BARE = 120
"""Updates-plus-creates of one client in one turn."""
_Task = TypeVar("_Task")
_FORK = multiprocessing.get_context("fork")


class Bare(models.Model):  # noqa: DJ008 - no screen shows it
    """A row to update."""

    state = models.TextField()
    version = models.IntegerField(default=0)

    class Meta:
        app_label = "bench"


class BareStep(models.Model):  # noqa: DJ008 - no screen shows it
    """A row to create."""

    case = models.ForeignKey(Bare, models.CASCADE)
    event = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"


def make_base(cases: int) -> list[Command]:
    """The commands to carry out, in a database in which each of them, and all bare rows, are still to come."""
    wanted = make_commands(cases)
    with connection.schema_editor() as editor:
        editor.create_model(Bare)
        editor.create_model(BareStep)
    Bare.objects.bulk_create([Bare(state="x" * 200) for _ in range(ROWS)])
    connection.close()
    return wanted


def update_and_create(times: int) -> None:
    for _ in range(times):
        with transaction.atomic():
            key = random.randint(1, ROWS)
            Bare.objects.filter(pk=key).update(state="y" * 200, version=models.F("version") + 1)
            BareStep.objects.create(case_id=key, event="step")


def give_all(wanted: Sequence[Command]) -> None:
    for command in wanted:
        give(command)


def run_clients(work: Callable[[Any], None], shares: Sequence[Any], firsts: Sequence[Any]) -> float:
    """Seconds from when all clients begin until the last ends; each is a process that does its share.

    What each does first is not counted: a server that has run for a while knows its tables and statements.
    """
    connection.close()
    barrier, answers = _FORK.Barrier(len(shares)), _FORK.SimpleQueue()

    def be_client(first: Any, share: Any) -> None:
        work(first)
        barrier.wait()
        begins = time.perf_counter()
        work(share)
        answers.put((begins, time.perf_counter()))

    clients = [_FORK.Process(target=be_client, args=both, daemon=True) for both in zip(firsts, shares, strict=True)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if any(client.exitcode for client in clients):
        raise SystemExit("a client failed")
    times = [answers.get() for _ in clients]
    return max(ends for _, ends in times) - min(begins for begins, _ in times)


class Copies:
    """Databases that are copies of the one made first, a fresh one for every turn."""

    def __init__(self) -> None:
        self.base, self.count = os.environ["ZAIZAO_DATABASE_URL"], 0
        self.server = psycopg.connect(self.base.replace("/postgres", "/template1"), autocommit=True)

    def take(self) -> str:
        """The address of a fresh copy; Django connects to it from now on. The one before is gone."""
        connection.close()
        self.server.execute(f"DROP DATABASE IF EXISTS turn_{self.count}")
        self.count += 1
        self.server.execute(f"CREATE DATABASE turn_{self.count} TEMPLATE postgres")
        self.server.execute("CHECKPOINT")
        connection.settings_dict["NAME"] = f"turn_{self.count}"
        return self.base.replace("/postgres", f"/turn_{self.count}")


def measure_clients(copies: Copies, wanted: Sequence[Command], *, clients: int, rounds: int) -> None:
    """Commands a second of all clients together, and updates-plus-creates."""
    cases = [wanted[start : start + STEPS] for start in range(0, len(wanted), STEPS)]
    firsts, rest = cases[:clients], cases[clients:]
    shares = [[command for case in rest[number::clients] for command in case] for number in range(clients)]
    count = sum(map(len, shares))
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(rounds):
        copies.take()
        rates["ours"].append(count / run_clients(give_all, shares, firsts))
        copies.take()
        rates["bare"].append(BARE * clients / run_clients(update_and_create, [BARE] * clients, [STEPS] * clients))
    for name, label in (("ours", "commands, ours"), ("bare", "Django ORM update-plus-create")):
        best = round_off(max(rates[name]))
        print_figure(f"{label}, postgresql, {clients} clients", median(rates[name]), "per second", best=best)
    ratio = median(a / b for a, b in zip(rates["ours"], rates["bare"], strict=True))
    print_figure(f"command / ORM update-plus-create, postgresql, {clients} clients", ratio, "times", at_least=0.6)


def run_ours(run: Callable[[_Task], None], tasks: Sequence[_Task]) -> float:
    """Seconds of one client."""
    connection.ensure_connection()
    begins = time.perf_counter()
    for task in tasks:
        run(task)
    seconds = time.perf_counter() - begins
    connection.close()
    return seconds


def run_floor(written: Sequence[Written], address: str) -> float:
    """The same of what was written, by the driver alone."""
    with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as raw:
        cursor = raw.cursor()
        begins = time.perf_counter()
        for one in written:
            cursor.execute("BEGIN")
            write_again(cursor, one)
            cursor.execute("COMMIT")
        return time.perf_counter() - begins


def measure_floors(copies: Copies, wanted: Sequence[Command], rounds: int) -> None:
    """Single and grouped commands of one client beside the driver alone."""
    batches, limits = list_batches(wanted), {"grouped": {"at_least": 0.5}}
    kinds: dict[str, tuple[Callable[[Any], None], Sequence[Any]]] = {
        "single": (give, wanted),
        "grouped": (give_batch, batches),
    }
    for name, (run, tasks) in kinds.items():
        copies.take()
        written = take_down(run, tasks)
        ours, floor = [], []
        for _ in range(rounds):
            copies.take()
            ours.append(run_ours(run, tasks) / len(wanted))
            floor.append(run_floor(written, copies.take()) / len(wanted))
        for side, taken in (("ours", ours), ("floor", floor)):
            best = round_off(1000 * min(taken))
            print_figure(f"{name} command, {side}, postgresql", 1000 * median(taken), "ms", best=best)
        ratio = median(b / a for a, b in zip(ours, floor, strict=True))
        print_figure(f"{name} command, ours / raw SQL, postgresql", ratio, "times", **limits.get(name, {}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--cases", type=int, default=400)
    options = parser.parse_args()
    try:
        wanted, copies = make_base(options.cases), Copies()
        measure_clients(copies, wanted, clients=options.clients, rounds=options.rounds)
        measure_floors(copies, wanted[: 30 * STEPS], options.rounds)
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
