"""The two districts whose counters are tested."""

from __future__ import annotations

import pytest

from two_districts import TwoDistricts


@pytest.fixture
def town(db: None) -> TwoDistricts:
    return TwoDistricts("restaurant")
