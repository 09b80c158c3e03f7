"""The tables of the app, one noun a file."""

from __future__ import annotations

from zaizao_city.identity.models.account import Account
from zaizao_city.identity.models.organisation import Organisation
from zaizao_city.identity.models.person import Enterprise, Person

__all__ = ["Account", "Enterprise", "Organisation", "Person"]
