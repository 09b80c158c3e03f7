"""What a process definition is: frozen values, one class per construct of the language.

Reading, writing, checking and comparing definitions stand in the modules beside this one; running one is
`zaizao.net`. Every class is described once, here: its attributes' metadata give the key in YAML and the words
for the published JSON Schema, so that loader, writer, schema and manual cannot disagree.

Without slots: a value is then made from a mapping of its attributes at once, which reading lives from (`quick`).
Attributes that hold an expression are FEEL texts (`zaizao.expression`), typed against `fields` when loaded.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from attrs import field, frozen

from zaizao.definition.marks import feel, key
from zaizao.units import Limit, Text
from zaizao.units.record import Record

_LINEAGE = "PROCESS/ID where it was made from several; its namesake if absent"


class Kind(enum.Enum):
    """What the process is about."""

    ITEM = "item"
    CHAIN = "chain"
    MATTER = "matter"


class Ground(enum.Enum):
    """Why a prerequisite exists: a law, an object that is needed, or habit (which redesign may remove)."""

    LAW = "law"
    DATA = "data"
    CUSTOM = "custom"


class IfSkipped(enum.Enum):
    """What a link does when its source is skipped: pass the skip on, or let the target run."""

    SKIP = "skip"
    RUN = "run"


class OnRefused(enum.Enum):
    """What the refusal of an item does to the rest of the case."""

    END = "end"
    SKIP_DEPENDENTS = "skip_dependents"
    CONTINUE = "continue"


class Placement(enum.Enum):
    """Where an activity added at run time (加签) stands to the one it is added to."""

    BEFORE = "before"
    AFTER = "after"
    PARALLEL = "parallel"


class Mode(enum.Enum):
    """What raising does: tell the higher level, or give it the work."""

    INFORM = "inform"
    TAKE_OVER = "take_over"


class Wait(enum.Enum):
    """What a join over several waits for."""

    ALL = "all"
    ANY = "any"
    N = "n"
    QUORUM = "quorum"
    NONE = "none"


class Choice(enum.Enum):
    """How a branch was found to be taken when no rule is known (mined models only)."""

    UNKNOWN = "unknown"


@frozen(slots=False, eq=False, repr=False)
class Basis(Record):
    """A legal basis: an article of a law, with the dates between which it may be cited."""

    law: str = key(says="The law's Chinese name without brackets, e.g. 食品安全法")
    article: str = key(says="The article, e.g. 第三十五条")
    says: Text | None = key(default=None, says="What it demands here, in our words")
    since: str | None = key("from", default=None, says="In force from (ISO date)")
    until: str | None = key(default=None, says="In force until (ISO date), when repealed")


@frozen(slots=False, eq=False, repr=False)
class Organ(Record):
    """Somebody who acts: a department, a window, a street, a body; one lane in the picture."""

    name: Text = key(says="Name")
    kind: str = key(default="department", says="department, window, street, grid, third_party, volunteer, body ...")
    above: str | None = key(default=None, says="The organ above it, for escalation and pictures")
    duties: tuple[str, ...] = key(default=(), says="Activities it is responsible for (职责)")
    powers: tuple[str, ...] = key(default=(), says="Bases that give it power")


@frozen(slots=False, eq=False, repr=False)
class Field(Record):
    """One fact about a case. Nothing that is not a field may be asked or read."""

    type: str = key(says="boolean, number, string, date, datetime, time, duration, list of T, or context")
    name: Text | None = key(default=None, says="What people call it")
    purpose: Text | None = key(default=None, says="What it is needed for (行政许可法 第29条)")
    basis: str | None = key(default=None, says="Legal basis for asking")
    source: str = key("from", default="applicant", says="applicant, an activity's id, or shared/… for shared data")
    held: str | None = key(default=None, says="Where the state already has it (shared/…), asked for or not")
    options: tuple[str, ...] = key(default=(), says="The values a string may have")
    parts: Mapping[str, Field] = key("fields", factory=dict, says="The parts of a context")
    replaces: tuple[str, ...] = key(default=(), says=f"Fields whose place it takes; {_LINEAGE}")
    assumption: bool = key(default=False, says="No source known: assumed")


@frozen(slots=False, eq=False, repr=False)
class Material(Record):
    """A document that a case needs."""

    name: Text = key(says="Name")
    source: str = key("from", default="applicant", says="applicant, an activity's id, or shared/…")
    held: str | None = key(default=None, says="Where the state already has it (shared/…), asked for or not")
    holds: tuple[str, ...] = key(default=(), says="Fields filled in on it: it is a form")
    secondary: bool = key(default=False, says="Not decisive for acceptance: a gap could be tolerated (容缺)")
    gap: str = key(default="no", says="no, or minor: may be handed in later (容缺)")
    gap_limit: Limit | None = key(default=None, says="How long a gap may stay open")
    pledge: str = key(default="no", says="no, or allowed: a pledge may replace it (告知承诺)")
    pledge_check: Limit | None = key(default=None, says="When the pledge is checked afterwards")
    risks: tuple[str, ...] | None = key(
        default=None,
        says="Areas in which no pledge may replace it (国办发〔2020〕42号); [] = examined, none; absent = open",
    )
    basis: str | None = key(default=None, says="Legal basis for asking")
    when: str | None = feel(says="Needed only when this holds")
    copies: int = key(default=1, says="Sheets or copies")
    certificate: bool = key(default=False, says="A certificate issued by another organ (证明)")
    replaces: tuple[str, ...] = key(default=(), says=f"Materials whose place it takes; {_LINEAGE}")
    assumption: bool = key(default=False, says="No source known: assumed")


@frozen(slots=False, eq=False, repr=False)
class Extend(Record):
    """How far a clock may be extended, once, and who decides."""

    limit: Limit = key(says="At most this much")
    by: str | None = key(default=None, says="Who approves")
    basis: str | None = key(default=None, says="Legal basis")


@frozen(slots=False, eq=False, repr=False)
class Clock(Record):
    """The statutory clock of one item."""

    limit: Limit = key(says="The limit, e.g. 20wd")
    start: str = key("from", says="ACTIVITY.done, ACTIVITY.started or case.opened; that day is day zero")
    end: str = key("to", says="ACTIVITY.done or ACTIVITY.started")
    stopped_by: tuple[str, ...] = key(default=(), says="Kinds of 行政许可法 第45条 whose time does not count")
    extend: Extend | None = key(default=None, says="Extension")
    basis: str | None = key(default=None, says="Legal basis of the limit")


@frozen(slots=False, eq=False, repr=False)
class Item(Record):
    """One legal decision applied for, with its own clock and outcome."""

    organ: str = key(says="Who decides")
    name: Text | None = key(default=None, says="Official name")
    bases: tuple[str, ...] = key(default=(), says="Legal bases")
    when: str | None = feel(says="Required only when this holds")
    clock: Clock | None = key(default=None, says="Statutory clock")
    promised: Limit | None = key(default=None, says="Promised limit, no longer than the statutory one")
    on_refused: OnRefused = key(default=OnRefused.CONTINUE, says="What a refusal does to the rest")
    risks: tuple[str, ...] | None = key(default=None, says="As a material's, for every material of the item")
    replaces: tuple[str, ...] = key(default=(), says=f"Items whose place it takes; {_LINEAGE}")


@frozen(slots=False, eq=False, repr=False)
class Link(Record):
    """A prerequisite: this activity comes after another, and why."""

    activity: str = key(says="The activity that comes before")
    ground: Ground = key(says="law, data or custom")
    of: str | None = key(default=None, says="The basis (law) or the object (data) that demands it")
    on: tuple[str, ...] = key(default=(), says="Only when the source ended with one of these outcomes")
    if_skipped: IfSkipped | None = key(default=None, says="Required where the source can be skipped")
    assumption: bool = key(default=False, says="No source known: assumed")


@frozen(slots=False, eq=False, repr=False)
class Who(Record):
    """Rules about the people who do an activity."""

    count: int = key(default=1, says="How many named officers (行政许可法 第34条: two)")
    not_: tuple[str, ...] = key("not", default=(), says="Nobody who did one of these activities")
    same_as: str | None = key(default=None, says="The one who did that activity")
    role: str | None = key(default=None, says="Role or post needed")


@frozen(slots=False, eq=False, repr=False)
class Silent(Record):
    """What silence means: when the limit passes undecided, this outcome takes effect."""

    outcome: str = key(says="The outcome that takes effect")
    after: Limit | None = key(default=None, says="After this much; the activity's own limit if absent")
    basis: str | None = key(default=None, says="Legal basis")
    backdate: bool = key(default=False, says="Takes effect from the day the activity began (行政许可法 第32条)")


@frozen(slots=False, eq=False, repr=False)
class Undo(Record):
    """How a legal act is undone; without it nothing may return across the act."""

    does: str = key(says="revoke, correct or recover")
    basis: str = key(says="Legal basis")
    by: str | None = key(default=None, says="Who; the act's own organ if absent")
    limit: Limit | None = key(default=None, says="Limit")
    name: Text | None = key(default=None, says="Name")


@frozen(slots=False, eq=False, repr=False)
class Awaits(Record):
    """The activity ends when a message arrives."""

    message: str = key(says="The message's name")
    correlate: str | None = feel(says="Must equal the message's key")
    timeout: Limit | None = key(default=None, says="How long to wait")
    on_timeout: str = key(default="timeout", says="The outcome when nothing came")


@frozen(slots=False, eq=False, repr=False)
class Join(Record):
    """What several instances or children together amount to."""

    wait: Wait = key(default=Wait.ALL, says="all, any, n, quorum or none")
    n: int | None = key(default=None, says="How many, for n and quorum")
    recusal: str | None = feel(says="A member for whom this holds is recused; giving it also allows recusal by hand")
    aggregate: Mapping[str, str] = key(
        factory=dict, says="FIELD: expression over `results` (list of what each returned), `done`, `recused`"
    )
    outcome: str | None = feel(says="The activity's outcome, as an expression; may read the aggregates")


@frozen(slots=False, eq=False, repr=False)
class Each(Record):
    """One instance of the activity for each element of a list."""

    over: str = feel("in", required=True, says="The list")
    name: str = key("as", default="each", says="What an element is called in expressions")
    outcomes: tuple[str, ...] | None = key(
        default=None, says="How one instance can end; as the activity itself if absent, no outcome if empty"
    )
    join: Join = key(default=Join(), says="What the instances together amount to")


@frozen(slots=False, eq=False, repr=False)
class Repeat(Record):
    """The activities named are done again until a condition holds; stands on the last of them."""

    until: str = feel(required=True, says="Stop when this holds")
    body: tuple[str, ...] = key(default=(), says="The activities repeated, first to last; only this one if absent")
    every: Limit | None = key(default=None, says="The next round starts this long after the last one began")
    max: int | None = key(default=None, says="At most this many rounds")
    on_max: str | None = key(default=None, says="The outcome when the rounds are used up")


@frozen(slots=False, eq=False, repr=False)
class Recurs(Record):
    """A report due again and again while something else goes on; holds nothing up."""

    every: Limit = key(says="How often")
    while_: str = key("while", says="The activity that must still be open, or case")


@frozen(slots=False, eq=False, repr=False)
class Offer(Record):
    """A hand-over in two phases: the sender holds until somebody accepts."""

    to: tuple[str, ...] = key(default=(), says="Who is asked, in this order")
    to_list: str | None = feel(says="Who is asked, as an expression, where it is not known beforehand")
    max_refusals: int | None = key(default=None, says="After this many refusals the arbiter decides")
    lapse: Limit | None = key(default=None, says="An offer not answered by then has lapsed")
    arbiter: str | None = key(default=None, says="Who then assigns; such an assignment cannot be refused")


@frozen(slots=False, eq=False, repr=False)
class Escalation(Record):
    """What happens when a share of the limit has passed."""

    at: str = key(says="A share of the limit (80%) or a limit after the start (2wd)")
    warn: bool = key(default=False, says="Warn the one who has it")
    to: str | None = key("raise", default=None, says="Raise to this organ")
    mode: Mode = key(default=Mode.INFORM, says="inform or take_over")


@frozen(slots=False, eq=False, repr=False)
class Opens(Record):
    """Child cases that the activity opens."""

    process: str = key(says="The child's process")
    each: str | None = feel(says="One for each element of this list; one alone if absent")
    name: str = key("as", default="each", says="What an element is called in expressions")
    at: str | None = key(default=None, says="Organ or instance that takes it; the same if absent")
    join: Join = key(default=Join(), says="What is waited for: all, any, n or none")
    fields: Mapping[str, str] = key(factory=dict, says="CHILD FIELD: expression")


@frozen(slots=False, eq=False, repr=False)
class Adhoc(Record):
    """Activities that may be added while this one is open (加签)."""

    allow: tuple[str, ...] = key(says="Words of the vocabulary that may be added")
    by: tuple[str, ...] = key(default=(), says="Organs that may add; the one who has the work if absent")
    placement: tuple[Placement, ...] = key(
        default=(Placement.BEFORE, Placement.AFTER, Placement.PARALLEL), says="before, after, parallel"
    )


@frozen(slots=False, eq=False, repr=False)
class Automatic(Record):
    """The system does it by itself as soon as it is its turn."""

    outcome: str | None = feel(says="The outcome, as an expression")
    sets: Mapping[str, str] = key(factory=dict, says="FIELD: expression")


@frozen(slots=False, eq=False, repr=False)
class Activity(Record):
    """One step. Its links say what must come before; there are no gateways."""

    does: str = key(says="A word of the vocabulary")
    name: Text | None = key(default=None, says="Name")
    by: str | None = key(default=None, says="Organ or party; the competent organ if absent")
    by_same_as: str | None = key(default=None, says="Instead of `by`: the organ that last had that activity")
    item: str | None = key(default=None, says="The item it serves")
    when: str | None = feel(says="Runs only when this holds; otherwise it is skipped")
    after: tuple[Link, ...] = key(default=(), says="Prerequisites")
    needs: str | int = key(
        default="all", says="all links, any (at least one of them), or a number: as soon as so many hold"
    )
    outcomes: tuple[str, ...] = key(default=(), says="How it can end; the first is the ordinary one")
    takes: tuple[str, ...] = key(default=(), says="Materials it needs")
    gives: tuple[str, ...] = key(default=(), says="Materials it makes")
    reads: tuple[str, ...] = key(default=(), says="Fields it looks at")
    writes: tuple[str, ...] = key(default=(), says="Fields it records")
    who: Who | None = key(default=None, says="Rules about people")
    limit: Limit | None = key(default=None, says="Its own limit, from when it can begin")
    bases: tuple[str, ...] = key(default=(), says="Legal bases")
    assumption: bool = key(default=False, says="No basis known: assumed")
    visit: int = key(default=0, says="Visits the applicant makes for it")
    replaces: tuple[str, ...] = key(default=(), says=f"Activities whose place it takes; {_LINEAGE}")
    silent: Silent | None = key(default=None, says="What silence means")
    undo: Undo | None = key(default=None, says="How the legal act is undone")
    at: str | None = feel(says="Exactly on this date or moment")
    not_before: str | None = feel(says="Not before this date or moment")
    not_later_than: str | None = feel(says="Due on this date at the latest")
    awaits: Awaits | None = key(default=None, says="Ends when a message arrives")
    each: Each | None = key(default=None, says="One instance for each element of a list")
    repeat: Repeat | None = key(default=None, says="Done again until")
    recurs: Recurs | None = key(default=None, says="Due again and again meanwhile")
    offer: Offer | None = key(default=None, says="Handed over in two phases")
    escalate: tuple[Escalation, ...] = key(default=(), says="What happens when time runs out")
    opens: Opens | None = key(default=None, says="Child cases")
    adhoc: Adhoc | None = key(default=None, says="What may be added at run time")
    automatic: Automatic | None = key(default=None, says="Done by the system at once")
    choice: Choice | None = key(default=None, says="unknown: mined, can be simulated but not run")


@frozen(slots=False, eq=False, repr=False)
class EntryLog(Record):
    """An append-only list that people write to while the case runs: questions, scores, sessions."""

    name: Text | None = key(default=None, says="Name")
    by: tuple[str, ...] = key(default=(), says="Organs or parties who may write; anybody if absent")
    fields: Mapping[str, Field] = key(factory=dict, says="What one entry holds")
    during: tuple[str, ...] = key(default=(), says="Only while one of these activities is open")


@frozen(slots=False, eq=False, repr=False)
class Party(Record):
    """Somebody with a stake in the case."""

    name: Text = key(says="Name")
    role: str = key(default="party", says="applicant, respondent, mediator, witness ...")


@frozen(slots=False, eq=False, repr=False)
class Interrupt(Record):
    """Something a party may do at any time that cuts the ordinary course short."""

    name: Text = key(says="Name")
    by: tuple[str, ...] = key(default=(), says="Parties or organs who may; anybody named in the case if absent")
    cancels: tuple[str, ...] = key(default=(), says="Open activities that stop; all if absent")
    then: str | None = key(default=None, says="The activity that follows; it runs only so")
    basis: str | None = key(default=None, says="Legal basis")


@frozen(slots=False, eq=False, repr=False)
class Group(Record):
    """Cases of one kind answered together; each member keeps its own clock, the earliest governs."""

    by: str = feel(required=True, says="Members share this value")
    answer: str = key(says="The activity whose result goes to every member")
    limit: Limit | None = key(default=None, says="Each member's limit from the day it came")


@frozen(slots=False)
class ProcessDefinition:
    """One process: the frozen value that is diagnosed, redesigned, run, supervised and compared."""

    process: str = key(says="Identifier, kebab-case")
    name: Text = key(says="Name")
    kind: Kind = key(says="item, chain or matter")
    competent: str = key(says="The organ that answers for the whole")
    activities: Mapping[str, Activity] = key(says="The steps")
    version: str | None = key(default=None, says="Version")
    as_is: bool = key(default=False, says="The process as found: circles load and are reported, it cannot be run")
    promised: Limit | None = key(default=None, says="Promised limit for the whole")
    promised_from: str | None = key(default=None, says="Where the promise starts; the case's opening if absent")
    organs: Mapping[str, Organ] = key(factory=dict, says="Who acts")
    bases: Mapping[str, Basis] = key(factory=dict, says="Legal bases cited")
    fields: Mapping[str, Field] = key(factory=dict, says="Facts")
    items: Mapping[str, Item] = key(factory=dict, says="Legal decisions applied for")
    materials: Mapping[str, Material] = key(factory=dict, says="Materials")
    parties: Mapping[str, Party] = key(factory=dict, says="Parties")
    interrupts: Mapping[str, Interrupt] = key(factory=dict, says="What may cut the course short")
    entries: Mapping[str, EntryLog] = key(factory=dict, says="Append-only lists")
    group: Group | None = key(default=None, says="Answered together")
    source: str | None = key(default=None, says="Where the description comes from")
    replaces: tuple[str, ...] = key(default=(), says="Processes that it was made from, and takes the place of")
    digest: str = field(default="", eq=False, repr=False)
    """SHA-256 of the canonical form, set by the reader; identifies the definition for ever."""
