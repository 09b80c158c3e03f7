"""The tables of the app, one noun a file."""

from __future__ import annotations

from zaizao_city.identity.models.access import PersonalDataView
from zaizao_city.identity.models.account import Account, ExternalIdentity
from zaizao_city.identity.models.factor import OneTimeCodeDevice, RecoveryCode
from zaizao_city.identity.models.organisation import Organisation
from zaizao_city.identity.models.person import Enterprise, Person
from zaizao_city.identity.models.role import EnterpriseAgent, Mandate, Post, RoleAssignment
from zaizao_city.identity.models.session import SignedInSession

__all__ = [
    "Account",
    "Enterprise",
    "EnterpriseAgent",
    "ExternalIdentity",
    "Mandate",
    "OneTimeCodeDevice",
    "Organisation",
    "Person",
    "PersonalDataView",
    "Post",
    "RecoveryCode",
    "RoleAssignment",
    "SignedInSession",
]
