"""A state being written: overlays over the shelves, sealed into a new frozen state at the end.

Reading goes through the overlay; nothing of the old state changes. Only reducers write here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from zaizao.net.plan import Node, Plan, added_node
from zaizao.net.shelf import Pad, Shelf, pad_of
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


class Draft:
    """A case state while a command or an event is being applied to it."""

    __slots__ = (
        "_children",
        "_entries",
        "_members",
        "_papers",
        "active",
        "acts",
        "added",
        "before",
        "case",
        "closed",
        "counts",
        "edition",
        "ending",
        "facts",
        "items",
        "last",
        "next_at",
        "opened",
        "plan",
        "plans",
        "promise",
        "recurring",
        "returning",
        "reversible",
        "seq",
        "state",
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
        self.state = state
        self.acts: Pad[Act] = pad_of(state.acts)
        self.work: Pad[Work] = pad_of(state.work)
        self.facts: Pad[object] = pad_of(state.facts)
        self.timers: Pad[Timer] = pad_of(state.timers)
        self.items: Mapping[str, ItemState] = state.items
        self.counts: Mapping[str, int] = state.counts
        self.added: Mapping[str, Added] = state.added
        self.recurring: Mapping[str, Recurring] = state.recurring
        self.undecided: tuple[str, ...] = state.undecided
        self.returning: Mapping[str, tuple[str, ...]] = state.returning
        self.before: CaseState | None = state.before
        self.reversible = state.reversible
        self.next_at: datetime | None = state.next_at
        self._papers: Pad[Paper] | None = None
        self._entries: Pad[Mapping[str, object]] | None = None
        self._children: Pad[Child] | None = None
        self._members: Pad[Member] | None = None

    @property
    def papers(self) -> Pad[Paper]:
        """Materials. Like the three below, seldom touched: the pad is made when it is."""
        if self._papers is None:
            self._papers = pad_of(self.state.papers)
        return self._papers

    @property
    def entries(self) -> Pad[Mapping[str, object]]:
        """Entries of append-only lists."""
        if self._entries is None:
            self._entries = pad_of(self.state.entries)
        return self._entries

    @property
    def children(self) -> Pad[Child]:
        """Child cases."""
        if self._children is None:
            self._children = pad_of(self.state.children)
        return self._children

    @property
    def members(self) -> Pad[Member]:
        """Members of the group."""
        if self._members is None:
            self._members = pad_of(self.state.members)
        return self._members

    def seal(self) -> CaseState:
        """The state as it now is, frozen; the draft may be written on afterwards."""
        return self._frozen(take=False)

    def finish(self) -> CaseState:
        """The state as it now is, frozen; the draft is given up with it."""
        return self._frozen(take=True)

    def _frozen(self, *, take: bool) -> CaseState:
        state = self.state
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
            _shelf(self.acts, state.acts, take),
            _shelf(self.work, state.work, take),
            _shelf(self.facts, state.facts, take),
            _shelf(self._papers, state.papers, take),
            _shelf(self.timers, state.timers, take),
            _shelf(self._entries, state.entries, take),
            _shelf(self._children, state.children, take),
            _shelf(self._members, state.members, take),
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
_V = TypeVar("_V")


def _shelf(pad: Pad[_V] | None, base: Shelf[_V], take: bool) -> Shelf[_V]:  # noqa: FBT001  # asked eight times a step
    if pad is None:
        return base
    return pad.taken() if take else pad.sealed()


def work_id(activity: str, round_: int, turn: int = 1, instance: int | None = None) -> str:
    """``permit#1``; with turns ``session#1~2``; with instances ``score#1.3``."""
    text = f"{activity}#{round_}"
    if turn > 1:
        text = f"{text}~{turn}"
    return text if instance is None else f"{text}.{instance}"


def blank_state(plan: Plan, *, case: str, at: datetime, edition: str) -> CaseState:
    """The state before the first event."""
    return CaseState(case, plan.digest, "open", 0, at, at, plan.total, 0, edition)
