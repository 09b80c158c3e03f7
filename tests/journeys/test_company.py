"""Opening a company through the desk, over HTTP: one set of materials in, one package out, within two hours (LC8, DY2, ZC3)."""

from __future__ import annotations

import datetime as dt

import pytest

from desk_town import CLOCK, DeskTown
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.results import list_own_results
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.identity.enums import Role
from zaizao_city.portal.selectors.results import list_packages

FACTS = {
    "company_name": "云河清和软件有限公司", "company_type": "有限责任公司", "business_scope": "软件开发",
    "registered_address": "云河区泉城路8号", "capital": 100, "paper_invoices": True, "has_staff": True,
    "staff_count": 6,
}  # fmt: skip
PAPERS = ("application-form", "id-card", "articles", "appointments", "address-proof")
EACH = dt.timedelta(minutes=8)
"""How long somebody who does a step at once takes, here."""


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("enterprise")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    for organ in made.organs:
        made.open_account(f"at-{organ}", organ, Role.APPROVER, organ)
    made.open_account("window-2", "专窗", Role.WINDOW_CLERK, "approval-bureau")
    return made


def _do_next(town: DeskTown, work: WorkItem) -> None:
    """The first thing that the page offers whoever has the work, as a browser sends it."""
    code = work.organisation.code.removeprefix("yunhe-")
    client = town.sign_in("window-2" if work.activity in ("intake", "deliver") else f"at-{code}")
    address = f"/desk/cases/{work.case.reference}/"
    if work.activity == "intake":
        wanted = client.get(f"{address}intake/").context["wanted"]
        marks = {f"m-{one.name}": "here" for one in wanted}
        answer = client.post(f"{address}intake/", {**marks, "way": "accept", "once": "accept"})
    else:
        offered = [one.act.slug for one in client.get(address).context["nexts"] if one.act.of == work.work]
        slug = "grant" if "grant" in offered else "finish"
        said = {"of": work.work, "once": work.work, "confirmed": "yes", "text": "符合条件", "outcome": "passed"}
        answer = client.post(f"{address}act/{slug}/", said)
    assert answer.status_code == 302, (work.activity, answer.content.decode()[-1500:])


def test_a_company_is_open_within_two_hours_with_everything_in_one_package(town: DeskTown) -> None:
    town.apply(process="open-company", facts=FACTS, materials=PAPERS)
    begun = town.now

    while works := list(WorkItem.objects.select_related("organisation", "case").order_by("id")):
        town.now += EACH
        for work in works:
            _do_next(town, work)

    case = Case.objects.get()
    assert (case.status, set(case.decisions.values_list("outcome", flat=True))) == ("closed", {"granted"})
    assert case.closed_at - begun <= dt.timedelta(hours=2)
    (package,) = list_packages(list_own_results(town.applicant))
    assert [result.material for result in package.results] == [
        "business-licence", "seal-filing", "social-registration", "invoices", "account-notice", "fund-registration",
    ]  # fmt: skip
    assert prove_case(case.pk).differences == ()


def test_what_is_asked_of_the_applicant_is_one_set(town: DeskTown) -> None:
    town.apply(process="open-company", facts=FACTS, materials=PAPERS)
    case = Case.objects.get()

    assert sorted(case.documents.filter(status="supplied", result="").values_list("material", flat=True)) == sorted(
        PAPERS
    )
