"""The demo city is whole, the same every time, and nothing in it is made by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from zaizao.mining.conformance import replay_log
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case, ItemDecision, Pledge
from zaizao_city.casework.selectors.caselog import read_case_log
from zaizao_city.casework.services.own_processes import REVIEW
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.demo import planning
from zaizao_city.demo.invented import answers
from zaizao_city.demo.invented.geography import DISTRICTS
from zaizao_city.demo.invented.people import PASSWORD, PERSONAS, STAFF_LOGINS
from zaizao_city.demo.selectors.codes import find_code
from zaizao_city.demo.services import filling
from zaizao_city.demo.services.building import Standing, build_city, find_standing
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import ANONYMOUS
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.services.second_factor import check_code

pytestmark = pytest.mark.django_db

SMALL = {"cases": 48, "citizens": 12, "items": 60}


def _build_and_forget(now: dt.datetime) -> list[tuple[object, ...]]:
    """What a city built now looks like; it is gone afterwards."""
    with transaction.atomic():
        build_city(now=now, **SMALL)
        looks = _describe_cases()
        transaction.set_rollback(True)
    return looks


def _describe_cases() -> list[tuple[object, ...]]:
    columns = (
        "process", "title", "channel", "applicant__name", "organisation__code", "opened_at", "status", "outcome",
        "closed_at", "due_at", "promised_at", "is_late", "length",
    )  # fmt: skip
    return sorted(Case.objects.exclude(process=REVIEW).values_list(*columns), key=str)


def test_the_city_is_whole_and_its_record_proves_every_case(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PASSES", {"check": 0.7, "visit_site": 0.7})
    before = find_standing()

    count = build_city(now=now, **SMALL)

    assert (before, find_standing()) == (Standing.EMPTY, Standing.BUILT)
    assert Case.objects.exclude(process=REVIEW).count() == count
    assert verify().findings == []
    assert all(prove_case(pk).differences == () for pk in Case.objects.values_list("pk", flat=True))
    assert Case.objects.filter(opened_at__gt=now.replace(hour=0, minute=0)).count() == 0
    assert set(Case.objects.values_list("status", flat=True)) == {CaseStatus.OPEN, CaseStatus.CLOSED}
    refused = ItemDecision.objects.filter(outcome="refused").count()
    assert refused > 0
    assert Case.objects.filter(process=REVIEW).count() == refused
    assert Pledge.objects.filter(signed_name="").count() == 0
    helpers = Person.objects.filter(role_assignments__role=Role.HELPER).distinct()
    assert [person.name for person in helpers if not person.open_mobile()] == []
    assert helpers.count() == len(DISTRICTS)
    assert {process: _replay(process, now) for process in ("open-restaurant", "open-company", "hotline-order")} == {
        "open-restaurant": 1.0, "open-company": 1.0, "hotline-order": 1.0,
    }  # fmt: skip


def _replay(process: str, now: dt.datetime) -> float:
    """The share of the cases of a process whose record, written as an event log, replays on the definition."""
    definition = get_definition(choose_version(process, on=now.date()).digest)
    found = read_case_log(process, definition, since=now - dt.timedelta(days=400), until=now)
    assert found.cases > 0
    return replay_log(found.log, definition).fitness


def test_the_same_day_gives_the_same_city(now: dt.datetime) -> None:
    assert _build_and_forget(now) == _build_and_forget(now + dt.timedelta(hours=2))


def test_what_is_loaded_in_bulk_is_what_the_services_would_have_done(
    now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "PLEDGED", 0)
    loaded = [line[:-1] for line in _build_and_forget(now)]
    monkeypatch.setattr(filling, "is_special", lambda played: True)

    assert [line[:-1] for line in _build_and_forget(now)] == loaded


def test_everybody_on_the_printed_list_gets_in_and_the_real_items_run_unmapped(now: dt.datetime) -> None:
    build_city(now=now, cases=0, citizens=3)

    accounts = {account.login: account for account in Account.objects.filter(login__in=STAFF_LOGINS)}
    citizens = Account.objects.filter(login__in=[persona.login for persona in PERSONAS])
    assert set(accounts) == set(STAFF_LOGINS)
    assert all(account.check_password(PASSWORD) for account in (*accounts.values(), *citizens))
    first, second = _use_code("mayor", accounts, now), _use_code("mayor", accounts, now)
    assert (first, second) == (True, True)
    assert find_code("nobody", now=now) is None
    assert ServiceItem.objects.filter(unmapped=True).count() == 1135
    assert not DefinitionVersion.objects.filter(process__startswith="item-", unmapped=False).exists()


def _use_code(login: str, accounts: dict[str, Account], now: dt.datetime) -> bool:
    code = find_code(login, now=now)
    return check_code(accounts[login], code=code or "", actor=ANONYMOUS, now=now)
