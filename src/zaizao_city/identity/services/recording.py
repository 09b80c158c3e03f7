"""Into which stream identity writes what happened, one event or many; every other service of the app goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zaizao_city.foundation.record.values import Append, NewEvent, StreamRef
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
    _record("person", str(person.key), tell_person(person, name, body), actor=actor, now=now)


def tell_person(person: Person, name: str, body: Mapping[str, Any] | None = None) -> NewEvent:
    """What happened to a person, encrypted with their key."""
    return NewEvent(name, body or {}, str(person.key))


def gather(owner: Person | Enterprise, told: Sequence[NewEvent], *, actor: Actor, now: datetime) -> Append:
    """The same for many at once: what goes into the stream of one person or enterprise."""
    kind = "person" if isinstance(owner, Person) else "enterprise"
    return Append(StreamRef(kind, str(owner.key)), told, now, actor.account_key)


def record_enterprise(
    enterprise: Enterprise, name: str, body: Mapping[str, Any], *, about: Person | None = None, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Into ``enterprise:KEY``: registration, and who may act for it."""
    _record("enterprise", str(enterprise.key), tell_enterprise(name, body, about=about), actor=actor, now=now)


def tell_enterprise(name: str, body: Mapping[str, Any], *, about: Person | None = None) -> NewEvent:
    """What happened to an enterprise; encrypted with the key of whom it is about, if it is."""
    return NewEvent(name, body, str(about.key) if about else None)


def record_organisation(
    organisation: Organisation, name: str, body: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Into ``organisation:CODE``."""
    _record("organisation", organisation.code, NewEvent(name, body), actor=actor, now=now)


def _record(kind: str, key: str, event: NewEvent, *, actor: Actor, now: datetime) -> None:
    append(StreamRef(kind, key), [event], at=now, actor=actor.account_key, expected=None)
