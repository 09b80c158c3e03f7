"""What docs/coverage.md claims of the application exists: addresses and names of code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from pages import resolve_name

PAGE = Path(__file__).resolve().parents[3] / "docs" / "coverage.md"
CLAIMS = sorted(set(re.findall(r"`(/[^`]*|zaizao_city\.[\w.]+)`", PAGE.read_text(encoding="utf-8"))))


def exists(claim: str) -> bool:
    """Whether the application has the address, or the name."""
    if not claim.startswith("/"):
        return resolve_name(claim)
    try:
        resolve(claim)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_the_page_claims_of_the_application_exists(claim: str) -> None:
    assert exists(claim)


@pytest.mark.parametrize(
    "claim", ["/nowhere/", "zaizao_city.casework.services.pledging.nothing", "zaizao_city.nowhere.x"]
)
def test_a_false_claim_is_seen(claim: str) -> None:
    assert not exists(claim)
