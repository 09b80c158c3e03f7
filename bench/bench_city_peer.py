"""A full durable command of the city beside SpiffWorkflow that keeps its state in SQLite, on the same process.

    python bench/bench_city_peer.py [--rounds 15] [--cases 10]          SQLite, synchronous FULL; `make peers` before

Both complete the two user tasks of every case, each in one transaction of its own, on the same disk. The peer reads the case
from its row, runs the task, serialises the case, and writes its row and a line of history. Ours does everything a command
does: permission, guards, limits and clocks, work items, the items decided, events with their hashes. They take turns;
which end every case came to is asked after the clock has stopped. The peer is measured once more with its cases kept in
memory, so that it only writes: as ours are, which are read from their rows and compared.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

from measuring import print_figure, round_off

os.environ.pop("ZAIZAO_DATABASE_URL", None)

from bench_engine import DEFINITION, PEER_PYTHON, name_end
from city_commands import HOME
from django.core.management import call_command
from django.db import connection

from small_town import LATER, NOW, Town, state_of
from zaizao.net import commands as asked
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.services.packs import publish_shipped
from zaizao_city.config.database import SQLITE_PRAGMAS
from zaizao_city.identity.actor import SYSTEM, Actor

Played = tuple[float, float, Counter[str]]
PEER = Path(__file__).parent / "peers" / "persist_spiff.py"


class Ours:
    """The city with the process of `bench_engine`, one district, one organ."""

    def __init__(self) -> None:
        call_command("migrate", verbosity=0)
        self.town = Town()
        self.officer = self._seat_officer()
        self.count = 0

    def _seat_officer(self) -> Actor:
        publish_shipped(DEFINITION, effective_from=dt.date(2026, 1, 1), by="system", now=NOW)
        seat_organs(territory=self.town.district, seats={"bureau": self.town.district}, actor=SYSTEM, now=NOW)
        return self.town.approver("bureau")

    def play(self, cases: int) -> Played:
        """Seconds for a command, of those the processor's, and the ends the cases came to; every second case has the fact `ok`."""
        opened = [self._open_case() for _ in range(cases)]
        begins, worked = time.perf_counter(), time.process_time()
        for number, case_id in enumerate(opened):
            self._complete(case_id, asked.Complete("a#1", facts={"ok": number % 2 == 0}))
            self._complete(case_id, asked.Complete("b#1"))
        seconds, work = time.perf_counter() - begins, time.process_time() - worked
        return seconds / (2 * cases), work / (2 * cases), Counter(name_end(state_of(case_id)) for case_id in opened)

    def _open_case(self) -> int:
        self.count += 1
        opening = Opening(
            process=DEFINITION.process, territory=self.town.district, applicant_id=self.town.applicant.person_id
        )
        return open_case(opening, actor=self.town.applicant, key=f"open-{self.count}", now=NOW).case_id

    def _complete(self, case_id: int, command: asked.Complete) -> None:
        carry_out(case_id, command, actor=self.officer, key=f"{case_id}-{command.work}", now=LATER)


class Peer:
    """SpiffWorkflow in a process of its own, told how many cases to play."""

    def __init__(self, manner: str) -> None:
        command = [PEER_PYTHON, PEER, HOME / f"spiff-{manner}.sqlite3", SQLITE_PRAGMAS, manner]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def play(self, cases: int) -> Played:
        """Like ours."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{cases}\n")
        answer = json.loads(self.process.stdout.readline())
        tasks = answer["tasks"]
        return answer["seconds"] / tasks, answer["work"] / tasks, Counter(answer["ends"])

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


def measure(rounds: int, cases: int) -> None:
    sides = {"ours": Ours(), "reading": Peer("reading"), "keeping": Peer("keeping")}
    times: dict[str, list[float]] = {name: [] for name in sides}
    works: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, side in sides.items():
            seconds, work, ends = side.play(cases)
            if ends != {"yes": cases // 2, "no": cases // 2}:
                raise SystemExit(f"{name}: {cases} cases ended as {dict(ends)}")
            if turn:  # the first warms up
                times[name].append(seconds)
                works[name].append(work)
    for name, label in (
        ("ours", "ours"),
        ("reading", "SpiffWorkflow (peer)"),
        ("keeping", "SpiffWorkflow (peer), cases kept in memory"),
    ):
        best, work = (round_off(1000 * each) for each in (min(times[name]), median(works[name])))
        print_figure(f"command, {label}, sqlite", 1000 * median(times[name]), "ms", best=best, processor=work)
    ratios = {
        name: median(theirs / ours for theirs, ours in zip(times[name], times["ours"], strict=True))
        for name in ("reading", "keeping")
    }
    print_figure("command, times SpiffWorkflow, sqlite", ratios["reading"], "times", at_least=1.7)
    print_figure("command, times SpiffWorkflow that keeps its cases in memory, sqlite", ratios["keeping"], "times")
    for peer in (sides["reading"], sides["keeping"]):
        peer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cases", type=int, default=10, help="cases of one turn, an even number")
    options = parser.parse_args()
    if not PEER_PYTHON.exists():
        print("SpiffWorkflow is not installed (make peers): nothing to measure beside.", file=sys.stderr)
        return
    try:
        measure(options.rounds, options.cases)
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
