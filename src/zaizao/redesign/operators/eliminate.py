"""Eliminate: what no law demands and nobody needs is no longer done or asked.

What it does: takes out an activity, a prerequisite or a material without ground. Whoever waited for an
activity taken out now waits for what came before it.
When: a step on the way of an application (审核、复核、会签、盖章、踏勘 …) has no basis in force, no `law` prerequisite in
force needs it, and nothing it gives or writes is needed by what stays; a `law` prerequisite whose basis is
repealed; a `data` prerequisite whose object is not made there; a material that no basis in force
demands and nobody makes. A field is never taken out: who reads it may need it.
Limits of the law: the last step that examines an item stays, basis or not (行政许可法 第34条); a legal act with a
basis in force always stays; an activity whose outcome or guard decides whether others happen stays.
Theory: “task elimination” of Reijers and Mansar; 行政许可法 第31条, 优化营商环境条例 第35条.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, IfSkipped, Kind, Link, ProcessDefinition
from zaizao.definition.survey import list_outcomes
from zaizao.definition.vocabulary import VERBS
from zaizao.redesign.flow import Flow, is_accepting, is_closing, is_deciding
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import Scope
from zaizao.redesign.surgery import keep_order, list_every_outcome, with_needed_skips

NAME = "eliminate"
STEPS = frozenset("check review consult countersign verify visit_site inspect_enterprise seal".split())
"""Words for what is asked of an application on its way. Without a basis they are mere habit; of the legal acts only 盖章
is among them. What a process is there to do (work, handle, plan, mediate …) needs no law to be done."""
IN_MATTERS = frozenset({"review", "countersign", "seal"})
"""Of these, what is habit also where nobody has applied for anything."""


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """Activities first, then the prerequisites without ground that are left, and materials."""
    flow = Flow(definition)
    for name, activity in definition.activities.items():
        if _is_unfounded(flow, scope, name, activity) and _is_unneeded(flow, scope, name):
            reason = Reason(
                "redesign-ground-unfounded", {"activity": activity.name or name, **_cite(definition, activity)}
            )
            yield Move(NAME, (f"activities/{name}",), reason, ("activities", name))
    yield from _find_links(flow, scope)
    yield from _find_materials(flow, scope)


def _cite(definition: ProcessDefinition, activity: Activity) -> dict[str, object]:
    cited = (definition.bases[basis] for basis in activity.bases if basis in definition.bases)
    return {"bases": tuple(f"《{basis.law}》{basis.article}" for basis in cited)}


def _find_links(flow: Flow, scope: Scope) -> Iterator[Move]:
    for name, activity in flow.activities.items():
        for link in activity.after:
            reason = _refute(flow, scope, name, link)
            if reason is not None and activity.needs == "all" and name not in flow.tied:
                yield Move(NAME, (f"activities/{name}/after/{link.activity}",), reason, ("links", name, link.activity))


def _refute(flow: Flow, scope: Scope, name: str, link: Link) -> Reason | None:
    """Why a prerequisite of law or data has no ground; None when it has one."""
    fields = {"activity": name, "source": link.activity}
    definition = flow.definition
    if link.ground is Ground.LAW and link.of is not None and not scope.is_in_force(definition, link.of):
        basis = definition.bases.get(link.of)
        cited = f"《{basis.law}》{basis.article}" if basis is not None else link.of
        return Reason("redesign-ground-repealed", {**fields, "basis": cited}, basis=link.of)
    if link.ground is Ground.DATA and link.of is not None and link.activity in flow.activities:
        is_made = link.of in flow.list_made(link.activity)
        return None if is_made else Reason("redesign-ground-not-handed", {**fields, "what": link.of}, material=link.of)
    return None


def _is_unfounded(flow: Flow, scope: Scope, name: str, activity: Activity) -> bool:
    if is_accepting(activity) or is_deciding(activity) or name in flow.tied:
        return False
    steps = IN_MATTERS if flow.definition.kind is Kind.MATTER else STEPS
    if activity.does not in steps or scope.list_in_force(flow.definition, activity.bases):
        return False
    special = (activity.awaits, activity.opens, activity.automatic, activity.each, activity.offer, activity.silent)
    if any(special) or activity.undo is not None or _is_spoken_of(flow.definition, name):
        return False
    return activity.does == "seal" or _examines_besides(flow, scope, name, activity)


def _is_spoken_of(definition: ProcessDefinition, name: str) -> bool:
    """Whether a clock, the promise, an interrupt, entries or a rule about people names it."""
    points = {definition.promised_from}
    for item in definition.items.values():
        if item.clock is not None:
            points |= {item.clock.start, item.clock.end}
    if any(point is not None and point.rpartition(".")[0] == name for point in points):
        return True
    named = [each.cancels for each in definition.interrupts.values()]
    named += [log.during for log in definition.entries.values()]
    for activity in definition.activities.values():
        who = activity.who
        named.append((*(who.not_ if who else ()), who.same_as or "" if who else "", activity.by_same_as or ""))
    if definition.group is not None:
        named.append((definition.group.answer,))
    return any(name in each for each in named)


def _examines_besides(flow: Flow, scope: Scope, name: str, activity: Activity) -> bool:
    """Whether something else examines the item, so that this step is not the examination the law asks for."""
    if activity.item is None:
        return True
    others = [
        other
        for key, other in flow.activities.items()
        if key != name and other.item == activity.item and not is_accepting(other) and not is_closing(other)
    ]
    return any(not is_deciding(other) and scope.list_in_force(flow.definition, other.bases) for other in others)


def _is_unneeded(flow: Flow, scope: Scope, name: str) -> bool:
    made = flow.list_made(name)
    for other, activity in flow.activities.items():
        if other == name:
            continue
        if made & flow.list_needed(other):
            return False
        for link in activity.after:
            if link.activity == name and not _can_do_without(flow, scope, link):
                return False
    return True


def _can_do_without(flow: Flow, scope: Scope, link: Link) -> bool:
    source = flow.activities[link.activity]
    if link.ground is Ground.LAW and (link.of is None or scope.is_in_force(flow.definition, link.of)):
        return False
    return not link.on or list_outcomes(source)[0] in link.on


def _find_materials(flow: Flow, scope: Scope) -> Iterator[Move]:
    definition = flow.definition
    for name, material in definition.materials.items():
        if scope.is_in_force(definition, material.basis) or material.source in definition.activities:
            continue
        takers = [activity for activity in definition.activities.values() if name in activity.takes]
        if not takers or any(name in activity.gives for activity in definition.activities.values()):
            continue
        if any(link.of == name for activity in definition.activities.values() for link in activity.after):
            continue
        legal = any(VERBS[t.does].legal_act and scope.list_in_force(definition, t.bases) for t in takers)
        if not legal and not material.holds:
            reason = Reason("redesign-ground-unasked", {"what": material.name}, material=name)
            yield Move(NAME, (f"materials/{name}",), reason, ("materials", name))


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition without what the move names."""
    kind, name, *rest = move.detail
    if kind == "links":
        return _drop_link(definition, name, rest[0])
    if kind == "activities":
        return _drop_activity(definition, name)
    return _drop_material(definition, name)


def _drop_link(definition: ProcessDefinition, name: str, source: str) -> ProcessDefinition:
    activity = definition.activities[name]
    links = tuple(link for link in activity.after if link.activity != source)
    changed = {**definition.activities, name: replace(activity, after=links)}
    return keep_order(definition, replace(definition, activities=changed, digest=""))


def _drop_activity(definition: ProcessDefinition, name: str) -> ProcessDefinition:
    """Whoever came after it now comes after what it came after; a prerequisite of law or data keeps its ground."""
    gone = definition.activities[name]
    activities = {}
    for other, activity in definition.activities.items():
        if other == name:
            continue
        links: list[Link] = []
        for link in activity.after:
            links.extend(_bypass(definition, link, gone, other) if link.activity == name else [link])
        activities[other] = replace(activity, after=_without_doubles(links))
    organs = {
        key: replace(organ, duties=tuple(duty for duty in organ.duties if duty != name))
        for key, organ in definition.organs.items()
    }
    cut = replace(definition, activities=activities, organs=organs, digest="")
    return with_needed_skips(keep_order(definition, cut))


def _bypass(definition: ProcessDefinition, link: Link, gone: Activity, target: str) -> list[Link]:
    """The prerequisites of what is gone, as they held through it."""
    ended = link.if_skipped is IfSkipped.SKIP
    return [
        replace(
            earlier,
            ground=Ground.CUSTOM,
            of=None,
            on=earlier.on if ended else list_every_outcome(definition, earlier.activity),
            if_skipped=IfSkipped.RUN if earlier.if_skipped is IfSkipped.RUN else link.if_skipped or earlier.if_skipped,
            assumption=earlier.assumption or link.assumption,
        )
        for earlier in gone.after
        if earlier.activity != target
    ]


def _without_doubles(links: list[Link]) -> tuple[Link, ...]:
    """One link from each source: one that has a ground, else the first."""
    strength = {Ground.LAW: 2, Ground.DATA: 1, Ground.CUSTOM: 0}
    kept: dict[tuple[str, tuple[str, ...]], Link] = {}
    for link in links:
        rivals = [
            key for key in kept if key[0] == link.activity and (not key[1] or not link.on or set(key[1]) & set(link.on))
        ]
        if not rivals:
            kept[link.activity, link.on] = link
        elif strength[link.ground] > strength[kept[rivals[0]].ground]:
            kept[rivals[0]] = link
    return tuple(kept.values())


def _drop_material(definition: ProcessDefinition, name: str) -> ProcessDefinition:
    activities = {
        key: replace(activity, takes=tuple(each for each in activity.takes if each != name))
        for key, activity in definition.activities.items()
    }
    materials = {key: material for key, material in definition.materials.items() if key != name}
    return replace(definition, activities=activities, materials=materials, digest="")


OPERATOR = Operator(NAME, find, carry_out)
