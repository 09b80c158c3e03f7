"""The engine's door: `fire`, `open_case`, `replay`, `next_due`.

    fire(definition, state, command, context) -> Step(state, events, effects)

Before a command is carried out, everything that was due by then happens, each at its own moment: whether a clock was
watched or not makes no difference. Nothing is read but the arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from zaizao.definition.model import ProcessDefinition
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.context import Context, Step
from zaizao.net.draft import Draft, blank_state
from zaizao.net.firing import Firing
from zaizao.net.handlers import HANDLERS, ON_CLOSED
from zaizao.net.handlers.completing import words_of
from zaizao.net.plan import Plan, plan_of
from zaizao.net.reducers import reduce_event
from zaizao.net.refusals import CaseClosedError, SupersededWorkError, TimeRunsBackError, WrongDefinitionError
from zaizao.net.settling import settle
from zaizao.net.state import CaseState
from zaizao.net.ticking import let_time_pass


def open_case(definition: ProcessDefinition, command: asked.Open, context: Context) -> Step:
    """Begin a case.

    Raises NotRunnableError, ItemError, MaterialError, UnknownFactError, FactTypeError.
    """
    plan = plan_of(definition)
    state = blank_state(plan, case=command.case, at=context.now, edition=context.calendar.edition)
    firing = Firing(Draft(plan, state), context, at=context.now, by=command.by)
    HANDLERS[asked.Open](firing, command)
    settle(firing)
    return Step(firing.draft.finish(), tuple(firing.events), tuple(firing.effects))


def fire(definition: ProcessDefinition, state: CaseState, command: asked.Command, context: Context) -> Step:
    """Carry out a command on a case; the state given is not changed.

    Raises a NetRefusal that names the reason, and then nothing has happened. One refusal leaves a trace instead of
    being raised: a command on a superseded work item gives a Step whose ``refusal`` is set and whose one event keeps
    the command's words.
    """
    plan = plan_of(definition)
    _check_case(plan, state, command, context)
    draft = Draft(plan, state)
    firing = Firing(draft, context, at=context.now, by=None)
    if state.next_at is not None and state.next_at <= context.now:
        let_time_pass(firing, context.now)
        _check_still_open(draft, command)
    firing.at, firing.by = context.now, command.by
    try:
        HANDLERS[type(command)](firing, command)
    except SupersededWorkError as refusal:
        firing.emit(happened.LateTextKept, str(refusal.fields["work"]), words_of(command))
        return Step(draft.finish(), tuple(firing.events), tuple(firing.effects), refusal)
    settle(firing)
    return Step(draft.finish(), tuple(firing.events), tuple(firing.effects))


def _check_case(plan: Plan, state: CaseState, command: asked.Command, context: Context) -> None:
    if state.digest != plan.digest:
        raise WrongDefinitionError(case=state.case, runs_on=state.digest, given=plan.digest)
    if context.now < state.last:
        raise TimeRunsBackError(now=context.now, last=state.last)
    if state.status != "open" and type(command) not in ON_CLOSED:
        raise CaseClosedError(case=state.case, ending=state.ending)


def _check_still_open(draft: Draft, command: asked.Command) -> None:
    if draft.status != "open" and type(command) not in ON_CLOSED and not isinstance(command, asked.Tick):
        raise CaseClosedError(case=draft.case, ending=draft.ending)


def next_due(state: CaseState) -> datetime | None:
    """The next moment at which something happens by itself, or None."""
    return min((timer.at for timer in state.timers.values()), default=None)


def replay(
    definitions: Mapping[str, ProcessDefinition] | ProcessDefinition, events: Iterable[happened.Event]
) -> CaseState:
    """The state that the events of one case amount to. Nothing is evaluated.

    ``definitions`` by digest where the case was migrated. Raises WrongDefinitionError for one that is missing.
    """
    events = iter(events)
    first = next(events, None)
    if not isinstance(first, happened.CaseOpened):
        raise WrongDefinitionError(first=type(first).__name__)
    plans = _plans(definitions)
    plan = plans.get(first.digest)
    if plan is None:
        raise WrongDefinitionError(case=first.case, runs_on=first.digest, given=tuple(plans))
    draft = Draft(plan, blank_state(plan, case=first.case, at=first.at, edition=first.edition), plans)
    reduce_event(draft, first)
    for event in events:
        reduce_event(draft, event)
    return draft.finish()


def _plans(definitions: Mapping[str, ProcessDefinition] | ProcessDefinition) -> dict[str, Plan]:
    those = definitions.values() if isinstance(definitions, Mapping) else (definitions,)
    plans = [plan_of(definition) for definition in those]
    return {plan.digest: plan for plan in plans}
