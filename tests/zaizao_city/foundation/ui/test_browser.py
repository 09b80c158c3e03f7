"""The gallery in a real browser: nothing blocked, nothing cut off, usable from the keyboard, printed on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from browsing import find_serious, open_page

PAGES = ("/gallery/", "/gallery/desk/", "/gallery/progress/", "/gallery/confirm/")
WIDTHS = (360, 390, 720, 1440)  # 720: a desk of 1440 at 200 %


@contextmanager
def _open(browser: Any, address: str, path: str, **choices: Any) -> Iterator[tuple[Any, list[str]]]:
    complaints: list[str] = []
    with open_page(browser, address, **choices) as page:
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        yield page, complaints


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_has_nothing_to_complain_about(browser: Any, address: str, path: str) -> None:
    with _open(browser, address, path) as (_, complaints):
        assert complaints == []


SEEN = [
    pytest.param(path, *seen, marks=[] if number % 2 == turn else [pytest.mark.proof])
    for number, path in enumerate(PAGES)
    for turn, seen in enumerate((("elder", "dark", 390), ("standard", "light", 1440)))
]
"""Every page in two appearances; the short form looks at each in one, in turn."""


@pytest.mark.parametrize(("path", "mode", "scheme", "width"), SEEN)
def test_axe_finds_nothing_serious(browser: Any, address: str, path: str, mode: str, scheme: str, width: int) -> None:
    with _open(browser, address, path, width=width, scheme=scheme, cookies={"zaizao_mode": mode}) as (page, _):
        assert find_serious(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_nothing_runs_over_the_edge(browser: Any, address: str, path: str, mode: str) -> None:
    with _open(browser, address, path, cookies={"zaizao_mode": mode}) as (page, _):
        over = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            over.append(page.evaluate("document.documentElement.scrollWidth") - width)

    assert over == [0 for _ in WIDTHS]


def test_the_first_key_leads_past_the_masthead(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, _):
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.className")
        page.keyboard.press("Enter")

        assert first == "skip"
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_always_seen(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, _):
        hidden = []
        for _step in range(25):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                "(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 })"
                "(document.activeElement)"
            )
            if not seen:
                hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))

        assert hidden == []


def test_a_decision_is_one_key_away(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, _):
        page.keyboard.press("4")

        assert page.evaluate("[...document.querySelectorAll('.decide details')].map(d => d.open)") == [
            False,
            False,
            False,
            True,
        ]


def test_the_list_is_walked_with_two_keys(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, _):
        page.keyboard.press("j")
        below = page.evaluate("document.activeElement.querySelector('b').textContent")
        page.keyboard.press("k")
        page.keyboard.press("k")

        assert (below, page.evaluate("document.activeElement.querySelector('b').textContent")) == (
            "阿莲烘焙",
            "老街面馆",
        )


def test_keys_are_letters_again_while_somebody_writes(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, _):
        page.focus("#opinion")
        page.keyboard.type("4j")

        assert page.evaluate("document.activeElement.value.includes('4j')")
        assert page.evaluate("document.querySelectorAll('.decide details')[3].open") is False


def test_a_form_is_not_sent_twice(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/confirm/") as (page, _):
        sent = page.evaluate(
            "() => { let sent = 0; const form = document.querySelector('form.section');"
            " form.addEventListener('submit', () => {});"
            " addEventListener('submit', e => { if (!e.defaultPrevented) sent += 1; e.preventDefault(); });"
            " const button = form.querySelector('.button.main'); button.click(); button.click();"
            " return [sent, button.getAttribute('aria-busy')]; }"
        )

        assert sent == [1, "true"]


def test_without_javascript_the_page_says_as_much(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/", is_scripted=False) as (page, _):
        page.click("details.deadline:not([open]) > summary")
        opened = page.locator("details.deadline[open]").count()
        page.click("button[name=mode]")

        assert opened == 2
        assert page.get_attribute("html", "data-mode") == "elder"


@pytest.mark.parametrize(("scheme", "offered"), [("light", ["深色"]), ("dark", ["浅色"])])
def test_the_switch_offers_the_other_ground(browser: Any, address: str, scheme: str, offered: list[str]) -> None:
    with _open(browser, address, "/gallery/confirm/", scheme=scheme) as (page, _):
        buttons = [button for button in page.query_selector_all("button[name=theme]") if button.is_visible()]
        before = [button.inner_text() for button in buttons]
        buttons[0].click()
        chosen = page.get_attribute("html", "data-theme")

    assert before == offered
    assert chosen == {"light": "dark", "dark": "light"}[scheme]


def test_the_notice_prints_on_one_page(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/") as (page, _):
        page.evaluate("document.body.classList.add('prints-part')")
        sheet = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_even_where_the_screen_is_dark(browser: Any, address: str, scheme: str) -> None:
    with _open(browser, address, "/gallery/", scheme=scheme, cookies={"zaizao_theme": scheme}) as (page, _):
        page.emulate_media(media="print", color_scheme=scheme)

        colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")

    assert colours == ["rgb(255, 255, 255)", "rgb(28, 37, 38)"]


def test_a_refusal_to_htmx_is_shown_and_the_form_keeps_what_was_written(browser: Any, address: str) -> None:
    with _open(browser, address, "/gallery/desk/") as (page, complaints):
        page.route(
            "**/refused/",
            lambda route: route.fulfill(
                status=409,
                headers={
                    "HX-Retarget": "#told",
                    "HX-Reswap": "innerHTML show:#told:top",
                    "content-type": "text/html; charset=utf-8",
                },
                body='<div class="message attend" role="alert"><p><b>有人比您快一步</b></p></div>',
            ),
        )
        page.fill("#opinion", "准予许可")
        page.evaluate(
            "() => { const box = document.querySelector('#opinion'); box.setAttribute('hx-post', '/refused/');"
            " box.setAttribute('hx-trigger', 'click'); htmx.process(box); }"
        )
        page.click("#opinion")
        page.wait_for_selector("#told .message")

        told, kept = page.inner_text("#told"), page.input_value("#opinion")
        settings = page.evaluate(
            "[htmx.version.split('.')[0], htmx.config.allowEval, htmx.config.includeIndicatorStyles]"
        )

    assert (told, kept) == ("有人比您快一步", "准予许可")
    assert settings == ["2", False, False]
    assert [line for line in complaints if "Content Security Policy" in line] == []
