"""Many commands at once: batch decisions, mass dispatch. Each case stands or falls for itself; transactions are shared.

A refusal of one does not touch the others: it is told beside the case it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from attrs import frozen
from django.db import transaction

from zaizao.net import commands as asked
from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import Actor

TOGETHER = 50
"""Commands in one transaction: one wait for the disk for all of them, and nobody waits long for its end."""


@frozen
class Answer:
    """What one command of a batch came to: the new length of the record, or the refusal."""

    case_id: int
    length: int | None
    refusal: Refusal | None = None


def carry_out_many(
    wanted: Sequence[tuple[int, asked.Command]], *, actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """Carry out commands on many cases, in their order; the batch sent again does nothing twice.

    Each has its own idempotency key, made of the batch's and its case's, so that a batch cut off in the middle can be
    sent again.
    """
    answers: list[Answer] = []
    for start in range(0, len(wanted), TOGETHER):
        with transaction.atomic():
            answers += [
                _attempt(case_id, command, actor=actor, key=f"{key[:60]} {case_id}", now=now)
                for case_id, command in wanted[start : start + TOGETHER]
            ]
    return answers


def _attempt(case_id: int, command: asked.Command, *, actor: Actor, key: str, now: datetime) -> Answer:
    try:
        with transaction.atomic():
            return Answer(case_id, carry_out(case_id, command, actor=actor, key=key, now=now).length)
    except Refusal as refusal:
        return Answer(case_id, None, refusal)


def decide_many(
    work_ids: Iterable[int], *, outcome: str, actor: Actor, key: str, now: datetime, text: str | None = None
) -> list[Answer]:
    """Give many work items the same outcome (批量办理). A refusal cannot be given so: it needs its own reasons."""
    return on_many(work_ids, lambda row: asked.Complete(row.work, outcome, text=text), actor=actor, key=key, now=now)


def assign_many(
    work_ids: Iterable[int], *, people: Sequence[str], actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """Give many work items to the same people."""
    return on_many(work_ids, lambda row: asked.Assign(row.work, tuple(people)), actor=actor, key=key, now=now)


def dispatch_many(
    work_ids: Iterable[int], *, departments: Sequence[str], actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """Dispatch many orders to the same departments, to be asked in this order."""
    facts = {"departments": list(departments)}
    return on_many(work_ids, lambda row: asked.Complete(row.work, "dispatched", facts), actor=actor, key=key, now=now)


def on_many(
    work_ids: Iterable[int], make: Callable[[WorkItem], asked.Command], *, actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """A command made of each work item; items that are gone are left out."""
    rows = WorkItem.objects.filter(pk__in=list(work_ids)).order_by("case_id", "id")
    return carry_out_many([(row.case_id, make(row)) for row in rows], actor=actor, key=key, now=now)
