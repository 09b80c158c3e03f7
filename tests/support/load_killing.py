"""A load of history that is killed (SIGKILL) again and again, each time goes on, and in the end is whole."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random

from django.db import connection, connections

from small_town import NOW, RESTAURANT_FACTS, RESTAURANT_PAPERS, Town
from zaizao_city.casework.models import Case, IssuedResult
from zaizao_city.casework.services import loading_files
from zaizao_city.casework.services.loading_files import load_file
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Account

LINES_A_KILL = 60
"""More than a process loads before it is killed, so that none comes to the end of them."""
MOST_LINES = 24
"""A process is killed after at most so many more lines, in the middle of the next ones."""
SHORTEST, LONGEST = 0.001, 0.02
"""Seconds between a line that is in and the kill: a part of some lines takes some hundredths."""
EARLIEST, LATEST = 0.01, 0.1
"""Seconds that every third process lives: it is killed while it begins."""
PATIENCE = 60


def kill_the_load(kills: int, folder: str) -> dict[str, object]:
    """Kill so many loads of one file, let the last one finish, and say what is there."""
    town = Town("restaurant")
    for login, actor in (("liuqian", town.clerk), ("sunhao", town.approver("market-regulation"))):
        Account.objects.create(login=login, person_id=actor.person_id, is_staff=True)
    loading_files.LINES, loading_files.MANY = 4, 1
    indexes = _list_indexes()
    file = Path(folder) / "old.jsonl"
    lines = kills * LINES_A_KILL
    file.write_text("".join(f"{_write_line(town, number)}\n" for number in range(lines)), encoding="utf-8")
    dice, before, grew = Random(20261122), 0, 0
    died = 0
    for number in range(kills):
        begins = number % 3 == 2
        wanted = 0 if begins else before + dice.randint(1, MOST_LINES)
        died += _live_until(wanted, dice.uniform(*((EARLIEST, LATEST) if begins else (SHORTEST, LONGEST))), file)
        now = Case.objects.count()
        grew, before = grew + (now > before), now
    _live_until(None, 0, file)
    opened = list(Case.objects.order_by("pk").values_list("opened_at", flat=True))
    *_, again = load_file(file, actor=SYSTEM, now=NOW)
    return {
        "died": died,
        "went on": grew > 0,
        "cases": len(opened),
        "lines": lines,
        "each once": len(set(opened)) == len(opened),
        "results": IssuedResult.objects.values("number").distinct().count(),
        "again": (again.cases, again.before, again.faults),
        "unproven": [pk for pk in Case.objects.values_list("pk", flat=True) if prove_case(pk).differences],
        "broken": [str(finding) for finding in verify().findings],
        "indexes": sorted(indexes ^ _list_indexes()),
    }


def _write_line(town: Town, number: int) -> str:
    """A case of a minute of its own, which has its first result."""
    opened, later = (
        f"2026-02-{2 + number // 400:02}T{9 + hour:02}:{number % 60:02}:{number // 60 % 60:02}" for hour in (0, 1)
    )
    say = {"at": later, "do": "complete", "by": "sunhao", "for": "market-regulation"}
    steps = [
        {**say, "work": "intake", "outcome": "accepted", "by": "liuqian", "for": "window"},
        {**say, "work": "check-licence", "outcome": "passed"},
        {**say, "work": "register", "outcome": "granted"},
    ]
    return json.dumps(
        {
            "process": "open-restaurant", "territory": "yunhe", "opened": opened, "channel": "window",
            "applicant": str(town.applicant.person_key), "facts": dict(RESTAURANT_FACTS),
            "materials": list(RESTAURANT_PAPERS), "by": "liuqian", "steps": steps,
        },
        ensure_ascii=False,
    )  # fmt: skip


def _live_until(cases: int | None, seconds: float, file: Path) -> bool:
    """One process loads what is left, killed so many seconds after so many cases are in; whether it was still at work."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            *_, loaded = load_file(file, actor=SYSTEM, now=NOW, workers=1)
            print(*(fault.tell() for fault in loaded.faults[:3]), sep="\n", file=sys.stderr)
            status = 1 if loaded.faults else 0
        except Exception:  # noqa: BLE001 - told, and the status says it
            traceback.print_exc()
        finally:
            os._exit(status)
    if cases is not None:
        patience = time.monotonic() + PATIENCE
        while Case.objects.count() < cases and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _list_indexes() -> set[str]:
    with connection.cursor() as cursor:
        found = (connection.introspection.get_constraints(cursor, one._meta.db_table) for one in loading_files.TABLES)
        return {name for table in found for name, told in table.items() if told["index"]}
