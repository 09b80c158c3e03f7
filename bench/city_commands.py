"""The commands of the city that are measured: a town with open cases, each taken through its first day. No clock is read.

Importing it sets Django up in a home of its own; which database, says ZAIZAO_DATABASE_URL at that moment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import django

HOME = Path(tempfile.mkdtemp(prefix="zaizao-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
os.environ.setdefault("ZAIZAO_MODE", "test")
os.environ["ZAIZAO_HOME"] = str(HOME)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402

from small_town import LATER, Town  # noqa: E402
from zaizao.net import commands as asked  # noqa: E402
from zaizao_city.casework.services.commands import carry_out  # noqa: E402
from zaizao_city.casework.services.grouping import TOGETHER, carry_out_many  # noqa: E402
from zaizao_city.foundation.memory import settle_memory  # noqa: E402
from zaizao_city.identity.actor import Actor  # noqa: E402

Command = tuple[int, asked.Command, Actor, str]
"""Case, what is asked, who asks, under which key."""
Batch = Sequence[Command]
"""Commands of one kind by one person, for one transaction."""
Written = list[tuple[str, list[Sequence[object]]]]
"""What one transaction writes: statements, each with the rows it is given."""
STEPS = 5
"""Commands of each case."""
_Task = TypeVar("_Task")
_WRITES = ("INSERT", "UPDATE", "DELETE")


def make_commands(cases: int) -> list[Command]:
    """A town with open cases, and the commands that take each of them through its first day, case by case."""
    call_command("migrate", verbosity=0)
    town = Town("restaurant")
    officer, fire = town.approver("market-regulation"), town.approver("fire-rescue")
    wanted: list[Command] = []
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
    settle_memory()  # as the server does at the end of its start
    return wanted


def give(command: Command) -> None:
    """Carry one command out, as a page does."""
    case_id, wanted, actor, key = command
    carry_out(case_id, wanted, actor=actor, key=key, now=LATER)


def list_batches(wanted: Sequence[Command]) -> list[Batch]:
    """The same commands as batches: each kind for itself, as many as go into a transaction."""
    kinds = [wanted[first::STEPS] for first in range(STEPS)]
    return [kind[start : start + TOGETHER] for kind in kinds for start in range(0, len(kind), TOGETHER)]


def give_batch(batch: Batch) -> None:
    """Carry the commands of a batch out together, as a page that decides many does."""
    answers = carry_out_many([(one[0], one[1]) for one in batch], actor=batch[0][2], key=batch[0][3], now=LATER)
    assert all(answer.refusal is None for answer in answers), answers


def take_down(run: Callable[[_Task], None], tasks: Sequence[_Task]) -> list[Written]:
    """What each task writes, each in a transaction of its own; it is done meanwhile."""
    found: list[Written] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if sql.lstrip().upper().startswith(_WRITES):
            found[-1].append((sql, [tuple(each) for each in params] if many else [tuple(params)]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for task in tasks:
            found.append([])
            run(task)
    connection.close()
    return found


def write_again(cursor: Any, written: Written) -> None:
    """Give a driver's own cursor what a transaction wrote."""
    for sql, rows in written:
        if len(rows) > 1:
            cursor.executemany(sql, rows)
        else:
            cursor.execute(sql, rows[0])
            if "RETURNING" in sql:
                cursor.fetchall()
