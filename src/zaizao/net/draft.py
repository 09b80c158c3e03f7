"""A state being written, and frozen into the next one at the end.

The shelves are copied before they are written on; nothing of the old state changes. Only reducers write here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from zaizao.net.plan import Node, Plan, added_node
from zaizao.net.shelf import FULL, Shelf, View, Wide
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
        "ready",
        "recurring",
        "returning",
        "reversible",
        "seq",
        "series",
        "state",
        "status",
        "timers",
        "undecided",
        "unsettled",
        "work",
    )

    def __init__(self, plan: Plan, state: CaseState, plans: Mapping[str, Plan] | None = None) -> None:
        self.plan = plan
        self.plans: Mapping[str, Plan] = plans or {}  # of other versions by digest, for migrations
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
        self.ready: list[str] = []  # activities whose links have just become decided
        # as `pad` would: most shelves are small, and these four are copied in every step
        acts, work, facts, timers = state.acts, state.work, state.facts, state.timers
        self.acts: Shelf[Act] | Wide[Act] = Shelf(acts) if isinstance(acts, Shelf) else acts.pad()
        self.work: Shelf[Work] | Wide[Work] = Shelf(work) if isinstance(work, Shelf) else work.pad()
        self.facts: Shelf[object] | Wide[object] = Shelf(facts) if isinstance(facts, Shelf) else facts.pad()
        self.timers: Shelf[Timer] | Wide[Timer] = Shelf(timers) if isinstance(timers, Shelf) else timers.pad()
        self.items: Mapping[str, ItemState] = state.items
        self.counts: Mapping[str, int] = state.counts
        self.added: Mapping[str, Added] = state.added
        self.recurring: Mapping[str, Recurring] = state.recurring
        self.series: Mapping[str, int] = state.series
        self.undecided: tuple[str, ...] = state.undecided
        self.returning: Mapping[str, tuple[str, ...]] = state.returning
        self.before = state.before
        self.reversible = state.reversible
        self.next_at = state.next_at
        self._papers: Shelf[Paper] | Wide[Paper] | None = None
        self._entries: Shelf[Mapping[str, object]] | Wide[Mapping[str, object]] | None = None
        self._children: Shelf[Child] | Wide[Child] | None = None
        self._members: Shelf[Member] | Wide[Member] | None = None

    @property
    def papers(self) -> Shelf[Paper] | Wide[Paper]:
        """Materials. Like the three below, seldom touched: the pad is made when it is."""
        if self._papers is None:
            self._papers = self.state.papers.pad()
        return self._papers

    @property
    def entries(self) -> Shelf[Mapping[str, object]] | Wide[Mapping[str, object]]:
        """Entries of append-only lists."""
        if self._entries is None:
            self._entries = self.state.entries.pad()
        return self._entries

    @property
    def children(self) -> Shelf[Child] | Wide[Child]:
        """Child cases."""
        if self._children is None:
            self._children = self.state.children.pad()
        return self._children

    @property
    def members(self) -> Shelf[Member] | Wide[Member]:
        """Members of the group."""
        if self._members is None:
            self._members = self.state.members.pad()
        return self._members

    def seal(self) -> CaseState:
        """The state as it now is, frozen; the draft may be written on afterwards."""
        return self._frozen(take=False)

    def finish(self) -> CaseState:
        """The state as it now is, frozen; the draft is given up with it."""
        return self._frozen(take=True)

    def _frozen(self, *, take: bool) -> CaseState:
        acts, work, facts, timers = self.acts, self.work, self.facts, self.timers
        if not take:
            acts, work, facts, timers = acts.pad(), work.pad(), facts.pad(), timers.pad()
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
            acts if isinstance(acts, Shelf) and len(acts) <= FULL else acts.settled(),
            work if isinstance(work, Shelf) and len(work) <= FULL else work.settled(),
            facts if isinstance(facts, Shelf) and len(facts) <= FULL else facts.settled(),
            self.state.papers if self._papers is None else _shelf(self._papers, take),
            timers if isinstance(timers, Shelf) and len(timers) <= FULL else timers.settled(),
            self.state.entries if self._entries is None else _shelf(self._entries, take),
            self.state.children if self._children is None else _shelf(self._children, take),
            self.state.members if self._members is None else _shelf(self._members, take),
            self.items,
            self.counts,
            self.added,
            self.recurring,
            self.series,
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
        return self.plan.nodes.get(name) or added_node(name, self.added[name])

    def act(self, name: str) -> Act:
        """The activity as it stands; an untouched one waits."""
        return self.acts.get(name) or UNTOUCHED

    def put_item(self, name: str, item: ItemState) -> None:
        """Write one item."""
        self.items = {**self.items, name: item}

    def is_settled(self, name: str) -> bool:
        """Whether the activity has come to an end in its present round."""
        return self.act(name).status in SETTLED

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


UNTOUCHED = Act()
_V = TypeVar("_V")


def _shelf(pad: Shelf[_V] | Wide[_V], take: bool) -> View[_V]:  # noqa: FBT001  # a few times in every step
    return pad.settled() if take else pad.pad().settled()


def work_id(activity: str, round_: int, turn: int = 1, instance: int | None = None) -> str:
    """``permit#1``; with turns ``session#1~2``; with instances ``score#1.3``."""
    text = f"{activity}#{round_}"
    if turn > 1:
        text = f"{text}~{turn}"
    return text if instance is None else f"{text}.{instance}"


def blank_state(plan: Plan, *, case: str, at: datetime, edition: str) -> CaseState:
    """The state before the first event."""
    return CaseState(case, plan.digest, "open", 0, at, at, plan.total, 0, edition)
