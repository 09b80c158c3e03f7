"""Pages that people seldom see, in a real browser: whole on the narrowest telephone in elder mode and on a wide desk in the
dark; axe finds nothing serious.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from desk_town import CLOCK
from two_districts import TwoDistricts
from zaizao_city.casework.models import Case, IssuedResult, Pledge
from zaizao_city.casework.services.applying import name_helper
from zaizao_city.casework.services.deciding import complete_work, grant_item
from zaizao_city.casework.services.results import revoke_result
from zaizao_city.foundation.ui.preferences import COOKIES
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

SELDOM = ["/me/", "/me/views/", "/counters/", "/reductions/"]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> TwoDistricts:
    """A town with people at the counter, a case with a helper and a pledge, a result that holds and one revoked."""
    made = TwoDistricts("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    made.wait(made.counter, people=3)
    Account.objects.create(login="zhou", person_id=made.applicant.person_id)
    aide = made.open_account("lan", "兰芳", Role.HELPER, "approval-bureau")
    made.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    made.open_account("sun", "孙明", Role.APPROVER, "fire-rescue")
    made.open_account("auditor", "何静", Role.AUDIT_ADMIN)
    for key in ("first", "second"):
        done = made.apply(key=key)
        made.accept(done.case_id, pledges=("fire-conformity",))
        name_helper(done.case_id, helper=str(aide.person_key), actor=made.clerk, now=made.now)
        by = {"now": made.now, "actor": made.approver("market-regulation")}
        complete_work(done.case_id, work="check-licence#1", outcome="passed", key=f"c{key}", **by)
        grant_item(done.case_id, work="register#1", key=f"g{key}", text="准予", **by)
    last = IssuedResult.objects.order_by("-id")[0]
    officer = made.approver("market-regulation")
    revoke_result(last.number, reason="虚构住所", basis="行政许可法第六十九条", actor=officer, now=made.now)
    return made


def _list_pages() -> dict[str, list[str]]:
    first, last = IssuedResult.objects.order_by("id")
    case, pledge = Case.objects.order_by("id")[0].reference, Pledge.objects.order_by("id")[0].pk
    act = f"/desk/cases/{case}/act"
    return {
        "clerk": ["/desk/counter/", f"{act}/helper/", "/desk/orders/", "/desk/reviews/"],
        "auditor": ["/access-log/", "/permissions/", "/desk/admin/record/"],
        "wang": [f"/desk/cases/{last.case.reference}/", f"{act}/revoke-result/?of={first.number}"],
        "sun": ["/desk/pledges/", f"/desk/pledges/{pledge}/", f"/desk/pledges/{pledge}/check/"],
        "lan": ["/desk/helped/"],
        "zhou": [f"/cases/{case}/", "/results/", f"/results/{first.number}/", f"/results/{last.number}/", *SELDOM],
    }


@pytest.mark.parametrize(("width", "scheme", "mode"), [(360, "light", "elder"), (1440, "dark", "standard")])
def test_the_pages_are_whole_and_axe_finds_nothing_serious(
    browser: Any, live_server: Any, town: TwoDistricts, width: int, scheme: str, mode: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found: list[object] = []
    for login, paths in _list_pages().items():
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        cookie = town.sign_in(login).cookies[settings.SESSION_COOKIE_NAME].value
        kept = {settings.SESSION_COOKIE_NAME: cookie, COOKIES["mode"]: mode}
        context.add_cookies([{"name": name, "value": said, "url": live_server.url} for name, said in kept.items()])
        page = context.new_page()
        for path in paths:
            answer = page.goto(live_server.url + path)
            seen = axe.run(page, options={"runOnly": LEVELS}).response["violations"]
            found += [(path, one["id"]) for one in seen if one["impact"] in {"serious", "critical"}]
            if answer.status != 200 or page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((path, answer.status, "not whole"))
        context.close()

    assert found == []
