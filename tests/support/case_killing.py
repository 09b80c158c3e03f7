"""Commands on cases in a process that is killed (SIGKILL) again and again, and begins again with the same forms."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

from django.db import connections

from small_town import LATER, Town
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import Actor

FORMS_A_KILL = 6
"""So many that no process comes to the end of them: answering again costs less than doing."""
SHORTEST, LONGEST = 0.002, 0.12
"""Seconds that a process lives; a command takes a few milliseconds."""


def kill_in_the_middle(kills: int, folder: str) -> dict[str, object]:
    """Kill so many processes, let the last one finish, and say what became of what people had been told."""
    town = Town("restaurant")
    officer = town.approver("market-regulation")
    told = Path(folder) / "told"
    forms = kills * FORMS_A_KILL
    dice = Random(20260302)
    died = sum(_live_for(dice.uniform(SHORTEST, LONGEST), town, officer, forms, told) for _ in range(kills))
    _live_for(None, town, officer, forms, told)
    return {
        "died": died,
        "cases": Case.objects.count(),
        "forms": forms,
        "contradicted": _find_contradicted(told),
        "unproven": [pk for pk in Case.objects.values_list("pk", flat=True) if prove_case(pk).differences],
        "broken": [str(finding) for finding in verify().findings],
        "half done": Case.objects.exclude(state__length__gt=4).count(),
    }


def _live_for(seconds: float | None, town: Town, officer: Actor, forms: int, told: Path) -> bool:
    """One process works through the forms, killed after so many seconds; whether it was still at work."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _work(town, officer, forms, told)
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _work(town: Town, officer: Actor, forms: int, told: Path) -> None:
    """Hand every form in, take it in, check it: each with its key, each told once it is done."""
    with told.open("ab", buffering=0) as answers:
        for number in range(forms):
            done = town.apply(key=f"form-{number}")
            answers.write(f"form-{number} {done.reference} {done.length}\n".encode())
            for command, actor in (
                (asked.Complete("intake#1", "accepted"), town.clerk),
                (asked.Complete("check-licence#1", "passed"), officer),
            ):
                done = carry_out(done.case_id, command, actor=actor, key=f"{number}-{command.work}", now=LATER)
                answers.write(f"{number}-{command.work} {done.reference} {done.length}\n".encode())


def _find_contradicted(told: Path) -> list[str]:
    """Answers to one and the same form that differ, and cases that were told of and are not there."""
    answers: dict[str, set[str]] = {}
    for line in told.read_text(encoding="utf-8").splitlines():
        form, answer = line.split(" ", 1)
        answers.setdefault(form, set()).add(answer)
    known = set(Case.objects.values_list("reference", flat=True))
    lost = [form for form, those in answers.items() if any(one.split()[0] not in known for one in those)]
    return [form for form, those in answers.items() if len(those) > 1] + lost
