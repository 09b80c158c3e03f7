"""Taking over the history of a city, and whether its pages stay as fast with it: cases a second, and times at N cases.

    python bench/bench_city_scale.py                      a small city, half a minute
    python bench/bench_city_scale.py --cases 1000000      the limit of issue 4: under 8 minutes on two cores
    python bench/bench_city_scale.py --cases 3000000      the pages at 3,000,000 cases and over 30,000,000 events

What is loaded is a file as an old system would export it, a line for each case, by `zaizao-city load-cases` itself: items
of many departments by the statutory course, mostly granted, some not accepted, some still open, and one in ten a hotline
order. Writing the file is not counted. Of the city with its first cases a copy is kept; at the end pages of both are
fetched as a browser would, by somebody of the staff, each some dozen times, in turns, for a machine is not as fast at all
hours; each turn by a process of its own, for a server never loads. The oldest cases stay open, so that every list fills
its page at the first step already: a longer page takes longer however many cases there are. The folder needs about 12 kB
a case.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import django
from measuring import print_figure, round_off

PAGES_OF = "ZAIZAO_BENCH_PAGES_OF"
"""Set for a process that only fetches pages: the home of the city that is there already."""
HOME = Path(os.environ.get(PAGES_OF) or tempfile.mkdtemp(prefix="zaizao-scale-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ.setdefault("ZAIZAO_MODE", "test")
os.environ["ZAIZAO_HOME"] = str(HOME)
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from zaizao_city.casework.models import Case  # noqa: E402
from zaizao_city.casework.services.loading_files import Loaded, load_file  # noqa: E402
from zaizao_city.casework.services.own_processes import publish_own  # noqa: E402
from zaizao_city.casework.services.seating import seat_organs  # noqa: E402
from zaizao_city.catalogue.mapping.statutory import build_statutory  # noqa: E402
from zaizao_city.catalogue.services.packs import publish_shipped  # noqa: E402
from zaizao_city.foundation.clock import read_clock  # noqa: E402
from zaizao_city.foundation.memory import settle_memory  # noqa: E402
from zaizao_city.identity.actor import SYSTEM  # noqa: E402
from zaizao_city.identity.enums import Role  # noqa: E402
from zaizao_city.identity.models import Account, Organisation, Person, RoleAssignment  # noqa: E402

FIRST_DAY = dt.datetime(2023, 1, 3, 9)
DAYS = 1_050
MINUTES = 8 * 60
FIRST = 10_000
"""Cases of the city that the pages are compared with."""
TURNS = 7
BACKLOG = 0.4
"""The share of the first cases, the oldest of all, that nobody went on with."""
DEPARTMENTS = ("housing", "city-management", "market-regulation")
LIMIT, CORES = 1_000_000 / 480, 2
"""Issue 4: a million cases in eight minutes, on the two cores of its machine."""
Line = dict[str, object]
Times = tuple[float, float]
"""Milliseconds of the clock, and of the processor."""


class City:
    """Districts with their departments, items, staff and citizens; everything that the lines name."""

    def __init__(self, *, districts: int, items: int, citizens: int) -> None:
        call_command("migrate", verbosity=0)
        self.now, on = read_clock(), FIRST_DAY.date()
        publish_own(now=FIRST_DAY)
        self.items = [self._publish_item(number, on) for number in range(items)]
        self.citizens = [str(one.key) for one in self._add_citizens(citizens)]
        self.districts = [self._found_district(number) for number in range(districts)]

    def _publish_item(self, number: int, on: dt.date) -> str:
        definition = build_statutory(
            code=f"3701{number:04d}", name=f"事项{number}", kind="licence", department="行政审批服务局", limit="20wd",
            promised="5wd", on=on,
        )  # fmt: skip
        publish_shipped(definition, effective_from=on, by="system", now=FIRST_DAY)
        return definition.process

    def _add_citizens(self, count: int) -> list[Person]:
        return Person.objects.bulk_create([Person(name=f"居民{number}") for number in range(count)], batch_size=5_000)

    def _found_district(self, number: int) -> str:
        code = f"d{number}"
        district = Organisation.objects.create(
            code=code, name=f"第{number}区", kind="territory", level="district", path=f"{code}/"
        )
        organs = {
            name: Organisation.objects.create(
                code=f"{code}-{name}", name=name, kind="organ", level="district", parent=district,
                path=f"{code}/{code}-{name}/",
            )
            for name in ("organ", "hotline-centre", "government-office", *DEPARTMENTS)
        }  # fmt: skip
        seat_organs(territory=district, seats=organs, actor=SYSTEM, now=FIRST_DAY)
        self._employ(f"clerk-{code}", Role.APPROVER, organs["organ"])
        self._employ(f"hotline-{code}", Role.DISPATCHER, organs["hotline-centre"])
        for name in DEPARTMENTS:
            self._employ(f"{name}-{code}", Role.APPROVER, organs[name])
        return code

    def _employ(self, login: str, role: Role, place: Organisation) -> None:
        person = Person.objects.create(name=login)
        Account.objects.create(login=login, person=person, is_staff=True)
        RoleAssignment.objects.create(
            person=person, role=role, organisation=place, from_on=FIRST_DAY.date(), granted_by="system"
        )

    def write_lines(self, file: Path, numbers: range, *, total: int, backlog: int) -> None:
        """The export: the cases in the order in which they came; so many of the oldest are still open."""
        with file.open("w", encoding="utf-8") as lines:
            for number in numbers:
                line = self._make_line(number, total, is_open=number < backlog)
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _make_line(self, number: int, total: int, *, is_open: bool) -> Line:
        dice = random.Random(number)
        day, minute = divmod(number * DAYS * MINUTES // total, MINUTES)
        opened = FIRST_DAY + dt.timedelta(days=day, minutes=minute)
        line: Line = {"territory": dice.choice(self.districts), "opened": opened.isoformat()}
        line["applicant"] = dice.choice(self.citizens)
        moments = _make_moments(opened, dice)
        return {
            **line,
            **(self._make_order if number % 10 == 0 else self._make_case)(line, moments, dice, is_open=is_open),
        }

    def _make_case(self, line: Line, moments: Iterator[str], dice: random.Random, *, is_open: bool) -> Line:
        said = {"by": f"clerk-{line['territory']}", "for": "organ", "do": "complete"}
        ends = dice.random()
        intake: Line = {"at": next(moments), **said, "work": "intake", "outcome": "accepted"}
        if ends < 0.08:
            intake |= {
                "outcome": "not_accepted",
                "reasons": "不属于本机关职权范围",
                "way_forward": "请向有权的机关申请",
            }
            return {"process": dice.choice(self.items), "channel": "window", "steps": [intake]}
        steps = [
            intake,
            {"at": next(moments), **said, "work": "check"},
            {"at": next(moments), **said, "work": "decide", "outcome": "granted"},
            {"at": next(moments), **said, "work": "deliver"},
        ]
        return {
            "process": dice.choice(self.items),
            "channel": "window",
            "steps": steps[: 2 if is_open or ends > 0.99 else 4],
        }

    def _make_order(self, line: Line, moments: Iterator[str], dice: random.Random, *, is_open: bool) -> Line:
        place, department = line["territory"], dice.choice(DEPARTMENTS)
        centre, office = (
            {"by": f"hotline-{place}", "for": "hotline-centre"},
            {"by": f"{department}-{place}", "for": department},
        )
        steps = [
            {"at": next(moments), "do": "complete", "work": "dispatch", **centre, "outcome": "dispatched",
             "facts": {"departments": [department]}},
            {"at": next(moments), "do": "accept_offer", "work": "handle", **office},
            {"at": next(moments), "do": "complete", "work": "handle", **office, "facts": {"result": "已处理"}},
            {"at": next(moments), "do": "complete", "work": "call-back", **centre, "outcome": "satisfied",
             "facts": {"satisfied": True}},
        ]  # fmt: skip
        facts = {
            "subject": "路面坑洼", "content": "请尽快修补", "category": dice.choice(["road", "noise", "building"]),
            "place": "和平路",
        }  # fmt: skip
        return {
            "process": "hotline-order",
            "channel": "hotline",
            "facts": facts,
            "steps": steps[: 1 if is_open or dice.random() > 0.99 else 4],
        }


def _make_moments(opened: dt.datetime, dice: random.Random) -> Iterator[str]:
    """When steps were done: soon after each other, so that no clock rings in between."""
    at = opened
    while True:
        at += dt.timedelta(minutes=dice.randint(5, 100))
        yield at.isoformat()


def load_lines(city: City, file: Path, *, workers: int) -> tuple[float, float]:
    """Seconds, and seconds of all processors together; a line that is refused is a fault of this measurement."""
    begins, used, loaded = time.perf_counter(), sum(os.times()[:4]), Loaded()
    for loaded in load_file(file, actor=SYSTEM, now=city.now, workers=workers):
        if loaded.cases % 50_000 == 0:
            print(f"{loaded.cases:,} cases, {time.perf_counter() - begins:.0f} s", file=sys.stderr)
    if loaded.faults:
        raise SystemExit("\n".join(fault.tell() for fault in loaded.faults[:10]))
    return time.perf_counter() - begins, sum(os.times()[:4]) - used


def keep_copy() -> Path:
    """The city as it is now, in a home of its own."""
    connection.close()
    home = HOME / "first"
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("*.jsonl"))
    return home


def compare_pages(small: Path, *, first: int, cases: int, rounds: int) -> None:
    """Print the time of each page, and how many times it is that of the small city's, at the median of the turns."""
    turns = [(_time_alone(small, rounds), _time_alone(HOME, rounds)) for _ in range(TURNS)]
    for name in turns[0][0]:
        taken, worked = (median(late[name][part] for _, late in turns) for part in (0, 1))
        print_figure(f"{name}, {cases} cases", taken, "ms", at_most=25, processor=round_off(worked))
        ratio, of_work = (median(late[name][part] / early[name][part] for early, late in turns) for part in (0, 1))
        print_figure(f"{name}, {cases} / {first} cases", ratio, "times", at_most=1.5, processor=round_off(of_work))


def _time_alone(home: Path, rounds: int) -> dict[str, Times]:
    command = [sys.executable, __file__, "--rounds", str(rounds)]
    alone = subprocess.run(command, env={**os.environ, PAGES_OF: str(home)}, check=True, stdout=subprocess.PIPE)
    return json.loads(alone.stdout)


def time_pages(rounds: int) -> dict[str, Times]:
    """Milliseconds of each page at the median, of the clock and of the processor, without what the first looks cost."""
    clerk, dispatcher = Client(), Client()
    clerk.force_login(Account.objects.get(login="clerk-d0"))
    dispatcher.force_login(Account.objects.get(login="hotline-d0"))
    rows = Case.objects.filter(territory__code="d0", kind="application", outcome="finished").order_by("-opened_at")
    reference = rows.values_list("reference", flat=True)[:1][0]
    pages = {
        "case page": (clerk, reverse("desk:case", args=[reference])),
        "work list": (clerk, reverse("desk:work")),
        "hotline list": (dispatcher, reverse("desk:orders")),
        "hotline list, open": (dispatcher, f"{reverse('desk:orders')}?status=open"),
        "hotline list, one category": (dispatcher, f"{reverse('desk:orders')}?category=noise"),
    }
    return {name: _time_page(client, address, rounds) for name, (client, address) in pages.items()}


def _time_page(client: Client, address: str, rounds: int) -> Times:
    taken = []
    for _ in range(rounds + 3):
        begins, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        taken.append((time.perf_counter() - begins, time.process_time() - worked))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return 1000 * median(one for one, _ in taken[3:]), 1000 * median(one for _, one in taken[3:])


def count_rows() -> tuple[int, int]:
    """Cases and events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM casework_case), (SELECT count(*) FROM record_event)")
        return cursor.fetchone()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--districts", type=int, default=8)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--citizens", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    if PAGES_OF in os.environ:
        settle_memory()  # as the door of the server does
        print(json.dumps(time_pages(options.rounds)))
        return
    try:
        first = min(FIRST, options.cases // 2)
        backlog = int(BACKLOG * first)
        city = City(districts=options.districts, items=options.items, citizens=options.citizens)
        file = HOME / "first.jsonl"
        city.write_lines(file, range(first), total=options.cases, backlog=backlog)
        load_lines(city, file, workers=options.workers)
        small = keep_copy()
        file = HOME / "rest.jsonl"
        city.write_lines(file, range(first, options.cases), total=options.cases, backlog=backlog)
        seconds, used = load_lines(city, file, workers=options.workers)
        cases, events = count_rows()
        rate, each = (cases - first) / seconds, 1e6 * used / (cases - first)
        print_figure(f"loading history, up to {cases} cases", rate, "cases/s", at_least=round_off(LIMIT), events=events)
        print_figure("processor time of a case, all processes", each, "µs", at_most=round_off(1e6 * CORES / LIMIT))
        compare_pages(small, first=first, cases=cases, rounds=options.rounds)
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
