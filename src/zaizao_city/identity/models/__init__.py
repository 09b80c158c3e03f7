"""The tables of the app, one noun a file."""

from __future__ import annotations

from zaizao_city.identity.models.account import Account
from zaizao_city.identity.models.organisation import Organisation
from zaizao_city.identity.models.person import Enterprise, Person
from zaizao_city.identity.models.role import EnterpriseAgent, Mandate, Post, RoleAssignment

__all__ = [
    "Account",
    "Enterprise",
    "EnterpriseAgent",
    "Mandate",
    "Organisation",
    "Person",
    "Post",
    "RoleAssignment",
]
