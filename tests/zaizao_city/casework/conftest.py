"""The town that the tests of casework act in."""

from __future__ import annotations

import pytest

from small_town import Town


@pytest.fixture
def town(db: None) -> Town:
    return Town("restaurant")


@pytest.fixture
def grid(db: None) -> Town:
    return Town("matters")
