"""Ending a work item: the checks that every process needs, then what the activity's form asks for."""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.definition.model import Who
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.commands import NO_FACTS
from zaizao.net.ending import finish_activity, finish_plainly
from zaizao.net.factcheck import check_facts
from zaizao.net.firing import Firing
from zaizao.net.handlers.papers import check_gaps, check_papers, tolerate
from zaizao.net.handlers.registry import handles
from zaizao.net.joining import join_instances
from zaizao.net.plan import Node
from zaizao.net.refusals import (
    NotOnRosterError,
    NotTheHolderError,
    OpenGapError,
    OutcomeError,
    PeopleError,
    RefusalIncompleteError,
    SelfDealingError,
)
from zaizao.net.state import Work
from zaizao.net.turns import Ending


@handles(asked.Complete)
def complete_work(firing: Firing, command: asked.Complete) -> None:
    """End a work item with an outcome and facts; a delegate's end goes back to the delegator.

    Raises SupersededWorkError, UnknownWorkError, WorkBlockedError, NotTheHolderError, NotOnRosterError, OutcomeError,
    PeopleError, SelfDealingError, RefusalIncompleteError, OpenGapError, GapError, PledgeError, MaterialError,
    UnknownFactError, FactTypeError.
    """
    work = firing.free_work(command.work)
    node = firing.node(work.activity)
    check_holder(firing, work, command)
    outcome = check_outcome(node, command.outcome)
    people = check_people(firing, node, work, command)
    facts = (
        check_facts(firing.draft.plan.definition, command.facts, allowed=_writable(node)) if command.facts else NO_FACTS
    )
    spoken = command.text or command.reasons or command.remedy or command.way_forward
    said = words_of(command) if spoken else NO_FACTS
    if node.decides:
        _check_decision(firing, node, outcome, command)
    papers = command.gaps or command.pledges or command.materials
    if papers:
        check_gaps(firing, command)
    if work.delegated_to is not None:
        _report_to_delegator(firing, work, outcome, facts, people, said)
        return
    if papers:
        tolerate(firing, command)
    if node.plain and node.activity.repeat is None:
        finish_plainly(firing, node, outcome, work=work.id, people=people, facts=facts, said=said)
    else:
        _finish(firing, node, Ending(outcome, "person", work.id, people, facts, said))


def _finish(firing: Firing, node: Node, ending: Ending) -> None:
    if node.activity.recurs is not None:
        firing.emit(happened.RecurrenceReported, node.id, ending.work, ending.facts, ending.said)
    elif node.activity.each is not None:
        firing.emit(
            happened.InstanceDone,
            node.id,
            ending.work,
            ending.outcome,
            ending.people,
            ending.facts,
            ending.said,
        )
        join_instances(firing, node)
    else:
        finish_activity(firing, node, ending)


def check_holder(firing: Firing, work: Work, command: asked.Command) -> None:
    """Who asks must be the holder, or the one it was delegated to, as far as the command says for whom it acts.

    Raises NotTheHolderError, NotOnRosterError.
    """
    has_it = work.delegated_to or work.holder or ""
    if command.acting_for not in (None, has_it):
        raise NotTheHolderError(work=work.id, holder=has_it, acting_for=command.acting_for)
    roster = firing.context.roster
    if roster and command.by is not None and has_it in roster and command.by not in roster[has_it]:
        raise NotOnRosterError(work=work.id, organ=has_it, person=command.by)


def check_outcome(node: Node, outcome: str | None) -> str | None:
    """The outcome given, or the only one there is.

    Raises OutcomeError.
    """
    outcomes = node.activity.outcomes
    if node.activity.each is not None and node.activity.each.outcomes is not None:
        outcomes = node.activity.each.outcomes
    if outcome is None:
        if len(outcomes) > 1:
            raise OutcomeError(activity=node.id, outcome=None, allowed=outcomes)
        return outcomes[0] if outcomes else None
    if outcome not in outcomes:
        raise OutcomeError(activity=node.id, outcome=outcome, allowed=outcomes)
    return outcome


def check_people(firing: Firing, node: Node, work: Work, command: asked.Complete) -> tuple[str, ...]:
    """The people who did it: enough of them, and none who may not.

    Raises PeopleError, SelfDealingError.
    """
    named = command.officers or work.assignees or ((command.by,) if command.by else ())
    who = node.activity.who
    if who is None:
        return named
    if len(set(named)) < who.count:
        raise PeopleError(activity=node.id, needed=who.count, named=named)
    _check_role(firing, work, who, named)
    _check_apart(firing, node, who, named)
    return named


def _check_role(firing: Firing, work: Work, who: Who, named: tuple[str, ...]) -> None:
    """With a role asked for, everybody named must be listed for it, where the roster lists it at all."""
    listed = firing.context.roster.get(who.role) if who.role is not None else None
    for person in named:
        if listed is not None and person not in listed:
            raise NotOnRosterError(work=work.id, organ=who.role, person=person)


def _check_apart(firing: Firing, node: Node, who: Who, named: tuple[str, ...]) -> None:
    for other in who.not_:
        clash = [person for person in named if person in firing.draft.act(other).people]
        if clash:
            raise SelfDealingError(activity=node.id, did=other, people=tuple(clash))
    if who.same_as is not None:
        did = firing.draft.act(who.same_as).people
        if did and not set(named) & set(did):
            raise SelfDealingError(activity=node.id, must_be=did, people=named)


def _check_decision(firing: Firing, node: Node, outcome: str | None, command: asked.Complete) -> None:
    if outcome == "refused":
        lacking = [name for name in ("reasons", "remedy", "way_forward") if not getattr(command, name)]
        if lacking:
            raise RefusalIncompleteError(activity=node.id, lacking=tuple(lacking))
    gaps = check_papers(firing, node)
    if gaps:
        raise OpenGapError(activity=node.id, materials=gaps)


def _writable(node: Node) -> tuple[str, ...]:
    return node.activity.writes


def words_of(command: asked.Command) -> dict[str, object]:
    """The words a command carries, for the record."""
    found = ((name, getattr(command, name, None)) for name in _WORDS)
    return {name: value for name, value in found if value}


_WORDS = ("text", "reasons", "remedy", "way_forward", "reason")


def _report_to_delegator(
    firing: Firing,
    work: Work,
    outcome: str | None,
    facts: Mapping[str, object],
    people: tuple[str, ...],
    said: Mapping[str, object],
) -> None:
    reported = {"outcome": outcome, "facts": dict(facts), "people": list(people), **said}
    firing.emit(happened.DelegateReported, work.id, reported)
