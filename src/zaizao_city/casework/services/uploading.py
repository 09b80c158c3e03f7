"""Files of a case's materials: handed in with the material, noted in the record with their digest, read by who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net.naming import Names
from zaizao_city.casework.events import FILE_ADDED
from zaizao_city.casework.models import CaseState, Document
from zaizao_city.casework.selectors.cases import may_read
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.applying import supply_materials
from zaizao_city.casework.services.commands import Done, note_entries
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.files.gates import register
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.storing import erase_file, store_file
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.services.access import ViewingBatch

OWNER = "casework.document"


@transaction.atomic
def hand_in_files(case_id: int, *, uploads: Mapping[str, File], actor: Actor, key: str, now: datetime) -> Done:  # type: ignore[type-arg]
    """Hand in materials with their files; a correction or a gap that they answer is answered. All of them, or none.

    Raises:
        What `supply_materials` refuses; a file that is refused (`foundation.files.errors`).
    """
    done = supply_materials(case_id, materials=tuple(uploads), actor=actor, key=key, now=now)
    if done.repeated:
        return done
    rows = {one.material: one for one in Document.objects.filter(case_id=case_id, material__in=list(uploads))}
    stored = [_keep(rows[material], upload, actor, now) for material, upload in uploads.items()]
    note_files(case_id, stored, actor=actor, now=now)
    return done


def _keep(document: Document, upload: File, actor: Actor, now: datetime) -> UUID:  # type: ignore[type-arg]
    file = store_file(upload, owner=f"{OWNER}:{document.pk}", by=actor.account_key, now=now)
    if document.file is not None:
        erase_file(document.file, now=now)
    Document.objects.filter(pk=document.pk).update(file=file.key, supplied_at=now)
    return file.key


def note_files(case_id: int, keys: Sequence[UUID], *, actor: Actor, now: datetime) -> None:
    """Put into the record which files came, by their digests; names of files may say more than they should."""
    digests = StoredFile.objects.filter(key__in=keys).order_by("owner").values_list("sha256", flat=True)
    by = {"by": str(actor.person_key)}
    entries = [NewEvent(FILE_ADDED, {**by, "sha256": digest}, None) for digest in digests]
    if entries:
        note_entries(case_id, entries, actor=actor, now=now)


def may_read_document(document_id: str, actor: object) -> bool:
    """Whether the actor may read the file of a document: whoever may read its case."""
    if not hasattr(actor, "person_id") or not document_id.isdecimal():
        return False
    row = CaseState.objects.filter(case__documents__pk=int(document_id)).select_related("case").first()
    return row is not None and may_read(actor, make_matter(row))  # type: ignore[arg-type]


def note_document_view(document_id: str, viewings: object) -> None:
    """Note whose papers a file shows, in which case, for the log of views."""
    row = Document.objects.filter(pk=int(document_id)).select_related("case__applicant").first()
    if row is not None and row.case.applicant is not None and isinstance(viewings, ViewingBatch):
        fields = _("材料：{name}").format(name=name_material(row))
        viewings.note(row.case.applicant.key, fields=fields, matter=row.case.reference, purpose=_("办理"))


def name_material(row: Document) -> str:
    """A material of a case as its definition calls it."""
    return Names(get_definition(row.case.digest)).material(row.material)


register(OWNER, may_read_document, note=note_document_view)
