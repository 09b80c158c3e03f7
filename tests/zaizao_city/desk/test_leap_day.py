"""The days of a case over the end of February 2028, as the desk and the applicant read them; a clock that is turned back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from desk_town import CLOCK, DeskTown
from portal_town import BACKEND, VIEWS
from zaizao.units import parse_limit
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.case_page import get_clocks
from zaizao_city.casework.services.rebuilding import prove_case, stream_of
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

KEY = "6a1f0b0e-0000-4000-8000-000000000009"
COMPANY = {
    "process": "open-company",
    "facts": {
        "company_name": "云河清和软件有限公司", "company_type": "有限责任公司", "business_scope": "软件开发",
        "registered_address": "云河区泉城路8号", "capital": 100, "paper_invoices": True, "has_staff": True,
        "staff_count": 6,
    },
    "materials": ("application-form", "id-card", "articles", "appointments", "address-proof"),
}  # fmt: skip


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant", "enterprise")
    for place in (CLOCK, *(f"{view}.read_clock" for view in VIEWS)):
        monkeypatch.setattr(place, lambda: made.now)
    Account.objects.create(login="zhou", person_id=made.applicant.person_id)
    return made


def _accept(town: DeskTown, day: dt.date, **opening: Any) -> Case:
    """A case applied for and accepted on a day."""
    town.now = dt.datetime.combine(day, dt.time(9, 10))
    done = town.apply(now=town.now, **opening)
    town.accept(done.case_id, now=town.now)
    return Case.objects.get(pk=done.case_id)


def _open_as_applicant() -> Client:
    client = Client()
    client.force_login(Account.objects.get(login="zhou"), backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("applied", "two_days", "seven_days"),
    [
        (dt.date(2028, 2, 24), "2月28日", "3月6日"),
        (dt.date(2028, 2, 25), "2月29日", "3月7日"),
        (dt.date(2028, 2, 28), "3月1日", "3月8日"),
        (dt.date(2028, 2, 29), "3月2日", "3月9日"),
    ],
)
def test_working_days_run_over_the_leap_day(town: DeskTown, applied: dt.date, two_days: str, seven_days: str) -> None:
    case = _accept(town, applied)

    applicant = dict(_open_as_applicant().get(f"/cases/{case.reference}/days/").context["clocks"])
    desk = town.sign_in("clerk").get(f"/desk/cases/{case.reference}/clocks/").content.decode()

    licence = applicant["个体工商户设立登记（营业执照）"].caption
    assert (f"2028年{two_days}" in licence, f"2028年{seven_days}" in applicant["整件事"].caption) == (True, True)
    assert (f"2028年{two_days}" in desk, f"2028年{seven_days}" in desk) == (True, True)


@pytest.mark.parametrize(
    ("applied", "last"),
    [(dt.date(2028, 2, 14), "2028-02-29"), (dt.date(2028, 2, 28), "2028-03-14"), (dt.date(2028, 2, 29), "2028-03-15")],
)
def test_fifteen_calendar_days_run_over_the_leap_day(town: DeskTown, applied: dt.date, last: str) -> None:
    town.clerk = town.open_account("window-2", "专窗", Role.WINDOW_CLERK, "approval-bureau")
    case = _accept(town, applied, **COMPANY)

    _, clocks = get_clocks(town.clerk, case.reference, now=town.now)
    desk = town.sign_in("window-2").get(f"/desk/cases/{case.reference}/clocks/").content.decode()

    (social,) = [one for one in clocks if (one.what, one.limit) == ("social", parse_limit("15d"))]
    _, month, day = map(int, last.split("-"))
    assert social.day == last
    assert f"2028年{month}月{day}日" in desk


def test_a_clock_turned_back_between_two_forms_leaves_both_times_on_record(town: DeskTown) -> None:
    case = _accept(town, dt.date(2028, 2, 29))
    before, town.now = town.now, dt.datetime(2028, 2, 28, 17, 0)

    said = _open_as_applicant().post(f"/cases/{case.reference}/say/", {"text": "什么时候办好？", "once": KEY})

    last = list(read_stream(stream_of(case.reference)))[-1]
    assert (said.status_code, last.name) == (302, "Commented")
    assert (last.at, last.recorded_at) == (before, town.now)
    for path in (f"/cases/{case.reference}/", f"/cases/{case.reference}/days/"):
        assert _open_as_applicant().get(path).status_code == 200
    assert town.sign_in("clerk").get(f"/desk/cases/{case.reference}/").status_code == 200
    assert (prove_case(case.pk).differences, verify().findings) == ((), [])
