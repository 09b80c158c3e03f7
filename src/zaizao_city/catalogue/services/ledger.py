"""The ledger of powers: 取消、下放、划转 recorded with their basis, and carried out on their day (DY1, LC2).

What holds on a day is read from the ledger itself (`selectors.ledger`), so nothing depends on the hour at which the
duty below runs; it only brings the list of items up to date.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from zaizao_city.catalogue import events
from zaizao_city.catalogue.enums import ItemStatus, LedgerKind
from zaizao_city.catalogue.errors import (
    BasisMissingError,
    BasisUnknownError,
    DateTooEarlyError,
    ItemUnknownError,
    ReceiverWrongError,
    TransferClashError,
)
from zaizao_city.catalogue.mapping.citations import names_basis, read_citations
from zaizao_city.catalogue.models import LedgerEntry, ServiceItem
from zaizao_city.catalogue.selectors.ledger import find_receiver_fault
from zaizao_city.catalogue.services.importing import BATCH, publish_statutory
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require


@transaction.atomic
def record_transfer(
    item_id: int,
    *,
    kind: LedgerKind,
    on: dt.date,
    basis: str,
    to: Organisation | None,
    actor: Actor,
    now: dt.datetime,
    document: str = "",
) -> LedgerEntry:
    """Enter that the power over an item is cancelled, delegated to a lower organ, or transferred, from a day on.

    Raises:
        BasisMissingError: the basis names neither an article nor a document with its number.
        BasisUnknownError: a law it cites is not in force on the day.
        DateTooEarlyError: the day has passed.
        ReceiverWrongError: the receiver is missing, not lower (delegation), the same, or not wanted (cancellation).
        TransferClashError: the item has an entry for the day, or is cancelled by then.
    """
    require(actor, "catalogue.record_transfer")
    item = ServiceItem.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=item_id).first()
    if item is None:
        raise ItemUnknownError(key=item_id)
    _refuse_basis(f"{basis} {document}", on=on)
    if on < now.date():
        raise DateTooEarlyError(on=on.isoformat(), today=now.date().isoformat())
    entries = list(item.ledger.select_related("to_organisation").order_by("on"))
    cancelled = item.status == ItemStatus.CANCELLED or any(e.kind == LedgerKind.CANCEL and e.on <= on for e in entries)
    if cancelled or any(entry.on == on for entry in entries):
        raise TransferClashError(item=item.name, on=on.isoformat())
    before = next((e.to_organisation for e in reversed(entries) if e.on < on), None) or item.organisation
    fault = find_receiver_fault(kind, before=before, to=to)
    if fault is not None:
        raise ReceiverWrongError(why=fault)
    entry = LedgerEntry(
        kind=kind, item=item, from_organisation=before, to_organisation=to, basis=basis.strip(), document=document,
        from_department=before.name if before else item.department, on=on, recorded_by=actor.account_key, recorded_at=now,
    )  # fmt: skip
    entry.save()
    _record(entry, events.TRANSFER_RECORDED, actor=actor.account_key, now=now)
    return entry


@transaction.atomic
def effect_transfers(*, now: dt.datetime) -> int:
    """Bring the list of items up to date with every entry whose day has come; how many there were."""
    due = LedgerEntry.objects.select_for_update(of=("self",)).filter(effected_at=None, on__lte=now.date())
    entries = list(due.select_related("item", "to_organisation").order_by("on", "id"))
    moved: dict[int, ServiceItem] = {}
    for entry in entries:
        item = moved.setdefault(entry.item_id, entry.item)
        if entry.kind == LedgerKind.CANCEL:
            item.status = ItemStatus.CANCELLED
        else:
            assert entry.to_organisation is not None
            item.organisation, item.department = entry.to_organisation, entry.to_organisation.name
        item.changed_at = entry.effected_at = now
        _record(entry, events.TRANSFER_EFFECTED, actor="system", now=now)
    items = list(moved.values())
    publish_statutory(
        [item for item in items if item.unmapped and item.status == ItemStatus.ACTIVE], by="system", now=now
    )
    ServiceItem.objects.bulk_update(
        items, ["status", "organisation", "department", "process", "unmapped", "changed_at"]
    )
    LedgerEntry.objects.bulk_update(entries, ["effected_at"], batch_size=BATCH)
    if items:
        index_items(items)
    return len(entries)


def _refuse_basis(text: str, *, on: dt.date) -> None:
    if not names_basis(text):
        raise BasisMissingError
    _, absent = read_citations(text, on=on)
    if absent:
        raise BasisUnknownError(basis="、".join(absent))


def _record(entry: LedgerEntry, name: str, *, actor: str, now: dt.datetime) -> None:
    body = {
        "entry": entry.pk,
        "item": entry.item.code,
        "kind": str(entry.kind),
        "on": entry.on.isoformat(),
        "to": entry.to_organisation.code if entry.to_organisation else None,
        "basis": entry.basis,
    }
    append(events.LEDGER, [NewEvent(name, body, None)], at=now, actor=actor, expected=None)
