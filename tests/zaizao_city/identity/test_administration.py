from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zaizao_city.identity.actor import Actor, HeldRole
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Account, PersonalDataView
from zaizao_city.identity.permissions import PERMISSIONS, TITLES
from zaizao_city.identity.selectors.access import list_views
from zaizao_city.identity.selectors.matrix import write_csv
from zaizao_city.identity.selectors.permissions import Reach, collect_permissions, get_reach
from zaizao_city.identity.services.access import Viewing, ViewingBatch, forget_viewings, write_viewings

GOLDEN = Path(__file__).resolve().parent / "permissions"
LABELS = sorted({name.partition(".")[0] for name in collect_permissions()})
HERE = "city/bureau/"
REACHES = {
    "": Reach(),
    "own": Reach(own=True),
    "organisation": Reach(organisations=frozenset({HERE})),
    "subtree": Reach(subtrees=frozenset({HERE})),
    "city": Reach(city=True),
}


def _find_golden(label: str) -> Path:
    return GOLDEN / f"{label}.csv"


def _read_cells() -> list[tuple[str, Role, str]]:
    cells = []
    for label in LABELS:
        if not _find_golden(label).exists():
            continue
        with _find_golden(label).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells += [(row["permission"], role, row[role]) for role in Role]
    return cells


@pytest.mark.parametrize("label", LABELS)
def test_the_matrix_is_the_one_that_was_agreed_on(label: str) -> None:
    """After a change that is meant: ``zaizao-city permissions --app LABEL > …/permissions/LABEL.csv``."""
    assert write_csv(label=label) == _find_golden(label).read_text(encoding="utf-8")


@pytest.mark.parametrize(("permission", "role", "scope"), _read_cells())
def test_each_cell_reaches_as_far_as_it_says(permission: str, role: Role, scope: str) -> None:
    roles = (HeldRole(role, 1, HERE),) if role != Role.CITIZEN else ()
    actor = Actor(account_key="a", person_key=uuid4(), person_id=1, name="王芳", is_staff=bool(roles), roles=roles)
    everybody = REACHES[collect_permissions()[permission].get(Role.CITIZEN, "")]

    reach = get_reach(actor, permission)

    own = REACHES[scope]
    assert reach == Reach(
        own=own.own or everybody.own,
        organisations=own.organisations,
        subtrees=own.subtrees,
        city=own.city or everybody.city,
    )


def test_the_system_and_the_security_administrator_share_nothing() -> None:
    administrators = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}
    shared = [name for name, granted in collect_permissions().items() if administrators <= granted.keys()]

    assert shared == []


def test_no_administrator_decides_cases_or_publishes_what_is_decided_by() -> None:
    acts = ("casework.accept", "casework.decide", "catalogue.publish", "catalogue.approve")
    administrators = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    table = collect_permissions().items()

    assert [name for name, granted in table if name.startswith(acts) and administrators & granted.keys()] == []


def test_every_permission_of_identity_is_called_something() -> None:
    assert sorted(TITLES) == sorted(PERMISSIONS)


def test_the_command_writes_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("permissions", "--app", "identity")

    assert capsys.readouterr().out == write_csv(label="identity")


def _sign_in(login: str, password: str) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"login": login, "password": password})
    return browser


@pytest.fixture
def browser_of(actor_of: Callable[..., Actor], password: str, settings: LazySettings) -> Callable[[Role], Client]:
    settings.SECOND_FACTOR_REQUIRED = False

    def open_for(role: Role) -> Client:
        actor_of(role, role)
        return _sign_in(role, password)

    return open_for


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CITIZEN])
def test_only_the_security_and_the_audit_administrator_open_the_matrix(
    role: Role, browser_of: Callable[[Role], Client]
) -> None:
    browser = browser_of(role)
    expected = 200 if role in {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} else 403

    answers = [browser.get(page).status_code for page in ["/permissions/", "/permissions/export/"]]

    assert answers == [expected] * 2


def test_the_matrix_can_be_read_for_one_role_and_exported_whole(browser_of: Callable[[Role], Client]) -> None:
    browser = browser_of(Role.SECURITY_ADMIN)

    page = browser.get("/permissions/", {"role": "audit_admin"}).content.decode()
    exported = browser.get("/permissions/export/")

    assert ("read_access_log" in page, "grant_role" in page) == (True, False)
    assert exported.content.decode() == write_csv()
    assert exported["Content-Disposition"] == 'attachment; filename="permissions.csv"'


def test_only_the_audit_administrator_lists_all_views(actor_of: Callable[..., Actor]) -> None:
    security, audit = actor_of("security", Role.SECURITY_ADMIN), actor_of("audit", Role.AUDIT_ADMIN)

    assert list_views(actor=audit) == []
    assert list_views(actor=security, person=security.person_key) == []
    with pytest.raises(NotPermittedError):
        list_views(actor=security)


def test_views_are_found_by_the_number_of_the_person_which_stands_in_no_address(
    browser_of: Callable[[Role], Client], account_of: Callable[..., Account], actor_of: Callable[..., Actor],
    now: datetime,
) -> None:  # fmt: skip
    fang, other = account_of("王芳", staff=False, number="11010519491231002X"), account_of("周小满", staff=False)
    seen = [Viewing(person.key, "姓名", "JN-1", "核对身份") for person in [fang.person, other.person]]
    write_viewings(seen, actor=actor_of("刘倩", Role.WINDOW_CLERK), now=now)
    browser = browser_of(Role.AUDIT_ADMIN)

    found = browser.post("/access-log/", {"number": "11010519491231002x"})
    page = browser.get(found["Location"]).content.decode()

    assert found["Location"] == f"/access-log/?person={fang.person.key}"
    assert ("王*" in page, "周**" in page, "王芳" in page) == (True, False, False)


@pytest.mark.parametrize("number", ["440524188001010014", "110105194912310021", ""])
def test_a_number_that_finds_nobody_is_told(browser_of: Callable[[Role], Client], number: str) -> None:
    assert browser_of(Role.AUDIT_ADMIN).post("/access-log/", {"number": number}).status_code == 422


@pytest.mark.parametrize(
    "query", ["person=nobody", "before=abc", "before=-1", "before=99999999999999999999", "account=%00"]
)
def test_odd_addresses_of_the_log_do_no_harm(browser_of: Callable[[Role], Client], query: str) -> None:
    assert browser_of(Role.AUDIT_ADMIN).get(f"/access-log/?{query}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_costs_the_same_however_many_rows(
    browser_of: Callable[[Role], Client], actor_of: Callable[..., Actor], now: datetime, rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    seen = [Viewing(uuid4(), "姓名", f"JN-{row}", "核对身份") for row in range(rows)]
    write_viewings(seen, actor=actor_of("刘倩", Role.WINDOW_CLERK), now=now)
    browser = browser_of(Role.AUDIT_ADMIN)

    with django_assert_num_queries(
        9
    ):  # session, account, person; their enterprises, mandates, roles, seats; log, names
        answer = browser.get("/access-log/")

    assert len(answer.context["rows"]) == rows


def test_a_long_log_is_read_page_by_page(
    browser_of: Callable[[Role], Client], actor_of: Callable[..., Actor], now: datetime
) -> None:
    seen = [Viewing(uuid4(), "姓名", f"JN-{row:03}", "核对身份") for row in range(120)]
    write_viewings(seen, actor=actor_of("刘倩", Role.WINDOW_CLERK), now=now)
    browser, shown, query = browser_of(Role.AUDIT_ADMIN), [], ""

    while query is not None:
        answer = browser.get(f"/access-log/{query}")
        shown += [view.matter for view, _ in answer.context["rows"]]
        query = answer.context["later"] or None

    assert shown == [f"JN-{row:03}" for row in reversed(range(120))]


def test_a_page_of_many_people_is_one_batch_and_the_same_twice_is_one_row(
    actor_of: Callable[..., Actor], now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk, batch, people = actor_of("刘倩", Role.WINDOW_CLERK), ViewingBatch(), [uuid4() for _ in range(50)]
    for key in people * 2:
        batch.note(key, fields="姓名", matter="JN-1", purpose="列表")

    with django_assert_num_queries(1):
        write_viewings(batch.take(), actor=clerk, now=now)

    assert PersonalDataView.objects.count() == 50
    assert batch.take() == []


def test_views_are_kept_six_months_whatever_is_asked(actor_of: Callable[..., Actor], now: datetime) -> None:
    clerk = actor_of("刘倩", Role.WINDOW_CLERK)
    for days in [0, 182, 184, 1200]:
        write_viewings([Viewing(uuid4(), "姓名", str(days), "")], actor=clerk, now=now - timedelta(days=days))

    by_default = forget_viewings(now=now)
    at_once = forget_viewings(keep=timedelta(0), now=now)

    assert (by_default, at_once) == (1, 1)
    assert sorted(PersonalDataView.objects.values_list("matter", flat=True)) == ["0", "182"]
