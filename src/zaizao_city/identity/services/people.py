"""People and enterprises: registered once, known by their numbers; who may act for an enterprise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.errors import EnterpriseKnownError, NumberWrongError, PersonKnownError
from zaizao_city.identity.models import Enterprise, EnterpriseAgent, Person
from zaizao_city.identity.numbers import find_problem, normalise_number
from zaizao_city.identity.selectors.actors import in_force
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.periods import check_period, end_now
from zaizao_city.identity.services.recording import record_enterprise, record_person
from zaizao_city.identity.vault import digest_text, seal_text


@transaction.atomic
def register_person(
    *, name: str, number: str = "", mobile: str = "", email: str = "", actor: Actor, now: datetime
) -> Person:
    """Register a natural person, with ``PersonRegistered``; numbers are checked, sealed and made findable.

    Raises:
        NotPermittedError: a visitor; staff at the counter and the system register people.
        NumberWrongError: the identity number or the mobile number breaks its standard.
        PersonKnownError: somebody is registered with that identity number.
    """
    require(actor, "identity.register_person")
    person = make_person(name=name, number=number, mobile=mobile, email=email)
    if person.number_digest and Person.objects.filter(number_digest=person.number_digest).exists():
        raise PersonKnownError
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # another counter was quicker by a moment
        raise PersonKnownError from error
    record_person(person, events.PERSON_REGISTERED, describe_person(person), actor=actor, now=now)
    return person


def make_person(*, name: str, number: str, mobile: str, email: str) -> Person:
    """A person with everything sealed and findable, not saved yet; who saves them, records them.

    Raises:
        NumberWrongError: the identity number or the mobile number breaks its standard.
    """
    number = check_number(NumberKind.RESIDENT, number) if number else ""
    person = Person(name=name)
    if number:
        person.number_digest = digest_text(number, field="number")
        person.number_sealed = seal_text(number, owner=person.key, field="number")
    _set_contact(person, mobile=mobile, email=email)
    return person


def describe_person(person: Person) -> dict[str, Any]:
    """What the record says of a person who is registered."""
    return {"name": person.name, "has_number": bool(person.number_digest)}


@transaction.atomic
def change_contact(person: Person, *, mobile: str, email: str, actor: Actor, now: datetime) -> None:
    """Change how a person is reached, with ``ContactChanged``; an empty text removes it.

    Raises:
        NotPermittedError: neither the person nor the counter.
        NumberWrongError: the mobile number breaks its standard.
    """
    require(actor, "identity.change_contact", own=actor.person_id == person.pk)
    _set_contact(person, mobile=mobile, email=email)
    person.save(update_fields=["mobile_sealed", "mobile_digest", "email_sealed"])
    record_person(person, events.CONTACT_CHANGED, {"mobile": mobile, "email": email}, actor=actor, now=now)


@transaction.atomic
def register_enterprise(*, name: str, credit_code: str, actor: Actor, now: datetime) -> Enterprise:
    """Register an enterprise, with ``EnterpriseRegistered``.

    Raises:
        NotPermittedError: a visitor; staff at the counter and the system register enterprises.
        NumberWrongError: the code breaks GB 32100-2015.
        EnterpriseKnownError: the code is registered.
    """
    require(actor, "identity.register_person")
    code = check_number(NumberKind.CREDIT_CODE, credit_code)
    if known := Enterprise.objects.filter(credit_code=code).first():
        raise EnterpriseKnownError(name=known.name)
    try:
        with transaction.atomic():
            enterprise = Enterprise.objects.create(name=name, credit_code=code)
    except IntegrityError as error:
        raise EnterpriseKnownError(name=name) from error
    record_enterprise(enterprise, events.ENTERPRISE_REGISTERED, describe_enterprise(enterprise), actor=actor, now=now)
    return enterprise


def describe_enterprise(enterprise: Enterprise) -> dict[str, Any]:
    """What the record says of an enterprise that is registered."""
    return {"name": enterprise.name, "credit_code": enterprise.credit_code}


@transaction.atomic
def register_agent(
    *, enterprise: Enterprise, person: Person, from_on: date, until_on: date | None = None,
    is_representative: bool = False, actor: Actor, now: datetime,
) -> EnterpriseAgent:  # fmt: skip
    """Let a person act for an enterprise, with ``AgentNamed``.

    The enterprise's representative names agents; representatives themselves are entered at the counter.

    Raises:
        NotPermittedError: neither the representative nor the counter.
        PeriodReversedError: it would end before it begins.
    """
    own = not is_representative and _is_representative(actor, enterprise, on=now.date())
    require(actor, "identity.register_agent", own=own)
    check_period(from_on, until_on)
    agent = EnterpriseAgent.objects.create(
        enterprise=enterprise, person=person, is_representative=is_representative, from_on=from_on, until_on=until_on
    )
    record_enterprise(enterprise, events.AGENT_NAMED, describe_agent(agent), about=person, actor=actor, now=now)
    return agent


def describe_agent(agent: EnterpriseAgent) -> dict[str, Any]:
    """What the record says of somebody who may act for an enterprise."""
    return {
        "person": str(agent.person.key),
        "is_representative": agent.is_representative,
        "from_on": agent.from_on.isoformat(),
        "until_on": agent.until_on.isoformat() if agent.until_on else None,
    }


@transaction.atomic
def release_agent(agent: EnterpriseAgent, *, actor: Actor, now: datetime) -> None:
    """End at once that a person acts for an enterprise, with ``AgentReleased``.

    Raises:
        NotPermittedError: neither the representative, nor the agent, nor the counter.
    """
    own = actor.person_id == agent.person_id or _is_representative(actor, agent.enterprise, on=now.date())
    require(actor, "identity.register_agent", own=own)
    body = {"person": str(agent.person.key)}
    record_enterprise(agent.enterprise, events.AGENT_RELEASED, body, about=agent.person, actor=actor, now=now)
    end_now(agent, now=now)


def check_number(kind: NumberKind, text: str) -> str:
    """The cleaned number.

    Raises:
        NumberWrongError: it breaks its standard.
    """
    number = normalise_number(text)
    if problem := find_problem(kind, number):
        raise NumberWrongError(kind=kind.label, problem=problem.label)
    return number


def _set_contact(person: Person, *, mobile: str, email: str) -> None:
    number = check_number(NumberKind.MOBILE, mobile) if mobile else ""
    person.mobile_sealed = seal_text(number, owner=person.key, field="mobile") if number else None
    person.mobile_digest = digest_text(number, field="mobile") if number else ""
    person.email_sealed = seal_text(email, owner=person.key, field="email") if email else None


def _is_representative(actor: Actor, enterprise: Enterprise, *, on: date) -> bool:
    rows = EnterpriseAgent.objects.filter(in_force(on), enterprise=enterprise, person=actor.person_id)
    return rows.filter(is_representative=True).exists()
