"""Numbers raced for in a process of their own: threads with a connection each, on a database that many can use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from case_racing import PATIENCE, race
from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.identity.enums import Role
from zaizao_city.places.models import Ticket
from zaizao_city.places.services.tickets import call_next, take_ticket


def run_counter_race(name: str, *, environment: Mapping[str, str]) -> Any:
    """What a scenario came to, run outside this process."""
    begin = "import sys, django; django.setup(); import counter_racing; counter_racing.print_scenario(sys.argv[1])"
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(
        [sys.executable, "-c", begin, name], env={**environment, "PYTHONPATH": paths}, stdout=subprocess.PIPE,
        check=True, timeout=PATIENCE,
    )  # fmt: skip
    return json.loads(ran.stdout)


def print_scenario(name: str) -> None:
    """Run a scenario and print what it came to."""
    scenarios: dict[str, Callable[[], object]] = {
        "clerks_call": clerks_call, "people_draw": people_draw, "one_person_draws": one_person_draws,
    }  # fmt: skip
    print(json.dumps(scenarios[name]()))


def clerks_call() -> object:
    """Six clerks call at the same moment where four people wait."""
    town = TwoDistricts("restaurant")
    town.wait(town.counter, people=4)
    clerks = [town.make_actor(f"窗口{number}", Role.WINDOW_CLERK, "window") for number in range(6)]
    acts = [lambda clerk=clerk: call_next(town.counter.pk, actor=clerk, key="k", now=NOW).number for clerk in clerks]
    return race(*acts)


def people_draw() -> object:
    """Six people draw a number at the same moment."""
    town = TwoDistricts("restaurant")
    people = [town.make_actor(f"群众{number}") for number in range(6)]
    acts = [lambda one=one: take_ticket(town.counter.pk, actor=one, key="k", now=NOW).number for one in people]
    return race(*acts)


def one_person_draws() -> object:
    """One person draws with the same form and with another at the same moment."""
    town = TwoDistricts("restaurant")
    keys = ("a", "a", "b", "c")
    acts = [lambda key=key: take_ticket(town.counter.pk, actor=town.applicant, key=key, now=NOW).number for key in keys]
    return race(*acts), Ticket.objects.count()
