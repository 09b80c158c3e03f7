"""Kill -9 of the web and the worker of a city that serves: nothing lost, doubled or half done, and every chain verifies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from city_at_work import PAIRS, Asked, Browser, apply_again_and_again, take_orders
from examples import examples
from trial_city import TrialCity, is_there, list_below, open_city, serve, wait_until

KILLS = examples(20, proof=200)
JOBS = KILLS * 5
ORDER_COURSE = [
    "CaseTakenIn", "CaseOpened", "ActivityOpened", "ActivityDone", "ActivityOpened", "OfferMade", "OfferAccepted",
    "ActivityDone", "ActivityOpened", "TurnDone", "ActivityDone", "ActivitySkipped", "ActivityOpened", "ActivityDone",
    "CaseClosed",
]  # fmt: skip
APPLICATION_COURSE = [
    "CaseTakenIn", "CaseOpened", "ActivityOpened", "FileAdded", "FileAdded", "PledgeSigned", "PledgeSigned",
    "Commented", "Commented",
]  # fmt: skip
"""The second word comes from the applicant; the first says what is to follow."""
LONGEST_INSTANT = 0.03
"""Seconds between an answer and a kill: somewhere within the next request."""


@pytest.fixture
def city(tmp_path: Path, model: TrialCity) -> Iterator[TrialCity]:
    with open_city(tmp_path, like=model) as city:
        yield city


def _kill_at_random(keeper: int, asked: Asked, busy: list[Future[None]]) -> None:
    """Kill a web process or the worker, again and again, each after some more answers, in the middle of the next."""
    dice = Random(20260302)
    for _ in range(KILLS):
        wanted = asked.answers + dice.randint(2, 12)
        wait_until(lambda: asked.answers >= wanted or any(one.done() for one in busy), "people are answered")  # noqa: B023
        time.sleep(dice.uniform(0, LONGEST_INSTANT))
        wait_until(lambda: bool(_list_killable(keeper)), "somebody is there to be killed")
        with contextlib.suppress(ProcessLookupError):
            os.kill(dice.choice(_list_killable(keeper)), signal.SIGKILL)


def _list_killable(keeper: int) -> list[int]:
    """The worker and the web processes; not the master of these, whose loss other tests have."""
    below = list_below(keeper)
    masters = [process for process in below if list_below(process)]
    return [process for process in below if process not in masters and is_there(process)]


def _work_and_kill(city: TrialCity, town: dict[str, Any]) -> Asked:
    """Let people work while processes are killed; what they asked and were told."""
    keeper, address = serve(city)
    asked, stop = Asked(), threading.Event()
    people = {login: Browser(address, session, asked) for login, session in town["sessions"].items()}
    with ThreadPoolExecutor() as pool:
        busy = [
            pool.submit(take_orders, people[f"dispatcher-{n}"], people[f"housing-{n}"], name=f"积水 {n}", stop=stop)
            for n in PAIRS
        ]
        about = {"name": town["name"], "territory": town["territory"], "stop": stop}
        busy.append(pool.submit(apply_again_and_again, people["citizen"], **about))
        try:
            _kill_at_random(keeper.pid, asked, busy)
        finally:
            stop.set()
        for one in busy:
            one.result()
    below = list_below(keeper.pid)
    keeper.terminate()
    keeper.wait()
    wait_until(lambda: not any(map(is_there, below)), "all have stopped")
    return asked


def test_a_city_whose_processes_are_killed_again_and_again_loses_doubles_and_halves_nothing(city: TrialCity) -> None:
    town = json.loads(city.ask(f"import city_at_work; city_at_work.found_town({JOBS})"))

    asked = _work_and_kill(city, town)
    city.call("worker", "--until-idle", "--without-duties")

    found = json.loads(city.ask("import city_at_work; city_at_work.print_found()"))
    assert asked.broken > 0
    assert found == {
        "orders": sorted(asked.orders), "applications": sorted(asked.applications),
        "courses of orders": [ORDER_COURSE], "courses of applications": [APPLICATION_COURSE],
        "commands": sorted(asked.commands), "unanswered": 0, "unproven": [], "broken": [],
        "notes": [[number, "whole", 1] for number in range(JOBS)], "jobs": ["SUCCESSFUL"],
    }  # fmt: skip
