"""A name is corrected and a second factor reset, in a real browser: without JavaScript, from the keyboard, whole at every width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings

from browsing import find_serious, is_wider, open_page
from desk_town import CLOCK, DeskTown
from zaizao_city.foundation.ui.preferences import COOKIES
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, OneTimeCodeDevice
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.people import register_person

NUMBER = "11010119900307803X"
LASTING = "lotus-on-daming-lake"
PEOPLE = "/desk/admin/people/"
APPEARANCES = [(360, "light", "elder"), (390, "dark", "standard"), (1440, "dark", "standard"), (1440, "light", "elder")]


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    made.open_account("system", "系统", Role.SYSTEM_ADMIN)
    made.open_account("security", "安全", Role.SECURITY_ADMIN)
    return made


@pytest.fixture
def citizen(town: DeskTown) -> Account:
    """Somebody with an account and a second factor."""
    person = register_person(name="王芳", number=NUMBER, actor=SYSTEM, now=town.now)
    made = open_account(
        person=person, login="fang", password=LASTING, is_staff=False, is_temporary=False, actor=SYSTEM, now=town.now
    )
    OneTimeCodeDevice.objects.create(account=made, secret_sealed=b"", confirmed_at=town.now)
    return made


@contextmanager
def _open_as(
    browser: Any, address: str, town: DeskTown, login: str, *, cookies: Mapping[str, str] | None = None, **choices: Any
) -> Iterator[Any]:
    name = settings.SESSION_COOKIE_NAME
    own = {name: town.sign_in(login).cookies[name].value, **(cookies or {})}
    with open_page(browser, address, cookies=own, **choices) as page:
        page.goto(address + PEOPLE)
        yield page


def _find(page: Any) -> None:
    """The citizen by the number, from the keyboard."""
    page.locator("input[name=number]").focus()
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PEOPLE}*-*/", timeout=8000)


def test_a_name_is_corrected_from_the_keyboard_without_javascript(
    browser: Any, live_server: Any, town: DeskTown, citizen: Account
) -> None:
    with _open_as(browser, live_server.url, town, "system", is_scripted=False, width=390) as page:
        _find(page)
        assert NUMBER not in page.url
        page.locator("main a.button.main").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=name]", timeout=8000)
        page.locator("input[name=name]").focus()
        page.keyboard.type("王方")
        page.keyboard.press("Tab")
        page.keyboard.type("新的居民身份证")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{PEOPLE}*-*/", timeout=8000)

        assert page.inner_text("h1") == "王方"


def test_a_second_factor_is_reset_without_javascript_and_the_password_alone_signs_in(
    browser: Any, live_server: Any, town: DeskTown, citizen: Account
) -> None:
    with _open_as(browser, live_server.url, town, "security", is_scripted=False) as page:
        _find(page)
        page.click("main a.button.main")
        page.fill("textarea[name=reason]", "居民身份证，本人到场")
        page.click("main button.main")
        page.wait_for_url(f"**{PEOPLE}*-*/", timeout=8000)
        assert "没有启用" in page.inner_text("main")

    with open_page(browser, live_server.url, width=390, is_scripted=False) as page:
        page.goto(f"{live_server.url}/sign-in/")
        page.fill("input[name=login]", "fang")
        page.fill("input[name=password]", LASTING)
        with page.expect_navigation(url=f"{live_server.url}/"):
            page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "scheme", "mode"), APPEARANCES)
def test_every_page_is_whole_and_axe_finds_nothing_serious(
    browser: Any, live_server: Any, town: DeskTown, citizen: Account, width: int, scheme: str, mode: str
) -> None:
    found: list[object] = []

    def look(page: Any, step: str) -> None:
        found.extend((step, *one) for one in find_serious(page))
        if is_wider(page, width):
            found.append((step, "runs over the edge"))

    cookies = {COOKIES["mode"]: mode}
    for login, act in (("system", "name/"), ("security", "second-factor/")):
        with _open_as(browser, live_server.url, town, login, width=width, scheme=scheme, cookies=cookies) as page:
            look(page, "list")
            page.fill("input[name=number]", "123")
            page.click("text=找这位群众")
            page.wait_for_selector(".field.error", timeout=8000)
            look(page, "no number")
            page.fill("input[name=number]", "")
            _find(page)
            look(page, "citizen")
            page.goto(f"{page.url}{act}")
            look(page, act)
    with open_page(browser, live_server.url, width=width, scheme=scheme, cookies=cookies) as page:
        page.goto(f"{live_server.url}/sign-in/")
        page.fill("input[name=login]", "fang")
        page.fill("input[name=password]", LASTING)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in/code/", timeout=8000)
        look(page, "code")
        page.goto(f"{live_server.url}/sign-in/recovery-code/")
        look(page, "recovery code")

    assert found == []
