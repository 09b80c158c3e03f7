"""The town whose people work at the desk."""

from __future__ import annotations

import pytest

from desk_town import CLOCK, DeskTown


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    return made
