"""The window gives accounts: from the identity card to the citizen in the portal, and what is shown once and never again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desk_town import DeskTown
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.record.models import Event
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person, PersonalDataView, RoleAssignment
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.people import register_person

NUMBER = "11010119900307803X"
CARD = {"name": "李四", "number": NUMBER}
LASTING = "lotus-on-daming-lake"
FIRST, OPEN, RESET = "/desk/accounts/", "/desk/accounts/open/", "/desk/accounts/password/"
ADMINISTRATORS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]


@pytest.fixture
def clerk(town: DeskTown) -> Client:
    return town.sign_in("clerk")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def _read_slip(answer: HttpResponse) -> tuple[str, str]:
    """Login and password, as whoever holds the paper reads them."""
    page = answer.content.decode()
    slip = re.search(r'<section class="slip.*?</section>', page, re.DOTALL)
    assert slip is not None, page[-2000:]
    login = re.search(r"<dd><code>(.*?)</code>", slip[0])
    groups = re.findall(r"<span>([0-9]{4})</span>", slip[0])
    assert login is not None
    return login[1], "".join(groups)


def _open(clerk: Client, *, once: str = "o1", **said: str) -> HttpResponse:
    return clerk.post(OPEN, {**CARD, "login": "", "mobile": "", **said, "once": once})


def _list_attempts(login: str) -> list[str]:
    stream = read_stream(StreamRef("account", str(Account.objects.get(login=login).key)))
    return [event.body["code"] for event in stream if event.name == "AttemptRefused"]


def test_a_citizen_without_account_leaves_the_window_with_one_and_is_in_the_portal(clerk: Client) -> None:
    assert FIRST in clerk.get("/desk/intake/").content.decode()

    asked = clerk.post(FIRST, CARD)
    assert "李四还没有账号" in asked.content.decode()
    login, password = _read_slip(_open(clerk, login="li-si", mobile="13800138000"))

    citizen = Client()
    first = citizen.post("/sign-in/", {"login": login, "password": password})
    assert (login, first["Location"]) == ("li-si", "/sign-in/password/")
    assert citizen.get("/cases/").status_code == 302
    same = citizen.post("/sign-in/password/", {"new": password, "again": password})
    assert same.status_code == 422
    done = citizen.post("/sign-in/password/", {"new": LASTING, "again": LASTING})
    assert (done["Location"], citizen.get("/").status_code, citizen.get("/cases/").status_code) == ("/", 200, 200)
    assert Client().post("/sign-in/", {"login": login, "password": password}).status_code == 422


def test_whoever_forgot_the_password_gets_a_new_one_even_while_the_login_is_locked(clerk: Client) -> None:
    login, _ = _read_slip(_open(clerk))
    for _ in range(5):
        Client().post("/sign-in/", {"login": login, "password": "wrong"})
    assert Client().post("/sign-in/", {"login": login, "password": "wrong"}).status_code == 429

    known = clerk.post(FIRST, CARD).content.decode()
    told, password = _read_slip(clerk.post(RESET, {**CARD, "once": "r1"}))

    assert ("李四已经有账号" in known, login in known, told) == (True, True, login)
    assert Client().post("/sign-in/", {"login": login, "password": password})["Location"] == "/sign-in/password/"


def test_a_reset_signs_the_citizen_out_everywhere(clerk: Client) -> None:
    login, password = _read_slip(_open(clerk))
    citizen = Client()
    citizen.post("/sign-in/", {"login": login, "password": password})
    citizen.post("/sign-in/password/", {"new": LASTING, "again": LASTING})
    before = citizen.get("/me/").status_code

    clerk.post(RESET, {**CARD, "once": "r1"})

    assert (before, citizen.get("/me/").status_code) == (200, 302)
    assert Client().post("/sign-in/", {"login": login, "password": LASTING}).status_code == 422


@pytest.mark.parametrize("address", [OPEN, RESET])
def test_a_form_sent_again_shows_no_password_and_offers_a_new_one(clerk: Client, address: str) -> None:
    if address == RESET:
        _open(clerk)
    said = {**CARD, "login": "", "mobile": "", "once": "same"}
    login, password = _read_slip(clerk.post(address, said))
    before = Event.objects.count()

    again = clerk.post(address, said)
    page = again.content.decode()

    assert (again.status_code, Event.objects.count(), Account.objects.get(login=login).check_password(password)) == (
        200,
        before,
        True,
    )
    assert ("没有再办一遍" in page, login in page, password[:4] in page, f'action="{RESET}"' in page) == (
        True,
        True,
        False,
        True,
    )
    fresh = _read_slip(clerk.post(RESET, {**CARD, "once": "another"}))
    assert (fresh[0], fresh[1] != password) == (login, True)


def test_the_answer_that_shows_a_password_is_kept_by_no_browser_and_no_session(clerk: Client) -> None:
    answer = _open(clerk)

    assert "no-store" in answer["Cache-Control"]
    assert _read_slip(answer)[1] not in repr(dict(clerk.session))


@pytest.mark.parametrize("address", [OPEN, RESET])
def test_a_second_step_without_its_form_begins_anew(clerk: Client, address: str) -> None:
    assert clerk.get(address)["Location"] == FIRST


def test_another_name_for_a_known_number_is_refused_and_stands_in_the_record_of_the_clerk(clerk: Client) -> None:
    _open(clerk)

    answers = [
        clerk.post(address, {"name": "张三", "number": NUMBER, "login": "", "mobile": "", "once": address})
        for address in (FIRST, OPEN, RESET)
    ]

    assert [(answer.status_code, answer.context["refused"]["code"]) for answer in answers] == [
        (403, "card-differs")
    ] * 3
    assert "李四" not in "".join(answer.content.decode() for answer in answers)
    assert _list_attempts("clerk") == ["card-differs"] * 3


def test_an_account_of_the_staff_is_refused_and_stands_in_the_record_of_the_clerk(
    town: DeskTown, clerk: Client
) -> None:
    person = register_person(**CARD, actor=SYSTEM, now=town.now)
    open_account(person=person, login="wang", password=LASTING, is_staff=True, actor=SYSTEM, now=town.now)

    answers = [clerk.post(FIRST, CARD), _open(clerk), clerk.post(RESET, {**CARD, "once": "r1"})]

    assert [(answer.status_code, answer.context["refused"]["code"]) for answer in answers] == [
        (403, "staff-account")
    ] * 3
    assert (Account.objects.get(login="wang").check_password(LASTING), _list_attempts("clerk")) == (
        True,
        ["staff-account"] * 3,
    )


def test_clerks_do_it_for_everybody_but_themselves(town: DeskTown, clerk: Client) -> None:
    own = register_person(name="刘倩", number=NUMBER, actor=SYSTEM, now=town.now)
    Account.objects.filter(login="clerk").update(person=own)
    RoleAssignment.objects.filter(role=Role.WINDOW_CLERK).update(person=own)

    answer = clerk.post(FIRST, {"name": "刘倩", "number": NUMBER})

    assert (answer.status_code, answer.context["refused"]["code"]) == (403, "own-account")


def test_a_login_that_is_taken_or_unfit_is_told_at_its_field_and_the_rest_stays(town: DeskTown, clerk: Client) -> None:
    town.open_account("taken", "孙力")

    for login in ("taken", "13800138000", "王芳"):
        answer = _open(clerk, login=login, mobile="13912345678")
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors)) == (422, ["login"])
        assert (form["mobile"].value(), form["number"].value()) == ("13912345678", NUMBER)

    assert not Person.objects.filter(name="李四").exists()
    assert _read_slip(_open(clerk, login="free"))[0] == "free"


@pytest.mark.parametrize("number", ["110101199003078031", "123", ""])
def test_a_number_that_is_none_is_told_at_its_field(clerk: Client, number: str) -> None:
    for address in (FIRST, OPEN, RESET):
        answer = clerk.post(address, {"name": "李四", "number": number, "once": address})
        assert (answer.status_code, "number" in answer.context["form"].errors) == (422, True)


def test_an_account_opened_meanwhile_is_told(clerk: Client) -> None:
    _open(clerk)

    answer = _open(clerk, once="o2")

    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "account-known")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.CITIZEN, Role.WINDOW_CLERK}])
def test_only_the_window_has_the_page(town: DeskTown, role: Role) -> None:
    town.open_account("other", "孙力", role)
    other = town.sign_in("other")

    answers = [other.get(FIRST), other.post(FIRST, CARD), _open(other), other.post(RESET, {**CARD, "once": "r1"})]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert _list_attempts("other") == ["not-permitted"] * 4
    assert not Person.objects.filter(name="李四").exists()


def test_a_citizen_and_a_visitor_do_not_reach_the_page(clerk: Client) -> None:
    login, password = _read_slip(_open(clerk))
    citizen = Client()
    citizen.post("/sign-in/", {"login": login, "password": password})
    citizen.post("/sign-in/password/", {"new": LASTING, "again": LASTING})

    assert [citizen.get(FIRST).status_code, citizen.post(RESET, CARD).status_code] == [403, 403]
    assert Client().get(FIRST)["Location"].startswith("/sign-in/")


def test_the_citizen_reads_who_looked_at_the_account(clerk: Client) -> None:
    login, _ = _read_slip(_open(clerk))
    clerk.post(FIRST, CARD)

    person = Account.objects.get(login=login).person
    assert (
        list(PersonalDataView.objects.values_list("person_key", "viewer", "fields", "purpose"))
        == [(person.key, "刘倩", "登录名", "开账号、重设密码")] * 2
    )


def test_no_number_stands_in_an_address_or_in_what_was_tried(clerk: Client, caplog: pytest.LogCaptureFixture) -> None:
    _open(clerk)
    refused = clerk.post(FIRST, {"name": "张三", "number": NUMBER})

    assert (refused.status_code, NUMBER in caplog.text) == (403, False)
    assert f'action="{FIRST}"' in refused.content.decode()


def test_looking_a_card_up_costs_the_same_whoever_holds_it(
    town: DeskTown, clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unknown = {"name": "赵六", "number": "11010519491231002X"}
    _open(clerk)

    for card in (CARD, unknown):
        with django_assert_max_num_queries(
            12
        ):  # session, account, person, what they hold; the card, its account; the view
            assert clerk.post(FIRST, card).status_code == 200


def test_the_page_of_sign_in_says_where_accounts_are_given(settings: LazySettings) -> None:
    plain = Client().get("/sign-in/").content.decode()
    settings.OIDC_ISSUER = "https://id.example"
    with_single_sign_on = Client().get("/sign-in/").content.decode()

    assert all("带本人身份证到任一政务服务窗口" in page for page in (plain, with_single_sign_on))
    assert ["在省、市政务服务平台找回" in page for page in (plain, with_single_sign_on)] == [False, True]


def test_a_temporary_password_is_known_as_such_until_it_is_changed(town: DeskTown, clerk: Client) -> None:
    login, password = _read_slip(_open(clerk))
    citizen = Client()
    citizen.post("/sign-in/", {"login": login, "password": password})
    before = Account.objects.get(login=login).password_at
    citizen.post("/sign-in/password/", {"new": LASTING, "again": LASTING})

    after = Account.objects.get(login=login).password_at
    assert before is None
    assert after is not None
    assert read_clock() - after < timedelta(minutes=1)
