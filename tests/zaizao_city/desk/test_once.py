"""Every form that changes something carries a key, and sent twice it does its work once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import zaizao_city
from desk_town import DeskTown
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.foundation.record.models import Event
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Mandate, OneTimeCodeDevice, Organisation, Person, RoleAssignment

SOURCES = Path(zaizao_city.__file__).parent
FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
TABLE = "实施编码,事项名称,事项类型,实施部门,法定办结时限\nA1,临时停车,行政许可,城市管理局,20个工作日\n"
WITHOUT_KEY = {
    "identity/sign_in.html": 1,  # nobody is there yet whose key it could be
    "identity/enter_code.html": 1,
    "identity/enter_recovery_code.html": 1,
    "identity/set_up_code.html": 1,
    "identity/parts/person.html": 1,  # signing out twice is signing out
    "identity/me.html": 2,  # shows a number in full; says in whose name one acts, the same each time
    "identity/password.html": 1,  # the second time the old password is none any more
    "identity/set_password.html": 1,  # the same password twice is one
    "identity/renew_codes.html": 1,  # whoever did not get the new codes needs newer ones
    "identity/sessions.html": 1,  # what has ended stays ended
    "portal/messages.html": 1,  # what is read stays read
    "portal/apply_start.html": 1,  # a draft, filled in again, says the same; only handing it in takes a key
    "portal/apply_section.html": 1,
    "portal/apply_materials.html": 1,
    "identity/access_log.html": 1,  # narrows a list; an identity number does not belong in an address
    "desk/work.html": 3,  # two keep a list in a cookie, the same each time; one leads to the page of the batch
    "desk/import.html": 1,  # tries a table and changes nothing
    "desk/record.html": 1,  # looks at the record
    "desk/citizen_account.html": 1,  # looks a card up; an identity number does not belong in an address
    "desk/people.html": 1,  # finds a citizen by the identity number, which does not belong in an address
    "desk/parts/report.html": 1,  # counts a report anew; counted twice it is the same report
    "ui/parts/switches.html": 1,  # a cookie
}


def test_every_form_carries_a_key_but_those_that_change_nothing() -> None:
    lacking = {}
    for path in sorted(SOURCES.glob("**/templates/**/*.html")):
        forms = [form for form in FORM.findall(path.read_text(encoding="utf-8")) if "{% once_key %}" not in form]
        if forms:
            lacking[path.as_posix().partition("/templates/")[2]] = len(forms)

    assert lacking == WITHOUT_KEY


@pytest.fixture
def offices(town: DeskTown) -> dict[str, Client]:
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.CATALOGUE_EDITOR, Role.REVIEWER_STAFFING):
        town.open_account(role.value, role.value, role)
    town.open_account("wang", "王勇", Role.WINDOW_CLERK, "window")
    town.open_account("sun", "孙力")
    return {login: town.sign_in(login) for login in Account.objects.values_list("login", flat=True)}


def _send_twice(client: Client, address: str, said: dict[str, str]) -> list[tuple[int, str, int]]:
    """What the same form was answered each time, and how many events there were then."""
    told = []
    for _ in range(2):
        answer = client.post(address, {**said, "once": "the-form"})
        told.append((answer.status_code, answer.headers.get("Location", ""), Event.objects.count()))
    return told


def _prepare(town: DeskTown, name: str) -> tuple[str, str, dict[str, str]]:
    """Who sends which form where."""
    wang, nobody = Account.objects.get(login="wang"), Account.objects.get(login="sun")
    person = f"/desk/admin/people/{wang.key}"
    fang = Account.objects.create(login="fang", person=Person.objects.create(name="王芳"))
    citizen = f"/desk/admin/people/{fang.person.key}"
    for account in (wang, fang):
        OneTimeCodeDevice.objects.create(account=account, secret_sealed=b"", confirmed_at=town.now)
    held = RoleAssignment.objects.get(person=wang.person)
    source = DefinitionVersion.objects.get(process="open-restaurant").source.replace("version: '1'", "version: '2'")
    organisation = {"code": "yunhe-sport", "name": "体育局", "kind": "organ", "level": "district"}
    opened = {"name": "新人", "number": "11010119900307803X", "login": "new", "password": "lotus-on-daming-lake"}
    role = {"role": "approver", "organisation": "yunhe-fire-rescue", "from_on": "2026-02-12"}
    mandate = {
        "stand_in": str(wang.person.key), "organisation": str(town.organs["window"].pk), "from_on": "2026-02-12",
        "until_on": "2026-02-20", "reason": "出差",
    }  # fmt: skip
    ServiceItem.objects.create(
        code="B1", name="户外广告", kind="licence", department="城市管理局", changed_at=town.now,
        organisation=town.organs["city-management"],
    )  # fmt: skip
    transfer = {"code": "B1", "kind": "transfer", "to": "yunhe-approval-bureau", "basis": "《行政许可法》第二十五条"}
    prepared = {
        "organisation": ("system_admin", "/desk/admin/organisations/new/?under=yunhe", organisation),
        "name": ("system_admin", "/desk/admin/organisations/yunhe/name/", {"name": "云河新区"}),
        "seat": (
            "system_admin",
            "/desk/admin/organisations/yunhe/seats/window/",
            {"organisation": "yunhe-fire-rescue"},
        ),
        "account": ("system_admin", "/desk/admin/people/new/", opened),
        "password": ("system_admin", f"{person}/password/", {"password": "lotus-on-daming-lake"}),
        "name of staff": ("system_admin", f"{person}/rename/", {"name": "王永", "reason": "新身份证"}),
        "name of a citizen": ("system_admin", f"{citizen}/name/", {"name": "王方", "reason": "新身份证"}),
        "second factor of a citizen": ("security_admin", f"{citizen}/second-factor/", {"reason": "身份证"}),
        "second factor": ("security_admin", f"{person}/factor/", {}),
        "end of an account": ("security_admin", f"/desk/admin/people/{nobody.key}/close/", {"reason": "调离"}),
        "role": ("security_admin", f"{person}/roles/new/", role),
        "role taken back": ("security_admin", f"{person}/roles/{held.pk}/drop/", {}),
        "stand-in": ("clerk", "/desk/stand-ins/", mandate),
        "draft": ("catalogue_editor", "/desk/admin/versions/new/", {"source": source}),
        "transfer": ("catalogue_editor", "/desk/admin/ledger/new/", {**transfer, "on": "2026-03-01"}),
        "contact": ("clerk", "/me/contact/", {"mobile": "13800138000", "email": ""}),
    }
    return prepared[name]


@pytest.mark.parametrize(
    "name",
    [
        "organisation", "name", "seat", "account", "password", "end of an account", "role", "role taken back", "stand-in",
        "draft", "transfer", "contact", "name of staff", "name of a citizen", "second factor of a citizen", "second factor",
    ],
)  # fmt: skip
def test_a_form_sent_twice_does_its_work_once(town: DeskTown, offices: dict[str, Client], name: str) -> None:
    login, address, said = _prepare(town, name)
    before = Event.objects.count()

    first, second = _send_twice(offices[login], address, said)

    assert (first[0], first[2] > before) == (302, True)
    assert second == first


def test_a_stand_in_is_ended_once(town: DeskTown, offices: dict[str, Client]) -> None:
    login, address, said = _prepare(town, "stand-in")
    offices[login].post(address, said)
    end = f"/desk/stand-ins/{Mandate.objects.get().pk}/end/"

    first, second = _send_twice(offices[login], end, {})

    assert first[0] == 302
    assert second == first


def test_a_version_is_sent_to_its_reviewers_once(town: DeskTown, offices: dict[str, Client]) -> None:
    login, address, said = _prepare(town, "draft")
    offices[login].post(address, said)
    number = DefinitionVersion.objects.get(version="2").pk

    first, second = _send_twice(offices[login], f"/desk/admin/versions/{number}/submit/", {})

    assert first[0] == 302
    assert second == first


def test_a_table_is_taken_over_once(offices: dict[str, Client]) -> None:
    editor = offices["catalogue_editor"]
    tried = editor.post("/desk/admin/items/import/", {"table": SimpleUploadedFile("items.csv", TABLE.encode())})
    said = {"digest": tried.context["digest"], "filename": "items.csv"}

    first, second = _send_twice(editor, "/desk/admin/items/import/", said)

    assert (first[0], ServiceItem.objects.filter(code="A1").count()) == (302, 1)
    assert second == first


def test_a_form_that_was_refused_may_be_sent_again_with_its_key(town: DeskTown, offices: dict[str, Client]) -> None:
    said = {"code": "yunhe-window", "name": "体育局", "kind": "organ", "level": "district", "once": "the-form"}
    address = "/desk/admin/organisations/new/?under=yunhe"

    refused = offices["system_admin"].post(address, said)
    done = offices["system_admin"].post(address, {**said, "code": "yunhe-sport"})

    assert (refused.status_code, done.status_code) == (409, 302)
    assert Organisation.objects.filter(code="yunhe-sport").exists()


def test_another_form_under_the_same_key_is_refused(town: DeskTown, offices: dict[str, Client]) -> None:
    said = {"name": "云河新区", "once": "the-form"}
    offices["system_admin"].post("/desk/admin/organisations/yunhe/name/", said)

    answer = offices["system_admin"].post("/desk/admin/organisations/yunhe/name/", {**said, "name": "别的区"})

    assert (answer.status_code, Organisation.objects.get(code="yunhe").name) == (409, "云河新区")
