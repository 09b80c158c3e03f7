"""The city comes to be: organisations, people in their roles, seats, citizens. By the services of the apps, nothing by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import pyotp
from django.db import transaction
from msgspec import Struct

from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.demo.cast import Cast, Hand, Place
from zaizao_city.demo.invented.geography import (
    CITY,
    CITY_NAME,
    CITY_OFFICES,
    DISTRICT_OFFICES,
    DISTRICTS,
    STREET_OFFICE,
    District,
    Office,
)
from zaizao_city.demo.invented.people import (
    PASSWORD,
    PERSONAS,
    STAFF_LOGINS,
    Persona,
    make_credit_code,
    make_mobile,
    make_number,
    name_firm,
    name_people,
)
from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Level, OrganisationKind, Role
from zaizao_city.identity.models import Account, Organisation
from zaizao_city.identity.selectors import get_actor
from zaizao_city.identity.services.accounts import open_account
from zaizao_city.identity.services.organisations import create_organisation
from zaizao_city.identity.services.people import register_agent, register_enterprise, register_person
from zaizao_city.identity.services.roles import grant_role
from zaizao_city.identity.services.second_factor import confirm_device, prepare_device

CITY_STAFF = (
    ("mayor", Role.LEADER),
    ("sysadmin", Role.SYSTEM_ADMIN),
    ("secadmin", Role.SECURITY_ADMIN),
    ("auditor", Role.AUDIT_ADMIN),
)
"""Staff of the city as a whole: login and role."""

FIRM_EVERY = 3
"""Every third citizen acts for a firm of their own."""


class _Town(Struct):
    """What is being founded: the moment, the names still free, the offices by code."""

    now: datetime
    on: datetime
    names: Iterator[str]
    numbers: Iterator[int]


@transaction.atomic
def found_city(*, citizens: int, now: datetime, on: datetime) -> Cast:
    """Found the city on a day of the past (``now``), with so many citizens; everybody as they act today (``on``)."""
    publish_own(now=now)
    town = _Town(now, on, iter(name_people(600)), iter(range(1, 9000)))
    city = _create(CITY, CITY_NAME, OrganisationKind.TERRITORY, Level.CITY, None, now=now)
    _employ_city(town, city)
    shared = _open_offices(town, city, CITY_OFFICES, level=Level.CITY)
    shared |= _open_nameless(town, city, known={*shared, *_list_local_organs()})
    places = [_settle_district(town, city, district, shared) for district in DISTRICTS]
    people = [_register_citizen(town, which) for which in range(citizens)]
    personas = {persona.login: _register_persona(town, persona) for persona in PERSONAS}
    return Cast(places=places, citizens=people, personas=personas)


def _list_local_organs() -> set[str]:
    return {seat for office in (*DISTRICT_OFFICES, STREET_OFFICE) for seat in office.seats}


def _create(
    code: str,
    names: tuple[str, str],
    kind: OrganisationKind,
    level: Level,
    parent: Organisation | None,
    *,
    now: datetime,
) -> Organisation:
    return create_organisation(
        code=code, name=names[0], name_en=names[1], kind=kind, level=level, parent=parent, actor=SYSTEM, now=now
    )


def _employ_city(town: _Town, city: Organisation) -> None:
    for login, role in CITY_STAFF:
        _employ(town, login=login, role=role, works_in=(city,))


def _open_offices(
    town: _Town, territory: Organisation, offices: Sequence[Office], *, level: Level, prefix: str = ""
) -> dict[str, list[Hand]]:
    """Open offices in a territory, seat them, and staff them; the hands by organ of the definitions."""
    opened: dict[str, Organisation] = {}
    hands: dict[str, list[Hand]] = {}
    seats: dict[str, Organisation] = {}
    for office in offices:
        code = f"{prefix}{office.code}"
        kind = OrganisationKind.UNIT if office.below else OrganisationKind.ORGAN
        names = (f"{territory.name}{office.name}" if prefix else office.name, office.name_en)
        parent = opened.get(office.below)
        place = opened[office.code] = _create(code, names, kind, level, parent or territory, now=town.now)
        logins = [code if not number else f"{code}{number + 1}" for number in range(office.people)]
        works_in = (place, parent) if parent else (place,)
        staff = [_employ(town, login=login, role=Role(office.role), works_in=works_in) for login in logins]
        hands |= dict.fromkeys(office.seats, staff)
        seats |= dict.fromkeys(office.seats, place)
    seat_organs(territory=territory, seats=seats, actor=SYSTEM, now=town.now)
    return hands


def _open_nameless(town: _Town, city: Organisation, *, known: set[str]) -> dict[str, list[Hand]]:
    """Offices for the organs of the shipped definitions that stand nowhere else, by the definitions' own names."""
    organs = {
        organ: (about.name.zh, about.name.en or "")
        for digest in DefinitionVersion.objects.filter(unmapped=False)
        .order_by("process")
        .values_list("digest", flat=True)
        for organ, about in get_definition(digest).organs.items()
        if organ not in known
    }
    offices = [
        Office(code=f"organ-{organ}", name=names[0], name_en=names[1], seats=(organ,))
        for organ, names in sorted(organs.items())
    ]
    return _open_offices(town, city, offices, level=Level.CITY)


def _settle_district(town: _Town, city: Organisation, district: District, shared: dict[str, list[Hand]]) -> Place:
    names = (district.name, district.name_en)
    territory = _create(district.code, names, OrganisationKind.TERRITORY, Level.DISTRICT, city, now=town.now)
    prefix = f"{district.code}-"
    hands = {**shared, **_open_offices(town, territory, DISTRICT_OFFICES, level=Level.DISTRICT, prefix=prefix)}
    bureau = Organisation.objects.get(code=f"{prefix}approval")
    _employ(town, login=f"{prefix}helper", role=Role.HELPER, works_in=(bureau,))
    streets = []
    for code, name, name_en in district.streets:
        street = _create(code, (name, name_en), OrganisationKind.TERRITORY, Level.STREET, territory, now=town.now)
        local = _open_offices(town, street, (STREET_OFFICE,), level=Level.STREET, prefix=f"{code}-")
        streets.append(Place(territory=street, hands={**hands, **local}, share={}))
    nearest = Organisation.objects.get(code=f"{district.streets[0][0]}-{STREET_OFFICE.code}")
    review = Organisation.objects.get(code="review")
    seats = {**dict.fromkeys(STREET_OFFICE.seats, nearest), "review-window": review}
    seat_organs(territory=territory, seats=seats, actor=SYSTEM, now=town.now)
    return Place(territory=territory, hands={**hands, **streets[0].hands}, share=district.share, streets=streets)


def _employ(town: _Town, *, login: str, role: Role, works_in: Sequence[Organisation]) -> Hand:
    """Somebody new with a staff account and a role; with a password and a second factor if visitors sign in as them.

    Whoever helps is called: a helper has a telephone.
    """
    is_listed = login in STAFF_LOGINS
    which = next(town.numbers)
    person = register_person(
        name=next(town.names), number=make_number(which), mobile=make_mobile(which) if role is Role.HELPER else "",
        actor=SYSTEM, now=town.now,
    )  # fmt: skip
    account = open_account(
        person=person, login=login, password=PASSWORD if is_listed else "", is_staff=True, is_temporary=False,
        actor=SYSTEM, now=town.now,
    )  # fmt: skip
    for place in works_in:
        grant_role(person=person, role=role, organisation=place, from_on=town.now.date(), actor=SYSTEM, now=town.now)
    if is_listed:
        _set_up_code(account, now=town.now)
    return Hand(actor=get_actor(account, on=town.on.date()), login=login)


def _set_up_code(account: Account, *, now: datetime) -> None:
    """Put a second factor to use, as at the first sign-in; the command `code` says what it shows."""
    secret = prepare_device(account).open_secret()
    code = pyotp.TOTP(secret).at(now.replace(tzinfo=SHANGHAI))
    confirm_device(account, code=code, actor=get_actor(account, on=now.date()), now=now)


def _register_citizen(town: _Town, which: int) -> Hand:
    """A citizen who comes by the province's single sign-on: an account without a password."""
    firm = name_firm(which, place=CITY_NAME[0]) if which % FIRM_EVERY == 0 else ""
    return _register(town, name=next(town.names), number=next(town.numbers), login=f"citizen-{which + 1}", firm=firm)


def _register_persona(town: _Town, persona: Persona) -> Hand:
    return _register(
        town,
        name=persona.name,
        number=persona.number,
        login=persona.login,
        firm=persona.firm,
        password=PASSWORD,
    )


def _register(town: _Town, *, name: str, number: int, login: str, firm: str, password: str = "") -> Hand:
    person = register_person(name=name, number=make_number(number), actor=SYSTEM, now=town.now)
    account = open_account(
        person=person, login=login, password=password, is_temporary=False, actor=SYSTEM, now=town.now
    )
    firm_id = None
    if firm:
        enterprise = register_enterprise(name=firm, credit_code=make_credit_code(number), actor=SYSTEM, now=town.now)
        register_agent(
            enterprise=enterprise, person=person, from_on=town.now.date(), is_representative=True, actor=SYSTEM,
            now=town.now,
        )  # fmt: skip
        firm_id = enterprise.pk
    return Hand(actor=get_actor(account, on=town.on.date()), login=login, firm_id=firm_id, firm=firm)
