"""What can be asked of a running case. Values only; what each does stands in `zaizao.net.handlers`.

Every command but Tick says who asks (`by`, a person) and may say for whom (`acting_for`, an organ or party).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field

from zaizao.definition.model import ProcessDefinition
from zaizao.net.values import value

Facts = Mapping[str, object]
NO_FACTS: Facts = MappingProxyType({})


@value
class Command:
    """Somebody asks for something."""

    by: str | None = field(default=None, kw_only=True)
    acting_for: str | None = field(default=None, kw_only=True)


@value
class Open(Command):
    """Begin a case. ``items`` are those applied for; all of the definition's if None."""

    case: str
    facts: Facts = NO_FACTS
    items: tuple[str, ...] | None = None
    materials: tuple[str, ...] = ()


@value
class Tick(Command):
    """Time has come to ``context.now``: everything due by then happens, in order."""


@value
class Complete(Command):
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


@value
class StateFacts(Command):
    """Facts that became known; whatever waited for them goes on."""

    facts: Facts


@value
class CorrectFact(Command):
    """A fact was recorded wrongly; what was decided with it stays decided."""

    name: str
    value: object
    reason: str


@value
class RequestCorrection(Command):
    """Tell the applicant once, and completely, what is missing."""

    work: str
    gaps: tuple[str, ...]
    reason: str
    supervisor: str | None = None
    """Who allows a second notice."""


@value
class Supply(Command):
    """Materials are handed in."""

    materials: tuple[str, ...]


@value
class Assign(Command):
    """Say which people do a work item; by an arbiter, also which organ, and then it is final."""

    work: str
    people: tuple[str, ...] = ()
    to: str | None = None


@value
class Transfer(Command):
    """Give the work away for good (转办)."""

    work: str
    to: str
    reason: str


@value
class Delegate(Command):
    """Let somebody else do it; it comes back for confirmation (委派)."""

    work: str
    to: str


@value
class OfferWork(Command):
    """Offer the work; the sender holds until it is accepted."""

    work: str
    to: str
    reason: str


@value
class AcceptOffer(Command):
    """Take the work that was offered."""

    work: str


@value
class RefuseOffer(Command):
    """Do not take it, with a reason."""

    work: str
    reason: str


@value
class AddActivity(Command):
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


@value
class Recuse(Command):
    """A member of a panel steps down."""

    work: str
    reason: str


@value
class SendBack(Command):
    """Return to an earlier activity, as a new round."""

    to: str
    reason: str
    basis: str | None = None


@value
class Withdraw(Command):
    """The applicant takes back some items, or all that are undecided."""

    items: tuple[str, ...] | None = None
    reason: str | None = None


@value
class Suspend(Command):
    """Stop an item's clock by hand."""

    item: str
    ground: str
    notice: str
    basis: str | None = None


@value
class Resume(Command):
    """Let an item's clock go on from the next day."""

    item: str


@value
class ExtendLimit(Command):
    """Lengthen an item's limit, once."""

    item: str
    limit: str
    reason: str
    notice: str


@value
class Reopen(Command):
    """Let a closed case go on from an activity."""

    to: str
    reason: str
    basis: str | None = None


@value
class Enter(Command):
    """One more entry in an append-only list."""

    log: str
    values: Facts


@value
class InterruptCase(Command):
    """A party cuts the ordinary course short."""

    interrupt: str
    reason: str


@value
class Deliver(Command):
    """A message from outside."""

    message: str
    key: object = None
    facts: Facts = NO_FACTS
    outcome: str | None = None


@value
class ReportChild(Command):
    """A child case has ended."""

    child: str
    outcome: str
    facts: Facts = NO_FACTS


@value
class JoinGroup(Command):
    """Another case of the same kind is to be answered together with this one."""

    member: str
    facts: Facts


@value
class Comment(Command):
    """Words for the record; no clock moves."""

    text: str
    work: str | None = None


@value
class Migrate(Command):
    """Move the case to another version of its definition."""

    definition: ProcessDefinition
    mapping: Mapping[str, str] = {}
    """Old activity to new, where the name changed."""
    passed: tuple[str, ...] = ()
    """New activities that lie behind the case already and are knowingly passed over."""
    reason: str = ""


@value
class RevertMigration(Command):
    """Go back to the version before, if nothing has happened since."""

    definition: ProcessDefinition
    reason: str = ""


@value
class RecomputeDeadlines(Command):
    """The calendar has changed: every due moment is computed again."""
