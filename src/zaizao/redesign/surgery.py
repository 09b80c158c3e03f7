"""Small cuts on definitions, and what heals them: nothing that an activity needs may be lost with a link.

Which cut is allowed is the operators' and the verifier's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, IfSkipped, Link, OnRefused, ProcessDefinition
from zaizao.definition.survey import Survey
from zaizao.redesign.flow import Flow, is_accepting, is_closing, is_deciding, list_people, serve_one_item
from zaizao.redesign.situations import Situations


def with_activities(definition: ProcessDefinition, changed: Mapping[str, Activity]) -> ProcessDefinition:
    """The definition with some activities replaced in their places."""
    return replace(definition, activities={**definition.activities, **changed}, digest="")


def with_links(definition: ProcessDefinition, name: str, links: Iterable[Link]) -> ProcessDefinition:
    """The definition with the prerequisites of one activity replaced."""
    after = tuple(links)
    activity = definition.activities[name]
    needs = "all" if not after else activity.needs
    return with_activities(definition, {name: replace(activity, after=after, needs=needs)})


def without_custom_links(definition: ProcessDefinition, name: str, sources: Iterable[str]) -> ProcessDefinition:
    """The definition in which ``name`` no longer waits, by habit, for ``sources``; what it needs of them it keeps."""
    gone = set(sources)
    kept = [
        link
        for link in definition.activities[name].after
        if link.ground is not Ground.CUSTOM or link.activity not in gone
    ]
    return keep_order(definition, with_links(definition, name, kept))


def keep_order(old: ProcessDefinition, new: ProcessDefinition) -> ProcessDefinition:
    """``new`` with a link of its own wherever an activity has lost an earlier one that it needs.

    Needed are: the intake (行政许可法 第32条), what makes something it takes or reads, what is examined for the item
    it decides (第34条), where its item's clock starts, whose people its rules speak of, and, for what closes a case,
    what would otherwise lead nowhere. Activities that have become skippable get their `if_skipped`.
    """
    earlier = Flow(old)
    situations = Situations((old, new))
    wanted = situations.list_runs(old)
    for name in new.activities:
        if name in earlier.activities:
            new = _keep_before(earlier, new, name, wanted[name], situations)
    return with_needed_skips(_tie_loose_ends(earlier, new))


def _keep_before(
    earlier: Flow, new: ProcessDefinition, name: str, wanted: int, situations: Situations
) -> ProcessDefinition:
    flow = Flow(new)
    for source in reversed(earlier.list_before(name)):
        if source not in new.activities or source == name or flow.is_before(source, name):
            continue
        link = _find_need(earlier, source, name)
        if link is None or flow.is_before(name, source):
            continue
        new = _add_link(new, name, link, wanted, situations)
        flow = Flow(new)
    return new


def _find_need(earlier: Flow, source: str, target: str) -> Link | None:
    first, second = earlier.activities[source], earlier.activities[target]
    handed = earlier.list_handed(source, target)
    if handed:
        return Link(source, Ground.DATA, of=handed[0])
    common = first.item is None or second.item is None or first.item == second.item
    if is_accepting(first) and not is_accepting(second) and common:
        return _copy_intake_link(earlier, source)
    if is_deciding(second) and serve_one_item(earlier.definition, first, second) and not is_closing(first):
        return _copy_examination_link(earlier, source, target)
    if _starts_clock(earlier.definition, source, second):
        return Link(source, Ground.CUSTOM)
    return Link(source, Ground.CUSTOM) if source in list_people(second) else None


def _copy_intake_link(earlier: Flow, source: str) -> Link:
    """As the law lets others come after the intake; by habit where the definition knows of no law."""
    links = [
        link
        for activity in earlier.activities.values()
        for link in activity.after
        if link.activity == source and link.ground is Ground.LAW
    ]
    if links:
        return replace(links[0], if_skipped=None)
    bases = earlier.activities[source].bases
    outcomes = earlier.activities[source].outcomes
    on = outcomes[:1] if len(outcomes) > 1 else ()
    return Link(source, Ground.LAW, of=bases[0], on=on) if bases else Link(source, Ground.CUSTOM, on=on)


def _copy_examination_link(earlier: Flow, source: str, target: str) -> Link:
    """As the last step before the decision is tied to it: what is examined belongs to one examination."""
    founded = bool(earlier.activities[source].bases)
    for link in earlier.activities[target].after:
        if founded and link.ground is Ground.LAW and earlier.is_before(source, link.activity):
            return Link(source, Ground.LAW, of=link.of, assumption=link.assumption)
    return Link(source, Ground.CUSTOM)


def _starts_clock(definition: ProcessDefinition, source: str, target: Activity) -> bool:
    item = definition.items.get(target.item) if target.item is not None else None
    return item is not None and item.clock is not None and item.clock.start.rpartition(".")[0] == source


def _add_link(
    definition: ProcessDefinition, name: str, link: Link, wanted: int, situations: Situations
) -> ProcessDefinition:
    """With the link; where its source can be skipped, such that the activity happens when it happened before."""
    tried = definition
    for choice in (IfSkipped.RUN, IfSkipped.SKIP):
        tried = with_links(definition, name, (*definition.activities[name].after, replace(link, if_skipped=choice)))
        if situations.list_runs(tried)[name] == wanted:
            return tried
    return tried


def _tie_loose_ends(earlier: Flow, new: ProcessDefinition) -> ProcessDefinition:
    """Work that led to something and now leads nowhere is tied to the next decision or ending that waited for it."""
    flow = Flow(new)
    for name in new.activities:
        if flow.followers[name] or not earlier.followers.get(name) or is_closing(new.activities[name]):
            continue
        for later in new.activities:
            if later not in earlier.activities or later == name:
                continue
            ending = is_deciding(new.activities[later]) or is_closing(new.activities[later])
            if ending and earlier.is_before(name, later) and not flow.is_before(later, name):
                link = Link(name, Ground.CUSTOM, if_skipped=IfSkipped.RUN)
                new = with_links(new, later, (*new.activities[later].after, link))
                flow = Flow(new)
                break
    return new


def with_needed_skips(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition with `if_skipped` where a source can be skipped, and nowhere else. New ones let the target run."""
    survey = Survey(definition)
    changed: dict[str, Activity] = {}
    for name, activity in definition.activities.items():
        links = tuple(_with_needed_skip(survey, link, activity) for link in activity.after)
        if links != activity.after:
            changed[name] = replace(activity, after=links)
    return with_activities(definition, changed) if changed else definition


def _with_needed_skip(survey: Survey, link: Link, target: Activity) -> Link:
    if survey.can_be_skipped(link, target):
        return link if link.if_skipped is not None else replace(link, if_skipped=IfSkipped.RUN)
    return replace(link, if_skipped=None) if link.if_skipped is not None else link


def list_every_outcome(definition: ProcessDefinition, source: str) -> tuple[str, ...]:
    """What a link has to name so that a refusal at its source, which ends only its own item, does not make it fail."""
    activity = definition.activities[source]
    item = definition.items.get(activity.item) if activity.item is not None else None
    blocks = item is not None and item.on_refused is OnRefused.SKIP_DEPENDENTS and is_deciding(activity)
    return activity.outcomes if blocks else ()


def rename_everywhere(definition: ProcessDefinition, kind: str, names: Mapping[str, str]) -> ProcessDefinition:
    """Give activities, materials or items other identifiers wherever they are referred to."""
    return _RENAMERS[kind](definition, names) if names else definition


def _rename_activities(definition: ProcessDefinition, names: Mapping[str, str]) -> ProcessDefinition:
    def point(text: str) -> str:
        name, dot, moment = text.rpartition(".")
        return f"{names.get(name, name)}{dot}{moment}"

    activities = {
        names.get(name, name): _rename_in_activity(activity, names) for name, activity in definition.activities.items()
    }
    items = {
        name: replace(item, clock=replace(item.clock, start=point(item.clock.start), end=point(item.clock.end)))
        if item.clock is not None
        else item
        for name, item in definition.items.items()
    }
    tables: dict[str, Any] = {
        table: {
            name: replace(declared, source=names.get(declared.source, declared.source))
            for name, declared in getattr(definition, table).items()
        }
        for table in ("materials", "fields")
    }
    organs = {
        name: replace(organ, duties=_rename_all(organ.duties, names)) for name, organ in definition.organs.items()
    }
    entries = {name: replace(log, during=_rename_all(log.during, names)) for name, log in definition.entries.items()}
    interrupts = {
        name: replace(each, cancels=_rename_all(each.cancels, names), then=names.get(each.then or "", each.then))
        for name, each in definition.interrupts.items()
    }
    group = definition.group
    if group is not None:
        group = replace(group, answer=names.get(group.answer, group.answer))
    return replace(
        definition,
        activities=activities,
        items=items,
        organs=organs,
        entries=entries,
        interrupts=interrupts,
        group=group,
        promised_from=point(definition.promised_from) if definition.promised_from is not None else None,
        digest="",
        **tables,
    )


def _rename_all(listed: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(name, name) for name in listed))


def _rename_in_activity(activity: Activity, names: Mapping[str, str]) -> Activity:
    who, repeat, recurs = activity.who, activity.repeat, activity.recurs
    if who is not None:
        who = replace(who, not_=_rename_all(who.not_, names), same_as=names.get(who.same_as or "", who.same_as))
    if repeat is not None:
        repeat = replace(repeat, body=_rename_all(repeat.body, names))
    if recurs is not None:
        recurs = replace(recurs, while_=names.get(recurs.while_, recurs.while_))
    return replace(
        activity,
        after=tuple(replace(link, activity=names.get(link.activity, link.activity)) for link in activity.after),
        by_same_as=names.get(activity.by_same_as or "", activity.by_same_as),
        who=who,
        repeat=repeat,
        recurs=recurs,
    )


def _rename_things(definition: ProcessDefinition, names: Mapping[str, str]) -> Iterator[tuple[str, Activity]]:
    for name, activity in definition.activities.items():
        links = tuple(
            replace(link, of=names.get(link.of, link.of)) if link.ground is Ground.DATA and link.of else link
            for link in activity.after
        )
        yield (
            name,
            replace(
                activity,
                after=links,
                takes=_rename_all(activity.takes, names),
                gives=_rename_all(activity.gives, names),
            ),
        )


def _rename_materials(definition: ProcessDefinition, names: Mapping[str, str]) -> ProcessDefinition:
    """Materials that come to the same identifier are one: the first declaration stands."""
    materials: dict[str, Any] = {}
    for name, material in definition.materials.items():
        materials.setdefault(names.get(name, name), material)
    return replace(definition, materials=materials, activities=dict(_rename_things(definition, names)), digest="")


def _rename_items(definition: ProcessDefinition, names: Mapping[str, str]) -> ProcessDefinition:
    items = {names.get(name, name): item for name, item in definition.items.items()}
    activities = {
        name: replace(activity, item=names.get(activity.item or "", activity.item))
        for name, activity in definition.activities.items()
    }
    return replace(definition, items=items, activities=activities, digest="")


_RENAMERS = {"activities": _rename_activities, "materials": _rename_materials, "items": _rename_items}
