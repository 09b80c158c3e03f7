"""What a process definition is: frozen values, one class per construct of the language.

Reading, writing, checking and comparing definitions stand in the modules beside this one; running one is
`zaizao.net`. Every class is described once, here: the marks of its attributes give the key in YAML and the words
for the published JSON Schema, so that loader, writer, schema and manual cannot disagree.

Attributes that hold an expression are FEEL texts (`zaizao.expression`), typed against `fields` when loaded.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct

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


class Basis(Struct, frozen=True):
    """A legal basis: an article of a law, with the dates between which it may be cited."""

    law: Annotated[str, key(says="The law's Chinese name without brackets, e.g. 食品安全法")]
    article: Annotated[str, key(says="The article, e.g. 第三十五条")]
    says: Annotated[Text | None, key(says="What it demands here, in our words")] = None
    since: Annotated[str | None, key("from", says="In force from (ISO date)")] = None
    until: Annotated[str | None, key(says="In force until (ISO date), when repealed")] = None


class Organ(Struct, frozen=True):
    """Somebody who acts: a department, a window, a street, a body; one lane in the picture."""

    name: Annotated[Text, key(says="Name")]
    kind: Annotated[str, key(says="department, window, street, grid, third_party, volunteer, body ...")] = "department"
    above: Annotated[str | None, key(says="The organ above it, for escalation and pictures")] = None
    duties: Annotated[tuple[str, ...], key(says="Activities it is responsible for (职责)")] = ()
    powers: Annotated[tuple[str, ...], key(says="Bases that give it power")] = ()


class Field(Struct, frozen=True):
    """One fact about a case. Nothing that is not a field may be asked or read."""

    type: Annotated[str, key(says="boolean, number, string, date, datetime, time, duration, list of T, or context")]
    name: Annotated[Text | None, key(says="What people call it")] = None
    purpose: Annotated[Text | None, key(says="What it is needed for (行政许可法 第29条)")] = None
    basis: Annotated[str | None, key(says="Legal basis for asking")] = None
    source: Annotated[str, key("from", says="applicant, an activity's id, or shared/… for shared data")] = "applicant"
    held: Annotated[str | None, key(says="Where the state already has it (shared/…), asked for or not")] = None
    options: Annotated[tuple[str, ...], key(says="The values a string may have")] = ()
    parts: Annotated[Mapping[str, Field], key("fields", says="The parts of a context")] = {}
    replaces: Annotated[tuple[str, ...], key(says=f"Fields whose place it takes; {_LINEAGE}")] = ()
    assumption: Annotated[bool, key(says="No source known: assumed")] = False


class Material(Struct, frozen=True):
    """A document that a case needs."""

    name: Annotated[Text, key(says="Name")]
    source: Annotated[str, key("from", says="applicant, an activity's id, or shared/…")] = "applicant"
    held: Annotated[str | None, key(says="Where the state already has it (shared/…), asked for or not")] = None
    holds: Annotated[tuple[str, ...], key(says="Fields filled in on it: it is a form")] = ()
    secondary: Annotated[bool, key(says="Not decisive for acceptance: a gap could be tolerated (容缺)")] = False
    gap: Annotated[str, key(says="no, or minor: may be handed in later (容缺)")] = "no"
    gap_limit: Annotated[Limit | None, key(says="How long a gap may stay open")] = None
    pledge: Annotated[str, key(says="no, or allowed: a pledge may replace it (告知承诺)")] = "no"
    pledge_check: Annotated[Limit | None, key(says="When the pledge is checked afterwards")] = None
    risks: Annotated[
        tuple[str, ...] | None,
        key(says="Areas in which no pledge may replace it (国办发〔2020〕42号); [] = examined, none; absent = open"),
    ] = None
    basis: Annotated[str | None, key(says="Legal basis for asking")] = None
    when: Annotated[str | None, feel(says="Needed only when this holds")] = None
    copies: Annotated[int, key(says="Sheets or copies")] = 1
    certificate: Annotated[bool, key(says="A certificate issued by another organ (证明)")] = False
    replaces: Annotated[tuple[str, ...], key(says=f"Materials whose place it takes; {_LINEAGE}")] = ()
    assumption: Annotated[bool, key(says="No source known: assumed")] = False


class Extend(Struct, frozen=True):
    """How far a clock may be extended, once, and who decides."""

    limit: Annotated[Limit, key(says="At most this much")]
    by: Annotated[str | None, key(says="Who approves")] = None
    basis: Annotated[str | None, key(says="Legal basis")] = None


class Clock(Struct, frozen=True):
    """The statutory clock of one item."""

    limit: Annotated[Limit, key(says="The limit, e.g. 20wd")]
    start: Annotated[str, key("from", says="ACTIVITY.done, ACTIVITY.started or case.opened; that day is day zero")]
    end: Annotated[str, key("to", says="ACTIVITY.done or ACTIVITY.started")]
    stopped_by: Annotated[tuple[str, ...], key(says="Kinds of 行政许可法 第45条 whose time does not count")] = ()
    extend: Annotated[Extend | None, key(says="Extension")] = None
    basis: Annotated[str | None, key(says="Legal basis of the limit")] = None


class Item(Struct, frozen=True):
    """One legal decision applied for, with its own clock and outcome."""

    organ: Annotated[str, key(says="Who decides")]
    name: Annotated[Text | None, key(says="Official name")] = None
    bases: Annotated[tuple[str, ...], key(says="Legal bases")] = ()
    when: Annotated[str | None, feel(says="Required only when this holds")] = None
    clock: Annotated[Clock | None, key(says="Statutory clock")] = None
    promised: Annotated[Limit | None, key(says="Promised limit, no longer than the statutory one")] = None
    on_refused: Annotated[OnRefused, key(says="What a refusal does to the rest")] = OnRefused.CONTINUE
    risks: Annotated[tuple[str, ...] | None, key(says="As a material's, for every material of the item")] = None
    replaces: Annotated[tuple[str, ...], key(says=f"Items whose place it takes; {_LINEAGE}")] = ()


class Link(Struct, frozen=True):
    """A prerequisite: this activity comes after another, and why."""

    activity: Annotated[str, key(says="The activity that comes before")]
    ground: Annotated[Ground, key(says="law, data or custom")]
    of: Annotated[str | None, key(says="The basis (law) or the object (data) that demands it")] = None
    on: Annotated[tuple[str, ...], key(says="Only when the source ended with one of these outcomes")] = ()
    if_skipped: Annotated[IfSkipped | None, key(says="Required where the source can be skipped")] = None
    assumption: Annotated[bool, key(says="No source known: assumed")] = False


class Who(Struct, frozen=True):
    """Rules about the people who do an activity."""

    count: Annotated[int, key(says="How many named officers (行政许可法 第34条: two)")] = 1
    not_: Annotated[tuple[str, ...], key("not", says="Nobody who did one of these activities")] = ()
    same_as: Annotated[str | None, key(says="The one who did that activity")] = None
    role: Annotated[str | None, key(says="Role or post needed")] = None


class Silent(Struct, frozen=True):
    """What silence means: when the limit passes undecided, this outcome takes effect."""

    outcome: Annotated[str, key(says="The outcome that takes effect")]
    after: Annotated[Limit | None, key(says="After this much; the activity's own limit if absent")] = None
    basis: Annotated[str | None, key(says="Legal basis")] = None
    backdate: Annotated[bool, key(says="Takes effect from the day the activity began (行政许可法 第32条)")] = False


class Undo(Struct, frozen=True):
    """How a legal act is undone; without it nothing may return across the act."""

    does: Annotated[str, key(says="revoke, correct or recover")]
    basis: Annotated[str, key(says="Legal basis")]
    by: Annotated[str | None, key(says="Who; the act's own organ if absent")] = None
    limit: Annotated[Limit | None, key(says="Limit")] = None
    name: Annotated[Text | None, key(says="Name")] = None


class Awaits(Struct, frozen=True):
    """The activity ends when a message arrives."""

    message: Annotated[str, key(says="The message's name")]
    correlate: Annotated[str | None, feel(says="Must equal the message's key")] = None
    timeout: Annotated[Limit | None, key(says="How long to wait")] = None
    on_timeout: Annotated[str, key(says="The outcome when nothing came")] = "timeout"


class Join(Struct, frozen=True):
    """What several instances or children together amount to."""

    wait: Annotated[Wait, key(says="all, any, n, quorum or none")] = Wait.ALL
    n: Annotated[int | None, key(says="How many, for n and quorum")] = None
    recusal: Annotated[
        str | None, feel(says="A member for whom this holds is recused; giving it also allows recusal by hand")
    ] = None
    aggregate: Annotated[
        Mapping[str, str], key(says="FIELD: expression over `results` (list of what each returned), `done`, `recused`")
    ] = {}
    outcome: Annotated[str | None, feel(says="The activity's outcome, as an expression; may read the aggregates")] = (
        None
    )


class Each(Struct, frozen=True):
    """One instance of the activity for each element of a list."""

    over: Annotated[str, feel("in", says="The list")]
    name: Annotated[str, key("as", says="What an element is called in expressions")] = "each"
    outcomes: Annotated[
        tuple[str, ...] | None,
        key(says="How one instance can end; as the activity itself if absent, no outcome if empty"),
    ] = None
    join: Annotated[Join, key(says="What the instances together amount to")] = Join()


class Repeat(Struct, frozen=True):
    """The activities named are done again until a condition holds; stands on the last of them."""

    until: Annotated[str, feel(says="Stop when this holds")]
    body: Annotated[tuple[str, ...], key(says="The activities repeated, first to last; only this one if absent")] = ()
    every: Annotated[Limit | None, key(says="The next round starts this long after the last one began")] = None
    max: Annotated[int | None, key(says="At most this many rounds")] = None
    on_max: Annotated[str | None, key(says="The outcome when the rounds are used up")] = None


class Recurs(Struct, frozen=True):
    """A report due again and again while something else goes on; holds nothing up."""

    every: Annotated[Limit, key(says="How often")]
    while_: Annotated[str, key("while", says="The activity that must still be open, or case")]


class Offer(Struct, frozen=True):
    """A hand-over in two phases: the sender holds until somebody accepts."""

    to: Annotated[tuple[str, ...], key(says="Who is asked, in this order")] = ()
    to_list: Annotated[str | None, feel(says="Who is asked, as an expression, where it is not known beforehand")] = None
    max_refusals: Annotated[int | None, key(says="After this many refusals the arbiter decides")] = None
    lapse: Annotated[Limit | None, key(says="An offer not answered by then has lapsed")] = None
    arbiter: Annotated[str | None, key(says="Who then assigns; such an assignment cannot be refused")] = None


class Escalation(Struct, frozen=True):
    """What happens when a share of the limit has passed."""

    at: Annotated[str, key(says="A share of the limit (80%) or a limit after the start (2wd)")]
    warn: Annotated[bool, key(says="Warn the one who has it")] = False
    to: Annotated[str | None, key("raise", says="Raise to this organ")] = None
    mode: Annotated[Mode, key(says="inform or take_over")] = Mode.INFORM


class Opens(Struct, frozen=True):
    """Child cases that the activity opens."""

    process: Annotated[str, key(says="The child's process")]
    each: Annotated[str | None, feel(says="One for each element of this list; one alone if absent")] = None
    name: Annotated[str, key("as", says="What an element is called in expressions")] = "each"
    at: Annotated[str | None, key(says="Organ or instance that takes it; the same if absent")] = None
    join: Annotated[Join, key(says="What is waited for: all, any, n or none")] = Join()
    fields: Annotated[Mapping[str, str], key(says="CHILD FIELD: expression")] = {}


class Adhoc(Struct, frozen=True):
    """Activities that may be added while this one is open (加签)."""

    allow: Annotated[tuple[str, ...], key(says="Words of the vocabulary that may be added")]
    by: Annotated[tuple[str, ...], key(says="Organs that may add; the one who has the work if absent")] = ()
    placement: Annotated[tuple[Placement, ...], key(says="before, after, parallel")] = (
        Placement.BEFORE,
        Placement.AFTER,
        Placement.PARALLEL,
    )


class Automatic(Struct, frozen=True):
    """The system does it by itself as soon as it is its turn."""

    outcome: Annotated[str | None, feel(says="The outcome, as an expression")] = None
    sets: Annotated[Mapping[str, str], key(says="FIELD: expression")] = {}


class Activity(Struct, frozen=True):
    """One step. Its links say what must come before; there are no gateways."""

    does: Annotated[str, key(says="A word of the vocabulary")]
    name: Annotated[Text | None, key(says="Name")] = None
    by: Annotated[str | None, key(says="Organ or party; the competent organ if absent")] = None
    by_same_as: Annotated[str | None, key(says="Instead of `by`: the organ that last had that activity")] = None
    item: Annotated[str | None, key(says="The item it serves")] = None
    when: Annotated[str | None, feel(says="Runs only when this holds; otherwise it is skipped")] = None
    after: Annotated[tuple[Link, ...], key(says="Prerequisites")] = ()
    needs: Annotated[
        str | int, key(says="all links, any (at least one of them), or a number: as soon as so many hold")
    ] = "all"
    outcomes: Annotated[tuple[str, ...], key(says="How it can end; the first is the ordinary one")] = ()
    takes: Annotated[tuple[str, ...], key(says="Materials it needs")] = ()
    gives: Annotated[tuple[str, ...], key(says="Materials it makes")] = ()
    reads: Annotated[tuple[str, ...], key(says="Fields it looks at")] = ()
    writes: Annotated[tuple[str, ...], key(says="Fields it records")] = ()
    who: Annotated[Who | None, key(says="Rules about people")] = None
    limit: Annotated[Limit | None, key(says="Its own limit, from when it can begin")] = None
    bases: Annotated[tuple[str, ...], key(says="Legal bases")] = ()
    assumption: Annotated[bool, key(says="No basis known: assumed")] = False
    visit: Annotated[int, key(says="Visits the applicant makes for it")] = 0
    replaces: Annotated[tuple[str, ...], key(says=f"Activities whose place it takes; {_LINEAGE}")] = ()
    silent: Annotated[Silent | None, key(says="What silence means")] = None
    undo: Annotated[Undo | None, key(says="How the legal act is undone")] = None
    at: Annotated[str | None, feel(says="Exactly on this date or moment")] = None
    not_before: Annotated[str | None, feel(says="Not before this date or moment")] = None
    not_later_than: Annotated[str | None, feel(says="Due on this date at the latest")] = None
    awaits: Annotated[Awaits | None, key(says="Ends when a message arrives")] = None
    each: Annotated[Each | None, key(says="One instance for each element of a list")] = None
    repeat: Annotated[Repeat | None, key(says="Done again until")] = None
    recurs: Annotated[Recurs | None, key(says="Due again and again meanwhile")] = None
    offer: Annotated[Offer | None, key(says="Handed over in two phases")] = None
    escalate: Annotated[tuple[Escalation, ...], key(says="What happens when time runs out")] = ()
    opens: Annotated[Opens | None, key(says="Child cases")] = None
    adhoc: Annotated[Adhoc | None, key(says="What may be added at run time")] = None
    automatic: Annotated[Automatic | None, key(says="Done by the system at once")] = None
    choice: Annotated[Choice | None, key(says="unknown: mined, can be simulated but not run")] = None


class EntryLog(Struct, frozen=True):
    """An append-only list that people write to while the case runs: questions, scores, sessions."""

    name: Annotated[Text | None, key(says="Name")] = None
    by: Annotated[tuple[str, ...], key(says="Organs or parties who may write; anybody if absent")] = ()
    fields: Annotated[Mapping[str, Field], key(says="What one entry holds")] = {}
    during: Annotated[tuple[str, ...], key(says="Only while one of these activities is open")] = ()


class Party(Struct, frozen=True):
    """Somebody with a stake in the case."""

    name: Annotated[Text, key(says="Name")]
    role: Annotated[str, key(says="applicant, respondent, mediator, witness ...")] = "party"


class Interrupt(Struct, frozen=True):
    """Something a party may do at any time that cuts the ordinary course short."""

    name: Annotated[Text, key(says="Name")]
    by: Annotated[tuple[str, ...], key(says="Parties or organs who may; anybody named in the case if absent")] = ()
    cancels: Annotated[tuple[str, ...], key(says="Open activities that stop; all if absent")] = ()
    then: Annotated[str | None, key(says="The activity that follows; it runs only so")] = None
    basis: Annotated[str | None, key(says="Legal basis")] = None


class Group(Struct, frozen=True):
    """Cases of one kind answered together; each member keeps its own clock, the earliest governs."""

    by: Annotated[str, feel(says="Members share this value")]
    answer: Annotated[str, key(says="The activity whose result goes to every member")]
    limit: Annotated[Limit | None, key(says="Each member's limit from the day it came")] = None


class ProcessDefinition(Record, frozen=True):
    """One process: the frozen value that is diagnosed, redesigned, run, supervised and compared."""

    process: Annotated[str, key(says="Identifier, kebab-case")]
    name: Annotated[Text, key(says="Name")]
    kind: Annotated[Kind, key(says="item, chain or matter")]
    competent: Annotated[str, key(says="The organ that answers for the whole")]
    activities: Annotated[Mapping[str, Activity], key(says="The steps")]
    version: Annotated[str | None, key(says="Version")] = None
    as_is: Annotated[bool, key(says="The process as found: circles load and are reported, it cannot be run")] = False
    promised: Annotated[Limit | None, key(says="Promised limit for the whole")] = None
    promised_from: Annotated[str | None, key(says="Where the promise starts; the case's opening if absent")] = None
    organs: Annotated[Mapping[str, Organ], key(says="Who acts")] = {}
    bases: Annotated[Mapping[str, Basis], key(says="Legal bases cited")] = {}
    fields: Annotated[Mapping[str, Field], key(says="Facts")] = {}
    items: Annotated[Mapping[str, Item], key(says="Legal decisions applied for")] = {}
    materials: Annotated[Mapping[str, Material], key(says="Materials")] = {}
    parties: Annotated[Mapping[str, Party], key(says="Parties")] = {}
    interrupts: Annotated[Mapping[str, Interrupt], key(says="What may cut the course short")] = {}
    entries: Annotated[Mapping[str, EntryLog], key(says="Append-only lists")] = {}
    group: Annotated[Group | None, key(says="Answered together")] = None
    source: Annotated[str | None, key(says="Where the description comes from")] = None
    replaces: Annotated[tuple[str, ...], key(says="Processes that it was made from, and takes the place of")] = ()
    digest: str = ""
    """SHA-256 of the canonical form, set by the reader; identifies the definition for ever."""

    beside = ("digest",)
