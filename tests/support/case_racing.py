"""Cases raced for in a process of their own: threads with a connection each, on a database that many can use."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connections

from small_town import LATER, Town, case_of
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import Role

PATIENCE = 120


def run_race(name: str, *, environment: Mapping[str, str]) -> Any:
    """What a scenario came to, run outside this process."""
    begin = "import sys, django; django.setup(); import case_racing; case_racing.print_scenario(sys.argv[1])"
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", begin, name]
    ran = subprocess.run(
        command, env={**environment, "PYTHONPATH": paths}, stdout=subprocess.PIPE, check=True, timeout=PATIENCE
    )
    return json.loads(ran.stdout)


def print_scenario(name: str) -> None:
    """Run a scenario and print what it came to."""
    scenarios: dict[str, Callable[[], object]] = {
        "two_clerks": two_clerks, "five_submissions": five_submissions, "six_numbers": six_numbers,
        "departments": departments, "two_clocks": two_clocks,
    }  # fmt: skip
    print(json.dumps(scenarios[name](), default=str))


def race(*acts: Callable[[], object]) -> list[object]:
    """Let all begin at the same moment; what each came to, a refusal as its code."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(30)
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def two_clerks() -> object:
    """Two clerks decide the same work item, seeing the same record."""
    town = Town("restaurant")
    done = town.apply()
    clerks = [town.make_actor(name, Role.WINDOW_CLERK, "window") for name in ("刘倩", "李静")]

    def decide(number: int) -> object:
        command = asked.Complete("intake#1", ("accepted", "not_accepted")[number])
        return carry_out(done.case_id, command, actor=clerks[number], key="k", now=LATER, seen=done.length).length

    return race(lambda: decide(0), lambda: decide(1)), prove_case(done.case_id).differences


def five_submissions() -> object:
    """The same form, five times."""
    town = Town("restaurant")
    return race(*[lambda: town.apply(key="the-form").reference] * 5), Case.objects.count()


def six_numbers() -> object:
    """Six different forms."""
    town = Town("restaurant")
    return sorted(map(str, race(*[lambda n=n: town.apply(key=f"form-{n}").reference for n in range(6)])))


def departments() -> object:
    """Three work items of one case, done at the same moment by those who have them."""
    town = Town("restaurant")
    case_id = town.apply().case_id
    town.accept(case_id, now=LATER)
    officer, city = town.approver("market-regulation"), town.approver("city-management")
    two = (str(city.person_key), str(officer.person_key))
    plans = [
        (asked.Complete("check-licence#1", "passed"), officer),
        (asked.Complete("check-layout#1", "passed"), officer),
        (asked.Complete("visit-sign#1", "passed", officers=two), city),
    ]
    acts = [
        lambda command=command, actor=actor: (
            carry_out(case_id, command, actor=actor, key=command.work, now=LATER).length
        )
        for command, actor in plans
    ]
    return race(*acts), prove_case(case_id).differences


def two_clocks() -> object:
    """Two workers let time pass in the same case."""
    town = Town("restaurant")
    done = town.apply(now=dt.datetime(2026, 2, 5, 16, 0))
    late = dt.datetime(2026, 2, 13, 9, 0)
    moved = race(*[lambda: tick_due(now=late).refused] * 2)
    started = case_of(done.case_id).decisions.get(item="food").started_at
    return moved, prove_case(done.case_id).differences, started
