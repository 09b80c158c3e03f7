"""Playing a script: each step through the engine's public door, checked against what the script says.

The engine is not helped: a step that is refused and should not be, or the other way round, is an error with a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.errors import Problem, Refusal, ZaizaoError
from zaizao.net import commands as asked
from zaizao.net.context import Context, Step
from zaizao.net.engine import fire, open_case, replay
from zaizao.net.refusals import WrongDefinitionError
from zaizao.net.scripts.expecting import find_differences
from zaizao.net.scripts.forms import COMMANDS, fit_entry, fit_facts, fit_value
from zaizao.net.scripts.model import Played, PlayedCase, PlayedStep, Script, ScriptError, ScriptStep
from zaizao.net.state import CaseState
from zaizao.units import Text
from zaizao.wording import describe
from zaizao.worktime import WorkCalendar

Plain = Mapping[str, object]


def play(script: Script, *, facts: Plain | None = None) -> Played:
    """Carry a script out; ``facts`` are looked up where the script's own `shared` has none.

    Raises ScriptError (located) when a step is refused that should not be, is not refused that should be, when an
    expectation is not met, or when replaying the events does not give the state.
    """
    stage = _Stage(script, script.calendar, {**(facts or {}), **script.shared})
    for step in script.steps:
        stage.take(step)
    for case, expected in script.expect.items():
        stage.compare(case, expected, script.steps[-1] if case != script.case else script.steps[0], at_end=True)
    return Played(script, {name: one.close() for name, one in stage.cases.items()}, tuple(stage.steps))


class _OneCase(Struct):
    """One case while the script is played."""

    name: str
    definition: ProcessDefinition
    state: CaseState
    definitions: list[ProcessDefinition]
    steps: list[PlayedStep] = field(default_factory=list)

    def before(self) -> ProcessDefinition:
        """The version the case came from; the present one where it never moved."""
        earlier = self.state.before.digest if self.state.before is not None else self.state.digest
        return next(each for each in self.definitions if each.digest == earlier)

    def close(self) -> PlayedCase:
        """What was played of this case; its events must give its state again."""
        events = tuple(event for step in self.steps for event in step.events)
        again = replay({each.digest: each for each in self.definitions}, events)
        if again != self.state:
            where = self.steps[-1].step.where
            raise ScriptError([Problem("script-replay", {"case": self.name}, where)])
        return PlayedCase(self.name, tuple(self.definitions), self.state, events, tuple(self.steps))


class _Stage(Struct):
    """All cases of a script while it is played."""

    script: Script
    calendar: WorkCalendar
    facts: Plain
    cases: dict[str, _OneCase] = field(default_factory=dict)
    steps: list[PlayedStep] = field(default_factory=list)

    def take(self, step: ScriptStep) -> None:
        """Carry out one step and keep how it went."""
        self.calendar = step.calendar or self.calendar
        one = self.cases.get(step.case)
        if (one is None) is not (step.do == "open"):
            raise _located(step, "script-case-order", case=step.case)
        if step.do == "revert_migration" and step.definition is None and one is not None:
            step = replace(step, definition=one.before())
        command = build_command(step, one.definition if one else step.definition, one.state if one else None)
        done, refusal = self.ask(step, command, one)
        self.judge(step, refusal)
        self.keep(step, command, done, refusal)
        if step.expect:
            self.compare(step.case, step.expect, step)

    def ask(
        self, step: ScriptStep, command: asked.Command, one: _OneCase | None
    ) -> tuple[Step | None, ZaizaoError | None]:
        """The engine's answer: a step done, a refusal, or both (where a refusal leaves a trace)."""
        context = Context(step.at, self.calendar, facts=self.facts, roster=self.script.roster)
        try:
            if isinstance(command, asked.Open):
                assert step.definition is not None
                done = open_case(step.definition, command, context)
            else:
                assert one is not None
                done = fire(one.definition, one.state, command, context)
        except Refusal as refusal:
            return None, refusal
        return done, done.refusal

    def judge(self, step: ScriptStep, refusal: ZaizaoError | None) -> None:
        """Raise ScriptError when the answer is not the one the script expects."""
        if refusal is None and step.refused is not None:
            raise _located(step, "script-not-refused", do=step.do, expected=step.refused)
        if refusal is not None and refusal.code != step.refused:
            why = Text(describe(refusal, "zh"), describe(refusal, "en"))
            code = "script-refused" if step.refused is None else "script-other-refusal"
            raise _located(step, code, do=step.do, expected=step.refused, refusal=refusal.code, why=why)

    def keep(self, step: ScriptStep, command: asked.Command, done: Step | None, refusal: ZaizaoError | None) -> None:
        """Note how the step went, and move the case on."""
        one = self.cases.get(step.case)
        state = done.state if done is not None else one.state if one is not None else None
        events, effects = (done.events, done.effects) if done is not None else ((), ())
        played = PlayedStep(len(self.steps) + 1, step, command, events, effects, refusal, state)
        self.steps.append(played)
        if one is None and done is not None and step.definition is not None:
            one = self.cases[step.case] = _OneCase(step.case, step.definition, done.state, [step.definition])
        if one is not None and state is not None:
            one.state = state
            one.steps.append(played)
            _follow_definition(one, step)

    def compare(self, case: str, expected: Plain, step: ScriptStep, *, at_end: bool = False) -> None:
        """Raise ScriptError with everything in which the case is not as the script says."""
        one = self.cases.get(case)
        where = step.where if not at_end else replace(self.script.where, path="expect")
        if one is None:
            if expected:
                raise ScriptError([Problem("script-case", {"case": case, "known": tuple(self.cases)}, where)])
            return
        problems = [
            Problem(
                "script-expected",
                {"case": case, "what": each.what, "expected": each.expected, "found": each.found},
                where,
            )
            for each in find_differences(one.definition, one.state, expected)
        ]
        if problems:
            raise ScriptError(problems)


def _follow_definition(one: _OneCase, step: ScriptStep) -> None:
    """After a move to another version, the case goes on with that one."""
    if one.state.digest == one.definition.digest:
        return
    known = {each.digest: each for each in one.definitions}
    if step.definition is not None and step.definition.digest not in known:
        one.definitions.append(step.definition)
        known[step.definition.digest] = step.definition
    if one.state.digest not in known:
        raise WrongDefinitionError(case=one.name, runs_on=one.state.digest, given=tuple(known))
    one.definition = known[one.state.digest]


def build_command(step: ScriptStep, definition: ProcessDefinition | None, state: CaseState | None) -> asked.Command:
    """The command that a step stands for, where the case now is.

    Raises ScriptError when `work` names an activity with several open work items.
    """
    values: dict[str, Any] = {("acting_for" if key == "for" else key): value for key, value in step.values.items()}
    if definition is not None:
        _fit_values(values, step, definition)
    if state is not None and isinstance(values.get("work"), str):
        values["work"] = find_work(step, state, values["work"])
    if step.do in ("migrate", "revert_migration"):
        values["definition"] = step.definition or definition
    return COMMANDS[step.do](**values)


def _fit_values(values: dict[str, Any], step: ScriptStep, definition: ProcessDefinition) -> None:
    if isinstance(values.get("facts"), Mapping):
        values["facts"] = fit_facts(definition, values["facts"])
    if step.do == "enter":
        values["values"] = fit_entry(definition, str(values.get("log")), values["values"])
    if step.do == "correct_fact":
        values["value"] = fit_value(definition.fields.get(str(values["name"])), values["value"])


def find_work(step: ScriptStep, state: CaseState, named: str) -> str:
    """The work item that a script names: ``intake#2`` itself, ``intake`` the only open one, ``score.2`` an instance."""
    if "#" in named:
        return named
    activity, _, instance = named.partition(".")
    found = [
        work.id
        for _, work in state.work.sorted_items()
        if work.activity == activity and (not instance or str(work.instance) == instance)
    ]
    if len(found) > 1:
        raise _located(step, "script-work-unclear", work=named, found=tuple(found))
    return found[0] if found else named


def _located(step: ScriptStep, code: str, **fields: object) -> ScriptError:
    return ScriptError([Problem(code, fields, step.where)])


__all__ = ["build_command", "find_work", "play"]
