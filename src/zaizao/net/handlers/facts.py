"""Facts that become known or were recorded wrongly, and words for the record."""

from __future__ import annotations

from zaizao.expression import UNKNOWN
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.ending import finish_loop
from zaizao.net.factcheck import check_facts
from zaizao.net.handlers.registry import handles
from zaizao.net.running import Run
from zaizao.net.settling import decide_activity
from zaizao.net.turns import After, go_on


@handles(asked.StateFacts)
def state_facts(run: Run, command: asked.StateFacts) -> None:
    """Record facts and decide again whatever waited for facts.

    Raises UnknownFactError, FactTypeError.
    """
    run.emit(happened.FactsStated, check_facts(run.draft.plan.definition, command.facts))
    decide_waiting(run)


def decide_waiting(run: Run) -> None:
    """Decide again what was left undecided."""
    for name in run.draft.undecided:
        if run.draft.act(name).status != "undecided":
            continue
        node = run.node(name)
        repeat = node.activity.repeat
        if repeat is None or run.draft.act(name).started is None:
            decide_activity(run, name)
            continue
        value, _ = run.decide(repeat.until)
        if value is not UNKNOWN:
            after = go_on(run, node, over=value is True)
            if after is not After.GOES_ON:
                finish_loop(run, node, exhausted=after is After.EXHAUSTED)


@handles(asked.CorrectFact)
def correct_fact(run: Run, command: asked.CorrectFact) -> None:
    """Put a fact right; what was decided with it stays decided, and the record shows both values.

    Raises UnknownFactError, FactTypeError.
    """
    new = check_facts(run.draft.plan.definition, {command.name: command.value})[command.name]
    old = run.fact(command.name)
    run.emit(happened.FactCorrected, command.name, None if old is UNKNOWN else old, new, command.reason)
    decide_waiting(run)


@handles(asked.Comment, closed=True)
def comment(run: Run, command: asked.Comment) -> None:
    """Put words on record; no clock moves."""
    run.emit(happened.Commented, command.text, command.work)
