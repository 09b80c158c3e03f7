"""Definitions by digest, and which version serves a new case on a day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from zaizao.definition import ProcessDefinition, read_definition
from zaizao_city.catalogue.enums import VersionStatus
from zaizao_city.catalogue.errors import DefinitionAlteredError, NoVersionInForceError, UnknownDefinitionError
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.identity.models import Organisation

KEPT_DEFINITIONS = 512
"""How many definitions a process keeps in memory; a digest never changes its meaning, so none grows old."""
_NAMES: dict[str, tuple[str, str]] = {}
"""By digest: what the process is called in Chinese and in English."""


def read_sources(digests: Collection[str]) -> dict[str, ProcessDefinition]:
    """The definitions of several digests in one query; they are read anew, so the caller keeps what it found in them."""
    rows = DefinitionVersion.objects.filter(digest__in=set(digests)).values_list("digest", "source")
    return {digest: read_definition(source) for digest, source in rows} if digests else {}


@functools.lru_cache(maxsize=KEPT_DEFINITIONS)
def get_definition(digest: str) -> ProcessDefinition:
    """The definition with this digest, whatever became of its version since.

    Raises:
        UnknownDefinitionError: nothing has this digest.
        DefinitionAlteredError: the text was changed behind the application's back.
    """
    source = DefinitionVersion.objects.filter(digest=digest).values_list("source", flat=True).first()
    if source is None:
        raise UnknownDefinitionError(digest=digest)
    definition = read_definition(source)
    if definition.digest != digest:
        raise DefinitionAlteredError(digest=digest)
    return definition


def list_version_names(digests: Collection[str], *, language: str) -> dict[str, str]:
    """What the processes of these digests are called, without reading their definitions; one query, none once known."""
    if not _NAMES.keys() >= set(digests):
        rows = DefinitionVersion.objects.filter(digest__in=set(digests)).values_list("digest", "name", "name_en")
        _NAMES.update({digest: (name, english or name) for digest, name, english in rows})
    return {digest: _NAMES[digest][language == "en"] for digest in digests}


def choose_version(process: str, *, on: dt.date, district: Organisation | None = None) -> DefinitionVersion:
    """The version that serves a case opened on the day: the nearest district's own, else the whole city's.

    Raises:
        NoVersionInForceError: none does.
    """
    found = choose_versions([process], on=on, district=district)
    if not found:
        raise NoVersionInForceError(process=process, on=on.isoformat())
    return found[process]


def choose_versions(
    processes: Iterable[str], *, on: dt.date, district: Organisation | None = None
) -> dict[str, DefinitionVersion]:
    """The version of each process that serves a case opened on the day; none for those that nothing serves. One query."""
    rows = list_in_force(on=on).filter(process__in=sorted(set(processes))).select_related("district").defer("source")
    here = district.path if district else ""
    fitting = [version for version in rows if version.district is None or here.startswith(version.district.path)]
    return {version.process: version for version in sorted(fitting, key=_rank_version)}


def list_in_force(*, on: dt.date) -> QuerySet[DefinitionVersion]:
    """The published versions that serve new cases on the day."""
    return DefinitionVersion.objects.filter(
        Q(effective_until=None) | Q(effective_until__gt=on),
        status=VersionStatus.PUBLISHED,
        effective_from__lte=on,
    )


def _rank_version(version: DefinitionVersion) -> tuple[int, dt.date, int]:
    assert version.effective_from is not None
    return len(version.district.path) if version.district else -1, version.effective_from, version.pk
