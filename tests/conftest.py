"""What every test shares: the long form on request, the same random examples each time, the third-party data."""

from __future__ import annotations

import gc
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from browsing import close_kept
from examples import PROOF, examples

CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ZAIZAO_DATA", ROOT.parent / "shared" / "data"))

# `make test` draws the same examples every time, so that it fails for a change and never by luck;
# `make proof` draws new and more ones and prints how to see a failure again.
common = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "max_examples": examples(50, proof=1000)}
settings.register_profile("test", derandomize=True, **common)
settings.register_profile("proof", print_blob=True, **common)
settings.load_profile("proof" if PROOF else "test")


def pytest_report_header() -> list[str]:
    data = "found" if DATA.is_dir() else "absent: tests that compare with it are skipped"
    return [f"form: {'proof' if PROOF else 'test'}", f"third-party data: {data}"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs out unless ZAIZAO_PROOF=1 asks for them."""
    if PROOF:
        return
    long = [item for item in items if item.get_closest_marker("proof")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("proof")]


def pytest_collection_finish() -> None:
    """Leave the modules and tests that were read out of every later search for garbage: they stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Keep how many random examples a test passed, for docs/proof.md; what a module opened in a browser is closed."""
    if nextitem is None or nextitem.path != item.path:
        close_kept()
    told = getattr(item, "hypothesis_statistics", "")
    if passing := sum(map(int, re.findall(r"(\d+) passing", told))):
        item.user_properties.append(("examples", passing))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of third-party data; a test that needs it is skipped where it is not."""
    if not DATA.is_dir():
        pytest.skip("the third-party data are not here; ZAIZAO_DATA says where they are")
    return DATA


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium of the distribution, without a window: one for all tests of a worker, which can have only one."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        # Playwright keeps a loop in this thread; rows are asked for synchronously all the same, also when it has ended.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        opened = playwright.chromium.launch(executable_path=chromium, headless=True, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()
