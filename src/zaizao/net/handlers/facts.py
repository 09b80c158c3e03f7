"""Facts that become known or were recorded wrongly, and words for the record."""

from __future__ import annotations

from zaizao.expression import UNKNOWN
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.ending import finish_loop
from zaizao.net.factcheck import check_facts
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.settling import decide_activity
from zaizao.net.turns import After, go_on


@handles(asked.StateFacts)
def state_facts(firing: Firing, command: asked.StateFacts) -> None:
    """Record facts and decide again whatever waited for facts.

    Raises UnknownFactError, FactTypeError.
    """
    firing.emit(happened.FactsStated, check_facts(firing.draft.plan.definition, command.facts))
    decide_waiting(firing)


def decide_waiting(firing: Firing) -> None:
    """Decide again what was left undecided."""
    for name in firing.draft.undecided:
        if firing.draft.act(name).status != "undecided":
            continue
        node = firing.node(name)
        repeat = node.activity.repeat
        if repeat is None or firing.draft.act(name).started is None:
            decide_activity(firing, name)
            continue
        value, _ = firing.decide(repeat.until)
        if value is not UNKNOWN:
            after = go_on(firing, node, over=value is True)
            if after is not After.GOES_ON:
                finish_loop(firing, node, exhausted=after is After.EXHAUSTED)


@handles(asked.CorrectFact)
def correct_fact(firing: Firing, command: asked.CorrectFact) -> None:
    """Put a fact right; what was decided with it stays decided, and the record shows both values.

    Raises UnknownFactError, FactTypeError.
    """
    new = check_facts(firing.draft.plan.definition, {command.name: command.value})[command.name]
    old = firing.fact(command.name)
    firing.emit(happened.FactCorrected, command.name, None if old is UNKNOWN else old, new, command.reason)
    decide_waiting(firing)


@handles(asked.Comment, closed=True)
def comment(firing: Firing, command: asked.Comment) -> None:
    """Put words on record; no clock moves."""
    firing.emit(happened.Commented, command.text, command.work)
