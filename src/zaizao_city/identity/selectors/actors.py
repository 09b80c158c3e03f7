"""The actor of a request: the person behind an account, with the roles and mandates of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from zaizao_city.foundation.statements import find_by_keys, link_rows, list_rows, list_rows_of_many
from zaizao_city.identity.actor import Actor, HeldEnterprise, HeldRole
from zaizao_city.identity.enums import ADMINISTRATORS, Role
from zaizao_city.identity.errors import NotAgentError
from zaizao_city.identity.models import (
    Account,
    Enterprise,
    EnterpriseAgent,
    Mandate,
    Organisation,
    Person,
    RoleAssignment,
)


def in_force(on: date) -> Q:
    """Rows whose period includes the day."""
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def get_actor(account: Account, *, on: date, acting_for: UUID | None = None) -> Actor:
    """The person behind the account as they may act on the day; at most six queries, whoever asks.

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
    rows = [row for row in list_rows(EnterpriseAgent, "person_id", person_id) if _is_in_force(row, on)]
    found = find_by_keys(Enterprise, {row.enterprise_id for row in rows})
    return tuple(HeldEnterprise(key, found[key].key, found[key].name) for key in sorted(found))


def _list_roles(person_id: int, *, on: date) -> tuple[HeldRole, ...]:
    mandates = [row for row in list_rows(Mandate, "stand_in_id", person_id) if _is_in_force(row, on)]
    people = sorted({person_id, *(row.principal_id for row in mandates)})
    rows = [row for row in list_rows_of_many(RoleAssignment, "person_id", people) if _is_in_force(row, on)]
    link_rows([*mandates, *rows], Organisation, "organisation")
    link_rows([row for row in rows if row.person_id != person_id], Person, "person")
    covered = [(row.principal_id, row.organisation.path) for row in mandates]
    held = [_lend(row, to=person_id, mandates=covered) for row in sorted(rows, key=_rank)]
    return _keep_apart(tuple(dict.fromkeys(role for role in held if role is not None)))


def _is_in_force(row: EnterpriseAgent | Mandate | RoleAssignment, on: date) -> bool:
    return row.from_on <= on and (row.until_on is None or row.until_on >= on)


def _rank(row: RoleAssignment) -> tuple[str, str, int]:
    return row.organisation.path, row.role, row.pk


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
