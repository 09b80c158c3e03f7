"""Taking over a table of items: the plan is made, shown, and carried out in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from zaizao.definition import ProcessDefinition, write_definition
from zaizao.law.errors import NoRuleInForceError, NotInForceError
from zaizao_city.catalogue.enums import Origin, VersionStatus
from zaizao_city.catalogue.errors import CourseNotThenError, ImportRefusedError
from zaizao_city.catalogue.events import ITEMS, ITEMS_IMPORTED
from zaizao_city.catalogue.mapping.columns import ELEMENTS_EDITION
from zaizao_city.catalogue.mapping.drafts import ItemDraft
from zaizao_city.catalogue.mapping.reading import SourceRow
from zaizao_city.catalogue.mapping.statutory import build_statutory
from zaizao_city.catalogue.models import (
    BasicItem,
    DefinitionVersion,
    ItemBasis,
    ItemMaterial,
    MaterialKind,
    ServiceItem,
)
from zaizao_city.catalogue.selectors.plans import SAME, ImportPlan, ItemChange, plan_import
from zaizao_city.catalogue.services.indexing import weigh_terms, write_documents
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require

BATCH = 500
_WRITTEN = (
    "code", "name", "kind", "department", "department_code", "area_code", "level", "audience", "status", "process",
    "statutory_limit", "promised_limit", "name_en", "organisation", "basic", "elements", "elements_edition", "changed_at",
    "unmapped",
)  # fmt: skip


@transaction.atomic
def import_items(
    rows: Sequence[SourceRow], *, actor: Actor, now: dt.datetime, since: dt.date | None = None,
    skip_refused: bool = False,
) -> ImportPlan:  # fmt: skip
    """Take over the rows; ``skip_refused`` leaves out the rows with blocking problems instead of refusing all.

    An item that names no process gets the statutory course, published from today and marked as not mapped. With
    ``since``, a day in the past, items that never had a course have it from that day on, as the law was then: so that
    cases which ended before the city had this catalogue can be taken over.

    Raises:
        NotPermittedError: the actor does not keep the catalogue.
        ImportRefusedError: some rows may not be taken over, and they are not to be skipped.
        CourseNotThenError: ``since`` is still to come, or the law of that day is not at hand.
    """
    require(actor, "catalogue.import_items")
    if since is not None and since > now.date():
        raise CourseNotThenError(day=since.isoformat())
    plan = plan_import(rows)
    if plan.blocked and not skip_refused:
        raise ImportRefusedError(count=plan.count()["refused"])
    changes = [change for change in plan.changes if change.kind != SAME]
    if not changes:
        return plan
    for at in range(0, len(changes), BATCH):
        _write_changes(changes[at : at + BATCH], actor=actor, now=now, since=since or now.date())
    weigh_terms()
    event = NewEvent(ITEMS_IMPORTED, {"counts": plan.count(), "codes": [change.draft.code for change in changes]}, None)
    append(ITEMS, [event], at=now, actor=actor.account_key, expected=None)
    return plan


def _write_changes(changes: Sequence[ItemChange], *, actor: Actor, now: dt.datetime, since: dt.date) -> None:
    drafts = {change.draft.code: change.draft for change in changes}
    held = {item.code: item for item in ServiceItem.objects.filter(pk__in=[c.item_id for c in changes if c.item_id])}
    items = [
        _fill_item(held.get(code) or ServiceItem(code=code, origin=Origin.IMPORTED), draft, now=now)
        for code, draft in drafts.items()
    ]
    _link_basics(items, drafts)
    _link_organisations(items, drafts)
    unmapped = [item for item in items if item.unmapped or not item.process]
    known, new = ([item for item in unmapped if bool(item.process) is is_known] for is_known in (True, False))
    publish_statutory(known, by=actor.account_key, now=now)
    publish_statutory(new, by=actor.account_key, now=now, since=since)
    ServiceItem.objects.bulk_update([item for item in items if item.pk], [*_WRITTEN])
    ServiceItem.objects.bulk_create([item for item in items if not item.pk])
    _write_bases(items, drafts)
    _write_materials(items, drafts)
    write_documents(items)


def _fill_item(item: ServiceItem, draft: ItemDraft, *, now: dt.datetime) -> ServiceItem:
    for name, value in draft.values.items():
        if not (name == "process" and not value):
            setattr(item, name, value)
    item.elements = {**item.elements, **{name: value for name, value in draft.elements.items() if value}}
    item.elements_edition = ELEMENTS_EDITION
    item.changed_at = now
    if draft.values.get("process"):
        item.unmapped = False
    return item


def _link_basics(items: Sequence[ServiceItem], drafts: dict[str, ItemDraft]) -> None:
    wanted = {drafts[item.code].basic_code: item for item in items if drafts[item.code].basic_code}
    rows = [BasicItem(code=code, name=item.name, kind=item.kind) for code, item in wanted.items()]
    BasicItem.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    found = {basic.code: basic for basic in BasicItem.objects.filter(code__in=list(wanted))}
    for item in items:
        if code := drafts[item.code].basic_code:
            item.basic = found[code]


def _link_organisations(items: Sequence[ServiceItem], drafts: dict[str, ItemDraft]) -> None:
    codes = {draft.organisation for draft in drafts.values() if draft.organisation}
    found = {organisation.code: organisation for organisation in Organisation.objects.filter(code__in=codes)}
    for item in items:
        if code := drafts[item.code].organisation:
            item.organisation = found[code]


def publish_statutory(items: Sequence[ServiceItem], *, by: str, now: dt.datetime, since: dt.date | None = None) -> None:
    """Give the items (at most `BATCH`) the statutory course of a day (today), in force from it; the caller writes the items.

    A course that was made for an item before and says something else serves no new case from today on.
    """
    since = since or now.date()
    try:
        definitions = {item.code: _build_statutory(item, on=since) for item in items}
    except (NoRuleInForceError, NotInForceError) as error:
        raise CourseNotThenError(day=since.isoformat()) from error
    for item in items:
        item.process, item.unmapped = definitions[item.code].process, True
    digests = [definition.digest for definition in definitions.values()]
    ours = DefinitionVersion.objects.filter(
        origin=Origin.GENERATED, process__in=[definition.process for definition in definitions.values()]
    )
    ours.filter(effective_until=None).exclude(digest__in=digests).update(effective_until=now.date())
    again = ours.filter(digest__in=digests)
    again.update(effective_until=None)
    known = set(again.values_list("digest", flat=True))
    fresh = [definition for definition in definitions.values() if definition.digest not in known]
    DefinitionVersion.objects.bulk_create([_make_version(d, by=by, now=now, since=since) for d in fresh])


def _build_statutory(item: ServiceItem, *, on: dt.date) -> ProcessDefinition:
    return build_statutory(
        code=item.code, name=item.name, kind=item.kind, department=item.department, limit=item.statutory_limit,
        promised=item.promised_limit, on=on,
    )  # fmt: skip


def _make_version(definition: ProcessDefinition, *, by: str, now: dt.datetime, since: dt.date) -> DefinitionVersion:
    return DefinitionVersion(
        process=definition.process, version=definition.version or "", name=definition.name.zh[:160],
        kind=definition.kind.value, digest=definition.digest, source=write_definition(definition),
        origin=Origin.GENERATED, unmapped=True, status=VersionStatus.PUBLISHED, effective_from=since, edited_by=by,
        created_at=now, published_at=now, published_by=by,
    )  # fmt: skip


def _write_bases(items: Sequence[ServiceItem], drafts: dict[str, ItemDraft]) -> None:
    spoken = [item for item in items if drafts[item.code].bases is not None]
    ItemBasis.objects.filter(item__in=spoken).delete()
    rows = [
        ItemBasis(item=item, position=at, law=law, article=article)
        for item in spoken
        for at, (law, article) in enumerate(drafts[item.code].bases or (), start=1)
    ]
    ItemBasis.objects.bulk_create(rows, batch_size=BATCH)


def _write_materials(items: Sequence[ServiceItem], drafts: dict[str, ItemDraft]) -> None:
    spoken = [item for item in items if drafts[item.code].materials is not None]
    kinds = {name: trust for item in spoken for name, trust in drafts[item.code].materials or ()}
    fresh = [MaterialKind(name=name, trust=trust) for name, trust in kinds.items()]
    MaterialKind.objects.bulk_create(
        fresh, batch_size=BATCH, update_conflicts=True, unique_fields=["name"], update_fields=["trust"]
    )
    found = {kind.name: kind for kind in MaterialKind.objects.filter(name__in=list(kinds))}
    ItemMaterial.objects.filter(item__in=spoken).delete()
    rows = [
        ItemMaterial(item=item, material=found[name], position=at)
        for item in spoken
        for at, (name, _) in enumerate(drafts[item.code].materials or (), start=1)
    ]
    ItemMaterial.objects.bulk_create(rows, batch_size=BATCH)
