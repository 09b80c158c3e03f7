"""What can be asked of a running case. Values only; what each does stands in `zaizao.net.handlers`.

Every command but Tick says who asks (`by`, a person) and may say for whom (`acting_for`, an organ or party).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition

Facts = Mapping[str, object]
NO_FACTS: Facts = MappingProxyType({})


class Command(Struct, frozen=True, kw_only=True):
    """Somebody asks for something."""

    by: str | None = None
    acting_for: str | None = None


class Open(Command, frozen=True):
    """Begin a case. ``items`` are those applied for; all of the definition's if None."""

    case: str
    facts: Facts = NO_FACTS
    items: tuple[str, ...] | None = None
    materials: tuple[str, ...] = ()


class Tick(Command, frozen=True):
    """Time has come to ``context.now``: everything due by then happens, in order."""


class Complete(Command, frozen=True):
    """End a work item. ``reasons``, ``remedy`` and ``way_forward`` are required to refuse an item."""

    work: str
    outcome: str | None = None
    facts: Facts = NO_FACTS
    officers: tuple[str, ...] = ()
    text: str | None = None
    reasons: str | None = None
    remedy: str | None = None
    way_forward: str | None = None
    materials: tuple[str, ...] = ()
    """Materials handed in with it."""
    gaps: tuple[str, ...] = ()
    """Materials tolerated as gaps (容缺)."""
    pledges: tuple[str, ...] = ()
    """Materials replaced by a pledge (告知承诺)."""


class StateFacts(Command, frozen=True):
    """Facts that became known; whatever waited for them goes on."""

    facts: Facts


class CorrectFact(Command, frozen=True):
    """A fact was recorded wrongly; what was decided with it stays decided."""

    name: str
    value: object
    reason: str


class RequestCorrection(Command, frozen=True):
    """Tell the applicant once, and completely, what is missing."""

    work: str
    gaps: tuple[str, ...]
    reason: str
    supervisor: str | None = None
    """Who allows a second notice."""


class Supply(Command, frozen=True):
    """Materials are handed in."""

    materials: tuple[str, ...]


class Assign(Command, frozen=True):
    """Say which people do a work item; by an arbiter, also which organ, and then it is final."""

    work: str
    people: tuple[str, ...] = ()
    to: str | None = None


class Transfer(Command, frozen=True):
    """Give the work away for good (转办)."""

    work: str
    to: str
    reason: str


class Delegate(Command, frozen=True):
    """Let somebody else do it; it comes back for confirmation (委派)."""

    work: str
    to: str


class OfferWork(Command, frozen=True):
    """Offer the work; the sender holds until it is accepted."""

    work: str
    to: str
    reason: str


class AcceptOffer(Command, frozen=True):
    """Take the work that was offered."""

    work: str


class RefuseOffer(Command, frozen=True):
    """Do not take it, with a reason."""

    work: str
    reason: str


class AddActivity(Command, frozen=True):
    """加签: an activity the definition does not have."""

    id: str
    does: str
    name: str
    anchor: str
    placement: str
    assignee: str | None = None
    """Organ or person who does it; the anchor's holder if None."""
    after: tuple[str, ...] = ()
    limit: str | None = None


class Recuse(Command, frozen=True):
    """A member of a panel steps down."""

    work: str
    reason: str


class SendBack(Command, frozen=True):
    """Return to an earlier activity, as a new round."""

    to: str
    reason: str
    basis: str | None = None


class Withdraw(Command, frozen=True):
    """The applicant takes back some items, or all that are undecided."""

    items: tuple[str, ...] | None = None
    reason: str | None = None


class Suspend(Command, frozen=True):
    """Stop an item's clock by hand."""

    item: str
    ground: str
    notice: str
    basis: str | None = None


class Resume(Command, frozen=True):
    """Let an item's clock go on from the next day."""

    item: str


class ExtendLimit(Command, frozen=True):
    """Lengthen an item's limit, once."""

    item: str
    limit: str
    reason: str
    notice: str


class Reopen(Command, frozen=True):
    """Let a closed case go on from an activity."""

    to: str
    reason: str
    basis: str | None = None


class Enter(Command, frozen=True):
    """One more entry in an append-only list."""

    log: str
    values: Facts


class InterruptCase(Command, frozen=True):
    """A party cuts the ordinary course short."""

    interrupt: str
    reason: str


class Deliver(Command, frozen=True):
    """A message from outside."""

    message: str
    key: object = None
    facts: Facts = NO_FACTS
    outcome: str | None = None


class ReportChild(Command, frozen=True):
    """A child case has ended."""

    child: str
    outcome: str
    facts: Facts = NO_FACTS


class JoinGroup(Command, frozen=True):
    """Another case of the same kind is to be answered together with this one."""

    member: str
    facts: Facts


class Comment(Command, frozen=True):
    """Words for the record; no clock moves."""

    text: str
    work: str | None = None


class Migrate(Command, frozen=True):
    """Move the case to another version of its definition."""

    definition: ProcessDefinition
    mapping: Mapping[str, str] = {}
    """Old activity to new, where the name changed."""
    passed: tuple[str, ...] = ()
    """New activities that lie behind the case already and are knowingly passed over."""
    reason: str = ""


class RevertMigration(Command, frozen=True):
    """Go back to the version before, if nothing has happened since."""

    definition: ProcessDefinition
    reason: str = ""


class RecomputeDeadlines(Command, frozen=True):
    """The calendar has changed: every due moment is computed again."""
