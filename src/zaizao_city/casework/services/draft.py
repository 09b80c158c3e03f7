"""Filling in an application: begun, saved at every step, thrown away, submitted. Submitted means: one case, no draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.models import Case, Document, Draft, DraftFile
from zaizao_city.casework.selectors.draft import (
    LATER,
    PLEDGE,
    SEALED_AS,
    NoSuchDraftError,
    find_draft,
    list_asked,
    own_drafts,
    read_facts,
    write_facts,
)
from zaizao_city.casework.services.applying import comment_case
from zaizao_city.casework.services.commands import Done
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.pledging import sign_pledge
from zaizao_city.casework.services.results import use_result
from zaizao_city.casework.services.uploading import note_files
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.foundation.files.gates import register
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.storing import erase_file, store_file
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.vault import seal_text

OWNER = "casework.draft"


@frozen
class Signature:
    """A pledge signed in the form: for which material, by which name, under which text (its SHA-256)."""

    material: str
    name: str
    digest: str


@transaction.atomic
def begin_draft(
    *, process: str, digest: str, territory: Organisation, facts: Mapping[str, object], actor: Actor, now: datetime
) -> Draft:
    """Begin, or go on with the draft there is: what is known is put into it."""
    held = find_draft(actor, process)
    if held is not None:
        definition = get_definition(digest)
        return _save(held, {**read_facts(held, definition), **facts}, digest=digest, now=now)
    draft = Draft(
        applicant_id=actor.person_id,
        enterprise_id=None if actor.acting_for is None else actor.acting_for.enterprise_id,
        process=process,
        digest=digest,
        territory=territory,
        begun_at=now,
        saved_at=now,
    )
    draft.facts_sealed = seal_text(write_facts(facts), owner=draft.key, field=SEALED_AS)
    draft.save()
    return draft


@transaction.atomic
def save_facts(
    key: UUID, *, facts: Mapping[str, object], definition: ProcessDefinition, actor: Actor, now: datetime
) -> Draft:
    """Save what was filled in on one page; a value of None takes it out.

    Raises:
        NoSuchDraftError: it is not there (any more).
    """
    draft = _hold(key, actor)
    kept = {**read_facts(draft, definition), **facts}
    left = {name: value for name, value in kept.items() if value is not None}
    return _save(draft, left, digest=definition.digest, now=now)


def _save(draft: Draft, facts: Mapping[str, object], *, digest: str, now: datetime) -> Draft:
    draft.facts_sealed = seal_text(write_facts(facts), owner=draft.key, field=SEALED_AS)
    draft.digest, draft.saved_at = digest, now
    draft.save(update_fields=["facts_sealed", "digest", "saved_at"])
    return draft


@transaction.atomic
def choose_ways(key: UUID, *, ways: Mapping[str, str], actor: Actor, now: datetime) -> Draft:
    """Say for some materials how they are given; an empty text: by upload."""
    draft = _hold(key, actor)
    merged = {**draft.ways, **ways}
    draft.ways = {material: way for material, way in merged.items() if way}
    draft.saved_at = now
    draft.save(update_fields=["ways", "saved_at"])
    return draft


@transaction.atomic
def attach_file(key: UUID, *, material: str, upload: File, actor: Actor, now: datetime) -> DraftFile:  # type: ignore[type-arg]
    """Keep a file for a material in place of the one that was there.

    Raises:
        NoSuchDraftError; Refusal: the file is refused (`foundation.files.errors`).
    """
    draft = _hold(key, actor)
    stored = store_file(upload, owner=f"{OWNER}:{draft.pk}", by=actor.account_key, now=now)
    for old in DraftFile.objects.filter(draft=draft, material=material):
        erase_file(old.file, now=now)
        old.delete()
    return DraftFile.objects.create(draft=draft, material=material, file=stored.key, name=stored.name)


@transaction.atomic
def discard_draft(key: UUID, *, actor: Actor, now: datetime) -> None:
    """Throw a draft away, its files with it."""
    draft = _hold(key, actor)
    for held in draft.files.all():
        erase_file(held.file, now=now)
    draft.delete()


@transaction.atomic
def submit_draft(
    key: UUID, *, once_key: str, signatures: Sequence[Signature] = (), actor: Actor, now: datetime
) -> Done:
    """Make the case of a draft; the same submission sent again makes none and answers as the first did.

    Raises:
        NoSuchDraftError: it was submitted from somewhere else, or thrown away. What opening, pledging and using a result
        refuse; nothing has happened then, and the draft is as it was.
    """
    given = once(once_key, actor=actor.account_key, request=f"submit {key}")
    if isinstance(given, Answered):
        return Done(**given.answer, repeated=True)
    draft = _hold(key, actor)
    version = choose_version(draft.process, on=now.date(), district=draft.territory)
    definition = get_definition(version.digest)
    files = {held.material: held for held in draft.files.all()}
    done = open_case(_make_opening(draft, definition, files), actor=actor, key=None, now=now)
    _hand_over(done, files, actor=actor, now=now)
    for signature in signatures:
        sign_pledge(
            done.case_id, material=signature.material, signed_name=signature.name, text_digest=signature.digest,
            actor=actor, key=f"{once_key}-{signature.material}"[:80], now=now,
        )  # fmt: skip
    _use_results(draft, done, files, actor=actor, key=once_key, now=now)
    _say_later(draft, definition, done, files, actor=actor, key=once_key, now=now)
    draft.delete()
    length = Case.objects.values_list("length", flat=True).get(pk=done.case_id)
    answer = {"case_id": done.case_id, "reference": done.reference, "length": length}
    given.keep(answer, at=now)
    return Done(**answer)


def _make_opening(draft: Draft, definition: ProcessDefinition, files: Mapping[str, DraftFile]) -> Opening:
    facts = read_facts(draft, definition)
    asked = set(list_asked(definition, facts))
    filled = [name for name, material in definition.materials.items() if material.holds]
    known = [name for name in files if name in definition.materials]
    return Opening(
        process=draft.process,
        territory=draft.territory,
        facts={name: value for name, value in facts.items() if name in asked},
        materials=tuple(dict.fromkeys([*filled, *known])),
        applicant_id=draft.applicant_id,
        enterprise_id=draft.enterprise_id,
    )


def _hand_over(done: Done, files: Mapping[str, DraftFile], *, actor: Actor, now: datetime) -> None:
    """The files of the draft become those of the case's documents."""
    documents = {one.material: one for one in Document.objects.filter(case_id=done.case_id, material__in=list(files))}
    for material, document in documents.items():
        StoredFile.objects.filter(key=files[material].file).update(owner=f"casework.document:{document.pk}")
        Document.objects.filter(pk=document.pk).update(file=files[material].file)
    note_files(done.case_id, [files[material].file for material in documents], actor=actor, now=now)


def _use_results(
    draft: Draft, done: Done, files: Mapping[str, DraftFile], *, actor: Actor, key: str, now: datetime
) -> None:
    for material, way in draft.ways.items():
        if way not in (PLEDGE, LATER) and material not in files:
            use_result(done.case_id, material=material, number=way, actor=actor, key=f"{key}-{material}"[:80], now=now)


def _say_later(
    draft: Draft, definition: ProcessDefinition, done: Done, files: Mapping[str, DraftFile], *, actor: Actor, key: str,
    now: datetime,
) -> None:  # fmt: skip
    """What the applicant would hand in later is said on record; whether it may wait, who takes the case in decides."""
    later = [
        definition.materials[name].name.zh
        for name, way in draft.ways.items()
        if way == LATER and name in definition.materials and name not in files
    ]
    if later:
        text = _("申请容缺后补：{materials}").format(materials="、".join(later))
        comment_case(done.case_id, text=text, actor=actor, key=f"{key}-later"[:80], now=now)


def _hold(key: UUID, actor: Actor) -> Draft:
    draft = own_drafts(actor).select_for_update(of=("self",)).filter(key=key).first()
    if draft is None:
        raise NoSuchDraftError
    return draft


def may_read(draft_id: str, actor: object) -> bool:
    """Whether the actor may read the files of a draft: nobody but who fills it in."""
    if not isinstance(actor, Actor) and not hasattr(actor, "person_id"):
        return False
    return draft_id.isdecimal() and Draft.objects.filter(pk=int(draft_id), applicant_id=actor.person_id).exists()


register(OWNER, may_read)
