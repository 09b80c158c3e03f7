"""What the ledger of powers says of a day: who decides an item then, whether it can be applied for, the concentration."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from attrs import frozen
from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.enums import ItemKind, ItemStatus, LedgerKind
from zaizao_city.catalogue.errors import ItemNotOpenError
from zaizao_city.catalogue.models import LedgerEntry, ServiceItem
from zaizao_city.identity.enums import Level
from zaizao_city.identity.models import Organisation

FAULTS = {
    "not-wanted": _("取消的事项没有承接机关"),
    "missing": _("没有写承接机关"),
    "same": _("承接机关就是原机关"),
    "not-lower": _("承接机关不比原机关低一级"),
}
POWERS = (
    ItemKind.LICENCE, ItemKind.CONFIRMATION, ItemKind.RULING, ItemKind.PAYMENT, ItemKind.REWARD, ItemKind.FILING,
    ItemKind.OTHER_POWER,
)  # fmt: skip
"""The kinds over which a power exists that can be transferred; public services and chains are none."""

_LEVELS = [level.value for level in Level]


@frozen
class Concentration:
    """How many of the items with a power an organ decides (集中度): ``rate`` is None where there are no items."""

    on: dt.date
    concentrated: int
    all: int
    elsewhere: tuple[tuple[str, int], ...]
    """Departments that still decide items, with how many, the most first."""

    @property
    def rate(self) -> float | None:
        """The share, between 0 and 1."""
        return self.concentrated / self.all if self.all else None


def find_receiver_fault(
    kind: LedgerKind, *, before: Organisation | None, to: Organisation | None
) -> Promise | str | None:
    """What is wrong with the organ that is to take a power, or nothing."""
    if kind == LedgerKind.CANCEL:
        return FAULTS["not-wanted"] if to else None
    if to is None:
        return FAULTS["missing"]
    if before is None:
        return None
    if before.pk == to.pk:
        return FAULTS["same"]
    if kind == LedgerKind.DELEGATE and _LEVELS.index(to.level) <= _LEVELS.index(before.level):
        return FAULTS["not-lower"]
    return None


def find_competent(item: ServiceItem, *, on: dt.date) -> Organisation | None:
    """The organ that decides new cases of the item on the day; None where the list names none."""
    entries = list(item.ledger.select_related("from_organisation", "to_organisation").order_by("on"))
    return _find_competent(item, entries, on=on)


def require_open(item: ServiceItem, *, on: dt.date) -> None:
    """Pass if a new case of the item may be opened on the day.

    Raises:
        ItemNotOpenError: the item is suspended or cancelled by then.
    """
    if not _is_open(item, list(item.ledger.all()), on=on):
        raise ItemNotOpenError(item=item.name, on=on.isoformat())


def list_entries(*, before: int | None = None, limit: int = 50) -> QuerySet[LedgerEntry]:
    """The entries, the latest recorded first, from below the key ``before``."""
    query = LedgerEntry.objects.select_related("item", "from_organisation", "to_organisation").order_by("-pk")
    return (query.filter(pk__lt=before) if before else query)[:limit]


def count_entries() -> dict[str, int]:
    """How many entries of each kind there are: 取消 53 项、下放 1915 项."""
    counts = Counter(LedgerEntry.objects.values_list("kind", flat=True))
    return {kind: counts.get(kind, 0) for kind in LedgerKind.values}


def compute_concentration(organ: Organisation, *, on: dt.date, kinds: Collection[str] = POWERS) -> Concentration:
    """How many of the items that exist on the day are decided by the organ or its units, whoever else decides the rest."""
    rows = ServiceItem.objects.filter(kind__in=kinds).select_related("organisation").defer("elements")
    entries = LedgerEntry.objects.select_related("from_organisation", "to_organisation").order_by("on")
    return _count_concentrated(rows.prefetch_related(Prefetch("ledger", queryset=entries)), organ=organ, on=on)


def _count_concentrated(items: Iterable[ServiceItem], *, organ: Organisation, on: dt.date) -> Concentration:
    inside, elsewhere = 0, Counter[str]()
    for item in items:
        entries = list(item.ledger.all())
        if not _is_open(item, entries, on=on):
            continue
        competent = _find_competent(item, entries, on=on)
        name = competent.name if competent else item.department
        if competent.path.startswith(organ.path) if competent else name == organ.name:
            inside += 1
        else:
            elsewhere[name] += 1
    rest = tuple(sorted(elsewhere.items(), key=lambda pair: (-pair[1], pair[0])))
    return Concentration(on, inside, inside + elsewhere.total(), rest)


def _find_competent(item: ServiceItem, entries: Sequence[LedgerEntry], *, on: dt.date) -> Organisation | None:
    moves = [entry for entry in entries if entry.kind != LedgerKind.CANCEL]
    past = [entry for entry in moves if entry.on <= on]
    if past:
        return past[-1].to_organisation
    return moves[0].from_organisation if moves else item.organisation


def _is_open(item: ServiceItem, entries: Sequence[LedgerEntry], *, on: dt.date) -> bool:
    cancelled = [entry.on for entry in entries if entry.kind == LedgerKind.CANCEL]
    if cancelled:
        return on < min(cancelled) and item.status != ItemStatus.SUSPENDED
    return item.status == ItemStatus.ACTIVE
