"""People of the catalogue, organs of an invented city, and items to work with."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest

from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.identity.actor import Actor, HeldRole
from zaizao_city.identity.enums import Level, OrganisationKind, Role
from zaizao_city.identity.models import Organisation

NOW = dt.datetime(2026, 3, 2, 9, 0)


def make_actor(*roles: Role) -> Actor:
    """Somebody with these roles in the whole city."""
    key = uuid.uuid4()
    held = tuple(HeldRole(role, 1, "yunhe/") for role in roles)
    return Actor(account_key=str(key), person_key=key, person_id=1, name="某人", is_staff=True, roles=held)


def make_organ(code: str, *, level: Level = Level.CITY, parent: Organisation | None = None) -> Organisation:
    """An organ with its place in the tree."""
    path = f"{parent.path if parent else ''}{code}/"
    return Organisation.objects.create(
        code=code, name=f"{code}局", kind=OrganisationKind.ORGAN, level=level, parent=parent, path=path
    )


def make_item(name: str, *, organ: Organisation | None = None, **more: object) -> ServiceItem:
    """An item that search finds; its code is its name."""
    item = ServiceItem.objects.create(
        code=name, name=name, organisation=organ, department=organ.name if organ else "市民政局", changed_at=NOW,
        **{"kind": "licence", **more},
    )  # fmt: skip
    index_items([item])
    return item


@pytest.fixture
def editor() -> Actor:
    """Who writes the catalogue."""
    return make_actor(Role.CATALOGUE_EDITOR)


@pytest.fixture
def staffing() -> Actor:
    """编办."""
    return make_actor(Role.REVIEWER_STAFFING)


@pytest.fixture
def justice() -> Actor:
    """司法局."""
    return make_actor(Role.REVIEWER_JUSTICE)


@pytest.fixture
def new_actor() -> Callable[..., Actor]:
    """Makes somebody with roles."""
    return make_actor


@pytest.fixture
def new_organ() -> Callable[..., Organisation]:
    """Makes organs."""
    return make_organ


@pytest.fixture
def new_item() -> Callable[..., ServiceItem]:
    """Makes items."""
    return make_item
