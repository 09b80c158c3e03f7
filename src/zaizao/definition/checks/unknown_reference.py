"""Every name used is declared somewhere.

What: an activity, item, material, organ, party, basis, field or given object that is referred to but not declared.
Why: a reference to nothing is a slip of the pen that would otherwise show when a case is stuck.
Source: design §3 (nothing else may be asked or read).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Activity, Ground, Item, Link, ProcessDefinition
from zaizao.definition.survey import Survey
from zaizao.units import Text
from zaizao.units.near import find_near

APPLICANT = "applicant"
CASE = "case"


KIND_WORDS = {
    "activity": Text("环节", "an activity"),
    "item": Text("事项", "an item"),
    "basis": Text("依据", "a legal basis"),
    "field": Text("字段", "a field"),
    "organ": Text("机构", "an organ"),
    "actor": Text("机构或当事人", "an organ or party"),
    "material": Text("材料", "a material"),
    "object": Text("材料、结果或字段", "a material, result or field"),
    "source": Text("来源：applicant、shared/… 或环节", "a source: applicant, shared/… or an activity"),
    "link": Text("先后关系", "a prerequisite"),
    "clock": Text("事项的期限", "an item's clock"),
}
"""What a reference, or a thing that is reported, is called."""


class _Names:
    """What may be referred to, by kind."""

    def __init__(self, survey: Survey) -> None:
        definition = survey.definition
        self.activity = frozenset(definition.activities)
        self.item = frozenset(definition.items)
        self.basis = frozenset(definition.bases)
        self.field = frozenset(definition.fields)
        self.organ = frozenset(definition.organs)
        self.actor = self.organ | {*definition.parties, APPLICANT}
        self.material = survey.given | definition.materials.keys()
        self.object = self.material | self.field


def _miss(kind: str, name: str | None, known: Collection[str], *path: str | int) -> Iterator[Spot]:
    if name and name not in known:
        near = find_near(name, [k for k in known if k])
        yield Spot(tuple(path), {"kind": kind, "what": KIND_WORDS[kind], "id": name, "near": near})


def _miss_any(kind: str, names: Iterable[str], known: Collection[str], *path: str | int) -> Iterator[Spot]:
    for index, name in enumerate(names):
        if name not in known:
            yield from _miss(kind, name, known, *path, index)


def _look(survey: Survey) -> Iterator[Spot]:
    names = _Names(survey)
    definition = survey.definition
    yield from _miss("organ", definition.competent, names.organ, "competent")
    if not _knows_all(names, survey):
        for name, activity in definition.activities.items():
            yield from _look_at_activity(names, activity, ("activities", name))
        for name, index, link in survey.links:
            yield from _look_at_link(names, link, ("activities", name, "after", index))
    for name, activity in definition.activities.items():
        if activity.automatic or activity.each or activity.opens:
            yield from _look_at_written(names, activity, ("activities", name))
        if activity.who or activity.silent or activity.undo or activity.repeat or activity.recurs or activity.adhoc:
            yield from _look_at_constructs(names, activity, ("activities", name))
        if activity.offer or activity.escalate:
            yield from _look_at_organs(names, activity, ("activities", name))
    for name, item in definition.items.items():
        yield from _look_at_item(names, item, ("items", name))
    yield from _look_at_declarations(names, definition)
    yield from _look_at_interrupts(names, definition)


def _knows_all(names: _Names, survey: Survey) -> bool:
    """Whether nothing that the activities themselves name is unknown: told at once, for most definitions."""
    activities = survey.activities.values()
    links = [link for _, _, link in survey.links]
    return (
        survey.taken <= names.material
        and survey.looked_at <= names.field
        and names.field.issuperset([name for one in activities for name in one.writes])
        and names.basis.issuperset([name for one in activities for name in one.bases])
        and {one.by for one in activities} <= {*names.actor, None}
        and {one.item for one in activities} <= {*names.item, None}
        and {one.by_same_as for one in activities} <= {*names.activity, None}
        and {link.activity for link in links} <= names.activity
        and {link.of for link in links if link.ground is Ground.LAW} <= {*names.basis, None}
        and {link.of for link in links if link.ground is Ground.DATA} <= {*names.object, None}
    )


def _look_at_activity(names: _Names, activity: Activity, at: Path) -> Iterator[Spot]:
    if activity.by is not None and activity.by not in names.actor:
        yield from _miss("actor", activity.by, names.actor, *at, "by")
    if activity.by_same_as is not None:
        yield from _miss("activity", activity.by_same_as, names.activity, *at, "by_same_as")
    if activity.item is not None and activity.item not in names.item:
        yield from _miss("item", activity.item, names.item, *at, "item")
    if not names.material.issuperset(activity.takes):
        yield from _miss_any("material", activity.takes, names.material, *at, "takes")
    if not names.field.issuperset(activity.reads):
        yield from _miss_any("field", activity.reads, names.field, *at, "reads")
    if not names.field.issuperset(activity.writes):
        yield from _miss_any("field", activity.writes, names.field, *at, "writes")
    if not names.basis.issuperset(activity.bases):
        yield from _miss_any("basis", activity.bases, names.basis, *at, "bases")


def _look_at_link(names: _Names, link: Link, at: Path) -> Iterator[Spot]:
    if link.activity not in names.activity:
        yield from _miss("activity", link.activity, names.activity, *at, "activity")
    if link.of is None:
        return
    if link.ground is Ground.LAW and link.of not in names.basis:
        yield from _miss("basis", link.of, names.basis, *at, "of")
    if link.ground is Ground.DATA and link.of not in names.object:
        yield from _miss("object", link.of, names.object, *at, "of")


def _look_at_constructs(names: _Names, activity: Activity, at: Path) -> Iterator[Spot]:
    if activity.who is not None:
        yield from _miss_any("activity", activity.who.not_, names.activity, *at, "who", "not")
        yield from _miss("activity", activity.who.same_as, names.activity, *at, "who", "same_as")
    if activity.silent is not None:
        yield from _miss("basis", activity.silent.basis, names.basis, *at, "silent", "basis")
    if activity.undo is not None:
        yield from _miss("basis", activity.undo.basis, names.basis, *at, "undo", "basis")
        yield from _miss("actor", activity.undo.by, names.actor, *at, "undo", "by")
    if activity.repeat is not None:
        yield from _miss_any("activity", activity.repeat.body, names.activity, *at, "repeat", "body")
    if activity.recurs is not None and activity.recurs.while_ != CASE:
        yield from _miss("activity", activity.recurs.while_, names.activity, *at, "recurs", "while")
    if activity.adhoc is not None:
        yield from _miss_any("actor", activity.adhoc.by, names.actor, *at, "adhoc", "by")


def _look_at_organs(names: _Names, activity: Activity, at: Path) -> Iterator[Spot]:
    if activity.offer is not None:
        yield from _miss_any("organ", activity.offer.to, names.organ, *at, "offer", "to")
        yield from _miss("organ", activity.offer.arbiter, names.organ, *at, "offer", "arbiter")
    for index, step in enumerate(activity.escalate):
        yield from _miss("organ", step.to, names.organ, *at, "escalate", index, "raise")


def _look_at_written(names: _Names, activity: Activity, at: Path) -> Iterator[Spot]:
    written: list[tuple[Iterable[str], Path]] = []
    if activity.automatic is not None:
        written.append((activity.automatic.sets, (*at, "automatic", "sets")))
    if activity.each is not None:
        written.append((activity.each.join.aggregate, (*at, "each", "join", "aggregate")))
    if activity.opens is not None:
        written.append((activity.opens.join.aggregate, (*at, "opens", "join", "aggregate")))
    for fields, path in written:
        for name in fields:
            yield from _miss("field", name, names.field, *path, name)


def _look_at_item(names: _Names, item: Item, at: Path) -> Iterator[Spot]:
    yield from _miss("organ", item.organ, names.organ, *at, "organ")
    yield from _miss_any("basis", item.bases, names.basis, *at, "bases")
    if item.clock is not None:
        yield from _miss("basis", item.clock.basis, names.basis, *at, "clock", "basis")
        if item.clock.extend is not None:
            yield from _miss("organ", item.clock.extend.by, names.organ, *at, "clock", "extend", "by")
            yield from _miss("basis", item.clock.extend.basis, names.basis, *at, "clock", "extend", "basis")


def _look_at_declarations(names: _Names, definition: ProcessDefinition) -> Iterator[Spot]:
    for name, organ in definition.organs.items():
        if organ.above is not None:
            yield from _miss("organ", organ.above, names.organ, "organs", name, "above")
        if organ.duties:
            yield from _miss_any("activity", organ.duties, names.activity, "organs", name, "duties")
        if organ.powers:
            yield from _miss_any("basis", organ.powers, names.basis, "organs", name, "powers")
    for kind, table in (("fields", definition.fields), ("materials", definition.materials)):
        for name, declared in table.items():
            if declared.basis not in names.basis:
                yield from _miss("basis", declared.basis, names.basis, kind, name, "basis")
            if declared.source != APPLICANT and not declared.source.startswith("shared/"):
                yield from _miss("source", declared.source, names.activity, kind, name, "from")
    for name, material in definition.materials.items():
        if material.holds:
            yield from _miss_any("field", material.holds, names.field, "materials", name, "holds")


def _look_at_interrupts(names: _Names, definition: ProcessDefinition) -> Iterator[Spot]:
    for name, log in definition.entries.items():
        yield from _miss_any("actor", log.by, names.actor, "entries", name, "by")
        yield from _miss_any("activity", log.during, names.activity, "entries", name, "during")
    for name, interrupt in definition.interrupts.items():
        at = ("interrupts", name)
        yield from _miss_any("actor", interrupt.by, names.actor, *at, "by")
        yield from _miss_any("activity", interrupt.cancels, names.activity, *at, "cancels")
        yield from _miss("activity", interrupt.then, names.activity, *at, "then")
        yield from _miss("basis", interrupt.basis, names.basis, *at, "basis")
    if definition.group is not None:
        yield from _miss("activity", definition.group.answer, names.activity, "group", "answer")


CHECK = Check("unknown-reference", Severity.ERROR, _look)
