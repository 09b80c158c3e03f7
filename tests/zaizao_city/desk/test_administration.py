"""The administrators' rooms: each opens for its own administrator, and for nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk_town import DeskTown
from zaizao_city.catalogue.models import DefinitionVersion, LedgerEntry, ServiceItem
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Organisation, RoleAssignment

ID_NUMBER = "11010119900307803X"
TABLE = "实施编码,事项名称,事项类型,实施部门,法定办结时限\nA1,临时停车,行政许可,城市管理局,20个工作日\nA2,,行政许可,城市管理局,20个工作日\n"


@pytest.fixture
def offices(town: DeskTown) -> dict[str, Client]:
    """One person in each office."""
    roles = {
        "system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN,
        "editor": Role.CATALOGUE_EDITOR, "staffing": Role.REVIEWER_STAFFING, "justice": Role.REVIEWER_JUSTICE,
    }  # fmt: skip
    for login, role in roles.items():
        town.open_account(login, login, role)
    return {login: town.sign_in(login) for login in [*roles, "clerk"]}


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/desk/admin/people/", {"system", "security"}),
        ("/desk/admin/people/new/", {"system"}),
        ("/desk/admin/organisations/new/", {"system"}),
        ("/desk/admin/versions/new/", {"editor"}),
        ("/desk/admin/ledger/new/", {"editor"}),
        ("/desk/admin/items/import/", {"editor"}),
        ("/desk/admin/items/export.csv", {"editor", "staffing", "justice"}),
        ("/desk/admin/record/", {"audit"}),
    ],
)
def test_each_room_opens_for_its_own(offices: dict[str, Client], address: str, allowed: set[str]) -> None:
    opened = {login for login, client in offices.items() if client.get(address).status_code == 200}

    assert opened == allowed


def test_one_opens_the_account_and_another_says_what_it_may(town: DeskTown, offices: dict[str, Client]) -> None:
    said = {"name": "新人", "number": ID_NUMBER, "login": "new", "password": "lotus-on-daming-lake"}
    offices["system"].post("/desk/admin/people/new/", said)
    account = Account.objects.get(login="new")
    role = {"role": "approver", "organisation": "yunhe-fire-rescue", "from_on": "2026-02-12"}

    refused = offices["system"].post(f"/desk/admin/people/{account.key}/roles/new/", role)
    assert (refused.status_code, RoleAssignment.objects.filter(person=account.person).count()) == (403, 0)
    offices["security"].post(f"/desk/admin/people/{account.key}/roles/new/", role)
    held = RoleAssignment.objects.get(person=account.person)
    assert (held.role, held.organisation.code) == ("approver", "yunhe-fire-rescue")

    offices["security"].post(f"/desk/admin/people/{account.key}/roles/{held.pk}/drop/")
    assert "还没有角色" in offices["security"].get(f"/desk/admin/people/{account.key}/").content.decode()


def test_two_administrators_are_never_one_person(town: DeskTown, offices: dict[str, Client]) -> None:
    key = Account.objects.get(login="system").key
    role = {"role": "audit_admin", "organisation": "yunhe", "from_on": "2026-02-12"}

    answer = offices["security"].post(f"/desk/admin/people/{key}/roles/new/", role)

    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "administrators-apart")


def test_an_organisation_is_created_below_another_and_renamed(town: DeskTown, offices: dict[str, Client]) -> None:
    said = {"code": "yunhe-sport", "name": "体育局", "kind": "organ", "level": "district"}
    offices["system"].post("/desk/admin/organisations/new/?under=yunhe", said)
    offices["system"].post("/desk/admin/organisations/yunhe-sport/name/", {"name": "文化体育局"})

    made = Organisation.objects.get(code="yunhe-sport")
    assert (made.name, made.path) == ("文化体育局", "yunhe/yunhe-sport/")
    twice = offices["system"].post("/desk/admin/organisations/new/?under=yunhe", said)
    assert (twice.status_code, twice.context["form"].data["name"]) == (409, "体育局")


def test_a_version_is_drafted_reviewed_by_two_and_published(town: DeskTown, offices: dict[str, Client]) -> None:
    source = DefinitionVersion.objects.get(process="open-restaurant").source.replace("version: '1'", "version: '2'")
    offices["editor"].post("/desk/admin/versions/new/", {"source": source})
    number = DefinitionVersion.objects.get(version="2").pk
    address = f"/desk/admin/versions/{number}/"

    offices["editor"].post(f"{address}submit/")
    early = offices["editor"].post(f"{address}publish/", {"on": "2026-03-01"})
    assert early.status_code == 409
    for login in ("staffing", "justice"):
        offices[login].post(f"{address}review/", {"role": login, "verdict": "passed"})
    offices["editor"].post(f"{address}publish/", {"on": "2026-03-01"})

    version = DefinitionVersion.objects.get(pk=number)
    assert (version.status, version.effective_from) == ("published", dt.date(2026, 3, 1))
    page = offices["editor"].get(address)
    assert page.context["changes"] != []
    assert [review.role for review in page.context["reviews"]] == ["staffing", "justice"]


def test_a_faulty_definition_stays_in_the_form_with_its_faults(offices: dict[str, Client]) -> None:
    answer = offices["editor"].post("/desk/admin/versions/new/", {"source": "process: x\nname: 无"})

    assert answer.status_code in {400, 409, 422}
    assert "process: x" in answer.content.decode()
    assert not DefinitionVersion.objects.filter(process="x").exists()


def test_a_table_is_tried_first_and_taken_over_then(offices: dict[str, Client]) -> None:
    editor = offices["editor"]
    file = SimpleUploadedFile("items.csv", TABLE.encode())

    tried = editor.post("/desk/admin/items/import/", {"table": file})
    assert (tried.context["counts"]["added"], tried.context["counts"]["refused"]) == (1, 1)
    assert not ServiceItem.objects.filter(code="A1").exists()

    digest = tried.context["digest"]
    stolen = offices["staffing"].post("/desk/admin/items/import/", {"digest": digest, "filename": "items.csv"})
    assert stolen.status_code == 403
    editor.post("/desk/admin/items/import/", {"digest": digest, "filename": "items.csv", "skip": "yes"})
    item = ServiceItem.objects.get(code="A1")
    assert (item.name, ServiceItem.objects.filter(code="A2").exists()) == ("临时停车", False)
    assert "20" in editor.get("/desk/admin/items/").content.decode()
    assert editor.get(f"/desk/admin/items/{item.key}/").status_code == 200


def test_a_change_of_power_is_entered_with_its_basis(town: DeskTown, offices: dict[str, Client]) -> None:
    ServiceItem.objects.create(
        code="B1",
        name="户外广告",
        kind="licence",
        department="城市管理局",
        changed_at=town.now,
        organisation=town.organs["city-management"],
    )
    said = {"code": "B1", "kind": "transfer", "to": "yunhe-approval-bureau", "basis": "某文件", "on": "2026-03-01"}

    lacking = offices["editor"].post("/desk/admin/ledger/new/", said)
    assert (lacking.context["refused"]["code"], LedgerEntry.objects.count()) == ("basis-missing", 0)
    offices["editor"].post("/desk/admin/ledger/new/", {**said, "basis": "《行政许可法》第二十五条"})

    town.now = dt.datetime(2026, 3, 2, 9, 0)
    page = offices["editor"].get("/desk/admin/ledger/")
    assert (page.context["concentration"].concentrated, page.context["concentration"].all) == (1, 1)


def test_the_record_is_checked_when_asked(town: DeskTown, offices: dict[str, Client]) -> None:
    town.apply()

    page = offices["audit"].post("/desk/admin/record/")

    assert page.context["verdict"].findings == []
    assert page.context["verdict"].streams > 0


def test_a_name_of_the_staff_is_corrected_by_the_system_administrator_alone(
    town: DeskTown, offices: dict[str, Client]
) -> None:
    account = Account.objects.select_related("person").get(login="clerk")
    address, said = f"/desk/admin/people/{account.key}/", {"name": "刘 茜", "reason": "居民身份证"}
    offered = {login: "rename/" in offices[login].get(address).text for login in ("system", "security")}

    offices["security"].post(f"{address}rename/", said)
    account.person.refresh_from_db()
    before = account.person.name
    answer = offices["system"].post(f"{address}rename/", said)
    account.person.refresh_from_db()

    assert offered == {"system": True, "security": False}
    assert (before, account.person.name, answer.headers["Location"]) == ("刘倩", "刘 茜", address)


def test_the_next_page_of_a_search_is_of_the_same_search(
    town: DeskTown, offices: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zaizao_city.desk.views.people.ROWS", 1)
    for login in ("a", "b"):
        town.open_account(login, f"甲&乙{login}")

    page = offices["system"].get("/desk/admin/people/", {"words": "甲&乙"}).text

    assert "words=%E7%94%B2%26%E4%B9%99" in page
