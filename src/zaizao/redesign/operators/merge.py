"""Merge: several items become one chain, with one form, one set of papers, one intake and one delivery.

What it does: the application forms become one form whose fields are asked once; documents that are the same are
handed in once, with as many copies as the item that demands most; a result of one item that another asks for as a
paper is handed on inside; one counter takes everything in, one delivers and one files everything. Visits to the place
by one organ for several items become one visit.
When: a chain has several items, or several processes are redesigned together (one notice, one form, one intake,
one net, one delivery; 行政许可法 第26条, 国办发〔2024〕3号).
Limits of the law: every item keeps its organ, its bases, its decision with all outcomes, and its clock, which begins
with the one intake; decisions are never united. The one intake may not come before a prerequisite of law or data of
any of those it stands for, and keeps the shortest of their limits. Documents are the same when they bear one name and are not held in different places.
Theory: “case types”, “contact reduction” and “integration” of Reijers and Mansar.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, IfSkipped, Link, Material, ProcessDefinition
from zaizao.redesign.flow import Flow, is_accepting, is_deciding
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.operators.integrate import SPECIAL, TIMED
from zaizao.redesign.scope import Scope
from zaizao.redesign.surgery import list_every_outcome, with_needed_skips
from zaizao.redesign.uniting import find_free_name, list_lineage, shortest, unite_activities, unite_materials
from zaizao.units import Text
from zaizao.wording import say

NAME = "merge"
FORM = "application-form"
JOINED = {"accept": "intake", "deliver": "deliver", "archive": "archive", "visit_site": "joint-visit"}
"""What may be done for several items at once, and what the one is called."""
_MAY_DIFFER = ("silent", "undo", "automatic")


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """Papers first, then the form, then the counters."""
    yield from _find_results(definition)
    yield from _find_papers(definition)
    yield from _find_forms(definition)
    yield from _find_joint_work(definition)


def _find_results(definition: ProcessDefinition) -> Iterator[Move]:
    """Papers asked for that another activity of the same process makes."""
    made = {
        material.name.zh: (name, material.source)
        for name, material in definition.materials.items()
        if material.source in definition.activities
    }
    for name, material in definition.materials.items():
        found = made.get(material.name.zh)
        if found is None or material.source in definition.activities:
            continue
        result, maker = found
        if any(name in activity.takes for activity in definition.activities.values()):
            fields = {"what": material.name, "activity": definition.activities[maker].name or maker}
            reason = Reason("redesign-ground-own-result", fields, material=result)
            elements = (f"materials/{name}", f"materials/{result}")
            yield Move(NAME, elements, reason, ("result", name, result, maker), may_take_time=True)


def _find_papers(definition: ProcessDefinition) -> Iterator[Move]:
    groups: dict[tuple[str, str], list[str]] = {}
    for name, material in definition.materials.items():
        if material.source in definition.activities or material.holds:
            continue
        key = ("name", material.name.zh)
        groups.setdefault(key, []).append(name)
    for (_, called), names in groups.items():
        if len(names) > 1 and _are_one_paper([definition.materials[name] for name in names]):
            reason = Reason("redesign-ground-same-paper", {"what": called, "count": len(names)}, material=names[0])
            yield Move(NAME, tuple(f"materials/{name}" for name in names), reason, ("papers", *names))


def _are_one_paper(materials: Sequence[Material]) -> bool:
    """The same name; and not known to be held in different places."""
    return len({material.held for material in materials} - {None}) < 2


def _find_forms(definition: ProcessDefinition) -> Iterator[Move]:
    forms = [name for name, each in definition.materials.items() if each.holds and each.source == "applicant"]
    if len(forms) > 1:
        fields = {"count": len(forms)}
        yield Move(
            NAME,
            tuple(f"materials/{name}" for name in forms),
            Reason("redesign-ground-one-form", fields),
            ("forms", *forms),
        )


def _find_joint_work(definition: ProcessDefinition) -> Iterator[Move]:
    flow = Flow(definition)
    for verb, joined in JOINED.items():
        groups: dict[str, list[str]] = {}
        for name, activity in definition.activities.items():
            if activity.does == verb and _can_be_joint(activity):
                holder = activity.by or definition.competent
                groups.setdefault(holder if verb == "visit_site" else "", []).append(name)
        for group in groups.values():
            names = _choose_unordered(flow, group)
            items = {definition.activities[name].item for name in names}
            if len(names) > 1 and (len(items) > 1 or verb != "visit_site"):
                limit = shortest(definition.activities[name].limit for name in names)
                fields = {"count": len(names), "limit": limit}
                untimed = Reason("redesign-ground-one-untimed", {"count": len(names)})
                reason = untimed if limit is None else Reason(f"redesign-ground-one-{joined}", fields)
                yield Move(NAME, tuple(f"activities/{name}" for name in names), reason, ("work", verb, *names))


def _choose_unordered(flow: Flow, names: Sequence[str]) -> list[str]:
    """The most of them of which none has to wait for another through somebody else."""

    def pick(ordered: Sequence[str]) -> list[str]:
        chosen: list[str] = []
        for name in ordered:
            if not any(_are_apart(flow, name, other) for other in chosen):
                chosen.append(name)
        return chosen

    found = max((pick(names), pick(names[::-1])), key=len)
    return [name for name in names if name in found]


def _are_apart(flow: Flow, first: str, second: str) -> bool:
    """Whether something stands between the two."""
    return any(
        flow.is_before(early, name) and flow.is_before(name, late)
        for early, late in ((first, second), (second, first))
        for name in flow.activities
    )


def _can_be_joint(activity: Activity) -> bool:
    return not any(getattr(activity, name) for name in (*SPECIAL, *TIMED) if name not in _MAY_DIFFER)


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which what the move names is one."""
    kind, *names = move.detail
    if kind == "result":
        return _hand_on(definition, *names)
    if kind == "work":
        return _join_work(definition, names[0], names[1:])
    if kind == "forms":
        into = find_free_name(FORM, definition.materials, names)
        return unite_materials(definition, names, into=into, name=_say_name("redesign-name-form"))
    return unite_materials(definition, names, into=names[0])


def _say_name(code: str) -> Text:
    return Text(say(code), say(code, language="en"))


def _join_work(definition: ProcessDefinition, verb: str, names: Sequence[str]) -> ProcessDefinition:
    into = find_free_name(JOINED[verb], definition.activities, names)
    by = _choose_holder(definition, names)
    undone = _say_name("redesign-name-undo-deliver") if verb == "deliver" else None
    called = _say_name(f"redesign-name-{JOINED[verb]}")
    return unite_activities(definition, names, into=into, by=by, name=called, undone=undone)


def _choose_holder(definition: ProcessDefinition, names: Sequence[str]) -> str | None:
    """Who does it already, if it is one; else the counter of the competent organ; else that organ itself."""
    holders = {definition.activities[name].by for name in names}
    if len(holders) == 1:
        return holders.pop()
    counters = (
        name
        for name, organ in definition.organs.items()
        if organ.kind == "window" and organ.above == definition.competent
    )
    return next(counters, definition.competent)


def _hand_on(definition: ProcessDefinition, asked: str, result: str, maker: str) -> ProcessDefinition:
    """Whoever examines with the paper gets it from inside; where only the intake took it, the decision does."""
    activities = dict(definition.activities)
    for name, activity in definition.activities.items():
        if asked not in activity.takes:
            continue
        rest = tuple(each for each in activity.takes if each != asked)
        activities[name] = replace(activity, takes=rest)
        users = [name] if not is_accepting(activity) else _list_users(definition, activity, asked)
        for user in users:
            activities[user] = _take_result(definition, activities[user], result, maker)
    materials = dict(definition.materials)
    gone = materials.pop(asked)
    lineage = list_lineage(((result, materials[result]), (asked, gone)))
    materials[result] = replace(materials[result], replaces=lineage)
    return with_needed_skips(replace(definition, activities=activities, materials=materials, digest=""))


def _list_users(definition: ProcessDefinition, intake: Activity, asked: str) -> list[str]:
    """The decisions on the item of an intake; nobody has to wait where another step of the item takes the paper."""
    served = [(name, each) for name, each in definition.activities.items() if each.item == intake.item]
    if any(asked in each.takes for _, each in served if not is_accepting(each)):
        return []
    return [name for name, each in served if is_deciding(each)]


def _take_result(definition: ProcessDefinition, activity: Activity, result: str, maker: str) -> Activity:
    takes = tuple(dict.fromkeys((*activity.takes, result)))
    if any(link.activity == maker for link in activity.after):
        return replace(activity, takes=takes)
    on = list_every_outcome(definition, maker)  # a refusal of one item does not end another
    link = Link(maker, Ground.DATA, of=result, on=on, if_skipped=IfSkipped.RUN)
    return replace(activity, takes=takes, after=(*activity.after, link))


OPERATOR = Operator(NAME, find, carry_out)
