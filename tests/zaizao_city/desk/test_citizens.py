"""A citizen before the administrators: from the refusal at the window or at the sign-in to the way back in."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
from django.conf import LazySettings
from django.test import Client

from desk_town import DeskTown
from zaizao_city.foundation.clock import SHANGHAI, read_clock
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person, PersonalDataView
from zaizao_city.identity.selectors.sessions import has_confirmed_device
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.erasing import erase_person
from zaizao_city.identity.services.people import register_person
from zaizao_city.identity.services.second_factor import confirm_device, prepare_device

NUMBER, OTHER_NUMBER = "11010119900307803X", "11010519491231002X"
MASKED = "110***********803X"
LASTING = "lotus-on-daming-lake"
WINDOW, FIND, LIST = "/desk/accounts/", "/desk/admin/people/find/", "/desk/admin/people/"
REASON = "看了新的居民身份证"
ADMINISTRATORS = {Role.SYSTEM_ADMIN: "系统", Role.SECURITY_ADMIN: "安全", Role.AUDIT_ADMIN: "审计"}
Offices = dict[str, Client]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def offices(town: DeskTown) -> Offices:
    """The three administrators, and a clerk."""
    for role, name in ADMINISTRATORS.items():
        town.open_account(role.value, name, role)
    return {login: town.sign_in(login) for login in [*(role.value for role in ADMINISTRATORS), "clerk"]}


@pytest.fixture
def fang(town: DeskTown) -> Person:
    """Somebody registered and without an account."""
    return register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=town.now)


@pytest.fixture
def account(town: DeskTown, fang: Person) -> Account:
    """The same with an account."""
    return open_account(
        person=fang, login="fang", password=LASTING, is_staff=False, is_temporary=False, actor=SYSTEM, now=town.now
    )


def _set_up_factor(account: Account) -> list[str]:
    now = read_clock()
    code = pyotp.TOTP(prepare_device(account).open_secret()).at((now - timedelta(seconds=30)).replace(tzinfo=SHANGHAI))
    return confirm_device(account, code=code, actor=ANONYMOUS, now=now)


def _page_of(person: Person, act: str = "") -> str:
    return f"{LIST}{person.key}/{act}"


def _list_views(person: Person) -> list[tuple[str, str]]:
    return list(PersonalDataView.objects.filter(person_key=person.key).order_by("pk").values_list("viewer", "fields"))


def _list_attempts(login: str) -> list[str]:
    stream = read_stream(StreamRef("account", str(Account.objects.get(login=login).key)))
    return [event.body["code"] for event in stream if event.name == "AttemptRefused"]


def test_whoever_s_name_changed_gets_an_account_once_the_system_administrator_has_corrected_it(
    offices: Offices, fang: Person
) -> None:
    card = {"name": "王方", "number": NUMBER}
    refused = offices["clerk"].post(WINDOW, card)
    way = refused.context["refused"]["way_forward"]
    assert (refused.status_code, "管理 › 人员" in way, "更正姓名" in way) == (403, True, True)

    system = offices["system_admin"]
    found = system.post(FIND, {"number": NUMBER})
    assert found["Location"] == _page_of(fang)
    page = system.get(found["Location"]).content.decode()
    assert ("王芳" in page, MASKED in page, NUMBER in page, "还没有账号" in page) == (True, True, False, True)
    assert f'href="{_page_of(fang, "name/")}"' in page
    done = system.post(_page_of(fang, "name/"), {"name": "王方", "reason": REASON, "once": "c1"})
    assert done["Location"] == _page_of(fang)

    assert "王方还没有账号" in offices["clerk"].post(WINDOW, card).content.decode()
    handed = offices["clerk"].post(f"{WINDOW}open/", {**card, "login": "wang-fang", "mobile": "", "once": "o1"})
    assert (handed.status_code, Account.objects.get(login="wang-fang").person) == (200, fang)


def test_whoever_lost_phone_and_codes_signs_in_with_the_password_once_the_factor_is_reset(
    offices: Offices, fang: Person, account: Account
) -> None:
    _set_up_factor(account)
    citizen = Client()
    asked = citizen.post("/sign-in/", {"login": "fang", "password": LASTING})
    assert asked["Location"] == "/sign-in/code/"
    for address in ("/sign-in/code/", "/sign-in/recovery-code/"):
        assert "带本人身份证到任一政务服务窗口，请安全管理员重设动态口令" in citizen.get(address).content.decode()
    known = offices["clerk"].post(WINDOW, {"name": "王芳", "number": NUMBER}).content.decode()
    assert "这个账号登录还要动态口令" in known

    security = offices["security_admin"]
    page = security.get(security.post(FIND, {"number": NUMBER})["Location"]).content.decode()
    assert ("已启用" in page, f'href="{_page_of(fang, "second-factor/")}"' in page) == (True, True)
    done = security.post(_page_of(fang, "second-factor/"), {"reason": REASON, "once": "f1"})
    assert done["Location"] == _page_of(fang)
    after = security.get(_page_of(fang)).content.decode()
    assert ("没有启用" in after, "second-factor/" in after) == (True, False)

    again = Client()
    assert again.post("/sign-in/", {"login": "fang", "password": LASTING})["Location"] == "/"
    assert "现在启用" in again.get("/me/").content.decode()
    assert Notice.objects.get(person_key=fang.key).title == "您的动态口令重设了"
    last = [event for event in read_stream(StreamRef("account", str(account.key))) if event.name != "SignedIn"][-1]
    assert (last.name, last.body) == ("SecondFactorReset", {"reason": REASON})


def test_each_administrator_does_their_own_part_for_a_citizen_and_nobody_else_any(
    town: DeskTown, fang: Person, account: Account
) -> None:
    _set_up_factor(account)
    answers = {}
    for role in Role:
        if role != Role.CITIZEN:
            town.open_account(f"one-{role.value}", role.value, role)
            client = town.sign_in(f"one-{role.value}")
            answers[role] = [
                client.get(LIST).status_code, client.post(FIND, {"number": NUMBER}).status_code,
                client.get(_page_of(fang)).status_code, client.get(_page_of(fang, "name/")).status_code,
                client.get(_page_of(fang, "second-factor/")).status_code,
            ]  # fmt: skip

    assert answers.pop(Role.SYSTEM_ADMIN) == [200, 302, 200, 200, 403]
    assert answers.pop(Role.SECURITY_ADMIN) == [200, 302, 200, 403, 200]
    assert set(map(tuple, answers.values())) == {(403,) * 5}


def test_what_is_posted_to_the_other_administrator_s_act_does_nothing_and_stands_in_the_record(
    offices: Offices, fang: Person, account: Account
) -> None:
    _set_up_factor(account)

    answers = [
        offices["security_admin"].post(_page_of(fang, "name/"), {"name": "王方", "reason": REASON, "once": "a"}),
        offices["system_admin"].post(_page_of(fang, "second-factor/"), {"reason": REASON, "once": "b"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert (Person.objects.get(pk=fang.pk).name, has_confirmed_device(account)) == ("王芳", True)
    assert [_list_attempts(login) for login in ("security_admin", "system_admin")] == [["not-permitted"]] * 2


def test_a_citizen_and_a_visitor_find_nobody(fang: Person, account: Account) -> None:
    citizen = Client()
    citizen.force_login(account)

    assert [citizen.post(FIND, {"number": NUMBER}).status_code, citizen.get(_page_of(fang)).status_code] == [403, 403]
    assert Client().post(FIND, {"number": NUMBER})["Location"].startswith("/sign-in/")


def test_every_look_at_a_citizen_stands_in_the_access_log(offices: Offices, fang: Person) -> None:
    offices["system_admin"].post(FIND, {"number": NUMBER})
    assert _list_views(fang) == []

    offices["system_admin"].get(_page_of(fang))
    offices["system_admin"].get(_page_of(fang, "name/"))
    offices["security_admin"].get(_page_of(fang))

    whole = "姓名、身份证号码（部分）、登录名"
    assert _list_views(fang) == [("系统", whole), ("系统", "姓名、身份证号码（部分）"), ("安全", whole)]


@pytest.mark.parametrize("part", ["1101011990", "803X", "王芳", "11010119900307803", "110101199003078031", "", "fang"])
def test_part_of_a_number_and_a_name_find_nobody(offices: Offices, fang: Person, account: Account, part: str) -> None:
    answer = offices["system_admin"].post(FIND, {"number": part})

    assert (answer.status_code, "number" in answer.context["form"].errors) == (422, True)
    assert f"{fang.key}" not in answer.content.decode()
    by_name = offices["system_admin"].get(LIST, {"words": part}).content.decode()
    assert [key for key in (fang.key, account.key) if str(key) in by_name] == []


def test_a_number_typed_with_spaces_and_a_small_letter_is_the_same(offices: Offices, fang: Person) -> None:
    answer = offices["system_admin"].post(FIND, {"number": "110101 19900307 803x"})

    assert answer["Location"] == _page_of(fang)


def test_an_unknown_number_and_one_of_the_staff_are_told_at_the_field(
    town: DeskTown, offices: Offices, caplog: pytest.LogCaptureFixture
) -> None:
    wang = register_person(name="王勇", number=OTHER_NUMBER, actor=SYSTEM, now=town.now)
    staff = open_account(person=wang, login="wang", is_staff=True, actor=SYSTEM, now=town.now)

    answers = [offices["system_admin"].post(FIND, {"number": number}) for number in (NUMBER, OTHER_NUMBER)]

    told = [answer.context["form"].errors["number"][0] for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert ("没有登记过" in told[0], "工作人员" in told[1]) == (True, True)
    assert not {NUMBER, OTHER_NUMBER} & set(caplog.text.split())
    assert offices["system_admin"].get(FIND)["Location"] == LIST
    pages = [offices["system_admin"].get(_page_of(wang, act)).status_code for act in ("", "name/")]
    assert (pages, offices["security_admin"].get(_page_of(wang, "second-factor/")).status_code) == ([404, 404], 404)
    own = offices["system_admin"].get(f"{LIST}{staff.key}/").content.decode()
    assert ("/name/" in own, "second-factor/" in own, OTHER_NUMBER[-4:] in own) == (False, False, False)


def test_a_citizen_s_password_and_account_are_not_the_administrators(
    offices: Offices, fang: Person, account: Account
) -> None:
    said = {"password": "another-lake-of-spring", "reason": "x", "once": "p"}
    for key in (fang.key, account.key):
        assert offices["system_admin"].post(f"{LIST}{key}/password/", said).status_code == 404
        assert offices["security_admin"].post(f"{LIST}{key}/close/", said).status_code == 404
        assert offices["security_admin"].post(f"{LIST}{key}/factor/", said).status_code == 404
        assert offices["security_admin"].get(f"{LIST}{key}/roles/new/").status_code == 404

    account.refresh_from_db()
    assert (account.check_password(LASTING), account.is_active) == (True, True)


def test_a_key_of_nobody_and_of_somebody_erased_are_empty_addresses(
    town: DeskTown, offices: Offices, fang: Person, account: Account
) -> None:
    erase_person(fang, actor=town.open_account("second", "安全二", Role.SECURITY_ADMIN), now=town.now)

    for key in (uuid4(), fang.key, account.key):
        assert [offices["system_admin"].get(f"{LIST}{key}/{act}").status_code for act in ("", "name/")] == [404, 404]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "王\u202e方", "reason": REASON}, "name"),
        ({"name": "王方", "reason": ""}, "reason"),
        ({"name": "", "reason": REASON}, "name"),
    ],
)
def test_a_correction_that_is_none_is_told_at_its_field_and_its_words_stay(
    offices: Offices, fang: Person, said: dict[str, str], field: str
) -> None:
    answer = offices["system_admin"].post(_page_of(fang, "name/"), {**said, "once": "c"})

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert (form["name"].value(), form["reason"].value()) == (said["name"], said["reason"])
    done = offices["system_admin"].post(_page_of(fang, "name/"), {"name": "王方", "reason": REASON, "once": "c"})
    assert done.status_code == 302


def test_the_registered_name_is_no_correction(offices: Offices, fang: Person) -> None:
    answer = offices["system_admin"].post(_page_of(fang, "name/"), {"name": " 王芳", "reason": REASON, "once": "c"})

    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "name-known")
    assert answer.context["form"]["reason"].value() == REASON


def test_where_no_factor_is_set_there_is_nothing_to_reset(offices: Offices, fang: Person, account: Account) -> None:
    page = offices["security_admin"].get(_page_of(fang)).content.decode()
    answer = offices["security_admin"].post(_page_of(fang, "second-factor/"), {"reason": REASON, "once": "f"})

    assert ("second-factor/" in page, answer.status_code) == (False, 409)
    assert answer.context["refused"]["code"] == "second-factor-missing"


def test_a_running_case_shows_the_corrected_name_and_its_record_stays(town: DeskTown, offices: Offices) -> None:
    done = town.apply()
    applicant = Person.objects.get(pk=town.applicant.person_id)
    stream = StreamRef("case", done.reference)
    before, old = [(event.name, event.at, event.body) for event in read_stream(stream)], applicant.name

    offices["system_admin"].post(_page_of(applicant, "name/"), {"name": "新名字", "reason": REASON, "once": "c"})

    page = offices["clerk"].get(f"/desk/cases/{done.reference}/").content.decode()
    assert ("新名字" in page, old in page) == (True, False)
    assert len(before) > 0
    assert [(event.name, event.at, event.body) for event in read_stream(stream)] == before


def test_the_page_of_a_citizen_says_how_they_sign_in(town: DeskTown, offices: Offices, fang: Person) -> None:
    made = open_account(person=fang, login=f"sso-{fang.key}", is_staff=False, actor=SYSTEM, now=town.now)
    page = offices["system_admin"].get(_page_of(fang)).content.decode()
    assert ("用统一身份认证登录" in page, made.login in page) == (True, False)

    Account.objects.filter(pk=made.pk).update(login="fang", is_active=False)
    closed = offices["system_admin"].get(_page_of(fang)).content.decode()
    assert ("fang" in closed, "已停用" in closed) == (True, True)
