"""Finding people and enterprises: by number, by key, by organisation; and what a person is shown about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from zaizao_city.foundation.notices.addresses import Addresses
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Enterprise, EnterpriseAgent, Mandate, Organisation, Person, RoleAssignment
from zaizao_city.identity.numbers import normalise_number
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.vault import digest_text


def find_person_by_number(number: str) -> Person | None:
    """The person with that identity number; the number itself is compared by its keyed digest."""
    return Person.objects.filter(number_digest=digest_text(normalise_number(number), field="number")).first()


def find_enterprise_by_code(code: str) -> Enterprise | None:
    """The enterprise with that unified social credit code."""
    return Enterprise.objects.filter(credit_code=normalise_number(code)).first()


def get_person(key: UUID) -> Person | None:
    """The person of that key."""
    return Person.objects.filter(key=key).first()


def find_citizen(key: UUID) -> Person | None:
    """The person of that key with the account, unless they have one of the staff or were erased."""
    rows = Person.objects.select_related("account").filter(key=key, erased_at=None)
    return rows.exclude(account__is_staff=True).first()


def find_addresses(key: UUID) -> Addresses | None:
    """Where the person of that key is reached outside the site; none for people who are unknown."""
    person = get_person(key)
    return Addresses(email=person.open_email(), phone=person.open_mobile()) if person else None


def get_names(keys: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people by their keys, in one query."""
    return dict(Person.objects.filter(key__in=set(keys)).values_list("key", "name"))


def list_holders(*, role: Role, organisation: Organisation, on: date) -> QuerySet[Person]:
    """The people who hold the role in exactly that organisation on the day, by their own assignment."""
    rows = RoleAssignment.objects.filter(in_force(on), role=role, organisation=organisation)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("pk")


def list_holders_of(roles: Iterable[Role], *, organisation: Organisation, on: date) -> list[Person]:
    """Whoever has one of the roles in exactly that organisation on the day: by assignment, or standing in for one who has.

    Administrators' roles are never lent, and are not for this list.
    """
    rows = RoleAssignment.objects.filter(in_force(on), role__in=list(roles), organisation=organisation)
    held = list(rows.values_list("person_id", flat=True))
    lent = Mandate.objects.filter(in_force(on), principal_id__in=held).select_related("organisation")
    standing_in = [row.stand_in_id for row in lent if organisation.path.startswith(row.organisation.path)]
    return list(Person.objects.filter(pk__in={*held, *standing_in}).order_by("pk"))


def list_roles(person_id: int, *, on: date) -> QuerySet[RoleAssignment]:
    """The roles that the person holds on the day, or will hold."""
    rows = RoleAssignment.objects.filter(person=person_id).exclude(until_on__lt=on)
    return rows.select_related("organisation", "post").order_by("organisation__path", "role", "pk")


def list_mandates(person_id: int, *, on: date) -> QuerySet[Mandate]:
    """The mandates that the person has given or holds, now or in future."""
    given = Mandate.objects.filter(principal=person_id) | Mandate.objects.filter(stand_in=person_id)
    rows = given.filter(until_on__gte=on).select_related("principal", "stand_in", "organisation")
    return rows.order_by("from_on", "pk")


def list_agencies(person_id: int, *, on: date) -> QuerySet[EnterpriseAgent]:
    """The enterprises for which the person may act on the day."""
    rows = EnterpriseAgent.objects.filter(in_force(on), person=person_id)
    return rows.select_related("enterprise").order_by("enterprise__name", "pk")
