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

from portal_town import ANSWERS, DETAILS, START, PortalTown, make_key
from small_town import NOW
from uploads import PDF
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.accepting import request_correction

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
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
    cookies |= choices.pop("cookies", {})
    context = browser.new_context(**choices)
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    yield context.new_page()
    context.close()


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


@pytest.mark.parametrize(
    ("width", "scheme", "mode", "language"),
    [
        (1440, "light", "standard", "zh-hans"),
        (390, "dark", "elder", "zh-hans"),
        pytest.param(390, "light", "standard", "en", marks=pytest.mark.proof),
    ],
)
def test_every_page_is_whole_and_axe_finds_nothing_serious(
    browser: Any, city: tuple[PortalTown, str], width: int, scheme: str, mode: str, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    cookies = {"zaizao_mode": mode, settings.LANGUAGE_COOKIE_NAME: language}
    pages = list_pages(city[0])
    found: list[object] = []
    with open_browser(
        browser, city, viewport={"width": width, "height": 900}, color_scheme=scheme, cookies=cookies
    ) as page:
        for address in pages:
            page.goto(city[1] + address)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((address, "runs over the edge"))
            if language == "en":
                continue  # the same markup
            results = axe.run(page, options={"runOnly": LEVELS}).response["violations"]
            found += [
                (address, one["id"], one["nodes"][0]["html"][:120])
                for one in results
                if one["impact"] in {"serious", "critical"}
            ]

    assert found == []


def test_a_citizen_opens_a_restaurant_without_javascript(
    browser: Any, city: tuple[PortalTown, str], tmp_path: Path
) -> None:
    file = tmp_path / "布局图.pdf"
    file.write_bytes(PDF)
    with open_browser(browser, city, viewport={"width": 390, "height": 844}, java_script_enabled=False) as page:
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
