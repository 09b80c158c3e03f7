"""Who has the work: assign, transfer for good, delegate and get back, offer and answer, arbitrate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from zaizao.net import commands as asked
from zaizao_city.casework.errors import NoSuchOrganError, NotOfThatOrganError, ReasonMissingError
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.commands import Done, carry_out
from zaizao_city.casework.services.guards import guards
from zaizao_city.casework.services.projecting import find_people
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import RoleAssignment


def assign_work(case_id: int, *, work: str, people: Sequence[str], actor: Actor, key: str, now: datetime) -> Done:
    """Say which people of the organisation do it, by their keys."""
    return carry_out(case_id, asked.Assign(work, tuple(people)), actor=actor, key=key, now=now)


def transfer_work(case_id: int, *, work: str, to: str, reason: str, actor: Actor, key: str, now: datetime) -> Done:
    """Give the work to another organ for good (转办), with the reason; the limit does not begin again."""
    return carry_out(case_id, asked.Transfer(work, to, reason), actor=actor, key=key, now=now)


def delegate_work(case_id: int, *, work: str, to: str, actor: Actor, key: str, now: datetime) -> Done:
    """Let another organ do it; it comes back for confirmation (委派)."""
    return carry_out(case_id, asked.Delegate(work, to), actor=actor, key=key, now=now)


def offer_work(case_id: int, *, work: str, to: str, reason: str, actor: Actor, key: str, now: datetime) -> Done:
    """Offer the work; the sender stays responsible until it is accepted."""
    return carry_out(case_id, asked.OfferWork(work, to, reason), actor=actor, key=key, now=now)


def accept_offer(case_id: int, *, work: str, actor: Actor, key: str, now: datetime) -> Done:
    """Take the work that was offered to the actor's organisation."""
    return carry_out(case_id, asked.AcceptOffer(work), actor=actor, key=key, now=now)


def refuse_offer(case_id: int, *, work: str, reason: str, actor: Actor, key: str, now: datetime) -> Done:
    """Do not take it, with a reason; the next is asked, and after too many the arbiter decides."""
    return carry_out(case_id, asked.RefuseOffer(work, reason), actor=actor, key=key, now=now)


def arbitrate_work(
    case_id: int, *, work: str, to: str, actor: Actor, key: str, now: datetime, people: Sequence[str] = ()
) -> Done:
    """The arbiter says who does it; that cannot be refused."""
    return carry_out(case_id, asked.Assign(work, tuple(people), to), actor=actor, key=key, now=now)


@guards(asked.Transfer, asked.Delegate, asked.OfferWork, asked.Assign)
def check_receiver(matter: Matter, command: asked.Transfer, actor: Actor, now: datetime) -> None:
    """Work goes to an organ that is somebody here, and a transfer says why."""
    if command.to is not None and command.to not in matter.seats:
        raise NoSuchOrganError(organ=command.to)
    if isinstance(command, asked.Transfer) and not command.reason.strip():
        raise ReasonMissingError(what=_("转办理由"))


@guards(asked.Assign)
def check_people(matter: Matter, command: asked.Assign, actor: Actor, now: datetime) -> None:
    """People are given work of an organisation in which, or below which, they hold a role today."""
    work = matter.state.work.get(command.work)
    seat = matter.seats.get(command.to or (work.delegated_to or work.holder or "" if work is not None else ""))
    if not command.people or seat is None:
        return
    known = find_people(command.people)
    in_force = Q(from_on__lte=now.date()) & (Q(until_on__isnull=True) | Q(until_on__gte=now.date()))
    rows = RoleAssignment.objects.filter(in_force, person__in=known.values(), organisation__path__startswith=seat[1])
    there = set(rows.values_list("person_id", flat=True))
    strangers = [key for key in command.people if known.get(key) not in there]
    if strangers:
        raise NotOfThatOrganError(people="、".join(strangers))
