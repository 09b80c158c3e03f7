"""The dry run of an import: what each row would change, and every problem, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from zaizao_city.catalogue.mapping.columns import BY_HEADING
from zaizao_city.catalogue.mapping.drafts import ItemDraft, read_drafts
from zaizao_city.catalogue.mapping.problems import RowProblem
from zaizao_city.catalogue.mapping.reading import SourceRow
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.identity.models import Organisation

BATCH = 500
ADDED, CHANGED, SAME = "added", "changed", "same"


@frozen
class ItemChange:
    """What one row does: ``kind`` added, changed or same; ``fields`` by heading, before and after."""

    draft: ItemDraft
    kind: str
    fields: Mapping[str, tuple[str, str]]
    item_id: int | None = None


@frozen
class ImportPlan:
    """All changes and all problems of a file, in the order of its rows; ``rows`` counts what was handed in."""

    rows: int
    changes: tuple[ItemChange, ...]
    problems: tuple[RowProblem, ...]

    @property
    def blocked(self) -> tuple[RowProblem, ...]:
        """The problems that keep their row from being taken over."""
        return tuple(problem for problem in self.problems if problem.blocking)

    def count(self) -> dict[str, int]:
        """How many rows are added, changed, the same, and refused."""
        counts = {kind: sum(change.kind == kind for change in self.changes) for kind in (ADDED, CHANGED, SAME)}
        return counts | {"refused": len({problem.row for problem in self.blocked})}


def plan_import(rows: Sequence[SourceRow]) -> ImportPlan:
    """What taking over the rows would do to the items as they stand now."""
    drafts, problems = read_drafts(list(rows))
    missing = _find_missing(drafts)
    problems += missing
    refused = {problem.row for problem in problems if problem.blocking}
    kept = [draft for draft in drafts if draft.row not in refused]
    held = _read_held(kept)
    changes = tuple(_compare(draft, held.get(draft.code)) for draft in kept)
    return ImportPlan(len(rows), changes, tuple(sorted(problems, key=lambda problem: problem.row)))


def _find_missing(drafts: Sequence[ItemDraft]) -> list[RowProblem]:
    """Processes and organisations that rows name and nobody knows."""
    processes = {draft.values["process"] for draft in drafts if draft.values.get("process")}
    organisations = {draft.organisation for draft in drafts if draft.organisation}
    known = set(DefinitionVersion.objects.filter(process__in=processes).values_list("process", flat=True))
    there = set(Organisation.objects.filter(code__in=organisations).values_list("code", flat=True))
    problems = []
    for draft in drafts:
        process, organisation = draft.values.get("process"), draft.organisation
        if process and process not in known:
            problems.append(RowProblem(draft.row, "unknown-process", {"value": process}))
        if organisation and organisation not in there:
            problems.append(RowProblem(draft.row, "unknown-organisation", {"value": organisation}))
    return problems


def _read_held(drafts: Sequence[ItemDraft]) -> dict[str, ServiceItem]:
    held: dict[str, ServiceItem] = {}
    codes = [draft.code for draft in drafts]
    query = ServiceItem.objects.select_related("organisation", "basic").prefetch_related("materials__material", "bases")
    for at in range(0, len(codes), BATCH):
        held |= {item.code: item for item in query.filter(code__in=codes[at : at + BATCH])}
    return held


def _compare(draft: ItemDraft, item: ServiceItem | None) -> ItemChange:
    after = _show_draft(draft)
    if item is None:
        return ItemChange(draft, ADDED, {name: ("", value) for name, value in after.items() if value})
    before = _show_item(item)
    changed = {name: (before.get(name, ""), value) for name, value in after.items() if before.get(name, "") != value}
    return ItemChange(draft, CHANGED if changed else SAME, changed, item.pk)


_HEADINGS = {column.attribute: column.heading for column in BY_HEADING.values()}


def _show_draft(draft: ItemDraft) -> dict[str, str]:
    """What the row speaks of, by heading; a process left empty is not a change."""
    shown = {name: str(value) for name, value in draft.values.items() if not (name == "process" and not value)}
    shown |= dict(draft.elements)
    optional = {"organisation": draft.organisation, "basic_code": draft.basic_code}
    shown |= {name: value for name, value in optional.items() if value}
    if draft.bases is not None:
        shown["bases"] = "；".join(f"《{law}》{article}" for law, article in draft.bases)
    if draft.materials is not None:
        shown["materials"] = "；".join(f"{name}[{trust}]" for name, trust in draft.materials)
    return {_HEADINGS[name]: value for name, value in shown.items()}


def _show_item(item: ServiceItem) -> dict[str, str]:
    return {_HEADINGS[name]: value for name, value in write_cells(item).items()}


def write_cells(item: ServiceItem) -> dict[str, str]:
    """The item as the cells of a table, by attribute; its materials and bases should be fetched before."""
    plain: dict[str, Any] = {
        name: getattr(item, name)
        for name in (
            "code", "name", "kind", "department", "department_code", "area_code", "level", "audience", "status",
            "process", "statutory_limit", "promised_limit", "name_en",
        )
    }  # fmt: skip
    plain["organisation"] = item.organisation.code if item.organisation else ""
    plain["basic_code"] = item.basic.code if item.basic else ""
    plain["bases"] = "；".join(str(basis) for basis in item.bases.all())
    plain["materials"] = "；".join(f"{use.material.name}[{use.material.trust}]" for use in item.materials.all())
    return {name: str(value) for name, value in plain.items()} | {name: str(v) for name, v in item.elements.items()}
