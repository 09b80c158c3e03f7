"""Pages opened in a browser: its contexts kept from test to test, and what axe finds serious."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HEIGHT = 900
_KEPT: dict[tuple[Any, bool], Any] = {}
# Only what is serious comes back: writing out all that axe was content with takes longer than looking.
_RUN = """levels => axe.run({runOnly: levels, resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(one => one.impact === "serious" || one.impact === "critical")
  .map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]))"""


@contextmanager
def open_page(
    browser: Any,
    address: str,
    *,
    width: int = 1440,
    height: int = HEIGHT,
    scheme: str | None = None,
    cookies: Mapping[str, str] | None = None,
    is_scripted: bool = True,
) -> Iterator[Any]:
    """A page with these cookies alone; the browser goes on with the context it has, and the stylesheets in it."""
    if (browser, is_scripted) not in _KEPT:
        _KEPT[browser, is_scripted] = browser.new_context(java_script_enabled=is_scripted)
    context = _KEPT[browser, is_scripted]
    page = context.new_page()
    set_cookies(page, address, cookies or {})
    page.set_viewport_size({"width": width, "height": height})
    if scheme:
        page.emulate_media(color_scheme=scheme)
    try:
        yield page
    finally:
        page.close()


def set_cookies(page: Any, address: str, cookies: Mapping[str, str]) -> None:
    """These cookies and no others: the same page is somebody else's."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])


def close_kept() -> None:
    """Let go of the contexts, and with them of the connections to a server that is about to end."""
    while _KEPT:
        _KEPT.popitem()[1].close()


def find_serious(page: Any) -> list[list[str]]:
    """The rules that the page breaks, each with up to three elements; without axe the test is skipped."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
    page.evaluate(axe.AXE_SCRIPT)
    found: list[list[str]] = page.evaluate(_RUN, LEVELS)
    return found


def is_wider(page: Any, width: int) -> bool:
    """Whether the page runs over the edge of a screen so wide."""
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)
