"""Time passing for stored cases: what is due by now happens, each case in a transaction of its own."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen
from django.db.models import QuerySet

from zaizao.net import commands as asked
from zaizao_city.casework.conf import TICK_AT_ONCE
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.children import report_child
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM


@frozen
class Ticked:
    """What one run of the clock did: cases moved on, and cases that refused, with the refusal's code."""

    moved: int
    reported: int
    refused: tuple[tuple[str, str], ...] = ()


def tick_due(*, now: datetime, limit: int = TICK_AT_ONCE) -> Ticked:
    """Let time pass in the cases in which something is due, earliest first, and report children that have ended."""
    due = Case.objects.filter(next_due__lte=now).order_by("next_due", "pk").values_list("pk", "reference")[:limit]
    refused = []
    moved = 0
    for pk, reference in list(due):
        try:
            carry_out(pk, asked.Tick(), actor=SYSTEM, key=None, now=now)
            moved += 1
        except Refusal as refusal:
            refused.append((reference, refusal.code))
    return Ticked(moved, _report_children(now=now, limit=limit), tuple(refused))


def list_unreported() -> QuerySet[Case]:
    """Child cases that have ended and are not reported to their parent yet."""
    return Case.objects.filter(parent__isnull=False, status=CaseStatus.CLOSED, is_reported=False)


def _report_children(*, now: datetime, limit: int) -> int:
    ended = list(list_unreported().order_by("pk").values_list("pk", flat=True)[:limit])
    for pk in ended:
        report_child(pk, now=now)
    return len(ended)
