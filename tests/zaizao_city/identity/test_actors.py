from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from zaizao_city.identity.actor import HeldEnterprise, HeldRole
from zaizao_city.identity.enums import Role
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
from zaizao_city.identity.selectors import get_actor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 18)


def _make_organisation(code: str, parent: Organisation | None = None) -> Organisation:
    path = f"{parent.path if parent else ''}{code}/"
    return Organisation.objects.create(code=code, name=code, kind="organ", level="city", parent=parent, path=path)


def _make_account(login: str, *, staff: bool = True) -> Account:
    return Account.objects.create(login=login, person=Person.objects.create(name=login), is_staff=staff)


def _assign(account: Account, role: Role, organisation: Organisation, **dates: date) -> None:
    RoleAssignment.objects.create(
        person=account.person, role=role, organisation=organisation, **{"from_on": DAY, **dates}, granted_by="x"
    )


def test_a_role_counts_from_its_first_day_to_its_last() -> None:
    organ, clerk = _make_organisation("sp"), _make_account("clerk")
    _assign(clerk, Role.WINDOW_CLERK, organ, from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))

    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    held = [len(get_actor(clerk, on=day).roles) for day in days]

    assert held == [0, 1, 1, 0]


def test_roles_count_for_staff_accounts_alone() -> None:
    organ, citizen = _make_organisation("sp"), _make_account("citizen", staff=False)
    _assign(citizen, Role.APPROVER, organ)

    assert get_actor(citizen, on=DAY).roles == ()


def test_a_stand_in_holds_the_roles_lent_inside_the_organisation_of_the_mandate() -> None:
    bureau, other = _make_organisation("sp"), _make_organisation("sj")
    section = _make_organisation("sp-1", bureau)
    chief, deputy = _make_account("chief"), _make_account("deputy")
    _assign(chief, Role.APPROVER, section)
    _assign(chief, Role.LEADER, other)
    _assign(chief, Role.SYSTEM_ADMIN, section)
    Mandate.objects.create(
        principal=chief.person, stand_in=deputy.person, organisation=bureau, from_on=DAY, until_on=DAY, reason="出差"
    )

    roles = get_actor(deputy, on=DAY).roles

    assert roles == (HeldRole(Role.APPROVER, section.pk, "sp/sp-1/", lent_by=chief.person.key),)


def test_whoever_holds_two_administrators_roles_holds_none_of_them() -> None:
    organ, double = _make_organisation("sp"), _make_account("double")
    _assign(double, Role.SYSTEM_ADMIN, organ)
    _assign(double, Role.AUDIT_ADMIN, organ)
    _assign(double, Role.APPROVER, organ)

    assert [held.role for held in get_actor(double, on=DAY).roles] == [Role.APPROVER]


def test_an_agent_acts_for_the_enterprise_chosen_and_for_no_other() -> None:
    owner = _make_account("owner", staff=False)
    shop = Enterprise.objects.create(name="山东小馆", credit_code="91370100MA3C000000")
    EnterpriseAgent.objects.create(enterprise=shop, person=owner.person, from_on=DAY)

    actor = get_actor(owner, on=DAY, acting_for=shop.key)

    assert actor.enterprises == (HeldEnterprise(shop.pk, shop.key, "山东小馆"),)
    assert actor.acting_for == actor.enterprises[0]
    with pytest.raises(NotAgentError):
        get_actor(owner, on=DAY, acting_for=uuid4())
    with pytest.raises(NotAgentError):
        get_actor(owner, on=date(2026, 3, 17), acting_for=shop.key)


@pytest.mark.parametrize("roles", [1, 3])
def test_an_actor_costs_four_queries_however_many_roles(
    roles: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = _make_account("clerk")
    for number in range(roles):
        _assign(clerk, Role.WINDOW_CLERK, _make_organisation(f"o{number}"))

    with django_assert_num_queries(4):
        actor = get_actor(clerk, on=DAY)

    assert len(actor.roles) == roles
