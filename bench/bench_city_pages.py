"""Pages of the city with 10,000 cases: the whole request, from the first middleware to the last byte, in one process.

    python bench/bench_city_pages.py [--cases 10000] [--rounds 40]

Restaurants over the last sixty days, each through the engine; nineteen of twenty are over. Every page is asked for by
somebody who is signed in, as far as it asks for that: session, account, roles, the log of views and the rendering are in
the time. `processor` is the part of it that this process worked; the first look at a page is not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import time
from collections.abc import Iterator
from statistics import median

from city_commands import HOME
from django.core.management import call_command
from django.db import connection
from django.test import Client
from measuring import print_figure, round_off

from desk_town import DeskTown
from small_town import RESTAURANT_FACTS, RESTAURANT_PAPERS
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.loading import load_history
from zaizao_city.casework.services.loading_cases import PastCase, PastStep
from zaizao_city.casework.services.opening import Opening
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.catalogue.services.packs import list_shipped
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.memory import settle_memory
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person

OPEN_ONE_IN = 20
PERIOD = dt.timedelta(days=60)


def make_past(town: DeskTown, cases: int) -> Iterator[PastCase]:
    """The cases, each of an applicant of its own."""
    officer, now = town.approver("market-regulation"), read_clock()
    people = Person.objects.bulk_create([Person(name=f"居民{number}") for number in range(cases)], batch_size=1_000)
    say = {"by": str(officer.person_key), "acting_for": "market-regulation"}
    for number, person in enumerate(people):
        opening = Opening(
            process="open-restaurant", territory=town.district, facts=RESTAURANT_FACTS, materials=RESTAURANT_PAPERS,
            applicant_id=person.pk,
        )  # fmt: skip
        opened = now - PERIOD * (cases - number) / cases
        at = opened + dt.timedelta(minutes=20)
        commands = [
            asked.Complete("intake#1", "accepted", by=str(town.clerk.person_key), acting_for="window"),
            asked.Complete("check-licence#1", "passed", **say),
            asked.Complete("register#1", "granted", **say),
        ]
        if number % OPEN_ONE_IN:
            commands.append(asked.Withdraw(by=str(person.key)))
        yield PastCase(opening, opened, [PastStep(at, command) for command in commands])


def sign_in(login: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(Account.objects.get(login=login), backend="zaizao_city.identity.backends.AccountBackend")
    return client


def list_pages(town: DeskTown) -> dict[str, tuple[Client, str]]:
    """What is asked for, and by whom."""
    town.open_account("officer", "王勇", Role.APPROVER, "market-regulation")
    town.open_account("leader", "袁洁", Role.LEADER)
    case = Case.objects.filter(status="open").select_related("applicant").order_by("-id")[0]
    Account.objects.create(login="applicant", person=case.applicant)
    officer, clerk, leader, applicant = map(sign_in, ("officer", "clerk", "leader", "applicant"))
    return {
        "work list": (officer, "/desk/"),
        "work list of a window": (clerk, "/desk/"),
        "case list": (leader, "/desk/reviews/"),
        "case page": (officer, f"/desk/cases/{case.reference}/"),
        "case page, clocks day by day": (officer, f"/desk/cases/{case.reference}/clocks/"),
        "case page, picture": (officer, f"/desk/cases/{case.reference}/picture/"),
        "applicant's case page": (applicant, f"/cases/{case.reference}/"),
        "applicant's list": (applicant, "/cases/"),
        "front page": (Client(), "/"),
        "promise board": (Client(), "/promises/"),
        "search": (Client(), "/search/?words=开饭店"),
    }


def time_page(client: Client, address: str, rounds: int) -> tuple[float, float]:
    """Milliseconds at the median: of the clock, and of the processor."""
    taken = []
    for _ in range(rounds + 1):
        begins, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        taken.append((time.perf_counter() - begins, time.process_time() - worked))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return 1000 * median(one for one, _ in taken[1:]), 1000 * median(one for _, one in taken[1:])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    try:
        call_command("migrate", verbosity=0)
        town = DeskTown("restaurant")
        index_items([list_shipped(one, now=read_clock()) for one in town.definitions.values()])
        load_history(make_past(town, options.cases), actor=SYSTEM)
        pages = list_pages(town)
        settle_memory()  # as the door of the server does when it has started; the cases were loaded by this very process
        for name, (client, address) in pages.items():
            taken, worked = time_page(client, address, options.rounds)
            print_figure(f"{name}, {options.cases} cases", taken, "ms", at_most=25, processor=round_off(worked))
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
