"""A definition on its way into force: drafted, reviewed by two others, published from a day, taken out of force again.

Each step is one transaction, one permission, one event in the stream of its process.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zaizao.definition import ProcessDefinition, read_definition, runnability, write_definition
from zaizao.errors import InputError
from zaizao.wording import describe
from zaizao_city.catalogue import events
from zaizao_city.catalogue.enums import Origin, ReviewRole, Verdict, VersionStatus
from zaizao_city.catalogue.errors import (
    DateTooEarlyError,
    DefinitionExistsError,
    DefinitionFaultyError,
    OpinionMissingError,
    ReviewerNotApartError,
    VersionStatusError,
    VersionUnknownError,
)
from zaizao_city.catalogue.mapping.drafts import FALLBACK_CLAUSES
from zaizao_city.catalogue.mapping.problems import SENTENCES
from zaizao_city.catalogue.models import DefinitionVersion, Review, ServiceItem
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require

REVIEW_PERMISSIONS = {
    ReviewRole.STAFFING: "catalogue.review_staffing",
    ReviewRole.JUSTICE: "catalogue.review_justice",
}
APART = {
    "editor": _("您是这个版本的编制人"),
    "reviewed": _("这一轮您已经审核过，或这项审核已有结论"),
}


@transaction.atomic
def draft_definition(
    source: str, *, actor: Actor, now: dt.datetime, district: Organisation | None = None
) -> DefinitionVersion:
    """Put a definition (YAML) into the catalogue as a draft.

    Raises:
        DefinitionFaultyError: it does not load, cannot run, or has a fallback clause among its materials.
        DefinitionExistsError: the very same contents are there.
    """
    require(actor, "catalogue.edit_definition")
    definition = _read_sound(source)
    _refuse_double(definition)
    version = DefinitionVersion(district=district, edited_by=actor.account_key, created_at=now)
    _fill_version(version, definition)
    version.save()
    _record(version, events.DEFINITION_DRAFTED, {}, actor=actor, now=now)
    return version


@transaction.atomic
def revise_draft(version_id: int, *, source: str, actor: Actor, now: dt.datetime) -> DefinitionVersion:
    """Give a draft other contents; whoever does is its editor from then on.

    Raises:
        VersionStatusError: it is no draft any more.
        DefinitionFaultyError, DefinitionExistsError: as for a new draft.
    """
    require(actor, "catalogue.edit_definition")
    version = _lock_version(version_id, VersionStatus.DRAFT)
    definition = _read_sound(source)
    if definition.digest != version.digest:
        _refuse_double(definition)
    before = version.digest
    _fill_version(version, definition)
    version.edited_by = actor.account_key
    version.save()
    _record(version, events.DEFINITION_DRAFTED, {"before": before}, actor=actor, now=now)
    return version


@transaction.atomic
def submit_for_review(version_id: int, *, actor: Actor, now: dt.datetime) -> DefinitionVersion:
    """Hand a draft to the two reviewers; a draft that came back begins a new round.

    Raises:
        VersionStatusError: it is no draft.
    """
    require(actor, "catalogue.edit_definition")
    version = _lock_version(version_id, VersionStatus.DRAFT)
    version.status, version.round = VersionStatus.IN_REVIEW, version.round + 1
    version.save(update_fields=["status", "round"])
    _record(version, events.DEFINITION_SUBMITTED, {"round": version.round}, actor=actor, now=now)
    return version


@transaction.atomic
def review_version(
    version_id: int, *, role: ReviewRole, verdict: Verdict, opinion: str, actor: Actor, now: dt.datetime
) -> DefinitionVersion:
    """Say as 编办 or 司法局 whether the version may be published; with both agreeing it is approved.

    Raises:
        NotPermittedError: the actor does not hold that reviewer's role.
        ReviewerNotApartError: the actor wrote the version, or has reviewed it in the other role.
        OpinionMissingError: it is returned without a reason.
        VersionStatusError: it is not in review.
    """
    require(actor, REVIEW_PERMISSIONS[role])
    version = _lock_version(version_id, VersionStatus.IN_REVIEW)
    if version.edited_by == actor.account_key:
        raise ReviewerNotApartError(why=APART["editor"])
    given = list(version.reviews.filter(round=version.round))
    if any(review.reviewer == actor.account_key for review in given) or any(review.role == role for review in given):
        raise ReviewerNotApartError(why=APART["reviewed"])
    if verdict == Verdict.RETURNED and not opinion.strip():
        raise OpinionMissingError
    review = Review(version=version, round=version.round, role=role, verdict=verdict, opinion=opinion.strip())
    review.reviewer, review.at = actor.account_key, now
    review.save()
    if verdict == Verdict.RETURNED:
        version.status = VersionStatus.DRAFT
    elif {*(other.role for other in given), role} == set(ReviewRole):
        version.status = VersionStatus.APPROVED
    version.save(update_fields=["status"])
    body = {"role": role.value, "verdict": verdict.value, "opinion": review.opinion, "round": version.round}
    _record(version, events.DEFINITION_REVIEWED, body, actor=actor, now=now)
    return version


@transaction.atomic
def publish_version(version_id: int, *, effective_from: dt.date, actor: Actor, now: dt.datetime) -> DefinitionVersion:
    """Let an approved version serve new cases from a day on; the one before it serves until then. Running cases stay.

    Raises:
        VersionStatusError: it is not approved by both reviewers.
        DateTooEarlyError: the day has passed.
    """
    require(actor, "catalogue.publish_definition")
    version = _lock_version(version_id, VersionStatus.APPROVED)
    _refuse_past(effective_from, now=now)
    _end_predecessors(version, on=effective_from)
    version.status, version.effective_from = VersionStatus.PUBLISHED, effective_from
    version.effective_until = _find_successor_day(version, on=effective_from)
    version.published_at, version.published_by = now, actor.account_key
    version.save()
    ServiceItem.objects.filter(process=version.process, unmapped=True).update(unmapped=False)
    body = {"from": effective_from.isoformat()}
    _record(version, events.DEFINITION_PUBLISHED, body, actor=actor, now=now)
    return version


@transaction.atomic
def withdraw_version(version_id: int, *, on: dt.date, reason: str, actor: Actor, now: dt.datetime) -> DefinitionVersion:
    """Let a published version serve no new case from a day on. Running cases stay.

    Raises:
        VersionStatusError: it is not published.
        DateTooEarlyError: the day has passed.
        OpinionMissingError: no reason is given.
    """
    require(actor, "catalogue.publish_definition")
    version = _lock_version(version_id, VersionStatus.PUBLISHED)
    _refuse_past(on, now=now)
    if not reason.strip():
        raise OpinionMissingError
    version.effective_until = on
    if on <= now.date() or (version.effective_from and on <= version.effective_from):
        version.status = VersionStatus.WITHDRAWN
    version.save(update_fields=["effective_until", "status"])
    body = {"on": on.isoformat(), "reason": reason.strip()}
    _record(version, events.DEFINITION_WITHDRAWN, body, actor=actor, now=now)
    return version


def _read_sound(source: str) -> ProcessDefinition:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    try:
        definition = read_definition(source if "\n" in source else f"{source}\n", file=None)
    except InputError as error:
        raise DefinitionFaultyError(problems=describe(error, language)) from None
    faults = [describe(problem, language) for problem in runnability(definition)]
    for material in definition.materials.values():
        clause = next((clause for clause in FALLBACK_CLAUSES if clause in material.name.zh), None)
        if clause:
            faults.append(str(SENTENCES["fallback-clause"]).format(column=material.name.zh, value=clause))
    if faults:
        raise DefinitionFaultyError(problems="\n".join(faults))
    return definition


def _refuse_double(definition: ProcessDefinition) -> None:
    there = DefinitionVersion.objects.filter(digest=definition.digest).first()
    if there is not None:
        raise DefinitionExistsError(name=there.name, version=there.version)


def _fill_version(version: DefinitionVersion, definition: ProcessDefinition) -> None:
    version.process, version.version = definition.process, definition.version or ""
    version.name, version.name_en = definition.name.zh[:160], (definition.name.en or "")[:200]
    version.kind, version.digest, version.origin = definition.kind.value, definition.digest, Origin.LOCAL
    version.source = write_definition(definition)


def _lock_version(version_id: int, needed: VersionStatus) -> DefinitionVersion:
    version = DefinitionVersion.objects.select_for_update().filter(pk=version_id).first()
    if version is None:
        raise VersionUnknownError(version=version_id)
    if version.status != needed:
        raise VersionStatusError(status=version.get_status_display(), needed=needed.label)
    return version


def _refuse_past(on: dt.date, *, now: dt.datetime) -> None:
    if on < now.date():
        raise DateTooEarlyError(on=on.isoformat(), today=now.date().isoformat())


def _list_siblings(version: DefinitionVersion) -> Any:
    return DefinitionVersion.objects.filter(
        process=version.process, district=version.district, status=VersionStatus.PUBLISHED
    ).exclude(pk=version.pk)


def _end_predecessors(version: DefinitionVersion, *, on: dt.date) -> None:
    earlier = _list_siblings(version).filter(effective_from__lt=on)
    earlier.filter(Q(effective_until=None) | Q(effective_until__gt=on)).update(effective_until=on)


def _find_successor_day(version: DefinitionVersion, *, on: dt.date) -> dt.date | None:
    later = _list_siblings(version).filter(effective_from__gt=on).order_by("effective_from").first()
    return later.effective_from if later else None


def _record(
    version: DefinitionVersion, name: str, body: Mapping[str, object], *, actor: Actor, now: dt.datetime
) -> None:
    event = NewEvent(name, {"digest": version.digest, "version": version.pk, **body}, None)
    append(events.name_stream(version.process), [event], at=now, actor=actor.account_key, expected=None)
