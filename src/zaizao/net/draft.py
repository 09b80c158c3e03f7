"""A state being written: overlays over the shelves, sealed into a new frozen state at the end.

Reading goes through the overlay; nothing of the old state changes. Only reducers write here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Generic, TypeVar

from zaizao.net.plan import Node, Plan, added_node
from zaizao.net.shelf import REMOVED, Removed, Shelf
from zaizao.net.state import (
    SETTLED,
    Act,
    Added,
    CaseState,
    Child,
    ItemState,
    Member,
    Paper,
    Recurring,
    Timer,
    Work,
    stored,
)

V = TypeVar("V")


class Pad(Generic[V]):
    """A shelf with changes written over it."""

    __slots__ = ("base", "changes")

    def __init__(self, base: Shelf[V]) -> None:
        self.base = base
        self.changes: dict[str, V | Removed] = {}

    def get(self, name: str) -> V | None:
        """The value under ``name`` as it now is, or None."""
        found = self.changes.get(name)
        if found is None:
            return self.base.get(name)
        return None if isinstance(found, Removed) else found

    def put(self, name: str, value: V) -> None:
        """Write one entry."""
        self.changes[name] = value

    def remove(self, name: str) -> None:
        """Take one entry away, if it is there."""
        if name in self.changes or self.base.get(name) is not None:
            self.changes[name] = REMOVED

    def sealed(self) -> Shelf[V]:
        """The shelf with the changes made."""
        return self.base.replace(self.changes) if self.changes else self.base

    def names(self) -> Iterator[str]:
        """All names as they now are, sorted. Costs the whole shelf: for rare commands only."""
        return iter(self.sealed())


class Draft:
    """A case state while a command or an event is being applied to it."""

    __slots__ = (
        "active",
        "acts",
        "added",
        "before",
        "case",
        "children",
        "closed",
        "counts",
        "edition",
        "ending",
        "entries",
        "facts",
        "items",
        "last",
        "members",
        "next_at",
        "opened",
        "papers",
        "plan",
        "plans",
        "promise",
        "recurring",
        "returning",
        "reversible",
        "seq",
        "status",
        "timers",
        "undecided",
        "unsettled",
        "work",
    )

    def __init__(self, plan: Plan, state: CaseState, plans: Mapping[str, Plan] | None = None) -> None:
        self.plan = plan
        self.plans: Mapping[str, Plan] = plans or {}
        """Plans of other versions by digest, for migrations."""
        self.case = state.case
        self.status = state.status
        self.seq = state.seq
        self.last = state.last
        self.opened = state.opened
        self.unsettled = state.unsettled
        self.active = state.active
        self.edition = state.edition
        self.ending = state.ending
        self.closed = state.closed
        self.promise = state.promise
        self.acts: Pad[Act] = Pad(state.acts)
        self.work: Pad[Work] = Pad(state.work)
        self.facts: Pad[object] = Pad(state.facts)
        self.papers: Pad[Paper] = Pad(state.papers)
        self.timers: Pad[Timer] = Pad(state.timers)
        self.entries: Pad[Mapping[str, object]] = Pad(state.entries)
        self.children: Pad[Child] = Pad(state.children)
        self.members: Pad[Member] = Pad(state.members)
        self.items: Mapping[str, ItemState] = state.items
        self.counts: Mapping[str, int] = state.counts
        self.added: Mapping[str, Added] = state.added
        self.recurring: Mapping[str, Recurring] = state.recurring
        self.undecided: tuple[str, ...] = state.undecided
        self.returning: Mapping[str, tuple[str, ...]] = state.returning
        self.before: CaseState | None = state.before
        self.reversible = state.reversible
        self.next_at: datetime | None = state.next_at

    def seal(self) -> CaseState:
        """The state as it now is, frozen."""
        return CaseState(
            self.case,
            self.plan.digest,
            self.status,
            self.seq,
            self.last,
            self.opened,
            self.unsettled,
            self.active,
            self.edition,
            self.ending,
            self.closed,
            self.promise,
            self.acts.sealed(),
            self.work.sealed(),
            self.facts.sealed(),
            self.papers.sealed(),
            self.timers.sealed(),
            self.entries.sealed(),
            self.children.sealed(),
            self.members.sealed(),
            self.items,
            self.counts,
            self.added,
            self.recurring,
            self.undecided,
            self.returning,
            self.before,
            self.reversible,
            self.next_at,
        )

    def put_timer(self, key: str, timer: Timer) -> None:
        """Set something that happens by itself."""
        self.timers.put(key, timer)
        if self.next_at is None or timer.at < self.next_at:
            self.next_at = timer.at

    def put_fact(self, name: str, value: object) -> None:
        """Record a fact."""
        self.facts.put(name, stored(value))

    def node(self, name: str) -> Node:
        """The plan's node, or that of an activity added at run time."""
        found = self.plan.nodes.get(name)
        return found if found is not None else added_node(name, self.added[name])

    def act(self, name: str) -> Act:
        """The activity as it stands; an untouched one waits."""
        return self.acts.get(name) or _UNTOUCHED

    def put_item(self, name: str, item: ItemState) -> None:
        """Write one item."""
        self.items = {**self.items, name: item}

    def is_settled(self, name: str) -> bool:
        """Whether the activity has come to an end in its present round."""
        found = self.acts.get(name)
        return found is not None and found.status in SETTLED

    def has_passed(self, name: str) -> bool:
        """Whether the activity's links count at their targets: settled, and nothing added after it is open."""
        return self.is_settled(name) and not self.held_back(name)

    def held_back(self, name: str) -> bool:
        """Whether an activity added after ``name`` is still to be done."""
        return bool(self.added) and any(
            each.anchor == name and each.placement == "after" and not self.is_settled(other)
            for other, each in self.added.items()
        )

    def blockers(self, name: str) -> tuple[str, ...]:
        """Activities added before ``name`` that are still to be done."""
        return tuple(
            other
            for other, each in self.added.items()
            if each.anchor == name and each.placement == "before" and not self.is_settled(other)
        )

    def work_of(self, name: str) -> tuple[Work, ...]:
        """Open work items of an activity, in order of instance."""
        act = self.act(name)
        numbers = range(1, act.more.instances + 1) if act.more.instances else (None,)
        keys = (work_id(name, act.round, act.more.turn, number) for number in numbers)
        return tuple(work for key in keys if (work := self.work.get(key)) is not None)


_UNTOUCHED = Act()


def work_id(activity: str, round_: int, turn: int = 1, instance: int | None = None) -> str:
    """``permit#1``; with turns ``session#1~2``; with instances ``score#1.3``."""
    text = f"{activity}#{round_}"
    if turn > 1:
        text = f"{text}~{turn}"
    return text if instance is None else f"{text}.{instance}"


def blank_state(plan: Plan, *, case: str, at: datetime, edition: str) -> CaseState:
    """The state before the first event."""
    return CaseState(case, plan.digest, "open", 0, at, at, plan.total, 0, edition)
