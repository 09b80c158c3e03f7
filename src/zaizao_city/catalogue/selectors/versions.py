"""Reads of versions for those who write, review and publish them; what is not published is for them alone."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from zaizao.definition import Change, compare_definitions
from zaizao_city.catalogue.enums import VersionStatus
from zaizao_city.catalogue.errors import VersionUnknownError
from zaizao_city.catalogue.mapping.citations import Citation, read_citations
from zaizao_city.catalogue.models import DefinitionVersion, Review
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import actor_may

PAGE = 50
OPEN_TO_ALL = (VersionStatus.PUBLISHED, VersionStatus.WITHDRAWN)


def list_versions(
    *, actor: Actor, process: str = "", status: str = "", before: int | None = None, limit: int = PAGE
) -> QuerySet[DefinitionVersion]:
    """One page of the versions the actor may see, the newest first, from below the key ``before``; without sources."""
    query = _filter_visible(actor).defer("source").select_related("district")
    wanted = {"process": process, "status": status}
    query = query.filter(**{name: value for name, value in wanted.items() if value})
    return (query.filter(pk__lt=before) if before else query).order_by("-pk")[:limit]


def get_version(version_id: int, *, actor: Actor) -> DefinitionVersion:
    """A version the actor may see.

    Raises:
        VersionUnknownError: there is none, or it is not for the actor's eyes.
    """
    version = _filter_visible(actor).select_related("district").filter(pk=version_id).first()
    if version is None:
        raise VersionUnknownError(version=version_id)
    return version


def list_reviews(version: DefinitionVersion) -> list[Review]:
    """What the reviewers said, round by round."""
    return list(version.reviews.order_by("round", "at", "pk"))


def compare_with_predecessor(version: DefinitionVersion) -> tuple[Change, ...] | None:
    """What the version has otherwise than the published one before it; None where it is the first."""
    before = (
        DefinitionVersion.objects.filter(process=version.process, status__in=OPEN_TO_ALL, pk__lt=version.pk)
        .order_by("-pk")
        .values_list("digest", flat=True)
        .first()
    )
    return None if before is None else compare_definitions(get_definition(before), get_definition(version.digest))


def list_definition_bases(digest: str, *, on: dt.date) -> list[Citation]:
    """The legal bases of a definition with the text of each article as it stands on the day, where it is at hand."""
    bases = get_definition(digest).bases.values()
    found, absent = read_citations("；".join(f"《{basis.law}》{basis.article}" for basis in bases), on=on)
    return [*found, *(Citation(*_split(text), None) for text in absent)]


def _split(citation: str) -> tuple[str, str]:
    law, _, article = citation.removeprefix("《").partition("》")
    return law, article


def _filter_visible(actor: Actor) -> QuerySet[DefinitionVersion]:
    seen = Q() if actor_may(actor, "catalogue.read_drafts") else Q(status__in=OPEN_TO_ALL)
    return DefinitionVersion.objects.filter(seen)
