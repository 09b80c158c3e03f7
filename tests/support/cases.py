"""One case played command by command through the engine's public door, checked at every step.

After every command the events alone must give the state again and the saved text must read back as the same value;
after every refusal the state must have the bytes it had. Tests say only what is particular to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct, field

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.reading import from_plain
from zaizao.net import CaseState, Context, Effect, Step, commands, fire, open_case, replay
from zaizao.net.events import Event
from zaizao.net.refusals import NetRefusal
from zaizao.net.saving import events_from_jsonl, events_to_jsonl, state_from_json, state_to_json
from zaizao.net.scripts.forms import COMMANDS, fit_facts, read_moment
from zaizao.net.state import ACTIVE, SETTLED, Act, Work
from zaizao.units.yaml import read_yaml
from zaizao.worktime import WorkCalendar, china

ZONE = china().zone
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
"""A Monday with nothing but ordinary weeks around it."""

HEAD: dict[str, object] = {
    "process": "tested",
    "name": {"zh": "试流程", "en": "Tested"},
    "kind": "matter",
    "competent": "bureau",
    "organs": {
        "bureau": {"name": "主管局"},
        "window": {"name": "综合窗口", "kind": "window"},
        "street": {"name": "街道办", "kind": "street"},
        "court": {"name": "法院"},
    },
    "bases": {"act": {"law": "行政许可法", "article": "第三十四条"}},
}
"""What a tested definition need not say again."""


def moment(text: str) -> datetime:
    """``2026-03-02 09:00`` in Shanghai; a date alone is its first moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def define_process(text: str | Mapping[str, object]) -> ProcessDefinition:
    """A definition from the YAML of its particular parts."""
    own = read_yaml(text) if isinstance(text, str) else text
    assert isinstance(own, Mapping)
    return from_plain({**HEAD, **own})


class Case(Struct):
    """A case under test, with everything that happened to it."""

    definition: ProcessDefinition
    state: CaseState
    now: datetime
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    calendar: WorkCalendar = field(default_factory=china)
    roster: Mapping[str, tuple[str, ...]] = {}
    facts: Mapping[str, object] = {}
    """Looked-up facts."""
    versions: list[ProcessDefinition] = field(default_factory=list)
    saved: bool = True
    """Whether the state is saved and read again between any two commands."""
    recorded: bool = True
    """Whether all events since the opening are at hand, so that they can be replayed."""

    def do(self, command: commands.Command, at: str | datetime | None = None) -> Step:
        """Give a command (an hour after the last one, if no moment is named) and check the record."""
        self.now = _moment_after(self.now, at)
        step = fire(self.definition, self.state, command, self.context())
        self.take(step)
        return step

    def context(self) -> Context:
        """The world as the next command finds it."""
        return Context(self.now, self.calendar, self.facts, self.roster)

    def take(self, step: Step) -> None:
        """Go on from a step."""
        self.state = state_from_json(state_to_json(step.state)) if self.saved else step.state
        self.events.extend(step.events)
        self.effects.extend(step.effects)
        known = {each.digest: each for each in (*self.versions, self.definition)}
        self.definition = known[self.state.digest]
        if self.recorded:
            check_record(self, step.state)

    def refuse(
        self, kind: type[NetRefusal], command: commands.Command, at: str | datetime | None = None
    ) -> dict[str, object]:
        """The fields of the refusal that a command must meet; nothing may have changed."""
        before, earlier = state_to_json(self.state), self.now
        self.now = _moment_after(self.now, at)
        with pytest.raises(NetRefusal) as refusal:
            fire(self.definition, self.state, command, self.context())
        assert type(refusal.value) is kind, f"{type(refusal.value).__name__} {refusal.value.fields}"
        assert state_to_json(self.state) == before
        self.now = earlier
        return refusal.value.fields

    def finish(self, work: str, outcome: str | None = None, *, at: str | datetime | None = None, **rest: Any) -> Step:
        """Complete a work item (``intake`` for ``intake#1``); a refusal gets the words it needs."""
        words = {"reasons": "理由", "remedy": "可以复议", "way_forward": "补齐后再来"} if outcome == "refused" else {}
        name = work if "#" in work else f"{work}#1"
        return self.do(commands.Complete(name, outcome, **{**words, **rest}), at)

    def tick(self, at: str | datetime) -> Step:
        """Let time come to a moment."""
        return self.do(commands.Tick(), at)

    def act(self, name: str) -> Act:
        """An activity as it stands."""
        return self.state.acts.get(name) or Act()

    def work(self, name: str) -> Work:
        """An open work item."""
        found = self.state.work.get(name if "#" in name else f"{name}#1")
        assert found is not None, f"{name} is not among {list(self.state.work)}"
        return found

    def statuses(self) -> dict[str, str]:
        """The status of every activity that was touched."""
        return {name: act.status for name, act in self.state.acts.sorted_items()}

    def outcomes(self) -> dict[str, str | None]:
        """How each item ended."""
        return {name: item.outcome for name, item in self.state.items.items()}

    def path(self) -> list[str]:
        """Everything that happened, a line each."""
        return [line for event in self.events if (line := tell(event))]

    def kinds(self, *kinds: type[Event]) -> list[Event]:
        """The events of some kinds."""
        return [event for event in self.events if isinstance(event, kinds)]


def _moment_after(now: datetime, at: str | datetime | None) -> datetime:
    if at is None:
        return now + timedelta(hours=1)
    return moment(at) if isinstance(at, str) else at


def begin(
    definition: ProcessDefinition | str | Mapping[str, object],
    *,
    at: str | datetime = START,
    facts: Mapping[str, object] | None = None,
    items: tuple[str, ...] | None = None,
    materials: tuple[str, ...] = (),
    **world: Any,
) -> Case:
    """Open a case of a definition, or of the YAML of its particular parts."""
    made = definition if isinstance(definition, ProcessDefinition) else define_process(definition)
    now = moment(at) if isinstance(at, str) else at
    versions = list(world.pop("versions", ()))
    context = Context(now, world.get("calendar", china()), world.get("facts_found", {}), world.get("roster", {}))
    step = open_case(made, commands.Open("C-1", dict(facts or {}), items, materials), context)
    case = Case(made, step.state, now, versions=versions)
    case.calendar, case.facts, case.roster = context.calendar, context.facts, context.roster
    case.take(step)
    return case


def give(case: Case, step: dict[str, Any]) -> None:
    """Give one command; one that says `refused` must be refused so."""
    kind, at, refused = COMMANDS[step.pop("do")], read_moment(step.pop("at", None)), step.pop("refused", None)
    if "facts" in step:
        step["facts"] = fit_facts(case.definition, step["facts"])
    step = {("acting_for" if name == "for" else name): value for name, value in step.items()}
    step = {name: tuple(value) if isinstance(value, list) else value for name, value in step.items()}
    command: commands.Command = kind(**step)
    assert answer(case, command, at) == refused


def answer(case: Case, command: commands.Command, at: datetime | None) -> str | None:
    """The code with which a command is refused, or None."""
    try:
        done = case.do(command, at)
    except NetRefusal as refusal:
        return refusal.code
    return done.refusal.code if done.refusal is not None else None


def check_record(case: Case, state: CaseState) -> None:
    """Replay and saving give the same value and bytes; the running counts are true; no work outlives its activity."""
    definitions = {each.digest: each for each in (*case.versions, case.definition)}
    rebuilt = replay(definitions, case.events)
    assert rebuilt == state
    assert state_to_json(rebuilt) == state_to_json(state)
    assert state_from_json(state_to_json(state)) == state
    assert events_from_jsonl(events_to_jsonl(case.events)) == tuple(case.events)
    check_counts(case.definition, state)
    check_work(case.definition, state)


def check_counts(definition: ProcessDefinition, state: CaseState) -> None:
    """The two running counts equal what a recount finds."""
    names = [*(name for name, each in definition.activities.items() if each.recurs is None), *state.added]
    found = [act.status if (act := state.acts.get(name)) is not None else "waiting" for name in names]
    assert state.unsettled == sum(status not in SETTLED for status in found)
    assert state.active == sum(status in ACTIVE for status in found)


def check_work(definition: ProcessDefinition, state: CaseState) -> None:
    """Every work item belongs to the present round of an open activity, and every timer to something that is there."""
    for name, work in state.work.sorted_items():
        assert work.id == name
        about = definition.activities.get(work.activity)
        if about is not None and about.recurs is not None:
            assert work.activity in state.recurring
            continue
        act = state.acts.get(work.activity)
        assert act is not None
        assert (act.status, act.round) == ("open", work.round)
    for key, timer in state.timers.sorted_items():
        if timer.kind in ("due", "alarm", "silent", "lapse"):
            assert timer.subject in state.work, key


_TOLD: dict[str, tuple[str, ...]] = {
    "ActivityOpened": ("activity",),
    "ActivityUndecided": ("activity", "missing"),
    "ActivityScheduled": ("activity",),
    "ActivitySkipped": ("activity", "reason"),
    "ActivityDone": ("activity", "outcome"),
    "InstanceDone": ("work", "outcome"),
    "TurnDone": ("activity", "turn", "outcome"),
    "TurnScheduled": ("activity", "turn"),
    "TurnBegan": ("activity", "turn"),
    "ActivityCancelled": ("activity", "reason"),
    "SentBack": ("to", "reset"),
    "ActivityAdded": ("activity",),
    "ItemDecided": ("item", "outcome"),
    "ItemNotRequired": ("item",),
    "ItemWithdrawn": ("item",),
    "CaseClosed": ("ending",),
    "ChildOpened": ("child",),
    "ChildReported": ("child", "outcome"),
    "EntryMade": ("log", "number"),
    "Interrupted": ("interrupt",),
    "Recurred": ("activity", "number"),
    "RecurrenceReported": ("work",),
    "Recused": ("work",),
    "MemberJoined": ("member",),
    "MembersAnswered": ("members", "outcome"),
    "OfferMade": ("work", "to"),
    "OfferAccepted": ("work", "to"),
    "OfferRefused": ("work", "to"),
    "OfferLapsed": ("work", "to"),
    "Escalated": ("work", "to", "mode"),
    "DeadlinePassed": ("work",),
    "ItemOverdue": ("item",),
    "ClockStarted": ("item",),
    "ClockEnded": ("item",),
    "Transferred": ("work", "to"),
    "Delegated": ("work", "to"),
    "DelegateReported": ("work",),
}


def tell(event: Event) -> str:
    """An event as one line: its kind, what it is about, how it ended."""
    names = _TOLD.get(type(event).__name__, ())
    values = (getattr(event, name) for name in names)
    shown = (",".join(each) if isinstance(each, tuple) else str(each) for each in values if each not in (None, ()))
    return " ".join([type(event).__name__, *shown])
