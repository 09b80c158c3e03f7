"""A small demo city: everybody and everything of the large one, but fewer cases, on one Friday of 2026."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings

NOW = dt.datetime(2026, 11, 20, 20, 15)


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def now() -> dt.datetime:
    return NOW
