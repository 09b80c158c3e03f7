"""The clocks by hand: stop with a ground of the law and a notice, go on, lengthen once, follow a changed calendar."""

from __future__ import annotations

from datetime import datetime

from zaizao.net import commands as asked
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.commands import Done, carry_out
from zaizao_city.identity.actor import SYSTEM, Actor


def suspend_item(
    case_id: int,
    *,
    item: str,
    ground: str,
    notice: str,
    actor: Actor,
    key: str,
    now: datetime,
    basis: str | None = None,
) -> Done:
    """Stop an item's clock (行政许可法 第45条): ``ground`` is one the definition allows, the applicant is told.

    Raises:
        CommandRefusedError: another ground, no notice, not running, stopped already.
    """
    return carry_out(case_id, asked.Suspend(item, ground, notice, basis), actor=actor, key=key, now=now)


def resume_item(case_id: int, *, item: str, actor: Actor, key: str, now: datetime) -> Done:
    """Let an item's clock go on; today is the last day that does not count."""
    return carry_out(case_id, asked.Resume(item), actor=actor, key=key, now=now)


def extend_item(
    case_id: int, *, item: str, limit: str, reason: str, notice: str, actor: Actor, key: str, now: datetime
) -> Done:
    """Lengthen an item's limit once, within what its definition allows (行政许可法 第42条); the applicant is told why."""
    return carry_out(case_id, asked.ExtendLimit(item, limit, reason, notice), actor=actor, key=key, now=now)


def recompute_deadlines(*, now: datetime, after: int = 0, limit: int = 500) -> int | None:
    """Let open cases follow the calendar in force, some at a time; where to go on, or None at the end.

    For when the State Council moved a holiday: what moves, moves on record, and nothing moves without an entry.
    """
    rows = Case.objects.filter(status=CaseStatus.OPEN, pk__gt=after).order_by("pk")
    found = list(rows.values_list("pk", flat=True)[:limit])
    for pk in found:
        carry_out(pk, asked.RecomputeDeadlines(), actor=SYSTEM, key=None, now=now)
    return found[-1] if len(found) == limit else None
