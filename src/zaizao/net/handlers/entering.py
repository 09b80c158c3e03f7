"""Entries in append-only lists, and messages from outside."""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.definition.model import Awaits, EntryLog
from zaizao.expression import UNKNOWN
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.ending import finish_activity
from zaizao.net.factcheck import check_facts, check_value
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.plan import Node
from zaizao.net.refusals import EntryError, MessageError, OutcomeError
from zaizao.net.turns import Ending


@handles(asked.Enter)
def enter(firing: Firing, command: asked.Enter) -> None:
    """Add one entry; nothing is ever changed or taken out.

    Raises EntryError for an unknown list, somebody who may not write, or a time when nobody may; FactTypeError.
    """
    log = firing.draft.plan.definition.entries.get(command.log)
    if log is None:
        raise EntryError(log=command.log, why="unknown", known=tuple(firing.draft.plan.definition.entries))
    if log.by and command.acting_for not in log.by:
        raise EntryError(log=command.log, why="not-theirs", by=log.by)
    if log.during and not any(firing.draft.act(name).status == "open" for name in log.during):
        raise EntryError(log=command.log, why="not-now", during=log.during)
    values = _check_entry(command, log)
    number = firing.draft.counts.get(command.log, 0) + 1
    firing.emit(happened.EntryMade, command.log, number, values, command.acting_for)


def _check_entry(command: asked.Enter, log: EntryLog) -> dict[str, object]:
    unknown = [name for name in command.values if name not in log.fields]
    if unknown:
        raise EntryError(log=command.log, why="unknown-field", fields=tuple(unknown), known=tuple(log.fields))
    return {name: check_value(name, log.fields[name], value) for name, value in command.values.items()}


@handles(asked.Deliver)
def deliver(firing: Firing, command: asked.Deliver) -> None:
    """A message ends every activity that awaits it with this key.

    Raises MessageError when nothing awaits it, OutcomeError, UnknownFactError.
    """
    awaiting = [node for node in firing.draft.plan.nodes.values() if _awaits(firing, node, command)]
    if not awaiting:
        raise MessageError(message=command.message, key=command.key)
    for node in awaiting:
        outcome = _outcome_of(node, command.outcome)
        facts = check_facts(firing.draft.plan.definition, command.facts, allowed=node.activity.writes)
        said: Mapping[str, object] = {"message": command.message}
        finish_activity(firing, node, Ending(outcome, "message", facts=facts, said=said))


def _awaits(firing: Firing, node: Node, command: asked.Deliver) -> bool:
    awaits: Awaits | None = node.activity.awaits
    if awaits is None or awaits.message != command.message or firing.draft.act(node.id).status != "open":
        return False
    if awaits.correlate is None:
        return True
    value, _ = firing.decide(awaits.correlate)
    return value is not UNKNOWN and value == command.key


def _outcome_of(node: Node, outcome: str | None) -> str | None:
    outcomes = node.activity.outcomes
    if outcome is None:
        return outcomes[0] if outcomes else None
    if outcome not in outcomes:
        raise OutcomeError(activity=node.id, outcome=outcome, allowed=outcomes)
    return outcome
