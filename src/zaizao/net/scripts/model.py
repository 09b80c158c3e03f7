"""What a script is, and what playing it gives; values only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from zaizao.definition import ProcessDefinition
from zaizao.errors import InputError, Location, ZaizaoError
from zaizao.net.commands import Command
from zaizao.net.context import Effect
from zaizao.net.events import Event
from zaizao.net.state import CaseState
from zaizao.units import Text
from zaizao.worktime import WorkCalendar

Plain = Mapping[str, object]


class ScriptError(InputError):
    """The script is malformed, or the engine did not do what the script says."""

    code = "script"


class ScriptStep(Struct, frozen=True):
    """One command of a script, still in plain values: what it means depends on where the case then stands."""

    at: datetime
    case: str
    do: str
    values: Plain
    """The command's attributes by name."""
    where: Location
    definition: ProcessDefinition | None = None
    """For open, migrate and revert_migration: the definition named."""
    calendar: WorkCalendar | None = None
    """The calendar from this step on, where it changes."""
    refused: str | None = None
    note: Text | None = None
    expect: Plain = field(default_factory=dict)


class Script(Struct, frozen=True):
    """A story of commands on one or several cases; the first step opens the first case."""

    path: Path
    name: Text
    says: Text | None
    steps: tuple[ScriptStep, ...]
    calendar: WorkCalendar
    roster: Mapping[str, tuple[str, ...]]
    shared: Plain
    expect: Mapping[str, Plain]
    """What each case must have come to."""
    where: Location
    demo: int | None = None
    now: datetime | None = None

    @property
    def case(self) -> str:
        """The case that the story begins with."""
        return self.steps[0].case

    @property
    def ends(self) -> datetime:
        """The moment from which the story is looked at."""
        return self.now or self.steps[-1].at


class PlayedStep(Struct, frozen=True):
    """One step as it went."""

    number: int
    step: ScriptStep
    command: Command
    events: tuple[Event, ...]
    effects: tuple[Effect, ...]
    refusal: ZaizaoError | None
    state: CaseState | None
    """The case after it; None where opening it was refused."""

    @property
    def case(self) -> str:
        """The case it was asked of."""
        return self.step.case

    @property
    def note(self) -> Text | None:
        """The story's own words."""
        return self.step.note


class PlayedCase(Struct, frozen=True):
    """One case of a played script."""

    case: str
    definitions: tuple[ProcessDefinition, ...]
    """Every version it ran on, in order; the last is the present one."""
    state: CaseState
    events: tuple[Event, ...]
    steps: tuple[PlayedStep, ...]

    @property
    def definition(self) -> ProcessDefinition:
        """The version it runs on now."""
        return next(each for each in reversed(self.definitions) if each.digest == self.state.digest)


class Played(Struct, frozen=True):
    """A script carried out: every case, every step, nothing left out."""

    script: Script
    cases: Mapping[str, PlayedCase]
    steps: tuple[PlayedStep, ...]

    @property
    def first(self) -> PlayedCase:
        """The case that the story begins with."""
        return self.cases[self.script.case]
