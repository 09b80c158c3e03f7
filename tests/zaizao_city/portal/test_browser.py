"""The pages of the public in a real browser: the whole way without JavaScript, nothing cut off, axe content, one A4 page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from browsing import find_serious, is_wider, open_page
from examples import PROOF
from portal_town import ANSWERS, DETAILS, START, PortalTown, make_key
from small_town import NOW
from uploads import PDF
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.accepting import request_correction

THING = "/things/open-restaurant/"


@pytest.fixture
def city(browser: Any, live_server: Any) -> tuple[PortalTown, str]:
    """The town, served."""
    return PortalTown(), live_server.url


@contextmanager
def open_browser(browser: Any, city: tuple[PortalTown, str], **choices: Any) -> Iterator[Any]:
    """A page in which the town's applicant is signed in."""
    town, address = city
    cookies = {settings.SESSION_COOKIE_NAME: town.client.cookies[settings.SESSION_COOKIE_NAME].value}
    with open_page(browser, address, cookies=cookies | choices.pop("cookies", {}), **choices) as page:
        yield page


def list_pages(town: PortalTown) -> list[str]:
    """Every page, with something on it."""
    town.begin()
    town.fill_in()
    town.hand_in()
    running = town.apply(key=make_key())
    town.accept(running.case_id, now=NOW)
    wrong = town.apply(key=make_key(), materials=town.papers_without("layout-plan"))
    request_correction(
        wrong.case_id, work="intake#1", gaps=("layout-plan",), reason="缺布局图", actor=town.clerk, key=make_key(),
        now=NOW + dt.timedelta(minutes=5),
    )  # fmt: skip
    return [
        "/", "/search/?words=开饭店", "/search/?words=qqzz", THING, f"{THING}guide/", f"{THING}notice/?{ANSWERS}",
        START, f"{START}step/situation/", f"{START}step/details-1/", f"{START}materials/", f"{START}review/",
        f"{START}discard/", "/cases/", f"/cases/{running.reference}/", f"/cases/{wrong.reference}/",
        f"/cases/{running.reference}/days/", f"/cases/{running.reference}/withdraw/", f"/cases/{running.reference}/say/", "/results/", "/messages/",
        "/promises/", "/things/none/",
    ]  # fmt: skip


APPEARANCES = [(1440, "light", "standard", "zh-hans"), (390, "dark", "elder", "zh-hans")]
IN_ENGLISH = (390, "light", "standard", "en")


def test_every_page_is_whole_and_axe_finds_nothing_serious(browser: Any, city: tuple[PortalTown, str]) -> None:
    """The short form shows each page to axe in one of two appearances, in turn; the long one in both."""
    pages = list_pages(city[0])
    found: list[object] = []
    for turn, (width, scheme, mode, language) in enumerate([*APPEARANCES, IN_ENGLISH] if PROOF else APPEARANCES):
        cookies = {"zaizao_mode": mode, settings.LANGUAGE_COOKIE_NAME: language}
        with open_browser(browser, city, width=width, scheme=scheme, cookies=cookies) as page:
            for number, address in enumerate(pages):
                page.goto(city[1] + address)
                if is_wider(page, width):
                    found.append((address, mode, language, "runs over the edge"))
                if language == "zh-hans" and (PROOF or number % 2 == turn):  # in English it is the same markup
                    found += [(address, mode, *one) for one in find_serious(page)]

    assert found == []


def test_a_citizen_opens_a_restaurant_without_javascript(
    browser: Any, city: tuple[PortalTown, str], tmp_path: Path
) -> None:
    file = tmp_path / "布局图.pdf"
    file.write_bytes(PDF)
    with open_browser(browser, city, width=390, is_scripted=False) as page:
        page.goto(city[1])
        page.fill("#words", "开饭店")
        page.click("main button.main")
        page.click("text=开办餐饮店")
        page.click("main a.button.main")
        for _ in range(3):
            page.check("input[type=radio][value=no]")
            page.click("main button.main")
        page.click("main a.button.main")
        page.click("main button.main")
        page.click("main button.main")
        for name, value in {**DETAILS, "marital_status": "已婚"}.items():
            page.fill(f"[name={name}]", value)
        page.click("main button.main")
        page.check("[name='way_premises-proof'][value=pledge]")
        page.check("[name=way_lease][value=later]")
        for material in ("layout-plan", "food-safety-rules", "fire-conformity"):
            page.set_input_files(f"[name='file_{material}']", file)
        page.click("main button.main")
        page.check("[name='agree_premises-proof']")
        page.fill("[name=signed_name]", city[0].applicant.name)
        page.click("main button.main")
        shown = page.inner_text("main")

    case = Case.objects.get()
    assert case.reference in shown
    assert "现在在这里" in shown
    assert case.title == "开办餐饮店：泉边小馆"


def test_the_notice_prints_on_one_page(browser: Any, city: tuple[PortalTown, str]) -> None:
    with open_browser(browser, city) as page:
        page.goto(f"{city[1]}{THING}notice/?signboard=yes&fire_pledged=no&own_water=yes")
        sheet = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_the_question_is_answered_from_the_keyboard(browser: Any, city: tuple[PortalTown, str]) -> None:
    with open_browser(browser, city) as page:
        page.goto(f"{city[1]}{THING}guide/")
        page.focus("main input[type=radio]")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**asked=**")

        assert page.locator("h1").inner_text().endswith("第 2 问，最多 3 问")
