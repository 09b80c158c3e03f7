"""The table behind the before/after picture: every difference as a row of words, with what it rests on.

The ground is read off the definitions. What the law says of it, and whether it suffices, the certificate tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, Clock, Field, Ground, Item, Link, ProcessDefinition
from zaizao.notation.critical import count_working_days
from zaizao.notation.faces import name_activity, short_limit
from zaizao.notation.lanes import name_organ, organ_of
from zaizao.notation.measure import clean_text
from zaizao.notation.overlay_change import Change, MaterialChange, MaterialFate, Side, compare_processes
from zaizao.notation.overlay_lineage import Key, trace_lineage
from zaizao.notation.overlay_strip import name_material
from zaizao.notation.overlay_words import find_links, name_basis, name_object
from zaizao.units import Limit
from zaizao.wording import say


class ChangeRow(Struct, frozen=True):
    """One element and what became of it; every column is words for people, ``id`` is ``PROCESS/ID``."""

    id: str
    element: str
    """What kind of element: step, prerequisite, material, item, field."""
    before: str
    """Empty for what is new."""
    after: str
    """Empty for what was dropped."""
    happened: str
    ground: str


def change_table(
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition,
    *,
    language: str = "zh",
    grounds: Mapping[str, str] | None = None,
) -> list[ChangeRow]:
    """Every step of both sides, and every prerequisite, material, item limit and field that changed.

    Steps that stayed as they were have rows too, so that nothing of the picture is missing. ``grounds`` puts better
    words (those of a certificate, say) in the last column, by `ChangeRow.id`.
    """
    change = compare_processes(before, after=after)
    rows = [
        *_step_rows(change, language=language),
        *_link_rows(change, language=language),
        *_material_rows(change, language=language),
        *_item_rows(change, language=language),
        *_field_rows(change, language=language),
    ]
    known = grounds or {}
    return [replace(row, ground=known.get(row.id, row.ground)) for row in rows]


def _and(parts: Sequence[str], *, language: str) -> str:
    return (", " if language == "en" else "、").join(part for part in parts if part)


def _side_of(change: Change, process: str) -> Side:
    return next(side for side in change.before if side.definition.process == process)


def _step_rows(change: Change, *, language: str) -> Iterator[ChangeRow]:
    after = change.after
    for side in change.before:
        process = side.definition.process
        for node in side.graph.nodes:
            key = (process, node)
            heirs = change.steps.heirs[key]
            happened = [_say_step(change, key, heir, language=language) for heir in heirs]
            gone = say("overlay-became-gone", {}, language)
            yield ChangeRow(
                id="/".join(key), element=say("overlay-row-step", {}, language),
                before=_say_side(side, node, language=language),
                after=_and([_say_side(after, heir, language=language) for heir in heirs], language=language),
                happened=_and(list(dict.fromkeys(happened)), language=language) or gone,
                ground="" if heirs else _ground_of_step(side, node, language=language),
            )  # fmt: skip
    for node in after.graph.nodes:
        if not change.steps.origins[node]:
            yield ChangeRow(
                id=f"{after.definition.process}/{node}", element=say("overlay-row-step", {}, language), before="",
                after=_say_side(after, node, language=language), happened=say("overlay-became-new", {}, language),
                ground=_bases(after, after.definition.activities[node].bases, language=language),
            )  # fmt: skip


def _say_side(side: Side, node: str, *, language: str) -> str:
    """A step with who does it and how long: 现场核查（市场监管局，3日）."""
    organ = name_organ(side.definition, organ_of(side.definition, node), language=language)
    limit = side.definition.activities[node].limit
    notes = [organ] + ([short_limit(limit, language=language)] if limit is not None else [])
    fields = {
        "name": name_activity(side.definition, node, language=language),
        "notes": (", " if language == "en" else "，").join(notes),
    }
    return say("draw-with-notes", fields, language)


def _say_step(change: Change, key: Key, heir: str, *, language: str) -> str:
    side, after = _side_of(change, key[0]), change.after
    one, other = side.definition.activities[key[1]], after.definition.activities[heir]
    said = []
    if heir in change.united:
        said.append(say("overlay-became-joined", {"count": len(change.steps.origins[heir])}, language))
    if heir in change.parallel:
        said.append(say("overlay-became-parallel", {}, language))
    said += _say_limit(one.limit, other.limit, language=language)
    organs = [
        name_organ(x.definition, organ_of(x.definition, y), language=language)
        for x, y in ((side, key[1]), (after, heir))
    ]
    if organs[0] != organs[1]:
        said.append(say("overlay-became-elsewhere", {"organ": organs[1]}, language))
    if other.automatic is not None and one.automatic is None:
        said.append(say("overlay-became-automatic", {}, language))
    return _and(said, language=language) or say("overlay-became-kept", {}, language)


def _say_limit(one: Limit | None, other: Limit | None, *, language: str) -> list[str]:
    if one is None or other is None or one == other:
        return []
    shorter = count_working_days(other) < count_working_days(one)
    return [say("overlay-became-shorter" if shorter else "overlay-became-longer", {}, language)]


def _ground_of_step(side: Side, node: str, *, language: str) -> str:
    activity: Activity = side.definition.activities[node]
    if activity.bases:
        return _bases(side, activity.bases, language=language)
    return say("overlay-ground-assumed" if activity.assumption else "overlay-ground-none", {}, language)


def _bases(side: Side, bases: Sequence[str], *, language: str) -> str:
    return _and([name_basis(side, one, language=language) for one in bases], language=language)


def _link_rows(change: Change, *, language: str) -> Iterator[ChangeRow]:
    for side in change.before:
        process = side.definition.process
        for edge in side.graph.edges:
            if (process, edge.source, edge.target) not in change.dropped:
                continue
            names = {
                end: name_activity(side.definition, getattr(edge, end), language=language)
                for end in ("source", "target")
            }
            links = find_links(side, edge)
            grounds = dict.fromkeys(
                _ground_of_link(change, side, link, edge.target, language=language) for link in links
            )
            yield ChangeRow(
                id=f"{process}/{edge.source}→{edge.target}", element=say("overlay-row-link", {}, language),
                before=say("overlay-arrow", names, language), after="",
                happened=say("overlay-became-gone", {}, language), ground=_and(list(grounds), language=language),
            )  # fmt: skip


def _ground_of_link(change: Change, side: Side, link: Link, target: str, *, language: str) -> str:
    process = side.definition.process
    if link.ground is Ground.CUSTOM:
        return say("overlay-ground-custom", {}, language)
    if change.is_gone((process, link.activity)):
        return say("overlay-ground-source-gone", {}, language)
    if change.is_gone((process, target)):
        return say("overlay-ground-target-gone", {}, language)
    name = name_basis if link.ground is Ground.LAW else name_object
    return name(side, link.of or "", language=language)


def _material_rows(change: Change, *, language: str) -> Iterator[ChangeRow]:
    brings = say("overlay-fate-kept", {}, language)
    for one in change.materials:
        if one.fate is MaterialFate.KEPT:
            continue
        name = name_material(one, change=change, language=language)
        process, identifier = one.before or (change.after.definition.process, one.after or "")
        kept = one.after is not None and one.after in change.after.definition.materials
        yield ChangeRow(
            id=f"{process}/{identifier}", element=say("overlay-row-material", {}, language),
            before=name if one.before is not None else "", after=_after_name(one, change, language=language) if kept else "",
            happened=say(f"overlay-fate-{one.fate.value}", {}, language) or brings,
            ground=_ground_of_material(one, change, language=language),
        )  # fmt: skip


def _after_name(one: MaterialChange, change: Change, *, language: str) -> str:
    return clean_text(change.after.definition.materials[one.after or ""].name.say(language)) or (one.after or "")


def _ground_of_material(one: MaterialChange, change: Change, *, language: str) -> str:
    """What the definitions say for it; empty where they say nothing."""
    heir = change.after.definition.materials.get(one.after or "")
    if one.fate is MaterialFate.SHARED and heir is not None:
        return say("overlay-ground-held", {"held": heir.source.removeprefix("shared/")}, language)
    if one.fate is MaterialFate.WITHIN:
        return _say_giver(one, change, language=language)
    if one.fate is MaterialFate.PLEDGED:
        return say("overlay-ground-pledge", {}, language) if heir is not None and heir.risks == () else ""
    if one.fate is MaterialFate.GAP:
        return say("overlay-ground-secondary", {}, language) if heir is not None and heir.secondary else ""
    if one.fate is MaterialFate.JOINED:
        return say("overlay-ground-same", {}, language)
    if one.before is None:
        side, name = change.after, one.after or ""
    else:
        side, name = _side_of(change, one.before[0]), one.before[1]
    basis = side.definition.materials[name].basis
    return name_basis(side, basis, language=language) if basis else say("overlay-ground-none", {}, language)


def _say_giver(one: MaterialChange, change: Change, *, language: str) -> str:
    """The step that makes it now."""
    after = change.after.definition
    name = one.after or (one.before[1] if one.before is not None else "")
    heir = after.materials.get(name)
    givers = [step for step, activity in after.activities.items() if name in activity.gives]
    source = heir.source if heir is not None and heir.source in after.activities else next(iter(givers), None)
    if source is None:
        return ""
    return say("overlay-ground-from", {"name": name_activity(after, source, language=language)}, language)


def _item_rows(change: Change, *, language: str) -> Iterator[ChangeRow]:
    """Items whose limit changed, dropped items and new ones."""
    after = change.after
    lineage = trace_lineage([side.definition for side in change.before], after=after.definition, kind="items")
    for (process, name), heirs in lineage.heirs.items():
        side = _side_of(change, process)
        was = _limit_of(side.definition.items[name])
        for heir in heirs or (None,):
            now = _limit_of(after.definition.items[heir]) if heir is not None else None
            happened = _say_limit(was, now, language=language)
            if heir is not None and not happened:
                continue
            yield ChangeRow(
                id=f"{process}/{name}", element=say("overlay-row-item", {}, language),
                before=_say_item(side, name, language=language),
                after=_say_item(after, heir, language=language) if heir is not None else "",
                happened=_and(happened, language=language) or say("overlay-became-gone", {}, language),
                ground=_bases(side, side.definition.items[name].bases, language=language),
            )  # fmt: skip


def _limit_of(item: Item) -> Limit | None:
    clock: Clock | None = item.clock
    return item.promised or (clock.limit if clock is not None else None)


def _say_item(side: Side, name: str, *, language: str) -> str:
    item = side.definition.items[name]
    said = clean_text(item.name.say(language)) if item.name is not None else name
    limit = _limit_of(item)
    if limit is None:
        return said
    return say("draw-with-notes", {"name": said, "notes": short_limit(limit, language=language)}, language)


def _field_rows(change: Change, *, language: str) -> Iterator[ChangeRow]:
    """Fields that the applicant filled in and no longer has to."""
    after = change.after.definition
    lineage = trace_lineage([side.definition for side in change.before], after=after, kind="fields")
    for (process, name), heirs in lineage.heirs.items():
        one = _side_of(change, process).definition.fields[name]
        asked = [heir for heir in heirs if after.fields[heir].source == "applicant"]
        if one.source != "applicant" or asked:
            continue
        heir = after.fields[heirs[0]] if heirs else None
        shared = heir is not None and heir.source.startswith("shared/")
        yield ChangeRow(
            id=f"{process}/{name}", element=say("overlay-row-field", {}, language), before=_say_field(one, name, language=language),
            after=_say_field(heir, heirs[0], language=language) if heir is not None else "",
            happened=say("overlay-became-shared" if shared else "overlay-fate-dropped", {}, language),
            ground=say("overlay-ground-held", {"held": heir.source.removeprefix("shared/")}, language) if heir is not None and shared else "",
        )  # fmt: skip


def _say_field(one: Field, name: str, *, language: str) -> str:
    return (clean_text(one.name.say(language)) if one.name is not None else "") or name
