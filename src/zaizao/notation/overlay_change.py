"""What became of every step, prerequisite and material between the processes before and the one after.

Facts read off the two sides for the picture; that the changes are lawful is the verifier's business.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from zaizao.definition.model import Material, ProcessDefinition
from zaizao.notation.critical import Plan
from zaizao.notation.graph import Edge, Graph, read_graph
from zaizao.notation.overlay_lineage import Key, Lineage, trace_lineage
from zaizao.notation.overlay_plan import plan_side

APPLICANT = "applicant"


class MaterialFate(enum.Enum):
    """What became of a material that the applicant had to bring."""

    SHARED = "shared"
    WITHIN = "within"
    PLEDGED = "pledged"
    GAP = "gap"
    JOINED = "joined"
    DROPPED = "dropped"
    KEPT = "kept"
    NEW = "new"


class MaterialChange(Struct, frozen=True):
    """One material: the process and identifier before (None when new), what stands for it after, its fate."""

    before: Key | None
    after: str | None
    fate: MaterialFate


class Side(Struct, frozen=True):
    """One process with its links and its plan by limits."""

    definition: ProcessDefinition
    graph: Graph
    plan: Plan


class Change(Struct, frozen=True):
    """Everything the picture and its table show."""

    before: tuple[Side, ...]
    after: Side
    steps: Lineage
    materials: tuple[MaterialChange, ...]
    dropped: frozenset[tuple[str, str, str]]
    """Prerequisites that nothing after keeps: process, source, target."""
    united: Mapping[str, int]
    """Steps after that stand for several before, numbered from 0."""
    parallel: frozenset[str]
    """Steps after that ran one after another before and run at the same time now."""

    @property
    def branches(self) -> frozenset[str]:
        """Of the steps that now run at the same time, the first of each branch."""
        reach = _reach(self.after.graph)
        behind = frozenset().union(*(reach[one] for one in self.parallel))
        return self.parallel - behind

    def is_gone(self, key: Key) -> bool:
        """Whether nothing after stands for this step."""
        return not self.steps.heirs.get(key)

    def group_of(self, key: Key) -> int | None:
        """The number of the group with which this step before was made one."""
        numbers = [self.united[name] for name in self.steps.heirs.get(key, ()) if name in self.united]
        return numbers[0] if numbers else None


def compare_processes(before: Sequence[ProcessDefinition], *, after: ProcessDefinition) -> Change:
    """Lineage, dropped prerequisites, joined and parallel steps, fates of materials. O(steps · links)."""
    sides = tuple(_read_side(one) for one in before)
    last = _read_side(after)
    steps = trace_lineage(before, after=after, kind="activities")
    reach = _reach(last.graph)
    joined = [name for name in last.graph.nodes if len(steps.origins[name]) > 1]
    return Change(
        before=sides, after=last, steps=steps, materials=_compare_materials(before, after=after),
        dropped=frozenset(_find_dropped(sides, steps=steps, reach=reach)),
        united={name: number for number, name in enumerate(joined)},
        parallel=frozenset(_find_parallel(sides, last=last, steps=steps, reach=reach)),
    )  # fmt: skip


def _read_side(definition: ProcessDefinition) -> Side:
    graph = read_graph(definition)
    return Side(definition, graph, plan_side(definition, graph=graph))


def _reach(graph: Graph) -> dict[str, frozenset[str]]:
    """What comes after each step, near or far."""
    reach: dict[str, frozenset[str]] = {}
    for node in reversed(graph.order):
        targets = [edge.target for edge in graph.after[node]]
        reach[node] = frozenset(targets).union(*(reach[one] for one in targets))
    return reach


def _find_dropped(
    sides: Sequence[Side], *, steps: Lineage, reach: Mapping[str, frozenset[str]]
) -> list[tuple[str, str, str]]:
    found = []
    for side in sides:
        process = side.definition.process
        for edge in side.graph.edges:
            sources, targets = steps.heirs[process, edge.source], steps.heirs[process, edge.target]
            kept = any(one == other or other in reach[one] for one in sources for other in targets)
            if not kept:
                found.append((process, edge.source, edge.target))
    return found


def _find_parallel(
    sides: Sequence[Side], *, last: Side, steps: Lineage, reach: Mapping[str, frozenset[str]]
) -> set[str]:
    behind = {side.definition.process: _reach(side.graph) for side in sides}
    start, finish = last.plan.start, last.plan.finish
    found: set[str] = set()
    nodes = last.graph.nodes
    for index, one in enumerate(nodes):
        for other in nodes[index + 1 :]:
            if other in reach[one] or one in reach[other] or (one in found and other in found):
                continue
            together = start[one] < finish[other] and start[other] < finish[one]
            if together and _were_serial(steps.origins[one], steps.origins[other], behind):
                found |= {one, other}
    return found


def _were_serial(
    ones: tuple[Key, ...], others: tuple[Key, ...], behind: Mapping[str, Mapping[str, frozenset[str]]]
) -> bool:
    return any(
        process == again and (other in behind[process][one] or one in behind[process][other])
        for process, one in ones
        for again, other in others
    )


def list_brought(definition: ProcessDefinition) -> list[str]:
    """The materials that some step takes and the applicant brings, in the order written."""
    taken = {one for activity in definition.activities.values() for one in activity.takes}
    return [name for name, one in definition.materials.items() if name in taken and one.source == APPLICANT]


def _compare_materials(before: Sequence[ProcessDefinition], *, after: ProcessDefinition) -> tuple[MaterialChange, ...]:
    lineage = trace_lineage(before, after=after, kind="materials")
    taken = {one for activity in after.activities.values() for one in activity.takes}
    given = taken & {one for activity in after.activities.values() for one in activity.gives}
    found: list[MaterialChange] = []
    seen: set[str] = set()
    for definition in before:
        for name in list_brought(definition):
            key = (definition.process, name)
            heirs = [one for one in lineage.heirs[key] if one in taken]
            heir = heirs[0] if heirs else None
            fate = MaterialFate.WITHIN if name in given else MaterialFate.DROPPED
            if heir is not None:
                fate = _find_fate(definition.materials[name], after.materials[heir])
            if heir is not None and fate is MaterialFate.KEPT and heir in seen:
                fate = MaterialFate.JOINED
            seen.update(heirs)
            found.append(MaterialChange(key, heir, fate))
    fresh = [name for name in list_brought(after) if not lineage.origins[name]]
    return (*found, *(MaterialChange(None, name, MaterialFate.NEW) for name in fresh))


def _find_fate(before: Material, after: Material) -> MaterialFate:
    if after.source.startswith("shared/"):
        return MaterialFate.SHARED
    if after.source != APPLICANT:
        return MaterialFate.WITHIN
    if after.pledge == "allowed" and before.pledge != "allowed":
        return MaterialFate.PLEDGED
    if after.gap != "no" and before.gap == "no":
        return MaterialFate.GAP
    return MaterialFate.KEPT


def count_together(side: Side) -> int:
    """How many items are under way at once at most, from the first to the last step of each."""
    spans = []
    for item in side.definition.items:
        members = [name for name, one in side.definition.activities.items() if one.item == item]
        if members:
            start = min(side.plan.start[one] for one in members)
            spans.append((start, max(side.plan.finish[one] for one in members)))
    return max((sum(start <= moment < end for start, end in spans) for moment, _ in spans), default=0)


def find_begins(sides: Sequence[Side]) -> dict[str, Fraction]:
    """When each process can begin, in working days: at once, or when what it asks of the applicant has been given.

    A result that one process gives and another asks the applicant to bring makes the second wait for the first;
    where they wait for each other, the one listed first goes first.
    """
    given: dict[str, tuple[str, Fraction]] = {}
    for side in sides:
        for name, activity in side.definition.activities.items():
            for material in activity.gives:
                given.setdefault(material, (side.definition.process, side.plan.finish[name]))
    waits = {side.definition.process: _list_waits(side, given) for side in sides}
    begins: dict[str, Fraction] = {}
    open_ = list(waits)
    while open_:
        ready = (one for one in open_ if all(other in begins for other, _ in waits[one]))
        process = next(ready, open_[0])
        ends = [begins[other] + finish for other, finish in waits[process] if other in begins]
        begins[process] = max(ends, default=Fraction(0))
        open_.remove(process)
    return begins


def find_turns(sides: Sequence[Side]) -> dict[str, Fraction]:
    """When each process begins for somebody who goes through one after another."""
    begins: dict[str, Fraction] = {}
    day = Fraction(0)
    for side in sides:
        begins[side.definition.process] = day
        day += side.plan.critical.working_days
    return begins


def _list_waits(side: Side, given: Mapping[str, tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """The processes whose results the applicant must bring to this one, and when each is given."""
    found = [given[one] for one in list_brought(side.definition) if one in given]
    return [(process, finish) for process, finish in found if process != side.definition.process]


def drawn_edges(graph: Graph, *, always: frozenset[tuple[str, str]]) -> list[Edge]:
    """The links worth drawing: those that no longer way implies, those of circles, and ``always``."""
    reach = _reach(graph)
    shown = []
    for edge in graph.edges:
        others = [one.target for one in graph.after[edge.source] if one.target != edge.target]
        implied = any(edge.target in reach[one] for one in others)
        if edge.source == edge.target:
            continue
        if edge.back or not implied or (edge.source, edge.target) in always:
            shown.append(edge)
    return shown
