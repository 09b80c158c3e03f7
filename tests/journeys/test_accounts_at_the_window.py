"""The window gives an account, in a real browser: from the keyboard without JavaScript, whole in every appearance, printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings

from browsing import find_serious, is_wider, open_page
from desk_town import CLOCK, DeskTown
from zaizao_city.foundation.ui.preferences import COOKIES

NUMBER = "11010119900307803X"
LASTING = "lotus-on-daming-lake"
ACCOUNTS = "/desk/accounts/"
APPEARANCES = [(360, "light", "elder"), (390, "dark", "standard"), (1440, "dark", "standard"), (1440, "light", "elder")]


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    return made


@contextmanager
def _open_as_clerk(
    browser: Any, address: str, town: DeskTown, *, cookies: Mapping[str, str] | None = None, **choices: Any
) -> Iterator[Any]:
    name = settings.SESSION_COOKIE_NAME
    own = {name: town.sign_in("clerk").cookies[name].value, **(cookies or {})}
    with open_page(browser, address, cookies=own, **choices) as page:
        page.goto(address + ACCOUNTS)
        yield page


def _look_up(page: Any) -> None:
    """The first step from the keyboard."""
    page.locator("input[name=number]").focus()
    page.keyboard.type(NUMBER)
    page.keyboard.press("Tab")
    page.keyboard.type("李四")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=once]", state="attached", timeout=8000)


def _read_slip(page: Any) -> tuple[str, str]:
    page.wait_for_selector(".slip", timeout=8000)
    login, password = page.locator(".slip dd code").all_text_contents()
    return login, password


def test_an_account_is_opened_from_the_keyboard_and_used_on_a_telephone_without_javascript(
    browser: Any, live_server: Any, town: DeskTown
) -> None:
    with _open_as_clerk(browser, live_server.url, town, is_scripted=False) as page:
        _look_up(page)
        page.locator("input[name=login]").focus()
        page.keyboard.press("Enter")
        login, password = _read_slip(page)

    with open_page(browser, live_server.url, width=390, is_scripted=False) as page:
        page.goto(f"{live_server.url}/sign-in/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.keyboard.press("Enter")
        page.fill("input[name=new]", LASTING)
        page.fill("input[name=again]", LASTING)
        with page.expect_navigation(url=f"{live_server.url}/"):
            page.keyboard.press("Enter")
        page.goto(f"{live_server.url}/me/")

        assert "李四" in page.inner_text("main")


def test_a_page_that_is_reloaded_shows_the_password_no_more(browser: Any, live_server: Any, town: DeskTown) -> None:
    with _open_as_clerk(browser, live_server.url, town) as page:
        _look_up(page)
        page.click("main button.main")
        _, password = _read_slip(page)
        page.reload()

        text = page.inner_text("main")
        assert ("没有再办一遍" in text, password[:4] in text) == (True, False)


def test_only_the_slip_is_printed_and_it_does_not_say_whose_it_is(
    browser: Any, live_server: Any, town: DeskTown
) -> None:
    with _open_as_clerk(browser, live_server.url, town) as page:
        _look_up(page)
        page.click("main button.main")
        login, _ = _read_slip(page)
        page.emulate_media(media="print")

        text = page.inner_text("main")
        assert (login in text, "李四" in text, "下一位" in text) == (True, False, False)
        page.emulate_media(media="screen")


@pytest.mark.parametrize(("width", "scheme", "mode"), APPEARANCES)
def test_every_step_is_whole_and_axe_finds_nothing_serious(
    browser: Any, live_server: Any, town: DeskTown, width: int, scheme: str, mode: str
) -> None:
    found: list[object] = []

    def look(page: Any, step: str) -> None:
        found.extend((step, *one) for one in find_serious(page))
        if is_wider(page, width):
            found.append((step, "runs over the edge"))

    cookies = {COOKIES["mode"]: mode}
    with _open_as_clerk(browser, live_server.url, town, width=width, scheme=scheme, cookies=cookies) as page:
        look(page, "card")
        _look_up(page)
        look(page, "no account")
        page.click("main button.main")
        page.wait_for_selector(".slip", timeout=8000)
        look(page, "handed over")
        page.reload()
        look(page, "sent again")
        page.goto(live_server.url + ACCOUNTS)
        _look_up(page)
        look(page, "known")

    assert found == []
