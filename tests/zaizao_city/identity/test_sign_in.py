from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from zaizao_city.foundation.clock import SHANGHAI, read_clock
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Account, SignedInSession
from zaizao_city.identity.services.accounts import close_account, reset_password
from zaizao_city.identity.services.second_factor import confirm_device, prepare_device

pytestmark = pytest.mark.django_db
OpenAccount = Callable[..., Account]
NEW_PASSWORD = "black-tiger-spring-42"


def _show_code(account: Account, *, at: datetime) -> str:
    return pyotp.TOTP(prepare_device(account).open_secret()).at(at.replace(tzinfo=SHANGHAI))


def _give_device(account: Account) -> list[str]:
    """A device confirmed an hour ago, so that the code of now is unused."""
    earlier = read_clock() - timedelta(hours=1)
    return confirm_device(account, code=_show_code(account, at=earlier), actor=SYSTEM, now=earlier)


def _enter(client: Client, login: str, password: str, **more: str) -> HttpResponse:
    return client.post("/sign-in/", {"login": login, "password": password, **more})


def _is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def _list_events(account: Account) -> list[str]:
    return [event.name for event in read_stream(StreamRef("account", str(account.key)))]


def test_a_citizen_signs_in_with_a_password_and_goes_on_to_where_they_were(
    client: Client, account_of: OpenAccount, password: str
) -> None:
    account = account_of("fang", staff=False)

    answer = _enter(client, "fang", password, next="/me/sessions/")

    assert (answer.status_code, answer["Location"]) == (302, "/me/sessions/")
    assert _is_in(client)
    assert _list_events(account) == ["AccountOpened", "SignedIn"]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, account_of: OpenAccount, password: str, elsewhere: str) -> None:
    account_of("fang", staff=False)

    assert _enter(client, "fang", password, next=elsewhere)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_login_are_told_the_same(
    client: Client, account_of: OpenAccount, password: str
) -> None:
    account = account_of("fang", staff=False)

    wrong, unknown = _enter(client, "fang", "wrong"), _enter(client, "nobody", password)

    assert [answer.status_code for answer in [wrong, unknown]] == [422, 422]
    assert all("登录名或密码不对" in answer.content.decode() for answer in [wrong, unknown])
    assert _list_events(account) == ["AccountOpened", "SignInRefused"]


def test_five_wrong_passwords_lock_the_login_even_for_the_right_one(
    client: Client, account_of: OpenAccount, password: str
) -> None:
    account = account_of("fang", staff=False)
    answers = [_enter(client, "fang", "wrong").status_code for _ in range(5)]

    locked = _enter(client, "fang", password)

    assert (answers, locked.status_code) == ([422] * 4 + [429], 429)
    assert "15分钟" in locked.content.decode()
    assert not _is_in(client)
    assert _list_events(account) == ["AccountOpened", *["SignInRefused"] * 4, "AccountLocked"]


def test_a_locked_login_opens_again_after_a_quarter_of_an_hour(
    client: Client, account_of: OpenAccount, password: str, settings: LazySettings
) -> None:
    account_of("fang", staff=False)
    for _ in range(5):
        _enter(client, "fang", "wrong")
    settings.AXES_COOLOFF_TIME = timedelta(0)

    assert _enter(client, "fang", password).status_code == 302


def test_staff_set_up_a_device_at_their_first_sign_in_and_are_not_in_before(
    client: Client, account_of: OpenAccount, password: str
) -> None:
    account = account_of("clerk")

    first = _enter(client, "clerk", password)
    before = _is_in(client)
    page = client.get("/sign-in/device/").content.decode()
    wrong = client.post("/sign-in/device/", {"code": "000000"})
    shown = client.post("/sign-in/device/", {"code": _show_code(account, at=read_clock())})

    assert (first["Location"], before) == ("/sign-in/device/", False)
    assert "data:image/svg+xml" in page
    assert (wrong.status_code, shown.status_code) == (422, 200)
    assert shown.content.decode().count("<li><code>") == 10
    assert _is_in(client)
    assert _list_events(account) == ["AccountOpened", "SecondFactorConfirmed", "SignedIn"]


def test_a_code_is_asked_for_once_a_device_is_there(client: Client, account_of: OpenAccount, password: str) -> None:
    account = account_of("clerk")
    _give_device(account)

    first = _enter(client, "clerk", password)
    around = client.get("/sign-in/device/")
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    right = client.post("/sign-in/code/", {"code": _show_code(account, at=read_clock())})

    assert (first["Location"], around["Location"]) == ("/sign-in/code/", "/sign-in/code/")
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert _is_in(client)


def test_a_recovery_code_stands_in_for_the_device_once(client: Client, account_of: OpenAccount, password: str) -> None:
    code = _give_device(account_of("clerk"))[0]

    answers = []
    for visitor in [client, Client()]:
        _enter(visitor, "clerk", password)
        answers.append(visitor.post("/sign-in/recovery-code/", {"code": code}).status_code)

    assert answers == [302, 422]


def test_no_step_can_be_left_out(client: Client) -> None:
    steps = ["password", "code", "recovery-code", "device"]

    answers = [client.get(f"/sign-in/{step}/").status_code for step in steps]

    assert answers == [400] * 4


def test_the_second_step_cannot_wait_for_ever(client: Client, account_of: OpenAccount, password: str) -> None:
    account_of("clerk")
    _enter(client, "clerk", password)
    session = client.session
    session["pending_sign_in"] |= {"at": (read_clock() - timedelta(minutes=11)).isoformat()}
    session.save()

    assert client.get("/sign-in/device/").status_code == 400


def test_an_account_closed_meanwhile_does_not_get_in(
    client: Client, account_of: OpenAccount, password: str, now: datetime
) -> None:
    account = account_of("clerk")
    _enter(client, "clerk", password)
    close_account(account, reason="离职", actor=SYSTEM, now=now)

    assert client.get("/sign-in/device/").status_code == 400
    assert _enter(Client(), "clerk", password).status_code == 422


def test_a_temporary_password_opens_only_the_page_for_a_new_one(
    client: Client, account_of: OpenAccount, password: str, now: datetime
) -> None:
    account = account_of("fang", staff=False)
    reset_password(account, password="temporary-word-77", actor=SYSTEM, now=now)

    first = _enter(client, "fang", "temporary-word-77")
    before = _is_in(client)
    same = client.post("/sign-in/password/", {"new": "temporary-word-77", "again": "temporary-word-77"})
    weak = client.post("/sign-in/password/", {"new": "12345", "again": "12345"})
    twice = client.post("/sign-in/password/", {"new": NEW_PASSWORD, "again": "another-one-99"})
    done = client.post("/sign-in/password/", {"new": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert (first["Location"], before) == ("/sign-in/password/", False)
    assert [answer.status_code for answer in [same, weak, twice, done]] == [422, 422, 422, 302]
    assert _is_in(client)
    assert Account.objects.get().check_password(NEW_PASSWORD)


def test_a_sign_in_under_way_ends_where_the_password_is_reset(
    client: Client, account_of: OpenAccount, now: datetime
) -> None:
    account = account_of("fang", staff=False)
    reset_password(account, password="temporary-word-77", actor=SYSTEM, now=now)
    _enter(client, "fang", "temporary-word-77")
    reset_password(account, password="temporary-word-78", actor=SYSTEM, now=now)

    late = client.post("/sign-in/password/", {"new": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert (late.status_code, _is_in(client)) == (400, False)
    assert Account.objects.get().check_password("temporary-word-78")


def test_staff_go_on_to_their_device_after_a_temporary_password(
    client: Client, account_of: OpenAccount, now: datetime
) -> None:
    account = account_of("clerk")
    reset_password(account, password="temporary-word-77", actor=SYSTEM, now=now)
    _enter(client, "clerk", "temporary-word-77")

    changed = client.post("/sign-in/password/", {"new": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert changed["Location"] == "/sign-in/device/"
    assert client.get("/sign-in/device/").status_code == 200


def test_passwords_are_kept_as_argon2(account_of: OpenAccount, settings: LazySettings, password: str) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    assert account_of("fang").password.startswith("argon2$argon2id$")


def test_signing_out_ends_the_session_here_and_in_the_list(
    client: Client, account_of: OpenAccount, password: str
) -> None:
    account = account_of("fang", staff=False)
    _enter(client, "fang", password)

    client.post("/sign-out/")

    assert not _is_in(client)
    assert SignedInSession.objects.get().ended_at is not None
    assert _list_events(account)[-1] == "SessionEnded"


def test_signing_in_gives_the_session_a_new_key(client: Client, account_of: OpenAccount, password: str) -> None:
    account_of("clerk")
    _enter(client, "clerk", password)
    before = client.session.session_key

    account = Account.objects.get()
    client.post("/sign-in/device/", {"code": _show_code(account, at=read_clock())})

    assert client.session.session_key != before


def test_forms_without_their_token_are_refused(account_of: OpenAccount, password: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    account_of("fang", staff=False)

    assert _enter(strict, "fang", password).status_code == 403


@pytest.mark.parametrize(("staff", "minutes", "is_in"), [(True, 59, True), (True, 61, False), (False, 61, True)])
def test_staff_who_did_nothing_for_an_hour_are_signed_out(
    client: Client, account_of: OpenAccount, password: str, settings: LazySettings, staff: bool, minutes: int,
    is_in: bool,
) -> None:  # fmt: skip
    settings.SECOND_FACTOR_REQUIRED = False
    account_of("somebody", staff=staff)
    _enter(client, "somebody", password)
    session = client.session
    session["seen_at"] = (read_clock() - timedelta(minutes=minutes)).isoformat()
    session.save()

    assert _is_in(client) == is_in
    assert (SignedInSession.objects.get().ended_at is None) == is_in
