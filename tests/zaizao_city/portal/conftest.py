"""The town of the portal's tests, at a quarter past nine on 12 February 2026."""

from __future__ import annotations

import pytest

from portal_town import VIEWS, PortalTown
from small_town import NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in VIEWS:
        monkeypatch.setattr(f"{module}.read_clock", lambda: NOW)


@pytest.fixture
def town(db: None) -> PortalTown:
    return PortalTown()
