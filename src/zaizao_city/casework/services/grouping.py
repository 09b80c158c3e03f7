"""Many commands at once: batch decisions, mass dispatch. Each case stands or falls for itself; transactions are shared.

A refusal of one does not touch the others: it is told beside the case it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from attrs import frozen
from django.db import transaction

from zaizao.net import Step
from zaizao.net import commands as asked
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.mapping.commands import say_by, write_request
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import CaseState, WorkItem
from zaizao_city.casework.selectors.authority import Matter, authorise
from zaizao_city.casework.services.commands import (
    carry_out,
    fire_on,
    gather_after,
    list_entries,
    tell_engine_refusal,
)
from zaizao_city.casework.services.effects import follow_afterwards, follow_up
from zaizao_city.casework.services.guards import check_guards
from zaizao_city.casework.services.holding import Held, hold_cases
from zaizao_city.casework.services.projecting import Rows
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import Append
from zaizao_city.foundation.record.writing_many import append_many
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

    Each transaction has its own idempotency key, made of the batch's, so that a batch cut off in the middle can be sent
    again. A command that is refused and yet leaves its words (a round that is over) leaves none here.
    """
    answers: list[Answer] = []
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        if len({case_id for case_id, _ in some}) < len(some):
            answers += [
                _attempt(case_id, one, actor=actor, key=f"{key[:50]} {start} {nr}", now=now)
                for nr, (case_id, one) in enumerate(some)
            ]
        else:
            answers += _carry_out_together(some, actor=actor, key=f"{key[:60]} {start}", now=now)
    return answers


def _attempt(case_id: int, command: asked.Command, *, actor: Actor, key: str, now: datetime) -> Answer:
    """One command for itself: for cases that come twice in a batch."""
    try:
        return Answer(case_id, carry_out(case_id, command, actor=actor, key=key, now=now).length)
    except Refusal as refusal:
        return Answer(case_id, None, refusal)


def _carry_out_together(
    wanted: Sequence[tuple[int, asked.Command]], *, actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """Commands on different cases in one transaction, written table by table."""
    with transaction.atomic():
        request = "\n".join(f"{case_id} {write_request(command)}" for case_id, command in wanted)
        given = once(key, actor=actor.account_key, request=request)
        if isinstance(given, Answered):
            return [Answer(case_id, length) for case_id, length in given.answer]
        held = hold_cases(case_id for case_id, _ in wanted)
        fired = [_fire_one(held.get(case_id), case_id, command, actor=actor, now=now) for case_id, command in wanted]
        lengths = _store_together([one for one in fired if not isinstance(one, Answer)], actor=actor, now=now)
        answers = [one if isinstance(one, Answer) else Answer(one[0].case_id, lengths[one[0].case_id]) for one in fired]
        given.keep([(one.case_id, one.length) for one in answers], at=now)
    for one in fired:
        if not isinstance(one, Answer) and one[2].state.status == "closed" and one[1].case.parent_id is not None:
            follow_afterwards(one[0].case_id, now=now)
    return answers


_Fired = tuple[CaseState, Matter, Step]


def _fire_one(
    held: Held | None, case_id: int, command: asked.Command, *, actor: Actor, now: datetime
) -> _Fired | Answer:
    """What one command comes to; nothing is written yet, so that a refusal touches nobody."""
    try:
        if held is None:
            raise NoSuchCaseError(case=case_id)
        row, matter = held
        organ = authorise(actor, command, matter)
        check_guards(matter, command, actor=actor, now=now)
        by = None if actor.is_system else str(actor.person_key)
        said = say_by(command, by=by, acting_for=organ)
        step = fire_on(matter, said, now=now, seen=None, length=row.length)
    except Refusal as refusal:
        return Answer(case_id, None, refusal)
    if step.refusal is not None:
        return Answer(case_id, None, tell_engine_refusal(step.refusal, matter))
    return row, matter, step


def _store_together(fired: Sequence[_Fired], *, actor: Actor, now: datetime) -> dict[int, int]:
    """Write the steps of many cases: one append to all streams, then table by table; the new lengths."""
    lengths = {row.case_id: row.length for row, _, _ in fired}
    moved = [one for one in fired if one[2].events]
    told = list_entries([(matter, step) for _, matter, step in moved], actor=actor, now=now)
    appends = [
        Append(stream_of(matter.case.reference), some, now, actor.account_key, row.length)
        for (row, matter, _), (some, _) in zip(moved, told, strict=True)
    ]
    rows, afters = Rows(), []
    for (row, matter, step), length in zip(moved, append_many(appends) if appends else (), strict=True):
        afters.append((gather_after(rows, matter, step, length=length, actor=actor, now=now), step))
        lengths[row.case_id] = length
    rows.write(*(statement for _, beside in told for statement in beside))
    for after, step in afters:
        follow_up(after, step, actor=actor, now=now)
    return lengths


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


def give_many(work_ids: Iterable[int], *, to: str, reason: str, actor: Actor, key: str, now: datetime) -> list[Answer]:
    """Give many work items to another organ, for good and with the reason; where work is offered, it is offered (转办、征询)."""

    def make(row: WorkItem) -> asked.Command:
        activity = get_definition(row.case.digest).activities.get(row.activity)
        if activity is not None and activity.offer is not None:
            return asked.OfferWork(row.work, to, reason)
        return asked.Transfer(row.work, to, reason)

    return on_many(work_ids, make, actor=actor, key=key, now=now)


def on_many(
    work_ids: Iterable[int], make: Callable[[WorkItem], asked.Command], *, actor: Actor, key: str, now: datetime
) -> list[Answer]:
    """A command made of each work item; items that are gone are left out."""
    rows = WorkItem.objects.filter(pk__in=list(work_ids)).select_related("case").order_by("case_id", "id")
    return carry_out_many([(row.case_id, make(row)) for row in rows], actor=actor, key=key, now=now)
