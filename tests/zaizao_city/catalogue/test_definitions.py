"""Definitions: by digest, and which version serves a new case on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao.definition import ProcessDefinition, write_definition
from zaizao_city.catalogue.errors import DefinitionAlteredError, NoVersionInForceError, UnknownDefinitionError
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.services.packs import load_packs

DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, 0)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped() -> list[DefinitionVersion]:
    get_definition.cache_clear()
    return load_packs(effective_from=DAY, by="system", now=NOW)


def test_the_shipped_chains_and_matters_are_published(shipped: list[DefinitionVersion]) -> None:
    assert sorted(version.process for version in shipped) == [
        "clue", "dispute", "grid-event", "hearing", "leader-task", "open-company", "open-restaurant", "opinions",
        "pilot", "stall-permit", "start-building",
    ]  # fmt: skip
    assert {version.status for version in shipped} == {"published"}


def test_loading_twice_changes_nothing(shipped: list[DefinitionVersion]) -> None:
    again = load_packs(effective_from=DAY + dt.timedelta(30), by="system", now=NOW + dt.timedelta(30))

    assert [(v.pk, v.effective_from) for v in again] == [(v.pk, DAY) for v in shipped]


def test_every_digest_gives_the_very_definition_with_all_it_shares(shipped: list[DefinitionVersion]) -> None:
    read = [get_definition(version.digest) for version in shipped]

    assert [(d.digest, d.process) for d in read] == [(v.digest, v.process) for v in shipped]
    assert all(
        isinstance(d, ProcessDefinition) and write_definition(d) == v.source for d, v in zip(read, shipped, strict=True)
    )


def test_an_unknown_digest_is_refused() -> None:
    with pytest.raises(UnknownDefinitionError) as refused:
        get_definition("zd1:nothing")

    assert refused.value.fields == {"digest": "zd1:nothing"}


def test_a_definition_changed_behind_the_application_is_not_used(shipped: list[DefinitionVersion]) -> None:
    version = shipped[0]
    DefinitionVersion.objects.filter(pk=version.pk).update(source=version.source.replace(version.name, "改"))

    with pytest.raises(DefinitionAlteredError):
        get_definition(version.digest)


def test_before_its_first_day_a_process_serves_nobody(shipped: list[DefinitionVersion]) -> None:
    with pytest.raises(NoVersionInForceError):
        choose_version("open-restaurant", on=DAY - dt.timedelta(1))

    assert choose_version("open-restaurant", on=DAY).process == "open-restaurant"
