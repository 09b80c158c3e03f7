"""Who may own a case as its helper (帮办), who may name them, and how the applicant reaches the one who does."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.authority import Matter, is_applicant, list_desks
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation, Person, RoleAssignment
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.selectors.permissions import get_reach

MOST = 200


@frozen
class Aide:
    """Somebody who helps: who, of which organisation, under which number they are reached (empty: none is known)."""

    person: Person
    organisation: str
    mobile: str


def may_name_helper(actor: Actor, matter: Matter) -> bool:
    """Whether the actor may say who helps: the applicant, a helper of the territory, whoever sees to the case."""
    reach = get_reach(actor, "casework.name_helper")
    if reach.covers(matter.case.territory.path, own=is_applicant(actor, matter.case)):
        return True
    organs = list_desks(matter.definition)
    return any(reach.covers(matter.seats[organ][1]) for organ in organs if organ in matter.seats)


def list_helpers(territory: Organisation, *, on: date) -> list[tuple[str, list[Person]]]:
    """The helpers whose organisation lies in the territory, or above it, by organisation; one query."""
    rows = _roles(on).annotate(begins=StrIndex(Value(territory.path), "organisation__path"))
    rows = rows.filter(Q(organisation__path__startswith=territory.path) | Q(begins=1))
    found: dict[str, dict[int, Person]] = {}
    for row in rows.select_related("person", "organisation").order_by("organisation__path", "person__name")[:MOST]:
        found.setdefault(row.organisation.name, {})[row.person_id] = row.person
    return [(name, list(people.values())) for name, people in found.items()]


def get_helper(case: Case, *, on: date) -> Aide | None:
    """Who helps in a case; one query, none where nobody does."""
    if case.owner is None:
        return None
    role = _roles(on).filter(person_id=case.owner_id).select_related("organisation").first()
    return Aide(case.owner, role.organisation.name if role is not None else "", case.owner.open_mobile())


def _roles(on: date) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(in_force(on), role=Role.HELPER)
