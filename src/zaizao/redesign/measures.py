"""The figures of a process: what the applicant brings, how often he comes, how long it takes (LC12), and the work.

Every figure is given twice: for everything that is written, and for what does not rest on an assumption. Figures of
several processes are those of somebody who goes through one after another; a prerequisite between two processes
is not looked for, since an applicant who needs all of them has to finish all of them. What goes in circles would never
end; it is measured without the first habit of each circle, so it looks better than it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, Link, ProcessDefinition
from zaizao.definition.vocabulary import HANDING_IN
from zaizao.notation.critical import count_working_days
from zaizao.notation.graph import read_graph
from zaizao.redesign.elapsed import Timetable, plan_times
from zaizao.redesign.flow import Flow, is_deciding

APPLICANT = "applicant"
FAILING = frozenset({"refused", "failed", "fail", "rejected", "no", "not_accepted"})
"""Outcomes that can end a matter."""


class Figures(Struct, frozen=True):
    """One set of figures; less is better for each."""

    materials: int = 0
    """Documents the applicant brings: one that several counters ask for counts as often; all pledges are one."""
    sheets: int = 0
    """Their sheets or copies."""
    certificates: int = 0
    """Certificates (证明) that he must get from somebody else first."""
    visits: int = 0
    elapsed: Fraction = Fraction(0)
    """Working days until the applicant has everything, when every limit is used up; filing is not waited for."""
    activities: int = 0
    hand_overs: int = 0
    """The most changes of hands on any way through the process."""
    work_lost: Fraction = Fraction(0)
    """Working days spent on an item in vain when it is refused, the mean over the steps that can refuse it."""
    items: Mapping[str, Fraction] = {}
    """Working days of each item, from where its clock starts to its decision."""

    def list_values(self) -> dict[str, Fraction]:
        """The figures that add up, by name."""
        return {name: Fraction(getattr(self, name)) for name in self.__struct_fields__ if name != "items"}

    def to_plain(self) -> dict[str, object]:
        """Whole numbers as they are, fractions as decimal numbers to three places."""
        plain: dict[str, object] = {name: write_number(value) for name, value in self.list_values().items()}
        return {**plain, "items": {name: write_number(value) for name, value in self.items.items()}}


class Measures(Struct, frozen=True):
    """The figures of one or several processes."""

    everything: Figures
    founded: Figures
    """Without the activities, prerequisites, materials and fields marked as assumed."""

    def to_plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {"everything": self.everything.to_plain(), "founded": self.founded.to_plain()}


def write_number(value: Fraction | int) -> int | float:
    """A whole number, or a decimal one to three places."""
    return int(value) if Fraction(value).denominator == 1 else round(float(value), 3)


def measure(definitions: Sequence[ProcessDefinition]) -> Measures:
    """The figures of what an applicant goes through who needs all these processes, one after another."""
    return Measures(
        _add([_count(definition, len(definition.activities)) for definition in definitions]),
        _add([_count(without_assumptions(definition), _count_founded(definition)) for definition in definitions]),
    )


def _add(figures: Sequence[Figures]) -> Figures:
    if len(figures) == 1:
        return figures[0]
    items = {name: value for each in figures for name, value in each.items.items()}
    totals = {
        name: sum((each.list_values()[name] for each in figures), Fraction(0)) for name in Figures().list_values()
    }
    counts = {name: value if name in ("elapsed", "work_lost") else int(value) for name, value in totals.items()}
    return Figures(**counts, items=items)  # type: ignore[arg-type]


def without_assumptions(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition as far as it rests on a source; what is assumed neither takes time nor asks for anything."""
    activities = {}
    for name, activity in definition.activities.items():
        links = tuple(link for link in activity.after if not link.assumption)
        kept = replace(activity, after=links, needs=activity.needs if links == activity.after else "all")
        activities[name] = replace(kept, limit=None, visit=0, takes=(), reads=()) if activity.assumption else kept
    materials = {name: each for name, each in definition.materials.items() if not each.assumption}
    return replace(definition, activities=activities, materials=materials, digest="")


def _count_founded(definition: ProcessDefinition) -> int:
    return sum(1 for activity in definition.activities.values() if not activity.assumption)


def open_circles(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition as far as it can end at all: without the first habit, as written, within each circle."""
    flow = Flow(definition)
    while flow.survey.has_circle:
        habit = next(_list_circling_habits(flow), None)
        if habit is None:
            return definition
        name, link = habit
        activity = definition.activities[name]
        after = tuple(each for each in activity.after if each is not link)
        cut = replace(activity, after=after, needs="all")
        definition = replace(definition, activities={**definition.activities, name: cut}, digest="")
        flow = Flow(definition)
    return definition


def _list_circling_habits(flow: Flow) -> Iterator[tuple[str, Link]]:
    for name, activity in flow.activities.items():
        for link in activity.after:
            if (
                link.ground is Ground.CUSTOM
                and link.activity in flow.activities
                and flow.is_before(name, link.activity)
            ):
                yield name, link


def _count(written: ProcessDefinition, activities: int) -> Figures:
    definition = open_circles(written)
    times = plan_times(definition)
    return Figures(
        **_count_papers(definition),
        visits=sum(activity.visit for activity in definition.activities.values()),
        elapsed=times.whole(definition),
        activities=activities,
        hand_overs=_count_hand_overs(definition),
        work_lost=_count_work_lost(definition, times),
        items={
            name: times.last_from(item, _list_deciders(definition, name)) for name, item in definition.items.items()
        },
    )


def _list_deciders(definition: ProcessDefinition, item: str) -> tuple[str, ...]:
    return tuple(name for name, each in definition.activities.items() if each.item == item and is_deciding(each))


def _count_papers(definition: ProcessDefinition) -> dict[str, int]:
    brought, sheets, certificates, pledged = 0, 0, 0, 0
    for name, material in definition.materials.items():
        times = _count_times(definition, name)
        if material.source != APPLICANT or not times:
            continue
        if material.pledge == "allowed":
            pledged = 1
            continue
        brought += times
        sheets += times * material.copies
        certificates += times if material.certificate else 0
    return {"materials": brought + pledged, "sheets": sheets + pledged, "certificates": certificates}


def _count_times(definition: ProcessDefinition, material: str) -> int:
    """How often a document is handed in: at every counter that takes it; once where no taker is a counter."""
    takers = [activity for activity in definition.activities.values() if material in activity.takes]
    counters = sum(1 for activity in takers if activity.does in HANDING_IN or activity.visit)
    return counters or min(len(takers), 1)


def _count_hand_overs(definition: ProcessDefinition) -> int:
    """The longest way counted in changes of hands; links that close a circle are left out."""
    graph = read_graph(definition)
    most: dict[str, int] = {}
    for name in graph.order:
        holder = _holder(definition, definition.activities[name])
        most[name] = max(
            (
                most[edge.source] + (_holder(definition, definition.activities[edge.source]) != holder)
                for edge in graph.before[name]
            ),
            default=0,
        )
    return max(most.values(), default=0)


def _holder(definition: ProcessDefinition, activity: Activity) -> str:
    return activity.by or definition.competent


def _count_work_lost(definition: ProcessDefinition, times: Timetable) -> Fraction:
    lost = [
        sum(
            (
                count_working_days(other.limit)
                for name, other in definition.activities.items()
                if name != ending and other.limit is not None and other.item == definition.activities[ending].item
                if times.start[name] < times.finish[ending]
            ),
            Fraction(0),
        )
        for ending, activity in definition.activities.items()
        if activity.item is not None and FAILING & set(activity.outcomes)
    ]
    return sum(lost, Fraction(0)) / len(lost) if lost else Fraction(0)
