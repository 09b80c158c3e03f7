from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM, Actor, HeldRole
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import (
    AdministratorsApartError,
    NoStaffAccountError,
    NotPermittedError,
    OwnRoleError,
    PeriodReversedError,
    RoleNotAssignableError,
)
from zaizao_city.identity.models import Account, Mandate, Organisation, RoleAssignment
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.services.organisations import create_post
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.roles import appoint, end_mandate, give_mandate, grant_role, revoke_role

DAY = date(2026, 3, 18)


def test_a_role_granted_is_held_and_stands_in_the_record(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], bureau: Organisation, now: datetime
) -> None:
    security, clerk = actor_of("security", Role.SECURITY_ADMIN), account_of("clerk")

    grant_role(
        person=clerk.person, role=Role.WINDOW_CLERK, organisation=bureau, from_on=DAY, actor=security, now=now
    )  # fmt: skip

    recorded = read_stream(StreamRef("account", str(clerk.key)))[-1]
    assert get_actor(clerk, on=DAY).roles == (HeldRole(Role.WINDOW_CLERK, bureau.pk, "approval/"),)
    assert (recorded.name, recorded.actor) == ("RoleGranted", security.account_key)
    assert recorded.body == {
        "role": "window_clerk",
        "organisation": "approval/",
        "post": None,
        "from_on": "2026-03-18",
        "until_on": None,
    }


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.LEADER, Role.WINDOW_CLERK])
def test_nobody_but_the_security_administrator_grants_roles(
    role: Role, account_of: Callable[..., Account], actor_of: Callable[..., Actor], bureau: Organisation, now: datetime
) -> None:
    actor, clerk = actor_of("somebody", role), account_of("clerk")

    with pytest.raises(NotPermittedError):
        grant_role(person=clerk.person, role=Role.LEADER, organisation=bureau, from_on=DAY, actor=actor, now=now)


def test_nobody_gives_a_role_to_themselves(actor_of: Callable[..., Actor], bureau: Organisation, now: datetime) -> None:
    security = actor_of("security", Role.SECURITY_ADMIN)
    person = Account.objects.get(key=security.account_key).person

    with pytest.raises(OwnRoleError):
        grant_role(person=person, role=Role.LEADER, organisation=bureau, from_on=DAY, actor=security, now=now)


@pytest.mark.parametrize("held", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
@pytest.mark.parametrize("wanted", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_the_three_administrators_are_three_people(
    held: Role, wanted: Role, actor_of: Callable[..., Actor], bureau: Organisation, now: datetime
) -> None:
    person = Account.objects.get(key=actor_of("one", held).account_key).person

    if held == wanted:
        grant_role(person=person, role=wanted, organisation=bureau, from_on=DAY, actor=SYSTEM, now=now)
    else:
        with pytest.raises(AdministratorsApartError):
            grant_role(person=person, role=wanted, organisation=bureau, from_on=DAY, actor=SYSTEM, now=now)

    assert set(RoleAssignment.objects.filter(person=person).values_list("role", flat=True)) == {held}


def test_an_administrator_may_become_another_one_after_the_first_role_has_ended(
    account_of: Callable[..., Account], bureau: Organisation, now: datetime
) -> None:
    person = account_of("one").person
    dates = {"organisation": bureau, "actor": SYSTEM, "now": now}
    grant_role(
        person=person, role=Role.SYSTEM_ADMIN, from_on=date(2026, 1, 1), until_on=date(2026, 3, 31), **dates
    )  # fmt: skip

    with pytest.raises(AdministratorsApartError):
        grant_role(person=person, role=Role.AUDIT_ADMIN, from_on=date(2026, 3, 31), **dates)
    grant_role(person=person, role=Role.AUDIT_ADMIN, from_on=date(2026, 4, 1), **dates)

    assert RoleAssignment.objects.filter(person=person).count() == 2


def test_impossible_roles_are_refused(account_of: Callable[..., Account], bureau: Organisation, now: datetime) -> None:
    clerk = account_of("clerk").person
    visitor = register_person(name="过客", actor=SYSTEM, now=now)
    grant = {"organisation": bureau, "from_on": DAY, "actor": SYSTEM, "now": now}

    with pytest.raises(RoleNotAssignableError):
        grant_role(person=clerk, role=Role.CITIZEN, **grant)
    with pytest.raises(PeriodReversedError):
        grant_role(person=clerk, role=Role.LEADER, until_on=date(2026, 3, 17), **grant)
    with pytest.raises(NoStaffAccountError):
        grant_role(person=visitor, role=Role.LEADER, **grant)


def test_a_role_taken_back_ends_at_once_and_what_was_held_before_stays_known(
    account_of: Callable[..., Account], bureau: Organisation, now: datetime
) -> None:
    clerk = account_of("clerk")
    old = grant_role(
        person=clerk.person, role=Role.WINDOW_CLERK, organisation=bureau, from_on=date(2026, 1, 1), actor=SYSTEM,
        now=now,
    )  # fmt: skip
    new = grant_role(
        person=clerk.person, role=Role.HELPER, organisation=bureau, from_on=DAY, actor=SYSTEM, now=now
    )  # fmt: skip

    revoke_role(old, actor=SYSTEM, now=now)
    revoke_role(new, actor=SYSTEM, now=now)

    assert get_actor(clerk, on=DAY).roles == ()
    assert [held.role for held in get_actor(clerk, on=date(2026, 3, 17)).roles] == [Role.WINDOW_CLERK]
    assert [event.name for event in read_stream(StreamRef("account", str(clerk.key)))][-2:] == ["RoleRevoked"] * 2


def test_a_post_brings_its_role(account_of: Callable[..., Account], bureau: Organisation, now: datetime) -> None:
    clerk = account_of("clerk")
    post = create_post(organisation=bureau, title="综合受理岗", role=Role.WINDOW_CLERK, actor=SYSTEM, now=now)

    assignment = appoint(person=clerk.person, post=post, from_on=DAY, actor=SYSTEM, now=now)

    assert (assignment.role, assignment.organisation, assignment.post) == (Role.WINDOW_CLERK, bureau, post)


def test_a_principal_lends_roles_and_takes_them_back(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], bureau: Organisation, now: datetime
) -> None:
    chief, deputy = actor_of("chief", Role.APPROVER), account_of("deputy")
    principal = Account.objects.get(key=chief.account_key).person

    mandate = give_mandate(
        principal=principal, stand_in=deputy.person, organisation=bureau, from_on=DAY, until_on=date(2026, 3, 20),
        reason="出差", actor=chief, now=now,
    )  # fmt: skip
    lent = get_actor(deputy, on=DAY).roles
    end_mandate(mandate, actor=chief, now=now)

    assert lent == (HeldRole(Role.APPROVER, bureau.pk, "approval/", lent_by=principal.key),)
    assert get_actor(deputy, on=DAY).roles == ()
    assert [event.name for event in read_stream(StreamRef("account", str(deputy.key)))][-2:] == [
        "MandateGiven",
        "MandateEnded",
    ]


def test_nobody_lends_the_roles_of_another(
    account_of: Callable[..., Account], actor_of: Callable[..., Actor], bureau: Organisation, now: datetime
) -> None:
    actor_of("chief", Role.APPROVER)
    thief = actor_of("thief", Role.APPROVER)
    chief, friend = Account.objects.get(login="chief").person, account_of("friend").person

    with pytest.raises(NotPermittedError):
        give_mandate(
            principal=chief, stand_in=friend, organisation=bureau, from_on=DAY, until_on=DAY, reason="无", actor=thief,
            now=now,
        )  # fmt: skip

    assert Mandate.objects.count() == 0
