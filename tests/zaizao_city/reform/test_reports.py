"""Reports of evidence: made from the record, kept, read by those who may, and named nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from desk_town import CLOCK, DeskTown
from small_town import NOW
from zaizao.net import commands as asked
from zaizao_city.casework.services.loading import PastCase, PastStep, load_history
from zaizao_city.casework.services.opening import Opening
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.reform.errors import TooFewCasesError
from zaizao_city.reform.models import EvidenceReport
from zaizao_city.reform.selectors.sources import LEAST, list_own_sources, list_shipped_sources
from zaizao_city.reform.services.reporting import make_report
from zaizao_city.reform.tasks import is_time_for_reports

END = NOW + dt.timedelta(days=60)


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    made.now = END
    monkeypatch.setattr(CLOCK, lambda: END)
    return made


def _load(town: DeskTown, count: int) -> None:
    """Cases of the past, each taken in, checked and registered; a little later each."""
    officer = town.approver("market-regulation")
    window = {"by": str(town.clerk.person_key), "acting_for": "window"}
    market = {"by": str(officer.person_key), "acting_for": "market-regulation"}
    opening = Opening(
        process="open-restaurant", territory=town.district, facts={"signboard": False, "fire_pledged": True, "own_water": False},
        materials=town.papers_without(), applicant_id=town.applicant.person_id,
    )  # fmt: skip
    cases = []
    for number in range(count):
        at = NOW + dt.timedelta(minutes=7 * number)
        steps = [
            PastStep(at + dt.timedelta(minutes=20), asked.Complete("intake#1", "accepted", **window)),
            PastStep(at + dt.timedelta(hours=2), asked.Complete("check-licence#1", "passed", **market)),
            PastStep(at + dt.timedelta(hours=4 + number % 3), asked.Complete("register#1", "granted", **market)),
        ]
        cases.append(PastCase(opening, at, steps, str(town.applicant.person_key), town.applicant.account_key))
    load_history(cases, actor=SYSTEM)


def _keep(made_at: dt.datetime = END) -> None:
    """A report as it is kept, without the counting."""
    EvidenceReport.objects.create(
        name="open-restaurant", title="开办餐饮店", title_en="Open a restaurant", source="", is_own=True, cases=30, events=90,
        headlines={"zh": ["一半在一天以内办完"], "en": []}, pages={"zh": "<!doctype html><p>一页", "en": "<!doctype html>"},
        made_at=made_at,
    )  # fmt: skip


def test_a_process_with_cases_enough_can_be_reported_on(town: DeskTown) -> None:
    _load(town, LEAST - 1)
    assert list_own_sources(now=END) == []

    _load(town, 1)

    (source,) = list_own_sources(now=END)
    assert (source.name, source.title, source.is_own) == ("open-restaurant", "开办餐饮店", True)


def test_a_report_says_what_happened_and_names_nobody(town: DeskTown) -> None:
    _load(town, LEAST)
    (source,) = list_own_sources(now=END)

    report = make_report(source, now=END)

    assert (report.cases, report.made_at) == (LEAST, END)
    assert set(report.pages) == {"zh", "en"}
    assert "综合受理" in report.pages["zh"]
    names = [town.clerk.name, town.applicant.name, str(town.clerk.person_key), str(town.applicant.person_key)]
    assert [name for name in names if name in report.pages["zh"] + report.pages["en"]] == []
    assert all(report.headlines[language] for language in ("zh", "en"))


def test_a_report_made_again_takes_the_place_of_the_one_before(town: DeskTown) -> None:
    _load(town, LEAST)
    (source,) = list_own_sources(now=END)
    make_report(source, now=END)

    make_report(source, now=END + dt.timedelta(days=1))

    assert EvidenceReport.objects.get().made_at == END + dt.timedelta(days=1)


def test_too_few_cases_are_refused_in_words(town: DeskTown) -> None:
    _load(town, LEAST)
    (source,) = list_own_sources(now=END)

    with pytest.raises(TooFewCasesError):
        make_report(source, now=END + dt.timedelta(days=400))


def test_reports_are_for_those_who_lead_and_reform(town: DeskTown) -> None:
    _keep()
    town.open_account("mayor", "市长", Role.LEADER)
    town.open_account("market", "王勇", Role.APPROVER, "market-regulation")

    answers = {login: town.sign_in(login).get("/desk/evidence/").status_code for login in ("mayor", "market", "clerk")}

    assert answers == {"mayor": 200, "market": 403, "clerk": 403}
    assert town.sign_in("market").get("/desk/evidence/open-restaurant/").status_code == 403


def test_a_report_is_a_page_that_asks_the_network_for_nothing(town: DeskTown) -> None:
    _keep()
    town.open_account("mayor", "市长", Role.LEADER)
    mayor = town.sign_in("mayor")

    page, file = mayor.get("/desk/evidence/open-restaurant/"), mayor.get("/desk/evidence/open-restaurant/?download")

    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert ' src="http' not in page.content.decode()
    assert file["Content-Disposition"] == f'attachment; filename="open-restaurant-{END:%Y%m%d}.html"'
    assert mayor.get("/desk/evidence/nowhere/").status_code == 404


def test_a_supervisor_may_have_it_made_again(town: DeskTown) -> None:
    _load(town, LEAST)
    _keep(made_at=END - dt.timedelta(days=1))
    town.open_account("watch", "督查员", Role.SUPERVISOR)
    town.open_account("mayor", "市长", Role.LEADER)

    refused = town.sign_in("mayor").post("/desk/evidence/open-restaurant/again/").status_code
    done = town.sign_in("watch").post("/desk/evidence/open-restaurant/again/").status_code

    assert (refused, done, EvidenceReport.objects.get().made_at) == (403, 302, END)


def test_the_real_logs_of_the_product_can_be_reported_on() -> None:
    assert [source.name for source in list_shipped_sources()] == ["sf-311", "traffic-fines"]


def test_a_city_without_reports_gets_them_at_once(town: DeskTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zaizao_city.reform.tasks.read_clock", lambda: END)
    assert not is_time_for_reports()
    _load(town, LEAST)
    assert is_time_for_reports()
    _keep()
    assert not is_time_for_reports()
