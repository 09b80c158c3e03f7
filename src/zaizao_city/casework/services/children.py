"""Child cases: opened where the definition says so, dropped with their parent, reported to it when they end.

The report to the parent is a command of its own, tried at once and again by the clock until it is done, so that no two
cases are ever held in the wrong order.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net import Effect
from zaizao.net import commands as asked
from zaizao.net.state import NULL
from zaizao_city.casework.enums import CaseStatus, Channel
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.effects import comes_afterwards, follows
from zaizao_city.casework.services.holding import hold_case
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.models import Organisation


@follows("open_child")
def _open_child(matter: Matter, effect: Effect, actor: Actor, now: datetime) -> None:
    details = effect.details
    open_case(
        Opening(
            process=str(details["process"]),
            territory=_find_territory(matter, details.get("at")),
            facts=_as_mapping(details.get("facts")),
            applicant_id=matter.case.applicant_id,
            enterprise_id=matter.case.enterprise_id,
            channel=Channel.SYSTEM,
            parent_id=matter.case.pk,
            child_name=effect.subject,
        ),
        actor=SYSTEM,
        key=None,
        now=now,
    )


def _as_mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _find_territory(matter: Matter, at: object) -> Organisation:
    """Where a child is done: the territory named, else the parent's."""
    found = Organisation.objects.filter(code=at, kind="territory").first() if isinstance(at, str) else None
    return found or matter.case.territory


@follows("drop_child")
def _drop_child(matter: Matter, effect: Effect, actor: Actor, now: datetime) -> None:
    child = Case.objects.filter(parent=matter.case, child_name=effect.subject, status=CaseStatus.OPEN).first()
    if child is not None:
        reason = _("{case} 不再需要此子办件").format(case=matter.case.reference)
        carry_out(child.pk, asked.Withdraw(reason=reason), actor=SYSTEM, key=None, now=now)


@comes_afterwards
def report_to_parent(case_id: int, now: datetime) -> None:
    """Tell the parent that a child has ended, unless that is done or there is none."""
    rows = Case.objects.filter(pk=case_id, parent__isnull=False, status=CaseStatus.CLOSED, is_reported=False)
    if rows.exists():
        report_child(case_id, now=now)


def report_child(case_id: int, *, now: datetime) -> None:
    """Report one ended child to its parent, once."""
    with transaction.atomic():
        parent_id = Case.objects.values_list("parent_id", flat=True).get(pk=case_id)
        _, parent = hold_case(parent_id)
        row, matter = hold_case(case_id)
        if row.case.is_reported:
            return
        child = parent.state.children.get(row.case.child_name)
        if parent.state.status == "open" and child is not None and child.status == "open":
            facts = {name: None if value is NULL else value for name, value in matter.state.facts.sorted_items()}
            command = asked.ReportChild(row.case.child_name, matter.state.ending or "finished", facts)
            carry_out(parent_id, command, actor=SYSTEM, key=None, now=now)
        Case.objects.filter(pk=case_id).update(is_reported=True)
