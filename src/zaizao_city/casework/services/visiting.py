"""How often the applicant had to come (LC3): counted where it happens, by whoever received them, or by a ticket served."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.errors import ReasonMissingError
from zaizao_city.casework.events import VISIT_COUNTED
from zaizao_city.casework.models import Case, CaseState, Visit
from zaizao_city.casework.selectors.authority import Matter, list_desks
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.commands import note_entries
from zaizao_city.casework.services.holding import hold_case
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import SYSTEM_KEY, Actor
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import EnterpriseAgent
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.selectors.permissions import get_reach
from zaizao_city.places.models import Ticket
from zaizao_city.places.services.tickets import finish_ticket

LOOKED_AT = 20
"""Open cases of one person that are looked at, to find the one a ticket was for."""


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
    _count(case_id, place, reason.strip()[:200], actor=actor, now=now)
    count = matter.case.visits + 1
    given.keep(count, at=now)
    return count


@transaction.atomic
def serve_ticket(ticket_id: int, *, actor: Actor, key: str, now: datetime) -> None:
    """What the person called came for is done; that they came counts as a visit of the case they came for, if there is one.

    Once for a ticket, whatever is sent again. Nobody came, nothing is counted.

    Raises:
        TicketUnknownError, TicketGoneError: as they say.
    """
    finish_ticket(ticket_id, actor=actor, key=key, now=now)
    ticket = Ticket.objects.select_related("counter").get(pk=ticket_id)
    given = once(f"visit-of-ticket-{ticket_id}", actor=SYSTEM_KEY, request=f"visit of ticket {ticket_id}")
    if isinstance(given, Answered):
        return
    found = next((pk for pk in _list_candidates(ticket) if _is_received(pk, ticket, actor)), None)
    if found is not None and not _is_counted(found, ticket):
        reason = _("窗口叫号 {number} 号").format(number=ticket.number)
        _count(found, ticket.counter.organisation_id, reason, actor=actor, now=now)
    given.keep(found, at=now)


def _list_candidates(ticket: Ticket) -> list[int]:
    """The case that a ticket names; else the open cases of whoever drew it, what they came for first, newest first."""
    rows = Case.objects.filter(status=CaseStatus.OPEN)
    if ticket.person_id is not None:
        firms = EnterpriseAgent.objects.filter(in_force(ticket.day), person_id=ticket.person_id)
        rows = rows.filter(Q(applicant_id=ticket.person_id) | Q(enterprise_id__in=firms.values("enterprise_id")))
    named = rows.filter(reference=ticket.what_for).values_list("pk", flat=True).first() if ticket.what_for else None
    if named is not None or ticket.person_id is None:
        return [] if named is None else [named]
    found = rows.order_by("-opened_at", "-pk").values_list("pk", "process")[:LOOKED_AT]
    return [pk for pk, process in sorted(found, key=lambda row: row[1] != ticket.what_for)]


def _is_received(case_id: int, ticket: Ticket, actor: Actor) -> bool:
    """Whether the counter of the ticket is one of the case's, and the actor receives people there."""
    rows = CaseState.objects.select_related("case__counter__organisation")
    matter = make_matter(rows.get(pk=case_id))
    here, reach = ticket.counter.organisation_id, get_reach(actor, "casework.count_visit")
    seats = [matter.seats[organ] for organ in list_desks(matter.definition, matter.state) if organ in matter.seats]
    if (counter := matter.case.counter) is not None:
        seats.append((counter.organisation_id, counter.organisation.path))
    return any(pk == here and reach.covers(path) for pk, path in seats)


def _is_counted(case_id: int, ticket: Ticket) -> bool:
    """Whether somebody counted this coming already, between the call and now."""
    rows = Visit.objects.filter(case_id=case_id, organisation_id=ticket.counter.organisation_id)
    return rows.filter(at__gte=ticket.called_at).exists()


def _count(case_id: int, place: int, reason: str, *, actor: Actor, now: datetime) -> None:
    Visit.objects.create(case_id=case_id, at=now, organisation_id=place, reason=reason, counted_by_id=actor.person_id)
    Case.objects.filter(pk=case_id).update(visits=F("visits") + 1)
    body = {"by": str(actor.person_key), "reason": reason}
    note_entries(case_id, [NewEvent(VISIT_COUNTED, body)], actor=actor, now=now)


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
