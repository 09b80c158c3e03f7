"""Why a command may not be carried out: one class for each reason, with what to do instead.

    NetRefusal
    ├── NotRunnableError, WrongDefinitionError, CaseClosedError, CaseOpenError, TimeRunsBackError
    ├── UnknownWorkError, SupersededWorkError, WorkBlockedError, NotTheHolderError, NotOnRosterError
    ├── OutcomeError, UnknownFactError, FactTypeError, PeopleError, SelfDealingError, RefusalIncompleteError
    ├── CorrectionError, MaterialError, GapError, PledgeError, OpenGapError
    ├── ClockError, ExtensionError
    ├── ReturnError, BarrierError
    ├── OfferError, DelegationError, AddingError, RecusalError
    └── ItemError, EntryError, InterruptError, MessageError, ChildError, GroupError, MigrationError

A refusal changes nothing. `code` is stable; the words stand in `zaizao.wording`.
"""

from __future__ import annotations

from zaizao.errors import Refusal


class NetRefusal(Refusal):
    """The command may not be carried out in this state."""

    code = "net-refusal"


class NotRunnableError(NetRefusal):
    """The definition cannot be run (a circle, or a choice nobody knows the rule of)."""

    code = "not-runnable"


class WrongDefinitionError(NetRefusal):
    """The case runs on another version of the definition."""

    code = "wrong-definition"


class CaseClosedError(NetRefusal):
    """The case is closed; reopen it first."""

    code = "case-closed"


class CaseOpenError(NetRefusal):
    """The case is not closed."""

    code = "case-open"


class TimeRunsBackError(NetRefusal):
    """The moment given lies before the last event of the case."""

    code = "time-runs-back"


class UnknownWorkError(NetRefusal):
    """There is no such open work item in this case."""

    code = "unknown-work"


class SupersededWorkError(NetRefusal):
    """The work item belongs to an earlier round; what was written is kept in the record."""

    code = "superseded-work"


class WorkBlockedError(NetRefusal):
    """The work item waits for something else first."""

    code = "work-blocked"


class NotTheHolderError(NetRefusal):
    """Somebody else has this work."""

    code = "not-the-holder"


class NotOnRosterError(NetRefusal):
    """This person is not on the roster of the organ that has the work."""

    code = "not-on-roster"


class OutcomeError(NetRefusal):
    """The activity cannot end so."""

    code = "outcome"


class UnknownFactError(NetRefusal):
    """Only fields of the definition may be recorded, and only where it says so."""

    code = "unknown-fact"


class FactTypeError(NetRefusal):
    """The value does not fit the field's type."""

    code = "fact-type"


class PeopleError(NetRefusal):
    """Not enough named officers."""

    code = "people"


class SelfDealingError(NetRefusal):
    """Somebody who did an earlier activity may not do this one."""

    code = "self-dealing"


class RefusalIncompleteError(NetRefusal):
    """A refusal needs reasons, a remedy and a way forward."""

    code = "refusal-incomplete"


class CorrectionError(NetRefusal):
    """Gaps are told once, all at once."""

    code = "correction"


class MaterialError(NetRefusal):
    """A material that the definition does not name cannot be asked for or handed in."""

    code = "material"


class GapError(NetRefusal):
    """This material may not be handed in later."""

    code = "gap"


class PledgeError(NetRefusal):
    """A pledge may not replace this material."""

    code = "pledge"


class OpenGapError(NetRefusal):
    """The decision waits until the gap is filled."""

    code = "open-gap"


class ClockError(NetRefusal):
    """The clock may not be stopped or started so."""

    code = "clock"


class ExtensionError(NetRefusal):
    """The limit may not be extended so."""

    code = "extension"


class ReturnError(NetRefusal):
    """The case cannot be sent back there."""

    code = "return"


class BarrierError(NetRefusal):
    """A legal act stands between and has no way to be undone."""

    code = "barrier"


class OfferError(NetRefusal):
    """The hand-over is not possible so."""

    code = "offer"


class DelegationError(NetRefusal):
    """The work cannot be delegated so."""

    code = "delegation"


class AddingError(NetRefusal):
    """This activity may not be added here."""

    code = "adding"


class RecusalError(NetRefusal):
    """Recusal is not provided for here."""

    code = "recusal"


class ItemError(NetRefusal):
    """The item is not part of this case or is already decided."""

    code = "item"


class EntryError(NetRefusal):
    """The entry may not be made."""

    code = "entry"


class InterruptError(NetRefusal):
    """This may not be done by them, or not now."""

    code = "interrupt"


class MessageError(NetRefusal):
    """Nothing waits for this message."""

    code = "message"


class ChildError(NetRefusal):
    """There is no such open child case."""

    code = "child"


class GroupError(NetRefusal):
    """This case does not belong to the group."""

    code = "group"


class MigrationError(NetRefusal):
    """The case cannot be moved so; the preview says why."""

    code = "migration"
