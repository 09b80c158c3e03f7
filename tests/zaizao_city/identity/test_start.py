from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from zaizao_city.foundation.notices.addresses import NOWHERE, Addresses, find_addresses
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Account, Organisation, RoleAssignment, SignedInSession
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.tasks import end_expired_sessions, forget_old_viewings


@pytest.fixture
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: "temporary-word-77")


def _appoint(role: str, login: str, *, organisation: str = "approval", number: str = "") -> None:
    said = ["--login", login, "--name", login, "--organisation", organisation, "--number", number]
    call_command("appoint_administrator", role, *said)


@pytest.mark.usefixtures("_typed", "bureau")
def test_a_new_installation_gets_three_administrators_and_each_only_once() -> None:
    for role in ["system_admin", "security_admin", "audit_admin"]:
        _appoint(role, role)

    with pytest.raises(CommandError, match="one already"):
        _appoint("security_admin", "second")
    assert sorted(RoleAssignment.objects.values_list("person__account__login", "role")) == [
        ("audit_admin", "audit_admin"),
        ("security_admin", "security_admin"),
        ("system_admin", "system_admin"),
    ]


@pytest.mark.usefixtures("_typed", "bureau")
def test_an_administrator_is_appointed_whole_or_not_at_all() -> None:
    _appoint("system_admin", "first", number="11010519491231002X")

    with pytest.raises(CommandError, match="已经登记过"):
        _appoint("audit_admin", "second", number="11010519491231002X")
    with pytest.raises(CommandError, match="no organisation"):
        _appoint("audit_admin", "second", organisation="nowhere")

    assert list(Account.objects.values_list("login", flat=True)) == ["first"]


@pytest.mark.usefixtures("_typed")
def test_the_password_given_at_the_start_is_temporary(client: Client, bureau: Organisation) -> None:
    _appoint("system_admin", "first")

    answer = client.post("/sign-in/", {"login": "first", "password": "temporary-word-77"})

    assert answer["Location"] == "/sign-in/password/"
    assert RoleAssignment.objects.get().organisation == bureau


@pytest.mark.django_db
def test_messages_go_to_where_people_are_reached(now: datetime) -> None:
    fang = register_person(name="王芳", mobile="13800138000", email="fang@example.cn", actor=SYSTEM, now=now)

    assert find_addresses(fang.key) == Addresses(email="fang@example.cn", phone="13800138000")
    assert find_addresses(register_person(name="无", actor=SYSTEM, now=now).key) == NOWHERE


def test_sessions_that_ran_out_leave_the_list(
    client: Client, account_of: Callable[..., Account], password: str
) -> None:
    account_of("fang", staff=False)
    client.post("/sign-in/", {"login": "fang", "password": password})
    other = Client()
    other.post("/sign-in/", {"login": "fang", "password": password})
    Session.objects.filter(session_key=other.session.session_key).update(expire_date=datetime(2020, 1, 1))

    ended = end_expired_sessions.call()

    open_sessions = SignedInSession.objects.filter(ended_at=None)
    assert (ended, [session.session_key for session in open_sessions]) == (1, [client.session.session_key])


@pytest.mark.django_db
def test_a_log_without_old_views_loses_nothing() -> None:
    assert forget_old_viewings.call() == 0
