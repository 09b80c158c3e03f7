"""The actor of a request: the person behind an account, with the roles and mandates of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zaizao_city.identity.actor import Actor, HeldEnterprise, HeldRole
from zaizao_city.identity.enums import ADMINISTRATORS, Role
from zaizao_city.identity.errors import NotAgentError
from zaizao_city.identity.models import Account, EnterpriseAgent, Mandate, RoleAssignment


def in_force(on: date) -> Q:
    """Rows whose period includes the day."""
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def get_actor(account: Account, *, on: date, acting_for: UUID | None = None) -> Actor:
    """The person behind the account as they may act on the day; at most three queries.

    ``acting_for`` is the key of an enterprise. Roles and mandates count for staff accounts alone.

    Raises:
        NotAgentError: the person may not act for that enterprise on that day.
    """
    person = account.person
    enterprises = _list_enterprises(person.pk, on=on)
    chosen = next((held for held in enterprises if held.key == acting_for), None)
    if acting_for is not None and chosen is None:
        raise NotAgentError
    return Actor(
        account_key=str(account.key),
        person_key=person.key,
        person_id=person.pk,
        name=person.name,
        is_staff=account.is_staff,
        roles=_list_roles(person.pk, on=on) if account.is_staff else (),
        enterprises=enterprises,
        acting_for=chosen,
    )


def _list_enterprises(person_id: int, *, on: date) -> tuple[HeldEnterprise, ...]:
    rows = EnterpriseAgent.objects.filter(in_force(on), person=person_id).order_by("enterprise_id")
    found = rows.values_list("enterprise_id", "enterprise__key", "enterprise__name").distinct()
    return tuple(HeldEnterprise(*row) for row in found)


def _list_roles(person_id: int, *, on: date) -> tuple[HeldRole, ...]:
    mandates = list(
        Mandate.objects.filter(in_force(on), stand_in=person_id).values_list("principal_id", "organisation__path")
    )
    people = {person_id, *(principal for principal, _ in mandates)}
    rows = RoleAssignment.objects.filter(in_force(on), person__in=people)
    held = [_lend(row, to=person_id, mandates=mandates) for row in _order(rows)]
    return _keep_apart(tuple(dict.fromkeys(role for role in held if role is not None)))


def _order(rows: QuerySet[RoleAssignment]) -> QuerySet[RoleAssignment]:
    return rows.select_related("organisation", "person").order_by("organisation__path", "role", "pk")


def _lend(row: RoleAssignment, *, to: int, mandates: Iterable[tuple[int, str]]) -> HeldRole | None:
    """The role as ``to`` holds it: their own, or lent by a mandate that covers its organisation; else none."""
    own = row.person_id == to
    covered = any(row.person_id == principal and row.organisation.path.startswith(path) for principal, path in mandates)
    if not own and (row.role in ADMINISTRATORS or not covered):
        return None
    lent_by = None if own else row.person.key
    return HeldRole(Role(row.role), row.organisation_id, row.organisation.path, lent_by)


def _keep_apart(roles: tuple[HeldRole, ...]) -> tuple[HeldRole, ...]:
    """Whoever holds two administrators' roles, by whatever way into the database, holds none of them."""
    if len({held.role for held in roles} & ADMINISTRATORS) < 2:
        return roles
    return tuple(held for held in roles if held.role not in ADMINISTRATORS)
