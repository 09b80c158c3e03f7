"""Into which stream identity writes what happened; every other service of the app goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Account, Enterprise, Organisation, Person


def record_account(
    account: Account, name: str, body: Mapping[str, Any] | None = None, *, actor: Actor, now: datetime
) -> None:
    """Into ``account:KEY``: sign-ins, second factors, roles, mandates."""
    _record("account", str(account.key), NewEvent(name, body or {}, str(account.person.key)), actor=actor, now=now)


def record_person(
    person: Person, name: str, body: Mapping[str, Any] | None = None, *, actor: Actor, now: datetime
) -> None:
    """Into ``person:KEY``: registration and contacts of somebody who may have no account."""
    _record("person", str(person.key), NewEvent(name, body or {}, str(person.key)), actor=actor, now=now)


def record_enterprise(
    enterprise: Enterprise, name: str, body: Mapping[str, Any], *, about: Person | None = None, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Into ``enterprise:KEY``: registration, and who may act for it."""
    subject = str(about.key) if about else None
    _record("enterprise", str(enterprise.key), NewEvent(name, body, subject), actor=actor, now=now)


def record_organisation(
    organisation: Organisation, name: str, body: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Into ``organisation:CODE``."""
    _record("organisation", organisation.code, NewEvent(name, body), actor=actor, now=now)


def _record(kind: str, key: str, event: NewEvent, *, actor: Actor, now: datetime) -> None:
    append(StreamRef(kind, key), [event], at=now, actor=actor.account_key, expected=None)
