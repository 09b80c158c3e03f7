"""The desk in a real browser: from the keyboard, without JavaScript, on a phone; axe finds nothing serious."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings

import browsing
from desk_town import CLOCK, DeskTown
from small_town import NOW
from zaizao_city.casework.models import ItemDecision, Seat
from zaizao_city.identity.enums import Role

Open = Callable[..., Any]
SEATS = "/desk/admin/organisations/yunhe/seats/"


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    made.now = NOW
    monkeypatch.setattr(CLOCK, lambda: made.now)
    made.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    made.open_account("security", "安全", Role.SECURITY_ADMIN)
    made.open_account("system", "系统", Role.SYSTEM_ADMIN)
    made.open_account("editor", "编辑", Role.CATALOGUE_EDITOR)
    return made


@pytest.fixture
def accepted(town: DeskTown) -> str:
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), pledges=("premises-proof", "fire-conformity"))
    return done.reference


@pytest.fixture
def open_page(browser: Any, live_server: Any, town: DeskTown) -> Iterator[Open]:
    """Opens an address as somebody; what the console complains about is kept with the page."""
    with ExitStack() as opened:

        def open_as(login: str, path: str, **choices: Any) -> Any:
            name = settings.SESSION_COOKIE_NAME
            cookies = {name: town.sign_in(login).cookies[name].value}
            page = opened.enter_context(browsing.open_page(browser, live_server.url, cookies=cookies, **choices))
            page.complaints = []
            page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
            page.goto(live_server.url + path)
            return page

        yield open_as


def test_a_case_is_decided_from_the_keyboard_alone(open_page: Open, accepted: str) -> None:
    page = open_page("wang", "/desk/")
    page.click("text=开办餐饮店")
    page.wait_for_url("**/desk/?*", timeout=8000)  # whole, with the module that listens to keys
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**", timeout=8000)

    page.keyboard.press("2")
    page.keyboard.press("Space")
    page.locator(".decide details[open] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已办：形式审查", timeout=8000)
    page.wait_for_load_state()

    assert page.complaints == []
    page.keyboard.press("2")
    assert page.locator(".decide details[open] summary b").inner_text() == "准予"


def test_granting_works_without_javascript(open_page: Open, accepted: str) -> None:
    page = open_page("wang", f"/desk/cases/{accepted}/", is_scripted=False)
    page.click(".decide details:nth-of-type(2) summary")
    page.check(".decide details:nth-of-type(2) input[value=passed]")
    page.click(".decide details:nth-of-type(2) button")
    page.click(".decide summary:has-text('准予')")
    page.click(".decide details:has(summary:has-text('准予')) button")
    page.click("button:has-text('准予')")

    assert page.locator("#told").inner_text() == "已办：准予"
    assert ItemDecision.objects.get(item="licence").outcome == "granted"


def test_who_acts_is_changed_from_the_keyboard_without_javascript(open_page: Open) -> None:
    page = open_page("system", SEATS, width=390, is_scripted=False)
    page.get_by_role("link", name="综合窗口").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/seats/window/", timeout=8000)

    page.locator("select").focus()
    page.select_option("select", "yunhe-fire-rescue")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SEATS}", timeout=8000)

    assert page.locator("#told").inner_text() == "已落实：综合窗口由“云河区消防救援大队”来办"
    assert Seat.objects.get(organ="window").organisation.code == "yunhe-fire-rescue"


def test_on_a_phone_the_matter_replaces_the_list_and_leads_back(open_page: Open, accepted: str) -> None:
    page = open_page("wang", f"/desk/cases/{accepted}/", width=390)

    assert not page.is_visible(".desk > .list")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("a.back")
    assert page.url.endswith("/desk/")


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.proof)])
def test_axe_finds_nothing_serious(open_page: Open, live_server: Any, accepted: str, width: int) -> None:
    addresses = {
        "wang": ["/desk/", f"/desk/cases/{accepted}/", f"/desk/cases/{accepted}/act/return/", "/desk/stand-ins/"],
        "clerk": ["/desk/intake/", "/desk/intake/open-restaurant/", f"/desk/cases/{accepted}/intake/"],
        "security": ["/desk/admin/", "/desk/admin/people/", "/desk/admin/organisations/?under=yunhe"],
        "system": ["/desk/admin/", "/desk/admin/seats/", SEATS, f"{SEATS}window/"],
        "editor": ["/desk/admin/items/", "/desk/admin/versions/", "/desk/admin/ledger/", "/desk/admin/items/import/"],
    }

    found: list[object] = []
    for login, paths in addresses.items():
        page = open_page(login, paths[0], width=width)
        for path in paths:
            page.goto(live_server.url + path)
            found += [(path, *one) for one in browsing.find_serious(page)]
            if browsing.is_wider(page, width):
                found.append((path, "runs over the edge"))
        found += page.complaints

    assert found == []
