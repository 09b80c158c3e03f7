"""Roles and mandates: granted, taken back, lent for some days; the three administrators stay three people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import ADMINISTRATORS, Role
from zaizao_city.identity.errors import (
    AdministratorsApartError,
    NoStaffAccountError,
    OwnRoleError,
    RoleNotAssignableError,
)
from zaizao_city.identity.models import Account, Mandate, Organisation, Person, Post, RoleAssignment
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.periods import check_period, end_now
from zaizao_city.identity.services.recording import record_account


@transaction.atomic
def grant_role(
    *, person: Person, role: Role, organisation: Organisation, from_on: date, until_on: date | None = None,
    post: Post | None = None, actor: Actor, now: datetime,
) -> RoleAssignment:  # fmt: skip
    """Give a person a role in an organisation, from a day to a day, with ``RoleGranted``.

    Raises:
        NotPermittedError: only the security administrator may.
        OwnRoleError: to oneself.
        RoleNotAssignableError: the citizen's role.
        PeriodReversedError: it would end before it begins.
        NoStaffAccountError: the person has no staff account.
        AdministratorsApartError: the person would be two of the three administrators at some time.
    """
    require(actor, "identity.grant_role")
    if actor.person_id == person.pk:
        raise OwnRoleError
    if role == Role.CITIZEN:
        raise RoleNotAssignableError(role=role.label)
    check_period(from_on, until_on)
    account = lock_staff_account(person)
    _keep_administrators_apart(person, role, from_on=from_on, until_on=until_on)
    assignment = RoleAssignment.objects.create(
        person=person, role=role, organisation=organisation, post=post, from_on=from_on, until_on=until_on,
        granted_by=actor.account_key,
    )  # fmt: skip
    record_account(account, events.ROLE_GRANTED, _describe(assignment), actor=actor, now=now)
    return assignment


def appoint(
    *, person: Person, post: Post, from_on: date, until_on: date | None = None, actor: Actor, now: datetime
) -> RoleAssignment:
    """Give a person a post and with it the post's role; refused like ``grant_role``."""
    return grant_role(
        person=person, role=Role(post.role), organisation=post.organisation, post=post, from_on=from_on,
        until_on=until_on, actor=actor, now=now,
    )  # fmt: skip


@transaction.atomic
def revoke_role(assignment: RoleAssignment, *, actor: Actor, now: datetime) -> None:
    """Take a role back at once, with ``RoleRevoked``; today included.

    Raises:
        NotPermittedError: only the security administrator may.
    """
    require(actor, "identity.revoke_role")
    account = lock_staff_account(assignment.person)
    record_account(account, events.ROLE_REVOKED, _describe(assignment), actor=actor, now=now)
    end_now(assignment, now=now)


@transaction.atomic
def give_mandate(
    *, principal: Person, stand_in: Person, organisation: Organisation, from_on: date, until_on: date, reason: str,
    actor: Actor, now: datetime,
) -> Mandate:  # fmt: skip
    """Lend a principal's roles in an organisation and below to a stand-in, with ``MandateGiven`` on both accounts.

    Administrators' roles are never lent. Lent roles are not lent on.

    Raises:
        NotPermittedError: neither the principal nor the security administrator.
        OwnRoleError: to oneself.
        PeriodReversedError: it would end before it begins.
        NoStaffAccountError: one of the two has no staff account.
    """
    require(actor, "identity.give_mandate", own=actor.person_id == principal.pk)
    if principal.pk == stand_in.pk:
        raise OwnRoleError
    check_period(from_on, until_on)
    accounts = [lock_staff_account(person) for person in sorted((principal, stand_in), key=lambda each: each.pk)]
    mandate = Mandate.objects.create(
        principal=principal, stand_in=stand_in, organisation=organisation, from_on=from_on, until_on=until_on,
        reason=reason,
    )  # fmt: skip
    for account in accounts:
        record_account(account, events.MANDATE_GIVEN, _describe_mandate(mandate), actor=actor, now=now)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, actor: Actor, now: datetime) -> None:
    """End a mandate at once, with ``MandateEnded`` on both accounts.

    Raises:
        NotPermittedError: neither the principal nor the security administrator.
    """
    require(actor, "identity.give_mandate", own=actor.person_id == mandate.principal_id)
    people = sorted((mandate.principal, mandate.stand_in), key=lambda each: each.pk)
    for account in [lock_staff_account(person) for person in people]:
        record_account(account, events.MANDATE_ENDED, _describe_mandate(mandate), actor=actor, now=now)
    end_now(mandate, now=now)


def lock_staff_account(person: Person) -> Account:
    """The person's staff account, locked: changes of one person's roles come one after another.

    Raises:
        NoStaffAccountError: there is none.
    """
    account = Account.objects.select_for_update(of=("self",)).select_related("person").filter(person=person).first()
    if account is None or not account.is_staff:
        raise NoStaffAccountError(name=person.name)
    return account


def _keep_administrators_apart(person: Person, role: Role, *, from_on: date, until_on: date | None) -> None:
    if role not in ADMINISTRATORS:
        return
    overlapping = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
    if until_on is not None:
        overlapping &= Q(from_on__lte=until_on)
    others = RoleAssignment.objects.filter(overlapping, person=person, role__in=ADMINISTRATORS - {role})
    if held := others.order_by("pk").first():
        raise AdministratorsApartError(name=person.name, held=Role(held.role).label, wanted=role.label)


def _describe(assignment: RoleAssignment) -> dict[str, str | None]:
    until = assignment.until_on
    return {
        "role": str(assignment.role),
        "organisation": assignment.organisation.path,
        "post": assignment.post.title if assignment.post else None,
        "from_on": assignment.from_on.isoformat(),
        "until_on": until.isoformat() if until else None,
    }


def _describe_mandate(mandate: Mandate) -> dict[str, str]:
    return {
        "principal": str(mandate.principal.key),
        "stand_in": str(mandate.stand_in.key),
        "organisation": mandate.organisation.path,
        "from_on": mandate.from_on.isoformat(),
        "until_on": mandate.until_on.isoformat(),
        "reason": mandate.reason,
    }
