"""Results: issued when an item is granted, used by other cases as materials, revoked with reason and basis."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net import Step
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.errors import NoSuchResultError, ReasonMissingError, ResultRevokedError
from zaizao_city.casework.events import RESULT_ISSUED, RESULT_REVOKED
from zaizao_city.casework.mapping.results import phrase_issue, phrase_revocation
from zaizao_city.casework.mapping.rows import find_seat
from zaizao_city.casework.models import Case, Document, IssuedResult
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.results import list_reusable
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.commands import Done, carry_out, note_entries
from zaizao_city.casework.services.effects import Steps, looks_at_steps
from zaizao_city.casework.services.statements import INSERT_RESULT
from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.numbering.reserving import reserve_numbers
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.ui.words import say_day
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require

SERIES = "ZZ"


@looks_at_steps
def issue_results(steps: Steps, actor: Actor, now: datetime) -> list[list[NewEvent | Statement]]:
    """Issue what activities make when they grant their items, and revoke what an undo takes back."""
    granted = [
        (place, event, material)
        for place, (matter, step) in enumerate(steps)
        for event in step.events
        if isinstance(event, happened.ItemDecided) and event.outcome == "granted"
        for material in _gives(matter, event.activity)
    ]
    issued: list[list[NewEvent | Statement]] = [[] for _ in steps]
    numbers = reserve_numbers(SERIES, year=now.year, count=len(granted)) if granted else []
    for (place, event, material), number in zip(granted, numbers, strict=True):
        matter, _ = steps[place]
        issued[place].append((INSERT_RESULT, _list_columns(matter, event, material, number, now)))
        issued[place].append(NewEvent(RESULT_ISSUED, phrase_issue(matter.definition, event, material, number)))
    return [[*own, *_take_back(*one, now)] for own, one in zip(issued, steps, strict=True)]


def _gives(matter: Matter, activity: str) -> tuple[str, ...]:
    found = matter.definition.activities.get(activity)
    return () if found is None else found.gives


def _list_columns(
    matter: Matter, event: happened.ItemDecided, material: str, number: str, now: datetime
) -> tuple[object, ...]:
    case, name = matter.case, matter.definition.materials[material].name.zh
    organisation_id = find_seat(matter.seats, matter.definition.items[event.item].organ)
    return (
        number, case.pk, event.item, event.activity, material, name, case.applicant_id, case.enterprise_id,
        organisation_id, now, ResultStatus.VALID.value, "", "",
    )  # fmt: skip


def _take_back(matter: Matter, step: Step, now: datetime) -> list[NewEvent]:
    if step.state.papers is matter.state.papers:
        return []
    revoked = {name for name, paper in step.state.papers.sorted_items() if paper.status == "revoked"}
    standing = {name for name, paper in matter.state.papers.sorted_items() if paper.status != "revoked"}
    if not (materials := sorted(revoked & standing)):
        return []
    rows = IssuedResult.objects.filter(case=matter.case, material__in=materials, status=ResultStatus.VALID)
    entries = [NewEvent(RESULT_REVOKED, phrase_revocation(row.number, row.name)) for row in rows]
    rows.update(status=ResultStatus.REVOKED, revoked_at=now)
    return entries


@transaction.atomic
def revoke_result(number: str, *, reason: str, basis: str, actor: Actor, key: str, now: datetime) -> None:
    """Revoke a result, with reason and basis; from now on no case may rely on it.

    Raises:
        NoSuchResultError: no valid result has this number. ReasonMissingError, NotPermittedError, RequestChangedError.
    """
    given = once(key, actor=actor.account_key, request=f"revoke {number}\n{reason}\n{basis}")
    if isinstance(given, Answered):
        return
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
    body = phrase_revocation(number, result.name, reason=reason.strip(), basis=basis.strip())
    entry = NewEvent(RESULT_REVOKED, {**body, "by": str(actor.person_key)})
    note_entries(result.case_id, [entry], actor=actor, now=now)
    given.keep(number, at=now)


@transaction.atomic
def use_result(case_id: int, *, material: str, number: str, actor: Actor, key: str, now: datetime) -> Done:
    """Hand in, instead of a document, a valid result that the city itself issued to the same applicant.

    Raises:
        ResultRevokedError: it was the applicant's own, and was revoked. NoSuchResultError: somebody else's, or not this
            material. CommandRefusedError, NotPermittedError.
    """
    case = Case.objects.select_related("state").get(pk=case_id)
    definition = make_matter(case.state).definition
    usable = {one.number for one in list_reusable(case, definition).get(material, ())}
    if number not in usable:
        raise _tell_unusable(case, number)
    done = carry_out(case_id, asked.Supply((material,)), actor=actor, key=key, now=now)
    Document.objects.filter(case_id=case_id, material=material).update(result=number)
    return done


def _tell_unusable(case: Case, number: str) -> NoSuchResultError:
    """Why it cannot be used; only to its holder is it said that it was revoked."""
    found = IssuedResult.objects.filter(number=number, status=ResultStatus.REVOKED).first()
    is_own = found is not None and (found.person_id, found.enterprise_id) == (case.applicant_id, case.enterprise_id)
    if found is None or not is_own or found.revoked_at is None:
        return NoSuchResultError(number=number)
    return ResultRevokedError(name=found.name, number=number, day=say_day(found.revoked_at.date()))
