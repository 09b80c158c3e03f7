"""Pages that people seldom see, in a real browser: whole on the narrowest telephone in elder mode and on a wide desk in the
dark; axe finds nothing serious.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings

from browsing import find_serious, is_wider, open_page
from desk_town import CLOCK
from examples import PROOF
from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.casework.models import Case, IssuedResult, Pledge
from zaizao_city.casework.services.applying import name_helper
from zaizao_city.casework.services.deciding import complete_work, grant_item
from zaizao_city.casework.services.results import revoke_result
from zaizao_city.foundation.ui.preferences import COOKIES
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

SELDOM = ["/me/", "/me/views/", "/counters/", "/reductions/"]
PLACES = "/desk/admin/organisations/"
COUNTERS = "zaizao_city.portal.views.counters.read_clock"
HOLIDAY = NOW + dt.timedelta(days=3)
"""The first day of the Spring Festival: no counter is open, and each says when it will be."""
APPEARANCES = [(360, "light", "elder"), (1440, "dark", "standard")]


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> TwoDistricts:
    """A town with people at the counter, a case with a helper and a pledge, a result that holds and one revoked."""
    made = TwoDistricts("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    monkeypatch.setattr(COUNTERS, lambda: made.now)
    made.wait(made.counter, people=3)
    Account.objects.create(login="zhou", person_id=made.applicant.person_id)
    aide = made.open_account("lan", "兰芳", Role.HELPER, "approval-bureau")
    made.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    made.open_account("sun", "孙明", Role.APPROVER, "fire-rescue")
    made.open_account("system", "系统", Role.SYSTEM_ADMIN)
    made.open_account("auditor", "何静", Role.AUDIT_ADMIN)
    for key in ("first", "second"):
        done = made.apply(key=key)
        made.accept(done.case_id, pledges=("fire-conformity",))
        name_helper(done.case_id, helper=str(aide.person_key), actor=made.clerk, key=f"h{key}", now=made.now)
        by = {"now": made.now, "actor": made.approver("market-regulation")}
        complete_work(done.case_id, work="check-licence#1", outcome="passed", key=f"c{key}", **by)
        grant_item(done.case_id, work="register#1", key=f"g{key}", text="准予", **by)
    last = IssuedResult.objects.order_by("-id")[0]
    officer = made.approver("market-regulation")
    revoke_result(last.number, reason="虚构住所", basis="行政许可法第六十九条", actor=officer, key="r", now=made.now)
    return made


def _list_pages() -> dict[str, list[str]]:
    first, last = IssuedResult.objects.order_by("id")
    case, pledge = Case.objects.order_by("id")[0].reference, Pledge.objects.order_by("id")[0].pk
    act = f"/desk/cases/{case}/act"
    return {
        "clerk": ["/desk/counter/", f"{act}/helper/", "/desk/orders/", "/desk/reviews/"],
        "auditor": ["/access-log/", "/permissions/", "/desk/admin/record/"],
        "system": [
            "/desk/admin/seats/",
            f"{PLACES}yunhe/seats/",
            f"{PLACES}yunhe/seats/window/",
            f"{PLACES}lanchuan/seats/",
        ],
        "wang": [f"/desk/cases/{last.case.reference}/", f"{act}/revoke-result/?of={first.number}"],
        "sun": ["/desk/pledges/", f"/desk/pledges/{pledge}/", f"/desk/pledges/{pledge}/check/"],
        "lan": ["/desk/helped/"],
        "zhou": [f"/cases/{case}/", "/results/", f"/results/{first.number}/", f"/results/{last.number}/", *SELDOM],
    }


def test_the_pages_are_whole_and_axe_finds_nothing_serious(browser: Any, live_server: Any, town: TwoDistricts) -> None:
    """The short form shows each page to axe in one of two appearances, in turn; the long one in both."""
    found: list[object] = []
    pages = _list_pages()
    for turn, (width, scheme, mode) in enumerate(APPEARANCES):
        for login, paths in pages.items():
            cookies = _sign_in(town, login) | {COOKIES["mode"]: mode}
            with open_page(browser, live_server.url, width=width, scheme=scheme, cookies=cookies) as page:
                for number, path in enumerate(paths):
                    answer = page.goto(live_server.url + path)
                    if PROOF or number % 2 == turn:
                        found += [(path, mode, *one) for one in find_serious(page)]
                    if answer.status != 200 or is_wider(page, width):
                        found.append((path, mode, answer.status, "not whole"))

    assert found == []


@pytest.mark.parametrize("now", [NOW, HOLIDAY], ids=["open", "closed"])
def test_the_counters_fit_a_narrow_telephone_whatever_the_day(
    browser: Any, live_server: Any, town: TwoDistricts, now: dt.datetime
) -> None:
    town.now = now
    told = "今天 9:00–12:00、13:30–17:00" if now == NOW else "没有开门，2月24日（周二）09:00开"
    cookies = _sign_in(town, "zhou") | {COOKIES["mode"]: "elder"}
    with open_page(browser, live_server.url, width=360, cookies=cookies) as page:
        page.goto(f"{live_server.url}/counters/")

        assert told in page.inner_text("main")
        assert not is_wider(page, 360)


def _sign_in(town: TwoDistricts, login: str) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {name: town.sign_in(login).cookies[name].value}
