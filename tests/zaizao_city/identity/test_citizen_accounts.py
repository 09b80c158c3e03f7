"""Accounts given at a window: who gets one, who may give it, what the record and the database keep of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.notices.models import Delivery, Notice
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import (
    AccountClosedError,
    AccountKnownError,
    AccountMissingError,
    CardDiffersError,
    LoginTakenError,
    LoginUnfitError,
    NotPermittedError,
    NumberWrongError,
    OwnAccountError,
    StaffAccountError,
)
from zaizao_city.identity.models import Account, Person, SignedInSession
from zaizao_city.identity.services.accounts import close_account
from zaizao_city.identity.services.citizen_accounts import (
    Card,
    Handed,
    look_up_card,
    open_citizen_account,
    reset_citizen_password,
)
from zaizao_city.identity.services.external import Vouched, admit_vouched
from zaizao_city.identity.services.logins import clean_login, make_login, make_password
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.sessions import begin_session

pytestmark = pytest.mark.django_db
NUMBER, OTHER_NUMBER = "11010519491231002X", "11010119900307803X"
MOBILE = "13800138000"
CARD = Card("王芳", NUMBER)

Give = Callable[..., Handed]


@pytest.fixture
def clerk(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("刘倩", Role.WINDOW_CLERK)


@pytest.fixture
def open_for(clerk: Actor, now: datetime) -> Give:
    def give(card: Card = CARD, *, key: str = "first", actor: Actor = clerk, **said: str) -> Handed:
        return open_citizen_account(card, key=key, actor=actor, now=now, **said)

    return give


@pytest.fixture
def reset_for(clerk: Actor, now: datetime) -> Give:
    def give(card: Card = CARD, *, key: str = "second", actor: Actor = clerk, **said: str) -> Handed:
        return reset_citizen_password(card, key=key, actor=actor, now=now, **said)

    return give


def _list_events(kind: str, key: object) -> list[tuple[str, object, str]]:
    return [(event.name, event.body, event.actor) for event in read_stream(StreamRef(kind, str(key)))]


def test_somebody_unknown_is_registered_and_gets_an_account_with_a_temporary_password(
    open_for: Give, clerk: Actor
) -> None:
    handed = open_for(login="fang-1949", mobile=MOBILE)

    account = Account.objects.select_related("person").get(login="fang-1949")
    assert (account.person.name, account.person.open_number(), account.person.open_mobile()) == (
        "王芳",
        NUMBER,
        MOBILE,
    )
    assert (account.is_staff, account.password_at, account.check_password(handed.password)) == (False, None, True)
    assert _list_events("person", account.person.key) == [
        ("PersonRegistered", {"name": "王芳", "has_number": True}, clerk.account_key)
    ]
    assert _list_events("account", account.key) == [
        ("AccountOpened", {"login": "fang-1949", "is_staff": False}, clerk.account_key)
    ]


def test_somebody_known_gets_an_account_and_keeps_their_contacts(open_for: Give, now: datetime) -> None:
    person = register_person(name="王芳", number=NUMBER, mobile=MOBILE, email="fang@example.cn", actor=SYSTEM, now=now)

    handed = open_for()

    assert (handed.account.person, Person.objects.filter(name="王芳").count()) == (person, 1)
    assert (handed.account.person.open_mobile(), handed.account.person.open_email()) == (MOBILE, "fang@example.cn")


def test_a_mobile_number_given_at_the_window_replaces_the_known_one_and_no_other_contact(
    open_for: Give, now: datetime
) -> None:
    register_person(name="王芳", number=NUMBER, mobile=MOBILE, email="fang@example.cn", actor=SYSTEM, now=now)

    person = open_for(mobile="13912345678").account.person

    assert (person.open_mobile(), person.open_email()) == ("13912345678", "fang@example.cn")


def test_without_a_wish_a_login_is_made_that_says_nothing_of_anybody(open_for: Give) -> None:
    assert re.fullmatch(r"[a-z]{5,9}-[0-9]{6}", open_for().account.login)


def test_logins_and_passwords_that_are_made_fit_the_rules_and_differ() -> None:
    logins, passwords = [make_login() for _ in range(50)], [make_password() for _ in range(50)]

    assert [clean_login(login) for login in logins] == logins
    assert all(re.fullmatch(r"[0-9]{12}", password) for password in passwords)
    assert (len(set(logins)), len(set(passwords))) == (50, 50)


@pytest.mark.parametrize(
    ("typed", "kept"), [("Fang-1949", "fang-1949"), (" fang.li ", "fang.li"), ("ｆａｎｇ１２", "fang12")]
)  # fmt: skip
def test_a_login_is_kept_as_everybody_types_it(typed: str, kept: str) -> None:
    assert clean_login(typed) == kept


@pytest.mark.parametrize(
    "login",
    [
        MOBILE,
        f"m{MOBILE}",
        NUMBER,
        f"id{NUMBER}",
        "abc",
        "1fang",
        "fang li",
        "王芳芳芳",
        "a" * 31,
        "sso-fang",
        "erased-fang",
    ],
)
def test_a_personal_number_and_what_nobody_can_type_are_no_logins(open_for: Give, login: str) -> None:
    with pytest.raises(LoginUnfitError):
        open_for(login=login)

    assert not Person.objects.filter(name="王芳").exists()


def test_a_login_that_is_taken_is_refused_and_nobody_is_registered(
    open_for: Give, account_of: Callable[..., Account]
) -> None:
    account_of("fang", staff=False)

    with pytest.raises(LoginTakenError):
        open_for(login="fang")

    assert not Person.objects.filter(name="王芳").exists()


def test_a_number_with_a_slip_of_the_pen_is_refused(open_for: Give) -> None:
    with pytest.raises(NumberWrongError):
        open_for(Card("王芳", "110105194912310021"))


@pytest.mark.parametrize("act", ["look", "open", "reset"])
def test_a_number_under_another_name_is_refused_without_saying_which(
    act: str, open_for: Give, reset_for: Give, clerk: Actor, now: datetime
) -> None:
    register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=now)
    acts = {"look": lambda card: look_up_card(card, actor=clerk), "open": open_for, "reset": reset_for}

    with pytest.raises(CardDiffersError) as caught:
        acts[act](Card("李四", NUMBER))

    assert "王芳" not in " ".join(caught.value.tell())
    assert caught.value.status == 403


@pytest.mark.parametrize("written", ["阿依古丽•买买提", "阿依古丽・买买提", " 阿依古丽 · 买买提 "])
def test_the_dot_between_the_parts_of_a_name_is_one_dot_however_it_is_typed(
    clerk: Actor, now: datetime, written: str
) -> None:
    person = register_person(name="阿依古丽·买买提", number=NUMBER, actor=SYSTEM, now=now)

    assert look_up_card(Card(written, NUMBER), actor=clerk).person == person


def test_a_second_account_is_refused(open_for: Give) -> None:
    open_for()

    with pytest.raises(AccountKnownError):
        open_for(key="another")


def test_an_account_that_is_not_there_gets_no_password(reset_for: Give) -> None:
    with pytest.raises(AccountMissingError):
        reset_for()


def test_an_account_that_was_closed_stays_closed(open_for: Give, reset_for: Give, now: datetime) -> None:
    close_account(open_for().account, reason="本人注销", actor=SYSTEM, now=now)

    with pytest.raises(AccountClosedError):
        reset_for()


def test_a_new_password_ends_every_session_and_the_citizen_is_told_outside_the_site(
    open_for: Give, reset_for: Give, clerk: Actor, now: datetime
) -> None:
    opened = open_for(mobile=MOBILE)
    account, old = opened.account, opened.password
    begin_session(account, session_key="s1", device="", address="", method="password", actor=SYSTEM, now=now)

    handed = reset_for()

    account.refresh_from_db()
    assert (account.check_password(handed.password), account.check_password(old), account.password_at) == (
        True,
        False,
        None,
    )
    assert SignedInSession.objects.get().ended_at == now
    assert [(name, body) for name, body, _ in _list_events("account", account.key)][2:] == [
        ("PasswordChanged", {"is_temporary": True}),
        ("SessionEnded", {"session": str(SignedInSession.objects.get().key)}),
    ]
    [notice] = Notice.objects.filter(person_key=account.person.key)
    assert (notice.title, sorted(Delivery.objects.values_list("channel", flat=True))) == (
        "您的登录密码在窗口重设了",
        ["email", "sms"],
    )
    assert handed.password not in notice.text


@pytest.mark.parametrize("act", ["open", "reset"])
def test_an_account_of_the_staff_is_left_to_the_system_administrator(
    act: str, open_for: Give, reset_for: Give, account_of: Callable[..., Account]
) -> None:
    account = account_of("approver", number=NUMBER)
    before = account.password

    with pytest.raises(StaffAccountError) as caught:
        {"open": open_for, "reset": reset_for}[act](Card("approver", NUMBER))

    account.refresh_from_db()
    assert (account.password, "系统管理员" in caught.value.tell()[1]) == (before, True)


def test_nobody_does_it_for_themselves(
    actor_of: Callable[..., Actor], account_of: Callable[..., Account], open_for: Give, reset_for: Give, now: datetime
) -> None:
    own = register_person(name="刘倩", number=OTHER_NUMBER, actor=SYSTEM, now=now)
    lent = actor_of("窗口", Role.WINDOW_CLERK)
    clerk = Actor(lent.account_key, own.key, own.pk, "刘倩", is_staff=True, roles=lent.roles)

    for give in (open_for, reset_for):
        with pytest.raises(OwnAccountError):
            give(Card("刘倩", OTHER_NUMBER), actor=clerk)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.CITIZEN, Role.WINDOW_CLERK}])
def test_no_role_but_the_windows_gives_accounts_or_passwords(
    role: Role, actor_of: Callable[..., Actor], open_for: Give, reset_for: Give
) -> None:
    actor = actor_of(role, role)
    acts: list[Callable[[], object]] = [
        lambda: look_up_card(CARD, actor=actor),
        lambda: open_for(actor=actor),
        lambda: reset_for(actor=actor),
    ]

    for act in acts:
        with pytest.raises(NotPermittedError):
            act()


def test_the_same_form_again_does_nothing_and_knows_no_password(open_for: Give, reset_for: Give) -> None:
    opened, again = open_for(login="fang"), open_for(login="fang")
    reset, reset_again = reset_for(), reset_for()

    account = Account.objects.get(login="fang")
    assert (again, reset_again) == (Handed(account, ""), Handed(account, ""))
    assert (account.check_password(reset.password), account.check_password(opened.password)) == (True, False)
    assert [name for name, _, _ in _list_events("account", account.key)] == ["AccountOpened", "PasswordChanged"]


def test_another_card_under_the_same_key_is_refused(open_for: Give) -> None:
    open_for()

    with pytest.raises(RequestChangedError):
        open_for(Card("李四", OTHER_NUMBER))


def test_a_form_that_was_refused_may_be_sent_again_with_its_key(open_for: Give) -> None:
    with pytest.raises(Refusal):
        open_for(login="x")

    assert open_for(login="fang").account.login == "fang"


def test_whoever_came_by_the_single_sign_on_gets_a_login_with_the_password(reset_for: Give, now: datetime) -> None:
    vouched = Vouched(issuer="https://id.example", subject="42", name="王芳", number=NUMBER)
    account = admit_vouched(vouched, now=now)

    handed = reset_for(login="fang")

    assert (handed.account, handed.account.login) == (account, "fang")
    assert admit_vouched(vouched, now=now) == account
    assert _list_events("account", account.key)[-1][:2] == ("PasswordChanged", {"is_temporary": True, "login": "fang"})


def test_a_login_of_ones_own_is_kept_whatever_the_form_says(open_for: Give, reset_for: Give) -> None:
    open_for(login="fang")

    assert reset_for(login="other").account.login == "fang"


def test_no_number_and_no_password_lies_readable_in_the_database(
    open_for: Give, reset_for: Give, caplog: pytest.LogCaptureFixture
) -> None:
    passwords = [open_for(mobile=MOBILE).password, reset_for().password]
    written = caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = cursor.fetchall()
            written += repr([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in rows])

    assert [secret for secret in [NUMBER, MOBILE, *passwords] if secret in written] == []


def test_a_handed_password_is_left_out_where_values_are_written_out(open_for: Give) -> None:
    handed = open_for()

    assert handed.password not in repr(handed)
    assert NUMBER not in repr(CARD)
