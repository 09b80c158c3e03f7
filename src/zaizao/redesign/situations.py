"""In which situations each activity happens, as sets of situations; nothing is evaluated on a case.

A situation is one answer to every condition a definition's guards are made of. Conditions are taken as independent
of each other, which only makes the comparison of two definitions stricter. The course is the ordinary one: every
activity ends with its first outcome, unless a link asks for another; then both are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from zaizao.definition.model import Activity, IfSkipped, Link, ProcessDefinition
from zaizao.expression import Node, parse, to_feel
from zaizao.expression.nodes import And, Not, Or

MOST_CONDITIONS = 12
"""More conditions than these are not looked through: whatever would need it is then not proposed."""


class Situations:
    """All situations that the conditions of some definitions span, numbered; a set of them is one integer."""

    def __init__(self, definitions: Iterable[ProcessDefinition]) -> None:
        found = dict.fromkeys(each for definition in definitions for each in _list_conditions(definition))
        self.are_too_many = len(found) > MOST_CONDITIONS
        self.count = 0 if self.are_too_many else len(found)
        self._masks = {} if self.are_too_many else _spread(tuple(found))
        self.all = (1 << (1 << self.count)) - 1

    def describe(self, number: int) -> dict[str, bool]:
        """The answer to each condition in one situation."""
        return {condition: bool(mask >> number & 1) for condition, mask in self._masks.items()}

    def list_runs(self, definition: ProcessDefinition) -> dict[str, int]:
        """For each activity the situations in which it happens; in circles, as if nobody waited for himself."""
        guards = {name: self._guard_of(definition, name) for name in definition.activities}
        runs = dict(guards)
        changed = True
        while changed:
            changed = False
            for name, activity in definition.activities.items():
                new = guards[name] & self._join(definition, activity, runs)
                changed = changed or new != runs[name]
                runs[name] = new
        return runs

    def read_guard(self, text: str | None) -> int:
        """The situations in which a guard holds."""
        return self.all if text is None else self._read(_parse(text))

    def _read(self, node: Node) -> int:
        if isinstance(node, And):
            return _meet((self._read(each) for each in node.operands), self.all)
        if isinstance(node, Or):
            return _unite(self._read(each) for each in node.operands)
        if isinstance(node, Not):
            return self.all & ~self._read(node.operand)
        return self._masks.get(to_feel(node), self.all)

    def _guard_of(self, definition: ProcessDefinition, name: str) -> int:
        activity = definition.activities[name]
        item = definition.items.get(activity.item) if activity.item is not None else None
        needed = self.read_guard(item.when) if item is not None else self.all
        by_chance = self._masks.get(f"@{name}", self.all)
        return self.read_guard(activity.when) & needed & by_chance

    def _join(self, definition: ProcessDefinition, activity: Activity, runs: Mapping[str, int]) -> int:
        if not activity.after:
            return self.all
        holding = [self._hold(definition, link, runs) for link in activity.after]
        if activity.needs == "all":
            return _meet(holding, self.all)
        wanted = activity.needs if isinstance(activity.needs, int) else 1
        return _unite(_meet(chosen, self.all) for chosen in combinations(holding, min(wanted, len(holding))))

    def _hold(self, definition: ProcessDefinition, link: Link, runs: Mapping[str, int]) -> int:
        happens = runs.get(link.activity, self.all)
        ended = happens & self._masks.get(_name_outcome(link), self.all)
        return ended | (self.all & ~happens) if link.if_skipped is IfSkipped.RUN else ended


def _list_conditions(definition: ProcessDefinition) -> Iterator[str]:
    for item in definition.items.values():
        yield from _list_atoms(item.when)
    by_interrupt = {interrupt.then for interrupt in definition.interrupts.values()}
    for name, activity in definition.activities.items():
        yield from _list_atoms(activity.when)
        if activity.each is not None or activity.choice is not None or name in by_interrupt:
            yield f"@{name}"
        for link in activity.after:
            source = definition.activities.get(link.activity)
            if link.on and source is not None and source.outcomes and source.outcomes[0] not in link.on:
                yield _name_outcome(link)


def _name_outcome(link: Link) -> str:
    return f"@{link.activity}:{','.join(sorted(link.on))}"


def _list_atoms(text: str | None) -> Iterator[str]:
    if text is None:
        return
    todo = [_parse(text)]
    for node in todo:  # grows while it is walked
        if isinstance(node, And | Or):
            todo.extend(node.operands)
        elif isinstance(node, Not):
            todo.append(node.operand)
        else:
            yield to_feel(node)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Node:
    return parse(text)


def _spread(conditions: tuple[str, ...]) -> dict[str, int]:
    """For each condition the situations in which it holds: every other one, every other two, every other four …"""
    size = 1 << len(conditions)
    masks = {}
    for index, condition in enumerate(conditions):
        step = 1 << index
        block = ((1 << step) - 1) << step
        masks[condition] = _unite(block << start for start in range(0, size, 2 * step))
    return masks


def _meet(sets: Iterable[int], everything: int) -> int:
    met = everything
    for each in sets:
        met &= each
    return met


def _unite(sets: Iterable[int]) -> int:
    united = 0
    for each in sets:
        united |= each
    return united
