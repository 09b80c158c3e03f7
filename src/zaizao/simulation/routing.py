"""The course of a case through a definition: its guards, outcomes, rounds and instances decided, and what is left as a plan.

Decisions are drawn first, for all cases at once; cases that decided alike share a plan. As the engine's rules (docs/language.md)
have it: an activity waits until every link into it is settled; what is skipped passes its skip on or lets run.
Circles are opened where the definition is written against its own order. Silence, interrupts, timeouts and offers do not
happen in a simulation; a refusal that ends the case skips what comes after it in the order of links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.model import Activity, IfSkipped, Link, OnRefused, ProcessDefinition
from zaizao.expression import UNKNOWN, Expression, compile_expression
from zaizao.notation.graph import Graph, read_graph
from zaizao.simulation.parameters import Parameters, RoundRow
from zaizao.simulation.plans import PASSING, Courses, Plan, lay_out
from zaizao.simulation.streams import Streams

Integers = NDArray[np.int64]
REFUSED = "refused"
DONE = "done"


class Decision(Struct, frozen=True):
    """One thing that is drawn for each case: its name in the streams, what it may come to, and the shares."""

    name: str
    values: tuple[object, ...]
    shares: tuple[float, ...]


class Settled(Struct, frozen=True):
    """What became of an activity: the task that others wait for, and its outcome, None where it was skipped."""

    task: int
    outcome: str | None


class DefinitionRouter(Struct, frozen=True, eq=False):
    """Walks of one definition under the shares of its parameters."""

    definition: ProcessDefinition
    parameters: Parameters
    number: Mapping[str, int]
    """Of each activity, its step in the model."""
    delay_of_step: Integers
    pause_of_step: Integers
    decisions: tuple[Decision, ...]
    graph: Graph
    links: Mapping[str, tuple[Link, ...]]
    """Of each activity, the prerequisites that do not close a circle."""

    def route(self, streams: Streams, cases: int) -> Courses:
        """The course of each case."""
        drawn = np.empty((cases, len(self.decisions)), dtype=np.int64)
        for column, decision in enumerate(self.decisions):
            bounds = np.cumsum(decision.shares) / sum(decision.shares)
            uniform = streams.uniform(f"decide/{decision.name}", cases)
            drawn[:, column] = np.minimum(np.searchsorted(bounds, uniform, side="right"), len(bounds) - 1)
        kinds, of_case = np.unique(drawn, axis=0, return_inverse=True)
        plans = [self.make_plan(row) for row in kinds.tolist()]
        return lay_out(plans, of_case.reshape(-1), delay_of_step=self.delay_of_step, pause_of_step=self.pause_of_step)

    def make_plan(self, row: list[int]) -> Plan:
        """The plan of cases that decided like this."""
        decided = {one.name: one.values[value] for one, value in zip(self.decisions, row, strict=True)}
        return _Walk(self, decided).go()


def read_router(
    definition: ProcessDefinition,
    parameters: Parameters,
    *,
    number: Mapping[str, int],
    delay_of_step: Integers,
    pause_of_step: Integers,
) -> DefinitionRouter:
    """The router of a definition; ``number``: of each activity, its step in the model."""
    graph = read_graph(definition)
    links, decisions = open_circles(definition, graph), list_decisions(definition, parameters)
    return DefinitionRouter(definition, parameters, number, delay_of_step, pause_of_step, decisions, graph, links)


def list_decisions(definition: ProcessDefinition, parameters: Parameters) -> tuple[Decision, ...]:
    """Everything that is left to chance in a case."""
    found = [_decide(f"fact/{name}", shares) for name, shares in parameters.facts.items()]
    for name, share in parameters.runs.items():
        found.append(Decision(f"run/{name}", (True, False), (share, 1.0 - share)))
    found += [_decide(f"outcome/{name}", shares) for name, shares in parameters.outcomes.items()]
    for name, row in parameters.rounds.items():
        if name in definition.activities:
            again = row.share * (1.0 - row.tolerated)
            shares = [again**k * (1.0 - again) for k in range(row.at_most)] + [again**row.at_most]
            found.append(Decision(f"round/{name}", tuple(range(row.at_most + 1)), tuple(shares)))
    return tuple(found)


def _decide(name: str, shares: Mapping[str, float]) -> Decision:
    return Decision(name, tuple(shares), tuple(shares.values()))


def read_fact(text: object) -> object:
    """What a value of `facts` stands for in expressions."""
    words: dict[object, object] = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return str(text)


def open_circles(definition: ProcessDefinition, graph: Graph) -> dict[str, tuple[Link, ...]]:
    """The prerequisites of each activity, without those that lead back to it."""
    found = {}
    for name, activity in definition.activities.items():
        closing = {edge.source for edge in graph.back[name]}
        known = (link for link in activity.after if link.activity in definition.activities)
        found[name] = tuple(link for link in known if link.activity not in closing)
    return found


class _Walk:
    """One walk through a definition, in an order in which every activity comes after what it waits for."""

    def __init__(self, router: DefinitionRouter, decided: Mapping[str, object]) -> None:
        self.router, self.decided = router, decided
        self.activities = router.definition.activities
        self.graph, self.links = router.graph, router.links
        facts = {name[5:]: read_fact(value) for name, value in decided.items() if name.startswith("fact/")}
        self.scope = facts
        self.settled: dict[str, Settled] = {}
        self.steps: list[int] = []
        self.before: list[tuple[int, ...]] = []
        self.needs: list[int] = []
        self.pauses: list[int] = []
        self.over = False

    def go(self) -> Plan:
        """All activities, one after another."""
        for name in self.graph.order:
            links = self.links[name]
            if self.is_wanted(name, links):
                self.perform(name, links)
            else:
                self.settled[name] = Settled(self.add(PASSING, self.tasks_of(links)), None)
        return Plan(tuple(self.steps), tuple(self.before), tuple(self.needs), tuple(self.pauses))

    def tasks_of(self, links: tuple[Link, ...]) -> tuple[int, ...]:
        """The tasks that these links wait for."""
        return tuple(sorted({self.settled[link.activity].task for link in links}))

    def holds(self, link: Link) -> bool:
        """Whether a link lets its activity run."""
        outcome = self.settled[link.activity].outcome
        if outcome is None:
            return link.if_skipped is IfSkipped.RUN
        if link.on:
            return outcome in link.on
        item = self.router.definition.items.get(self.activities[link.activity].item or "")
        return not (outcome == REFUSED and item is not None and item.on_refused is OnRefused.SKIP_DEPENDENTS)

    def is_wanted(self, name: str, links: tuple[Link, ...]) -> bool:
        """Whether the activity runs in this case."""
        activity = self.activities[name]
        starts = {one.then for one in self.router.definition.interrupts.values()}
        if self.over or activity.recurs is not None or name in starts:
            return False
        holding = sum(self.holds(link) for link in links)
        wanted = len(links) if activity.needs == "all" else 1 if activity.needs == "any" else int(activity.needs)
        if holding < min(wanted, len(links)):
            return False
        item = self.router.definition.items.get(activity.item or "")
        if item is not None and item.when is not None and self.guard(item.when) is False:
            return False
        answer = True if activity.when is None else self.guard(activity.when)
        chance = self.decided.get(f"run/{name}")
        return bool(chance if answer is UNKNOWN or (activity.when is None and chance is not None) else answer)

    def guard(self, text: str) -> object:
        """What a guard says about the facts of the case: True, False or UNKNOWN."""
        return _compile(text).test(self.scope)

    def perform(self, name: str, links: tuple[Link, ...]) -> None:
        """Add the activity's task, its instances, and the rounds that end in it."""
        activity = self.activities[name]
        counted = isinstance(activity.needs, int) and activity.needs < len(links)
        waited = tuple(link for link in links if self.holds(link)) if counted else links
        before = self.tasks_of(waited)
        needs = min(int(activity.needs), len(before)) if counted else None
        self.settled[name] = Settled(self.add_instances(name, before, needs), self.choose_outcome(name, activity))
        for _ in range(int(str(self.decided.get(f"round/{name}", 0)))):
            self.repeat(name, self.router.parameters.rounds[name])
        item = self.router.definition.items.get(activity.item or "")
        if item is not None and item.on_refused is OnRefused.END and self.settled[name].outcome == REFUSED:
            self.over = True

    def add_instances(self, name: str, before: tuple[int, ...], needs: int | None = None, pause: int = PASSING) -> int:
        """The task of an activity, or one for each of its instances and the one that waits for all of them."""
        copies = self.router.parameters.copies.get(name, 1)
        tasks = [self.add(self.router.number[name], before, needs, pause) for _ in range(max(copies, 1))]
        return tasks[0] if len(tasks) == 1 else self.add(PASSING, tuple(tasks))

    def choose_outcome(self, name: str, activity: Activity) -> str:
        """As drawn, else the ordinary one."""
        return str(self.decided.get(f"outcome/{name}", next(iter(activity.outcomes), DONE)))

    def repeat(self, name: str, row: RoundRow) -> None:
        """Do the stretch that ends in ``name`` once more; its first tasks wait for the end of the round before."""
        stretch = self.find_stretch(row.back_to or name, name)
        last, fresh = self.settled[name].task, dict[str, int]()
        for one in stretch:
            inside = tuple(fresh[link.activity] for link in self.links[one] if link.activity in fresh)
            pause = self.router.number[name] if not inside and row.pause is not None else PASSING
            fresh[one] = self.add_instances(one, inside or (last,), None, pause)
        for one, task in fresh.items():
            self.settled[one] = Settled(task, self.settled[one].outcome)

    def find_stretch(self, first: str, last: str) -> list[str]:
        """The activities done between two, both included, in their order."""
        reached = {first}
        for name in self.graph.order:
            if any(edge.source in reached for edge in self.graph.before[name]):
                reached.add(name)
        needed = {last}
        for name in reversed(self.graph.order):
            if any(edge.target in needed for edge in self.graph.after[name]):
                needed.add(name)
        done = [one for one in self.graph.order if one in self.settled and self.settled[one].outcome is not None]
        return [one for one in done if one in reached & needed] or [last]

    def add(self, step: int, before: tuple[int, ...], needs: int | None = None, pause: int = PASSING) -> int:
        """One more task; its number."""
        self.steps.append(step)
        self.before.append(before)
        self.needs.append(len(before) if needs is None else needs)
        self.pauses.append(pause)
        return len(self.steps) - 1


_compile: Callable[[str], Expression] = compile_expression
