"""What several checks need to know about one definition, worked out once: order, ancestors, skipping, outcomes.

Everything is linear in links, save the ancestor sets: one integer per activity, one bit per other activity.
Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from functools import cached_property
from typing import TYPE_CHECKING

from zaizao.definition.exclusion import Exclusion
from zaizao.definition.expressions import Place, list_places, list_types
from zaizao.definition.model import Activity, IfSkipped, Link, OnRefused, ProcessDefinition, Wait
from zaizao.errors import InputError
from zaizao.expression import FieldType, Node, check_types, list_reads, parse
from zaizao.expression.functions import BUILTINS

if TYPE_CHECKING:
    from zaizao.law import Library

DONE = "done"
"""The outcome of an activity that declares none."""
NO_QUORUM = "no_quorum"
"""The outcome when too few instances are done, or the join's own expression decides nothing."""


def list_outcomes(activity: Activity) -> tuple[str, ...]:
    """Every outcome the activity can end with: those declared, and those that its constructs add."""
    outcomes = list(activity.outcomes or (DONE,))
    if activity.awaits is not None and activity.awaits.timeout is not None:
        outcomes.append(activity.awaits.on_timeout)
    if activity.repeat is not None and activity.repeat.on_max is not None:
        outcomes.append(activity.repeat.on_max)
    joins = [construct.join for construct in (activity.each, activity.opens) if construct is not None]
    if any(join.wait in (Wait.QUORUM, Wait.N) or join.outcome is not None for join in joins):
        outcomes.append(NO_QUORUM)
    return tuple(dict.fromkeys(outcomes))


class Survey:
    """A definition with what follows from it. Built for one round of checks, then thrown away."""

    def __init__(
        self, definition: ProcessDefinition, *, library: Library | None = None, on: dt.date | None = None
    ) -> None:
        self.definition = definition
        self.library = library
        self.on = on
        self._typed: dict[tuple[object, ...], tuple[str, frozenset[str]] | InputError] = {}
        self.activities = definition.activities
        self.started_by_interrupt = {i.then for i in definition.interrupts.values() if i.then is not None}

    @cached_property
    def successors(self) -> dict[str, list[str]]:
        """Who comes right after whom; unknown sources left out."""
        after: dict[str, list[str]] = {name: [] for name in self.activities}
        for name, _, link in self.links:
            if link.activity in after:
                after[link.activity].append(name)
        return after

    @cached_property
    def links(self) -> tuple[tuple[str, int, Link], ...]:
        """Every prerequisite with the activity it stands at and its place there."""
        return tuple(
            [(name, index, link) for name, one in self.activities.items() for index, link in enumerate(one.after)]
        )

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The activities sources first; shorter than all of them when there is a circle."""
        open_links = dict.fromkeys(self.activities, 0)
        for followers in self.successors.values():
            for follower in followers:
                open_links[follower] += 1
        ready = [name for name, count in open_links.items() if count == 0]
        for name in ready:  # grows while it is walked
            for follower in self.successors[name]:
                open_links[follower] -= 1
                if open_links[follower] == 0:
                    ready.append(follower)
        return tuple(ready)

    @property
    def has_circle(self) -> bool:
        """Whether some activities wait for each other."""
        return len(self.order) < len(self.activities)

    @cached_property
    def bits(self) -> dict[str, int]:
        """Each activity's place in the ancestor sets."""
        return {name: index for index, name in enumerate(self.order)}

    @cached_property
    def ancestors(self) -> dict[str, int]:
        """For each activity the set (bits) of all that come before it; activities in or behind circles are absent."""
        sets: dict[str, int] = {}
        for name in self.order:
            activity = self.activities[name]
            found = [
                sets[link.activity] | 1 << self.bits[link.activity] for link in activity.after if link.activity in sets
            ]
            # with `needs: 2` it may begin while the rest is still at work: only what all have in common is certain
            hasty = isinstance(activity.needs, int) and activity.needs < len(activity.after)
            sets[name] = functools.reduce(operator.and_ if hasty else operator.or_, found, found[0]) if found else 0
        return sets

    def is_before(self, first: str, second: str) -> bool:
        """Whether ``first`` always ends (or is skipped) before ``second`` begins."""
        if second not in self.ancestors or first not in self.bits:
            return True  # in a circle: said elsewhere, nothing follows here
        return bool(self.ancestors[second] >> self.bits[first] & 1)

    def are_concurrent(self, first: str, second: str) -> bool:
        """Whether the two may be at work at the same time."""
        ordered = self.is_before(first, second) or self.is_before(second, first)
        return not ordered and not self.exclude(first, second)

    @cached_property
    def behind_interrupts(self) -> frozenset[str]:
        """The activities that run only after an interrupt."""
        found = {name for name in self.started_by_interrupt if name in self.activities}
        todo = sorted(found)
        for name in todo:  # grows while it is walked
            for follower in self.successors[name]:
                if follower not in found:
                    found.add(follower)
                    todo.append(follower)
        return frozenset(found)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every expression."""
        return tuple(list_places(self.definition))

    @cached_property
    def types(self) -> dict[str, FieldType]:
        """What every expression may read."""
        return list_types(self.definition)

    def type_expression(self, place: Place) -> tuple[str, frozenset[str]]:
        """The kind of value the expression gives, and what it reads. Raises InputError where it cannot be read."""
        key = (place.text, place.local)
        if key not in self._typed:
            types = {**self.types, **dict(place.local)} if place.local else self.types
            self._typed[key] = _type_text(place.text, types)
        typed = self._typed[key]
        if isinstance(typed, InputError):
            raise typed
        return typed

    @cached_property
    def skippable(self) -> frozenset[str]:
        """The activities that may be skipped in some case."""
        known: set[str] = set()
        rest = [name for name in self.activities if name not in self.bits] if self.has_circle else []
        for name in (*self.order, *rest):
            if self._can_be_skipped(name, known):
                known.add(name)
        return frozenset(known)

    def _can_be_skipped(self, name: str, known: set[str]) -> bool:
        activity = self.activities[name]
        item = self.definition.items.get(activity.item) if activity.item is not None else None
        if activity.when is not None or activity.each is not None or activity.choice is not None:
            return True
        if name in self.started_by_interrupt or (item is not None and item.when is not None):
            return True
        if activity.needs == "all":
            return any(self.can_fail(link, known) for link in activity.after) if activity.after else False
        failing = sum(1 for link in activity.after if self.can_fail(link, known))
        wanted = activity.needs if isinstance(activity.needs, int) else 1
        return bool(activity.after) and len(activity.after) - failing < wanted

    def can_be_skipped(self, link: Link, target: Activity) -> bool:
        """Whether the source of a link into ``target`` can be skipped, so that the link must say what then."""
        if link.activity in self.skippable:
            return True
        source = self.activities.get(link.activity)
        return source is not None and source.item is not None and target.item not in (None, source.item)

    def can_fail(self, link: Link, skippable: set[str] | frozenset[str]) -> bool:
        """Whether the link may come to fail (see docs/language.md, activities and links)."""
        source = self.activities.get(link.activity)
        if source is None:
            return False
        if link.if_skipped is IfSkipped.SKIP or (link.activity in skippable and link.if_skipped is None):
            return True
        if link.on:
            return not set(list_outcomes(source)) <= set(link.on)
        item = self.definition.items.get(source.item) if source.item is not None else None
        return item is not None and item.on_refused is OnRefused.SKIP_DEPENDENTS and "refused" in source.outcomes

    def exclude(self, first: str, second: str) -> bool:
        """Whether the two can never both happen."""
        return self._exclusion.holds(first, second)

    @cached_property
    def _exclusion(self) -> Exclusion:
        return Exclusion(self.activities, skippable=self.skippable)

    @cached_property
    def writers(self) -> dict[str, tuple[str, ...]]:
        """For each field the activities that write it."""
        found: dict[str, list[str]] = {}
        for name, activity in self.activities.items():
            for written in list_written(activity):
                found.setdefault(written, []).append(name)
        for written, declared in self.definition.fields.items():
            if declared.source in self.activities:
                found.setdefault(written, []).append(declared.source)
        return {written: tuple(dict.fromkeys(names)) for written, names in found.items()}

    @cached_property
    def given(self) -> frozenset[str]:
        """Objects that activities make."""
        return frozenset().union(*[activity.gives for activity in self.activities.values()])

    @cached_property
    def taken(self) -> frozenset[str]:
        """Materials that activities take."""
        return frozenset().union(*[activity.takes for activity in self.activities.values()])

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """Fields that activities declare to read."""
        return frozenset().union(*[activity.reads for activity in self.activities.values()])


_BUILTIN_NAMES = frozenset(BUILTINS)


@functools.lru_cache(maxsize=4096)
def _read_text(text: str) -> tuple[Node, frozenset[str]] | InputError:
    """The tree of an expression and what it reads, shared by all definitions that write it alike."""
    try:
        node = parse(text)
    except InputError as error:
        return error
    return node, list_reads(node)


@functools.lru_cache(maxsize=4096)
def _type_over(text: str, types: tuple[tuple[str, FieldType], ...]) -> str | InputError:
    """The kind of value an expression gives over the types of what it reads."""
    read = _read_text(text)
    if isinstance(read, InputError):
        return read
    kind, problems = check_types(read[0], dict(types), text=text)
    return InputError(problems) if problems else kind.kind


def _type_text(text: str, types: dict[str, FieldType]) -> tuple[str, frozenset[str]] | InputError:
    read = _read_text(text)
    if isinstance(read, InputError):
        return read
    node, reads = read
    if not _BUILTIN_NAMES.isdisjoint(types):  # a field that is called like a function
        reads = list_reads(node, frozenset(types))
    if not reads <= types.keys():  # something is wrong: all names, for the nearest one
        _, problems = check_types(node, types, text=text)
        if problems:
            return InputError(problems)
    kind = _type_over(text, tuple((name, types[name]) for name in sorted(reads & types.keys())))
    return kind if isinstance(kind, InputError) else (kind, reads)


def list_written(activity: Activity) -> tuple[str, ...]:
    """The fields an activity writes: recorded by hand, set by the system, aggregated over instances."""
    if activity.automatic is None and activity.each is None and activity.opens is None:
        return activity.writes
    written = list(activity.writes)
    if activity.automatic is not None:
        written.extend(activity.automatic.sets)
    if activity.each is not None:
        written.extend(activity.each.join.aggregate)
    if activity.opens is not None:
        written.extend(activity.opens.join.aggregate)
    return tuple(dict.fromkeys(written))
