"""The five ones of a chain (LC7): one notice, one form, one intake, one plan, one delivery; read from its definition.

Values for guides, screens and the counter; nothing is changed or judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Item, ProcessDefinition
from zaizao.redesign.elapsed import plan_times
from zaizao.redesign.flow import is_accepting, is_deciding
from zaizao.redesign.situations import Situations
from zaizao.units import Limit, Text


class NoticeLine(Struct, frozen=True):
    """One paper the applicant brings in a situation."""

    material: str
    name: Text
    copies: int
    may_follow: bool
    """It may be handed in later (容缺)."""
    may_pledge: bool
    """A pledge may stand for it (告知承诺)."""


class Notice(Struct, frozen=True):
    """What somebody is told once: his situation, what is decided for him, what he brings, what he fills in."""

    situation: Mapping[str, bool]
    """Condition → whether it holds; empty where the same is told to everybody."""
    items: tuple[str, ...]
    papers: tuple[NoticeLine, ...]
    fields: tuple[str, ...]


class FormField(Struct, frozen=True):
    """One field of the one form."""

    field: str
    name: Text
    filled_from: str
    """``applicant``, or where it is filled in from beforehand."""


class Section(Struct, frozen=True):
    """The part of the form that one item needs, beyond what all sections before it have asked already."""

    item: str | None
    """None for what several items need."""
    fields: tuple[FormField, ...]


class Decision(Struct, frozen=True):
    """One item in the plan: who decides it, in which activities, by when."""

    item: str
    organ: str
    activities: tuple[str, ...]
    limit: Limit | None
    promised: Limit | None
    after: tuple[str, ...]
    """Items that have to be decided before."""
    earliest: Fraction
    latest: Fraction
    """Working days from the opening between which it is decided, when every limit is used up."""


class FiveOnes(Struct, frozen=True):
    """一单告知、一表申请、一窗受理、一网办理、一次送达."""

    notices: tuple[Notice, ...]
    form: tuple[Section, ...]
    intakes: tuple[str, ...]
    """The activities that take applications in; one, in a merged chain."""
    plan: tuple[Decision, ...]
    """In the order in which the decisions can begin; those with the same beginning go on at the same time."""
    deliveries: tuple[str, ...]


def five_ones(definition: ProcessDefinition, before: Sequence[ProcessDefinition] = ()) -> FiveOnes:
    """Read the five ones of a definition; ``before`` tells which item's form each field of the one form comes from."""
    activities = definition.activities
    return FiveOnes(
        notices=_list_notices(definition),
        form=_list_sections(definition, before),
        intakes=tuple(name for name, each in activities.items() if is_accepting(each)),
        plan=_list_decisions(definition),
        deliveries=tuple(name for name, each in activities.items() if each.does == "deliver"),
    )


def _list_notices(definition: ProcessDefinition) -> tuple[Notice, ...]:
    """One for each list that some situation calls for; the situation names only the conditions that change lists."""
    situations = Situations((_only_lists(definition),))
    asked = tuple(name for name, each in definition.fields.items() if each.source == "applicant")
    if situations.are_too_many:
        return (Notice({}, tuple(definition.items), _list_papers(definition, situations, None), asked),)
    notices: dict[tuple[object, ...], Notice] = {}
    for number in range(1 << situations.count):
        items = tuple(name for name, each in definition.items.items() if situations.read_guard(each.when) >> number & 1)
        papers = _list_papers(definition, situations, number)
        notices.setdefault((items, papers), Notice(situations.describe(number), items, papers, asked))
    return tuple(notices.values())


def _only_lists(definition: ProcessDefinition) -> ProcessDefinition:
    """A definition whose only guards are those of items and materials, so that only they are told apart."""
    guards = {f"material-{name}": Item("", when=each.when) for name, each in definition.materials.items() if each.when}
    return replace(definition, activities={}, interrupts={}, items={**definition.items, **guards})


def _list_papers(definition: ProcessDefinition, situations: Situations, number: int | None) -> tuple[NoticeLine, ...]:
    taken = {name for activity in definition.activities.values() for name in activity.takes}
    return tuple(
        NoticeLine(name, each.name, each.copies, each.gap == "minor", each.pledge == "allowed")
        for name, each in definition.materials.items()
        if name in taken and each.source == "applicant"
        if number is None or situations.read_guard(each.when) >> number & 1
    )


def _list_sections(definition: ProcessDefinition, before: Sequence[ProcessDefinition]) -> tuple[Section, ...]:
    asked = list(dict.fromkeys(each for material in definition.materials.values() for each in material.holds))
    asked += [name for name, each in definition.fields.items() if each.source == "applicant" and name not in asked]
    readers: dict[str, set[str]] = {name: set() for name in asked}
    for asking, name in _list_asked_before(definition, before) if before else _list_asked(definition):
        if name in readers:
            readers[name].add(asking)
    sections: dict[str | None, list[FormField]] = {None: []}
    for name in asked:
        item = next(iter(readers[name])) if len(readers[name]) == 1 else None
        declared = definition.fields[name]
        sections.setdefault(item, []).append(FormField(name, declared.name or Text(name), declared.source))
    return tuple(Section(item, tuple(fields)) for item, fields in sections.items() if fields)


def _list_asked(definition: ProcessDefinition) -> Iterator[tuple[str, str]]:
    """Each item with the fields that its activities read, or that stand on the forms they take."""
    for activity in definition.activities.values():
        if activity.item is not None:
            forms = (definition.materials[name].holds for name in activity.takes if name in definition.materials)
            yield from ((activity.item, name) for name in (*activity.reads, *(each for held in forms for each in held)))


def _list_asked_before(definition: ProcessDefinition, before: Sequence[ProcessDefinition]) -> Iterator[tuple[str, str]]:
    """The same of the processes it was made from, by the names that items have now."""
    now = {origin: name for name, item in definition.items.items() for origin in item.replaces or (name,)}
    for each in before:
        for item, name in _list_asked(each):
            found = now.get(f"{each.process}/{item}", now.get(item))
            if found is not None:
                yield found, name


def _list_decisions(definition: ProcessDefinition) -> tuple[Decision, ...]:
    times = plan_times(definition)
    found = []
    for name, item in definition.items.items():
        deciders = tuple(key for key, each in definition.activities.items() if each.item == name and is_deciding(each))
        earlier = {
            definition.activities[link.activity].item
            for key in deciders
            for link in definition.activities[key].after
            if link.activity in definition.activities
        }
        found.append(
            Decision(
                name,
                item.organ,
                deciders,
                item.clock.limit if item.clock is not None else None,
                item.promised,
                tuple(each for each in definition.items if each in earlier and each != name),
                min((times.start[key] for key in deciders), default=Fraction(0)),
                max((times.finish[key] for key in deciders), default=Fraction(0)),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.earliest, each.item)))
