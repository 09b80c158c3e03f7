from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pyotp
import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zaizao_city.foundation.clock import SHANGHAI, read_clock
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, PersonalDataView, SignedInSession
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.services.access import Viewing, write_viewings
from zaizao_city.identity.services.people import register_agent, register_enterprise
from zaizao_city.identity.services.second_factor import confirm_device, prepare_device

NUMBER = "11010519491231002X"
SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(account_of: Callable[..., Account], password: str, settings: LazySettings) -> SignIn:
    """A browser in which somebody is signed in; opens their account unless it is there."""
    settings.SECOND_FACTOR_REQUIRED = False

    def sign_in_as(login: str, *, staff: bool = False, number: str = "") -> Client:
        if not Account.objects.filter(login=login).exists():
            account_of(login, staff=staff, number=number)
        browser = Client()
        browser.post("/sign-in/", {"login": login, "password": password})
        return browser

    return sign_in_as


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "contact/", "password/", "sessions/", "views/", "recovery-codes/"])
def test_visitors_are_asked_to_sign_in_first(client: Client, page: str) -> None:
    assert client.get(f"/me/{page}")["Location"] == f"/sign-in/?next=/me/{page}"


def test_one_s_own_number_is_masked_until_asked_for(sign_in: SignIn) -> None:
    browser = sign_in("fang", number=NUMBER)

    masked, shown = browser.get("/me/").content.decode(), browser.post("/me/").content.decode()

    assert ("110***********002X" in masked, NUMBER in masked) == (True, False)
    assert NUMBER in shown


def test_contact_is_changed_and_a_wrong_number_told(sign_in: SignIn) -> None:
    browser = sign_in("fang")

    wrong = browser.post("/me/contact/", {"mobile": "1380013800", "email": "not an address"})
    right = browser.post("/me/contact/", {"mobile": "138 0013 8000", "email": "fang@example.cn"})

    person = Account.objects.get(login="fang").person
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "11位" in wrong.content.decode()
    assert (person.open_mobile(), person.open_email()) == ("13800138000", "fang@example.cn")


def test_a_new_password_ends_every_other_session(sign_in: SignIn, password: str) -> None:
    here, there = sign_in("fang"), sign_in("fang")
    said = {"new": "black-tiger-spring-42", "again": "black-tiger-spring-42"}

    wrong = here.post("/me/password/", {"present": "wrong", **said})
    right = here.post("/me/password/", {"present": password, **said})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert [browser.get("/me/").status_code for browser in [here, there]] == [200, 302]


def test_one_s_sessions_are_listed_and_ended_one_by_one(sign_in: SignIn) -> None:
    here, there = sign_in("fang"), sign_in("fang")
    other = SignedInSession.objects.get(session_key=there.session.session_key)

    page = here.get("/me/sessions/").content.decode()
    here.post(f"/me/sessions/{other.key}/end/")

    assert page.count("就是这一台") == 1
    assert [browser.get("/me/").status_code for browser in [here, there]] == [200, 302]


def test_nobody_ends_a_session_of_another(sign_in: SignIn) -> None:
    thief, victim = sign_in("thief"), sign_in("victim")
    session = SignedInSession.objects.get(session_key=victim.session.session_key)

    answer = thief.post(f"/me/sessions/{session.key}/end/")

    assert answer.status_code == 404
    assert victim.get("/me/").status_code == 200


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_list_of_sessions_costs_the_same_however_many(
    sign_in: SignIn, sessions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browsers = [sign_in("fang") for _ in range(sessions)]

    with django_assert_num_queries(5):  # session, account, person, their enterprises, the list
        answer = browsers[0].get("/me/sessions/")

    assert len(answer.context["sessions"]) == sessions


def test_an_agent_chooses_in_whose_name_to_act_and_loses_it_with_the_mandate(sign_in: SignIn, now: datetime) -> None:
    browser = sign_in("fang")
    person = Account.objects.get(login="fang").person
    shop = register_enterprise(name="泉边小馆", credit_code="91350100M000100Y43", actor=SYSTEM, now=now)
    agency = register_agent(enterprise=shop, person=person, from_on=now.date(), actor=SYSTEM, now=now)

    browser.post("/me/acting-for/", {"enterprise": str(shop.key)})
    acting = browser.get("/me/").content.decode()
    agency.delete()
    late = browser.post("/me/contact/", {"mobile": "", "email": ""})

    assert "代泉边小馆" in acting
    assert late.status_code == 403  # what was meant for the enterprise is not done in one's own name
    assert "代泉边小馆" not in browser.get("/me/").content.decode()


def test_a_second_factor_is_set_up_of_one_s_own_accord_and_asked_for_from_then_on(
    sign_in: SignIn, password: str
) -> None:
    browser = sign_in("fang")
    account = Account.objects.get(login="fang")
    secret = prepare_device(account).open_secret()

    wrong = browser.post("/me/device/", {"code": "000000"})
    right = browser.post("/me/device/", {"code": pyotp.TOTP(secret).now()})
    again = browser.get("/me/device/")
    later = Client().post("/sign-in/", {"login": "fang", "password": password})

    assert [answer.status_code for answer in [wrong, right, again]] == [422, 200, 302]
    assert right.content.decode().count("<li><code>") == 10
    assert later["Location"] == "/sign-in/code/"


def test_new_recovery_codes_are_asked_about_first_and_shown_once(sign_in: SignIn) -> None:
    browser = sign_in("fang")
    without_device = browser.get("/me/recovery-codes/").status_code
    account = Account.objects.get(login="fang")
    earlier = read_clock() - timedelta(hours=1)
    code = pyotp.TOTP(prepare_device(account).open_secret()).at(earlier.replace(tzinfo=SHANGHAI))
    old = confirm_device(account, code=code, actor=SYSTEM, now=earlier)

    asked = browser.get("/me/recovery-codes/").content.decode()
    shown = browser.post("/me/recovery-codes/").content.decode()

    assert without_device == 404
    assert "还剩 10 个" in asked
    assert shown.count("<li><code>") == 10
    assert not any(code in asked + shown for code in old)


def test_nobody_acts_for_an_enterprise_of_others(sign_in: SignIn) -> None:
    assert sign_in("thief").post("/me/acting-for/", {"enterprise": str(uuid4())}).status_code == 403


def test_people_see_who_looked_at_them_and_at_nobody_else(
    sign_in: SignIn, actor_of: Callable[..., Actor], now: datetime
) -> None:
    browser = sign_in("fang")
    sign_in("other")
    fang, other = (Account.objects.get(login=login).person for login in ["fang", "other"])
    seen = [Viewing(fang.key, "姓名", "JN-1", "核对身份"), Viewing(other.key, "姓名", "JN-2", "别人的事")]
    write_viewings(seen, actor=actor_of("刘倩", Role.WINDOW_CLERK), now=now)

    page = browser.get("/me/views/").content.decode()

    assert ("刘倩" in page, "核对身份" in page, "别人的事" in page) == (True, True, False)


def test_looking_at_oneself_is_not_logged(account_of: Callable[..., Account], now: datetime) -> None:
    fang = account_of("fang", staff=False)
    actor = get_actor(fang, on=now.date())

    assert write_viewings([Viewing(fang.person.key, "姓名", "", "")], actor=actor, now=now) == 0
    assert PersonalDataView.objects.count() == 0


def test_script_in_a_name_stays_text(sign_in: SignIn) -> None:
    page = sign_in("<script>alert(1)</script>").get("/me/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
