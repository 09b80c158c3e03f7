"""Where a case stands: one frozen value, rebuilt from its events at any time.

Only what was touched is kept: an activity that nothing has reached yet has no entry.
How the state changes is `zaizao.net.reducers`; how it is saved, `zaizao.net.saving`.

Statuses of an activity:

    waiting     some links are settled, not all
    held        sent back to, and waiting for legal acts to be undone
    undecided   its turn, but a fact that `when` (or a date, or `until`) reads is unknown
    scheduled   its turn, but not before its day
    open        somebody has it
    turning     one round of a repeat is done, the next has not begun
    done        ended with an outcome (settled)
    skipped     not needed, the reason on record (settled)
    cancelled   stopped before its end, the reason on record (settled)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from zaizao.net.shelf import Shelf, View
from zaizao.units.record import Record

SETTLED = frozenset({"done", "skipped", "cancelled"})
ACTIVE = frozenset({"held", "undecided", "scheduled", "open", "turning"})


class Null:
    """FEEL null as a fact: known to be nothing, which is not the same as unknown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"


NULL = Null()


def stored(value: object) -> object:
    """A fact as the shelf keeps it: None stands for "no entry" there."""
    return NULL if value is None else value


class Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something a case consists of; what it does not have, it is not read with."""


class More(Part, frozen=True):
    """What only some activities have: repeats, instances, missing facts, reasons."""

    reason: str | None = None
    turn: int = 1
    """Which time it is done, where it repeats."""
    instances: int = 0
    """How many instances were opened; 0 where it is done once."""
    results: tuple[Mapping[str, object], ...] = ()
    """What each finished instance or child returned."""
    recused: int = 0
    missing: tuple[str, ...] = ()
    corrections: int = 0
    holder: str | None = None
    """Who had it at its end, where that was not its own organ."""


NOTHING_MORE = More()


class Act(Part, frozen=True):
    """One activity of the case in its present round."""

    status: str = "waiting"
    round: int = 1
    settled: int = 0
    """Links into it whose source is settled."""
    held: int = 0
    """Links into it that hold."""
    outcome: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    people: tuple[str, ...] = ()
    """Who did it in this round."""
    more: More = NOTHING_MORE


class Work(Part, frozen=True):
    """One piece of open work in somebody's hands."""

    id: str
    activity: str
    round: int
    holder: str | None
    opened: datetime
    due: datetime | None = None
    instance: int | None = None
    element: object = None
    assignees: tuple[str, ...] = ()
    status: str = "open"
    """open, correcting (the applicant supplies), paused (its clock is stopped)."""
    asked: tuple[str, ...] = ()
    """Materials named in the correction notice and not yet supplied."""
    offered_to: str | None = None
    refusals: tuple[str, ...] = ()
    """Organs that refused or let the offer lapse."""
    final: bool = False
    """Assigned by the arbiter: cannot be refused or offered on."""
    delegated_to: str | None = None
    reported: Mapping[str, object] | None = None
    """What the delegate brought back, for the delegator to confirm."""


class Stop(Part, frozen=True):
    """One time during which a clock stands still, by days; ``last`` is None while it lasts."""

    first: date
    ground: str
    last: date | None = None
    basis: str | None = None
    activity: str | None = None
    """The activity that stops it; None when it was stopped by hand."""


class ItemState(Part, frozen=True):
    """One legal decision applied for: its clock and its end."""

    outcome: str | None = None
    because: Mapping[str, object] | None = None
    """For ends without a decision: the guard and its values, or what ended it."""
    started: datetime | None = None
    ended: datetime | None = None
    due: datetime | None = None
    promised: datetime | None = None
    stops: tuple[Stop, ...] = ()
    extended: str | None = None
    overdue: bool = False

    @property
    def running(self) -> bool:
        """Whether the clock has started and not ended."""
        return self.started is not None and self.ended is None

    @property
    def stopped(self) -> bool:
        """Whether the clock stands still now."""
        return bool(self.stops) and self.stops[-1].last is None


class Paper(Part, frozen=True):
    """How a material stands: supplied, made (by an activity), gap, pledged, lapsed, revoked."""

    status: str
    due: datetime | None = None
    by: str | None = None


class Timer(Part, frozen=True):
    """Something that happens by itself when its moment comes."""

    at: datetime
    kind: str
    subject: str
    number: int = 0


class Child(Part, frozen=True):
    """A child case and what it reported."""

    activity: str
    process: str
    at: str | None
    status: str = "open"
    outcome: str | None = None


class Member(Part, frozen=True):
    """A case that is answered together with this one; its own clock stays."""

    joined: datetime
    due: datetime | None
    status: str = "open"


class Added(Part, frozen=True):
    """An activity that the definition does not have: added at run time, or the undo of a legal act."""

    does: str
    name: str
    by: str | None
    anchor: str
    placement: str
    """before, after, parallel, or undo."""
    after: tuple[str, ...] = ()
    limit: str | None = None
    basis: str | None = None


class Recurring(Part, frozen=True):
    """A report that falls due again and again."""

    since: datetime
    count: int = 0
    series: int = 1
    """Which time it began: what it watches may open again."""


class CaseState(Record, frozen=True):
    """The whole case. Equal cases have equal bytes (`zaizao.net.saving`)."""

    case: str
    digest: str
    status: str
    """open or closed."""
    seq: int
    """Number of the last event."""
    last: datetime
    """Moment of the last event."""
    opened: datetime
    unsettled: int
    active: int
    edition: str
    """Calendar edition of the due moments."""
    ending: str | None = None
    closed: datetime | None = None
    promise: datetime | None = None
    """When the promise for the whole case runs out."""
    acts: View[Act] = Shelf()
    work: View[Work] = Shelf()
    facts: View[object] = Shelf()
    papers: View[Paper] = Shelf()
    timers: View[Timer] = Shelf()
    entries: View[Mapping[str, object]] = Shelf()
    children: View[Child] = Shelf()
    members: View[Member] = Shelf()
    items: Mapping[str, ItemState] = {}
    counts: Mapping[str, int] = {}
    """How many entries each list has."""
    added: Mapping[str, Added] = {}
    recurring: Mapping[str, Recurring] = {}
    series: Mapping[str, int] = {}
    """How often each recurring report has begun."""
    undecided: tuple[str, ...] = ()
    returning: Mapping[str, tuple[str, ...]] = {}
    """Targets of returns that wait for undos: target to the undos still open."""
    before: CaseState | None = None
    """The state before a migration, while nothing else has happened since."""
    reversible: bool = False
    """Whether the last thing that happened was a migration, with all that followed from it."""
    next_at: datetime | None = None
    """No timer is due before this moment; a bound kept for speed, not part of the state's meaning."""

    beside = ("next_at",)
