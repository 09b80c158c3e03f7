"""What happened: past-tense records, the only thing that changes a state.

Each event holds everything that was decided (guard values, holder, due moment, calendar edition), so that replay
evaluates nothing. ``seq`` counts from 1 within the case; ``at`` is the moment; ``by`` the person, or None when time
or the system did it. How each changes the state stands in `zaizao.net.reducers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from zaizao.net.state import Added, CaseState, Timer, Work

Facts = Mapping[str, object]


@frozen
class Event:
    """Something happened in the case."""

    seq: int
    at: datetime
    by: str | None


# -- the case


@frozen
class CaseOpened(Event):
    """The case began, with the items applied for and what the applicant stated."""

    case: str
    digest: str
    items: tuple[str, ...]
    facts: Facts
    materials: tuple[str, ...]
    edition: str


@frozen
class CaseClosed(Event):
    """Nothing is left to do, or an ending cut the rest off."""

    ending: str


@frozen
class PromiseMade(Event):
    """The promised limit for the whole case began to run."""

    due: datetime
    edition: str


@frozen
class PromiseBroken(Event):
    """The promised limit for the whole case has passed."""


@frozen
class CaseReopened(Event):
    """A closed case goes on."""

    reason: str
    basis: str | None


@frozen
class Migrated(Event):
    """The case moved to another version of its definition."""

    digest: str
    mapping: Mapping[str, str]
    passed: tuple[str, ...]
    reason: str


@frozen
class MigrationSettled(Event):
    """What followed from the move is done; until the next event it can be reverted."""


@frozen
class MigrationReverted(Event):
    """The case went back to the version before."""

    before: CaseState
    reason: str


# -- activities


@frozen
class ActivityOpened(Event):
    """It is an activity's turn: the work handed out, its alarms set, the guard as it was decided."""

    activity: str
    work: tuple[Work, ...]
    timers: tuple[Timer, ...]
    guard: Facts | None
    recused: int


@frozen
class ActivityUndecided(Event):
    """It is an activity's turn, but facts are missing; unknown never decides."""

    activity: str
    missing: tuple[str, ...]


@frozen
class ActivityScheduled(Event):
    """It is an activity's turn, but not before its day."""

    activity: str
    until: datetime
    guard: Facts | None


@frozen
class ActivitySkipped(Event):
    """An activity is not needed; why, and the guard as it was decided."""

    activity: str
    reason: str
    guard: Facts | None


@frozen
class ActivityDone(Event):
    """An activity ended with an outcome."""

    activity: str
    outcome: str | None
    work: str | None
    people: tuple[str, ...]
    facts: Facts
    started: datetime | None
    effective: datetime
    """When it takes effect: ``at``, or earlier where silence is dated back."""
    how: str
    """person, automatic, silent, message, timeout, joined, children, or exhausted."""
    said: Facts
    """The words that go with it: text, reasons, remedy, way_forward."""


@frozen
class InstanceDone(Event):
    """One of several instances of an activity ended."""

    activity: str
    work: str
    outcome: str | None
    people: tuple[str, ...]
    result: Facts
    said: Facts


@frozen
class TurnDone(Event):
    """One round of a repeat ended; whether it goes on is decided next."""

    activity: str
    turn: int
    work: str | None
    outcome: str | None
    people: tuple[str, ...]
    facts: Facts
    said: Facts
    missing: tuple[str, ...]
    """Facts that `until` waits for; empty when it could be decided."""


@frozen
class TurnScheduled(Event):
    """The next round of a repeat begins later."""

    activity: str
    turn: int
    until: datetime


@frozen
class TurnBegan(Event):
    """The next round of a repeat begins: its activities are reset."""

    activity: str
    turn: int
    reset: tuple[str, ...]


@frozen
class ActivityCancelled(Event):
    """An open activity was stopped before its end."""

    activity: str
    reason: str


@frozen
class SentBack(Event):
    """A new round began at an earlier activity and in what depends on it."""

    to: str
    reset: tuple[str, ...]
    undo: Mapping[str, Added]
    reason: str
    basis: str | None


@frozen
class ActivityAdded(Event):
    """An activity was added at run time."""

    activity: str
    added: Added


@frozen
class RecurrenceBegan(Event):
    """A report will fall due again and again from now on."""

    activity: str
    next: datetime


@frozen
class Recurred(Event):
    """The report fell due once more."""

    activity: str
    number: int
    work: Work
    next: datetime


@frozen
class RecurrenceReported(Event):
    """One of the recurring reports was made."""

    activity: str
    work: str
    facts: Facts
    said: Facts


@frozen
class RecurrenceEnded(Event):
    """No more reports are due; those still open fall away."""

    activity: str


# -- facts and materials


@frozen
class FactsStated(Event):
    """Facts became known."""

    facts: Facts


@frozen
class FactCorrected(Event):
    """A fact recorded wrongly was put right; decisions made with it stand."""

    name: str
    old: object
    new: object
    reason: str


@frozen
class CorrectionRequested(Event):
    """The applicant was told, once and completely, what is missing."""

    work: str
    gaps: tuple[str, ...]
    reason: str
    supervisor: str | None


@frozen
class Supplied(Event):
    """Materials were handed in; corrections and gaps they answer are answered."""

    materials: tuple[str, ...]
    answered: tuple[str, ...]
    """Work items whose correction is now complete."""


@frozen
class GapTolerated(Event):
    """The case was accepted without this material, which must follow by a day."""

    material: str
    due: datetime | None


@frozen
class GapLapsed(Event):
    """The material did not come in time."""

    material: str


@frozen
class PledgeTaken(Event):
    """A pledge stands in for the material; it will be checked."""

    material: str
    by_whom: str | None
    check: datetime | None


# -- items and clocks


@frozen
class ItemNotRequired(Event):
    """An item applied for needs no decision; the guard or what ended it is on record."""

    item: str
    because: Facts


@frozen
class ItemDecided(Event):
    """An item was granted or refused."""

    item: str
    outcome: str
    activity: str


@frozen
class ItemWithdrawn(Event):
    """An item was taken back, or counts as taken back."""

    item: str
    because: Facts


@frozen
class ClockStarted(Event):
    """An item's statutory clock started; that day is day zero."""

    item: str
    start: datetime
    due: datetime | None
    promised: datetime | None
    edition: str


@frozen
class ClockEnded(Event):
    """An item's clock ended."""

    item: str


@frozen
class ClockStopped(Event):
    """An item's clock stands still; the applicant was told."""

    item: str
    first: date
    ground: str
    basis: str | None
    activity: str | None
    notice: str | None
    paused: tuple[str, ...]
    """Work items of the item that pause with it."""


@frozen
class ClockResumed(Event):
    """An item's clock goes on the day after ``last``."""

    item: str
    last: date
    due: datetime | None
    promised: datetime | None
    moved: Mapping[str, datetime]
    """New due moments of the work items that paused."""
    timers: tuple[Timer, ...]
    """Their alarms, set anew."""
    edition: str


@frozen
class LimitExtended(Event):
    """An item's limit was lengthened, once."""

    item: str
    limit: str
    due: datetime | None
    reason: str
    notice: str


@frozen
class ItemOverdue(Event):
    """An item's statutory limit has passed undecided."""

    item: str


@frozen
class DeadlinePassed(Event):
    """A work item's own limit has passed."""

    work: str


@frozen
class Escalated(Event):
    """A share of a limit has passed: somebody is warned, told, or given the work."""

    work: str
    number: int
    """Which of the activity's escalations, from 0."""
    at_share: str
    to: str | None
    mode: str
    """warn, inform or take_over."""


@frozen
class DeadlineRecomputed(Event):
    """A calendar changed, and a due moment with it."""

    subject: str
    """``work:ID``, ``item:ID``, ``promise:ITEM`` or ``case:promise``."""
    old: datetime
    new: datetime
    edition: str


@frozen
class CalendarAdopted(Event):
    """The due moments now follow another edition of the calendar."""

    edition: str


# -- who has the work


@frozen
class Assigned(Event):
    """People, or by an arbiter an organ, were given the work."""

    work: str
    people: tuple[str, ...]
    to: str | None
    final: bool


@frozen
class Transferred(Event):
    """The work was given away for good."""

    work: str
    to: str
    reason: str


@frozen
class Delegated(Event):
    """Somebody else does the work and brings it back."""

    work: str
    to: str


@frozen
class DelegateReported(Event):
    """The delegate is done; the delegator confirms or changes it."""

    work: str
    reported: Facts


@frozen
class OfferMade(Event):
    """The work was offered; the sender holds it still."""

    work: str
    to: str
    lapses: datetime | None
    reason: str | None


@frozen
class OfferAccepted(Event):
    """The work changed hands; its limit did not begin again."""

    work: str
    to: str


@frozen
class OfferRefused(Event):
    """The work was not taken, with a reason."""

    work: str
    to: str
    reason: str


@frozen
class OfferLapsed(Event):
    """An offer was not answered in time."""

    work: str
    to: str


@frozen
class ArbiterCalled(Event):
    """Nobody took the work; the arbiter will assign it."""

    work: str
    arbiter: str


@frozen
class Recused(Event):
    """A member stepped down."""

    work: str
    reason: str


# -- lists, parties, others


@frozen
class EntryMade(Event):
    """One more entry in an append-only list."""

    log: str
    number: int
    values: Facts
    acting_for: str | None


@frozen
class Interrupted(Event):
    """A party cut the ordinary course short."""

    interrupt: str
    acting_for: str | None
    reason: str


@frozen
class ChildOpened(Event):
    """A child case is to be opened."""

    child: str
    activity: str
    process: str
    to: str | None
    facts: Facts


@frozen
class ChildReported(Event):
    """A child case has ended."""

    child: str
    outcome: str
    facts: Facts


@frozen
class MemberJoined(Event):
    """Another case is to be answered together with this one; its own clock stays."""

    member: str
    facts: Facts
    due: datetime | None


@frozen
class MembersAnswered(Event):
    """The answer went to members of the group."""

    members: tuple[str, ...]
    outcome: str | None


@frozen
class MemberOverdue(Event):
    """A member's own limit has passed unanswered."""

    member: str


@frozen
class Commented(Event):
    """Words for the record; no clock moves."""

    text: str
    work: str | None


@frozen
class LateTextKept(Event):
    """A command came for a superseded work item; it was refused and its words are kept."""

    work: str
    said: Facts


EVENTS: dict[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}
"""Every kind of event by name; the names are part of the saved form and never change."""
