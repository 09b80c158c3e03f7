"""Making one out of several activities or materials, with the lineage of what it takes the place of.

What the law demands of any of them is demanded of the one. Which may become one is the operators' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from zaizao.definition.model import (
    Activity,
    Ground,
    IfSkipped,
    Item,
    Link,
    Material,
    ProcessDefinition,
    Silent,
    Undo,
    Who,
)
from zaizao.notation.critical import count_working_days
from zaizao.redesign.flow import Flow, is_deciding
from zaizao.redesign.surgery import list_every_outcome, rename_everywhere, with_needed_skips
from zaizao.units import Limit, Text

Element = TypeVar("Element", Activity, Material, Item)
_SUMS = ("outcomes", "takes", "gives", "reads", "writes", "bases")
_STRENGTH = {Ground.LAW: 2, Ground.DATA: 1, Ground.CUSTOM: 0}


def list_lineage(elements: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
    """What several elements together take the place of."""
    return tuple(dict.fromkeys(origin for name, each in elements for origin in each.replaces or (name,)))


def find_free_name(wanted: str, taken: Iterable[str], members: Iterable[str] = ()) -> str:
    """``wanted``, or with the first number behind it that no other element has."""
    others = set(taken) - set(members)
    return next(
        name
        for number in range(1, len(others) + 3)
        if (name := f"{wanted}-{number}" if number > 1 else wanted) not in others
    )


def unite_guards(guards: Iterable[str | None]) -> str | None:
    """The guard that holds where any of them does; None where one of them always holds."""
    listed = list(dict.fromkeys(guards))
    if None in listed:
        return None
    texts = [text for text in listed if text is not None]
    return texts[0] if len(texts) == 1 else " or ".join(f"({text})" for text in texts)


def both_guards(*guards: str | None) -> str | None:
    """The guard that holds where all of them do."""
    texts = list(dict.fromkeys(text for text in guards if text is not None))
    if not texts:
        return None
    return texts[0] if len(texts) == 1 else " and ".join(f"({text})" for text in texts)


def join_texts(texts: Iterable[Text | None]) -> Text | None:
    """The names one after another."""
    listed = list(dict.fromkeys(text for text in texts if text is not None))
    if len(listed) < 2:
        return listed[0] if listed else None
    return Text("、".join(text.zh for text in listed), "; ".join(text.say("en") for text in listed))


def shortest(limits: Iterable[Limit | None]) -> Limit | None:
    """The shortest of the limits given."""
    given = [limit for limit in limits if limit is not None]
    return min(given, key=count_working_days) if given else None


def _gather(members: Sequence[Activity], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for member in members for each in getattr(member, name)))


def _first(members: Sequence[Activity], name: str) -> Any:
    return next((found for member in members if (found := getattr(member, name))), None)


def unite_activities(
    definition: ProcessDefinition,
    names: Sequence[str],
    *,
    into: str,
    by: str | None,
    name: Text | None = None,
    undone: Text | None = None,
) -> ProcessDefinition:
    """The definition in which one activity stands for several, in the place of the first.

    It has all bases, papers, outcomes, the strictest rule about people, and the shortest limit. When several items
    are joined it serves none of them alone, and happens when any of its parts would have. ``undone``: what undoing all
    of it is called, where the parts were undone differently.
    """
    members = [definition.activities[each] for each in names]
    items = {member.item for member in members}
    item = members[0].item if len(items) == 1 else None
    after = _unite_links(names, members, joint=item is None and len(items) > 1)
    needs = _choose_needs(names, members, after)
    endings = _list_endings(definition, names, members) if len(items) > 1 else ()
    if endings:
        after, needs = (*(replace(link, if_skipped=IfSkipped.SKIP) for link in after), *endings), "any"
    gathered: dict[str, Any] = {key: _gather(members, key) for key in _SUMS}
    one = replace(
        members[0],
        name=name or join_texts(member.name for member in members),
        by=by,
        item=item,
        when=_unite_whens(definition, members, keep_items=len(items) == 1),
        after=after,
        needs=needs,
        **gathered,
        who=_unite_rules([member.who for member in members]),
        limit=shortest(member.limit for member in members),
        assumption=all(member.assumption for member in members),
        visit=max(member.visit for member in members),
        replaces=list_lineage(zip(names, members, strict=True)),
        silent=_unite_silence(members),
        undo=_unite_undos(members, by=by, name=undone),
        escalate=_first(members, "escalate") or (),
    )
    renamed = rename_everywhere(definition, "activities", dict.fromkeys(names, into))
    activities = {key: _without_twins(each) for key, each in renamed.activities.items()}
    activities[into] = replace(one, who=_drop_self(one.who, names))
    return with_needed_skips(_give_duty(replace(renamed, activities=activities, digest=""), into, by))


def _unite_silence(members: Sequence[Activity]) -> Silent | None:
    """Silence means the same as soon as it did anywhere, and no sooner: the one may have a shorter limit of its own."""
    waits = [(member.silent, member.silent.after or member.limit) for member in members if member.silent is not None]
    if not waits:
        return None
    silent, after = waits[0][0], shortest(wait for _, wait in waits)
    return replace(silent, after=None if after == shortest(member.limit for member in members) else after)


def _unite_undos(members: Sequence[Activity], *, by: str | None, name: Text | None) -> Undo | None:
    """What was undone by each is undone by the one who did it, within the shortest limit."""
    undos = [member.undo for member in members if member.undo is not None]
    if len(set(map(repr, undos))) < 2:
        return undos[0] if undos else None
    return replace(undos[0], by=by, limit=shortest(undo.limit for undo in undos), name=name or undos[0].name)


def _drop_self(who: Who | None, names: Sequence[str]) -> Who | None:
    return None if who is None else replace(who, not_=tuple(each for each in who.not_ if each not in names))


def _unite_whens(definition: ProcessDefinition, members: Sequence[Activity], *, keep_items: bool) -> str | None:
    guards = []
    for member in members:
        item = definition.items.get(member.item) if member.item is not None and not keep_items else None
        guards.append(both_guards(item.when if item is not None else None, member.when))
    return unite_guards(guards)


def _unite_links(names: Sequence[str], members: Sequence[Activity], *, joint: bool) -> tuple[Link, ...]:
    links = [link for member in members for link in member.after if link.activity not in names]
    united: dict[str, Link] = {}
    for link in links:
        known = united.get(link.activity)
        united[link.activity] = link if known is None else _meet_links(known, link, joint=joint)
    return tuple(united.values())


def _list_endings(definition: ProcessDefinition, names: Sequence[str], members: Sequence[Activity]) -> tuple[Link, ...]:
    """The decisions after which each part happens, granted or not, where it happens whatever came before it.

    What serves an item happens only while the item is not found undecidable; what serves several happens when one of
    them was decided.
    """
    flow = Flow(definition)
    found: list[Link] = []
    for name, member in zip(names, members, strict=True):
        deciders = [each for each in flow.list_before(name) if flow.activities[each].item == member.item]
        deciders = [each for each in deciders if is_deciding(flow.activities[each])]
        runs_on = bool(member.after) and all(link.if_skipped is IfSkipped.RUN for link in member.after)
        if not deciders or not runs_on:
            return ()
        tie = member.after[0]
        found += [
            replace(tie, activity=each, on=list_every_outcome(definition, each), if_skipped=IfSkipped.SKIP)
            for each in deciders
        ]
    return tuple(found)


def _meet_links(first: Link, second: Link, *, joint: bool) -> Link:
    """Two prerequisites on one source: the stronger ground; of several items, whichever lets the activity begin."""
    strong = max(first, second, key=lambda link: _STRENGTH[link.ground])
    if joint:
        on = tuple(dict.fromkeys((*first.on, *second.on))) if first.on and second.on else ()
    else:
        on = tuple(each for each in first.on if each in second.on) if first.on and second.on else first.on or second.on
    skips = {first.if_skipped, second.if_skipped}
    skip = IfSkipped.RUN if IfSkipped.RUN in skips else strong.if_skipped
    return replace(strong, on=on, if_skipped=skip, assumption=first.assumption and second.assumption)


def _choose_needs(names: Sequence[str], members: Sequence[Activity], after: tuple[Link, ...]) -> str | int:
    """One prerequisite each, of different sources: any of them is enough for one of the parts."""
    outer = [[link for link in member.after if link.activity not in names] for member in members]
    single = len(after) > 1 and all(
        len(links) == 1 or member.needs == "any" for links, member in zip(outer, members, strict=True)
    )
    return "any" if single and len({member.item for member in members}) > 1 else "all"


def _unite_rules(rules: Sequence[Who | None]) -> Who | None:
    given = [rule for rule in rules if rule is not None]
    if not given:
        return None
    return replace(
        given[0],
        count=max(rule.count for rule in given),
        not_=tuple(dict.fromkeys(each for rule in given for each in rule.not_)),
        same_as=next((rule.same_as for rule in given if rule.same_as), None),
        role=next((rule.role for rule in given if rule.role), None),
    )


def _without_twins(activity: Activity) -> Activity:
    """Prerequisites on what has become one are one."""
    if len({link.activity for link in activity.after}) == len(activity.after):
        return activity
    links: dict[tuple[str, tuple[str, ...]], Link] = {}
    for link in activity.after:
        twin = next((key for key, known in links.items() if key[0] == link.activity and _overlap(known, link)), None)
        if twin is None:
            links[link.activity, link.on] = link
        else:
            links[twin] = _meet_links(links[twin], link, joint=activity.needs == "any")
    after = tuple(links.values())
    return replace(activity, after=after, needs="all" if len(after) == 1 else activity.needs)


def _overlap(first: Link, second: Link) -> bool:
    return not first.on or not second.on or bool(set(first.on) & set(second.on))


def _give_duty(definition: ProcessDefinition, name: str, by: str | None) -> ProcessDefinition:
    """What has become one is the duty of the one who does it, if it was anybody's."""
    if not any(name in organ.duties for organ in definition.organs.values()):
        return definition
    owner = by or definition.competent
    organs = {}
    for key, organ in definition.organs.items():
        duties = tuple(duty for duty in organ.duties if duty != name)
        organs[key] = replace(organ, duties=(*duties, name) if key == owner else duties)
    return replace(definition, organs=organs)


def unite_materials(
    definition: ProcessDefinition, names: Sequence[str], *, into: str, name: Text | None = None
) -> ProcessDefinition:
    """The definition in which one document stands for several; what is stricter for government or paper stands."""
    members = [definition.materials[each] for each in names]
    risks = [member.risks for member in members]
    gap = "minor" if all(member.gap == "minor" for member in members) else "no"
    pledge = "allowed" if all(member.pledge == "allowed" for member in members) else "no"
    one = replace(
        members[0],
        name=name or members[0].name,
        source=next((each.source for each in members if each.source != "applicant"), "applicant"),
        held=next((each.held for each in members if each.held), None),
        holds=tuple(dict.fromkeys(each for member in members for each in member.holds)),
        secondary=all(member.secondary for member in members),
        gap=gap,
        gap_limit=shortest(member.gap_limit for member in members) if gap == "minor" else None,
        pledge=pledge,
        pledge_check=shortest(member.pledge_check for member in members) if pledge == "allowed" else None,
        risks=None if None in risks else tuple(dict.fromkeys(each for known in risks for each in known or ())),
        basis=next((member.basis for member in members if member.basis), None),
        when=unite_guards(member.when for member in members),
        copies=max(member.copies for member in members),
        certificate=any(member.certificate for member in members),
        replaces=list_lineage(zip(names, members, strict=True)),
        assumption=all(member.assumption for member in members),
    )
    renamed = rename_everywhere(definition, "materials", dict.fromkeys(names, into))
    return replace(renamed, materials={**renamed.materials, into: one}, digest="")
