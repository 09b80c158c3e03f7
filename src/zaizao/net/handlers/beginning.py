"""Opening a case."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import make_promise, start_clocks
from zaizao.net.factcheck import check_facts
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.opening import begin_recurrence
from zaizao.net.refusals import ItemError, MaterialError


@handles(asked.Open)
def open_case(firing: Firing, command: asked.Open) -> None:
    """Begin: facts, items applied for, then every activity without prerequisites.

    Raises ItemError and MaterialError for names the definition does not have, UnknownFactError, FactTypeError.
    """
    plan = firing.draft.plan
    items = tuple(plan.items) if command.items is None else command.items
    unknown = [name for name in items if name not in plan.items]
    if unknown or len(set(items)) != len(items):
        raise ItemError(items=tuple(unknown), known=tuple(plan.items))
    for name in command.materials:
        if name not in plan.definition.materials:
            raise MaterialError(material=name)
    facts = check_facts(plan.definition, command.facts)
    edition = firing.context.calendar.edition
    firing.emit(happened.CaseOpened, command.case, plan.digest, items, facts, command.materials, edition)
    _start_at_opening(firing)
    for node in plan.sources:
        firing.queue.append(node.id)


def _start_at_opening(firing: Firing) -> None:
    plan = firing.draft.plan
    definition = plan.definition
    if definition.promised is not None and definition.promised_from in (None, "case.opened"):
        make_promise(firing, firing.at)
    if plan.clocks_at_opening:
        start_clocks(firing, plan.clocks_at_opening, firing.at)
    for name in plan.recurring_case:
        begin_recurrence(firing, name)
