"""How often the applicant had to come (LC3): counted where it happens, by whoever received them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zaizao_city.casework.errors import ReasonMissingError
from zaizao_city.casework.events import VISIT_COUNTED
from zaizao_city.casework.models import Case, Visit
from zaizao_city.casework.selectors.authority import Matter, list_desks
from zaizao_city.casework.services.commands import note_entries
from zaizao_city.casework.services.holding import hold_case
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.selectors.permissions import get_reach


@transaction.atomic
def count_visit(case_id: int, *, reason: str, actor: Actor, key: str, now: datetime) -> int:
    """Count one visit of the applicant, with what they came for; how many there have been.

    Raises:
        ReasonMissingError: a visit nobody can explain is not counted. NotPermittedError, NoSuchCaseError.
    """
    given = once(key, actor=actor.account_key, request=f"visit {case_id} {reason}")
    if isinstance(given, Answered):
        return int(given.answer)
    _row, matter = hold_case(case_id)
    place = _find_place(matter, actor)
    if not reason.strip():
        raise ReasonMissingError(what=_("到访事由"))
    Visit.objects.create(
        case_id=case_id, at=now, organisation_id=place, reason=reason.strip()[:200], counted_by_id=actor.person_id
    )
    Case.objects.filter(pk=case_id).update(visits=F("visits") + 1)
    body = {"by": str(actor.person_key), "reason": reason.strip()[:200]}
    note_entries(case_id, [NewEvent(VISIT_COUNTED, body)], actor=actor, now=now)
    count = matter.case.visits + 1
    given.keep(count, at=now)
    return count


def _find_place(matter: Matter, actor: Actor) -> int:
    """The organisation of the actor's where the applicant came: a desk of the case, or the counter where it came in.

    Raises:
        NotPermittedError: it is neither.
    """
    reach, counter = get_reach(actor, "casework.count_visit"), matter.case.counter
    desks = list_desks(matter.definition, matter.state)
    for organ in desks:
        if organ in matter.seats and reach.covers(matter.seats[organ][1]):
            return matter.seats[organ][0]
    if counter is None or not reach.covers(counter.organisation.path):
        raise NotPermittedError(permission="casework.count_visit")
    return counter.organisation_id
