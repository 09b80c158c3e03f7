"""Results: issued when an item is granted, used by other cases as materials, revoked with reason and basis."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net import Step
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.errors import NoSuchResultError, ReasonMissingError
from zaizao_city.casework.events import RESULT_ISSUED, RESULT_REVOKED
from zaizao_city.casework.models import Case, Document, IssuedResult
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.results import list_reusable
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.commands import Done, carry_out, note_entries
from zaizao_city.casework.services.effects import looks_at_steps
from zaizao_city.foundation.numbering.taking import take_number
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require

SERIES = "ZZ"


@looks_at_steps
def issue_results(matter: Matter, step: Step, actor: Actor, now: datetime) -> list[NewEvent]:
    """Issue what an activity makes when it grants its item, and revoke what an undo takes back."""
    entries = []
    for event in step.events:
        if isinstance(event, happened.ItemDecided) and event.outcome == "granted":
            entries += [_issue(matter, event, material, now) for material in _gives(matter, event.activity)]
    taken_back = [
        name
        for name, paper in step.state.papers.sorted_items()
        if paper.status == "revoked" and (old := matter.state.papers.get(name)) is not None and old.status != "revoked"
    ]
    return entries + _take_back(matter, taken_back, now)


def _gives(matter: Matter, activity: str) -> tuple[str, ...]:
    found = matter.definition.activities.get(activity)
    return () if found is None else found.gives


def _issue(matter: Matter, event: happened.ItemDecided, material: str, now: datetime) -> NewEvent:
    case, about = matter.case, matter.definition.materials[material]
    number = take_number(SERIES, year=now.year)
    organ = matter.definition.items[event.item].organ
    IssuedResult.objects.create(
        number=number, case=case, item=event.item, activity=event.activity, material=material, name=about.name.zh,
        person_id=case.applicant_id, enterprise_id=case.enterprise_id,
        organisation_id=matter.seats[organ][0] if organ in matter.seats else None, issued_at=now,
    )  # fmt: skip
    body = {"number": number, "name": about.name.zh, "material": material, "item": event.item, "by": event.by or ""}
    return NewEvent(RESULT_ISSUED, body)


def _take_back(matter: Matter, materials: list[str], now: datetime) -> list[NewEvent]:
    if not materials:
        return []
    rows = IssuedResult.objects.filter(case=matter.case, material__in=materials, status=ResultStatus.VALID)
    entries = [
        NewEvent(RESULT_REVOKED, {"number": row.number, "name": row.name, "reason": "", "basis": ""}) for row in rows
    ]
    rows.update(status=ResultStatus.REVOKED, revoked_at=now)
    return entries


@transaction.atomic
def revoke_result(number: str, *, reason: str, basis: str, actor: Actor, now: datetime) -> IssuedResult:
    """Revoke a result, with reason and basis; from now on no case may rely on it.

    Raises:
        NoSuchResultError: no valid result has this number. ReasonMissingError, NotPermittedError.
    """
    found = IssuedResult.objects.select_for_update(of=("self",)).select_related("organisation")
    result = found.filter(number=number, status=ResultStatus.VALID).first()
    if result is None:
        raise NoSuchResultError(number=number)
    require(actor, "casework.revoke_result", result.organisation)
    if not reason.strip() or not basis.strip():
        raise ReasonMissingError(what=_("撤销理由和依据"))
    result.status, result.revoked_at = ResultStatus.REVOKED, now
    result.revoked_why, result.revoked_basis = reason.strip(), basis.strip()[:200]
    result.save(update_fields=["status", "revoked_at", "revoked_why", "revoked_basis"])
    body = {"number": number, "name": result.name, "reason": reason.strip(), "basis": basis.strip()}
    entry = NewEvent(RESULT_REVOKED, {**body, "by": str(actor.person_key)})
    note_entries(result.case_id, [entry], actor=actor, now=now)
    return result


@transaction.atomic
def use_result(case_id: int, *, material: str, number: str, actor: Actor, key: str, now: datetime) -> Done:
    """Hand in, instead of a document, a valid result that the city itself issued to the same applicant.

    Raises:
        NoSuchResultError: revoked, somebody else's, or not this material. CommandRefusedError, NotPermittedError.
    """
    case = Case.objects.select_related("state").get(pk=case_id)
    definition = make_matter(case.state).definition
    usable = {one.number for one in list_reusable(case, definition).get(material, ())}
    if number not in usable:
        raise NoSuchResultError(number=number)
    done = carry_out(case_id, asked.Supply((material,)), actor=actor, key=key, now=now)
    Document.objects.filter(case_id=case_id, material=material).update(result=number)
    return done
