"""What an actor may do in a case now: for each open work item the words of the engine that would be accepted."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from zaizao.definition.model import Activity, Field
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.net import Work
from zaizao.net import commands as asked
from zaizao_city.casework.selectors.authority import Matter, authorise
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.errors import NotPermittedError


@frozen
class Doable:
    """One work item the actor may act on, with what a form for it needs.

    ``acts`` are names of commands in snake case. ``fields`` are those that completing it writes.
    """

    work: str
    activity: str
    does: str
    item: str | None
    acting_for: str | None
    acts: tuple[str, ...]
    outcomes: tuple[str, ...]
    fields: tuple[tuple[str, Field], ...]
    officers: int
    """How many named officers it needs."""
    decides: bool
    """Whether a refusal is possible, and so reasons, remedy and way forward are needed."""
    adhoc: tuple[str, ...]
    """Words of the vocabulary that may be added to it (加签)."""
    offer_to: tuple[str, ...]


_Try = Callable[[Work, Activity], asked.Command]

_OFTEN: dict[str, _Try] = {
    "complete": lambda work, activity: asked.Complete(work.id),
    "assign": lambda work, activity: asked.Assign(work.id),
    "delegate": lambda work, activity: asked.Delegate(work.id, ""),
}


def list_doable(actor: Actor, matter: Matter) -> list[Doable]:
    """What the actor may do with each open work item; work that is none of theirs is left out. No query."""
    found = [_look(actor, matter, work) for _, work in matter.state.work.sorted_items()]
    return [one for one in found if one.acts]


def _look(actor: Actor, matter: Matter, work: Work) -> Doable:
    activity = matter.definition.activities.get(work.activity) or Activity(does=matter.state.added[work.activity].does)
    tried = {name: may(actor, matter, make) for name, make in _candidates(work, activity).items()}
    acts = tuple(name for name, (allowed, _) in tried.items() if allowed)
    organs = [organ for allowed, organ in tried.values() if allowed]
    outcomes = activity.outcomes
    if activity.each is not None and activity.each.outcomes is not None:
        outcomes = activity.each.outcomes
    return Doable(
        work=work.id,
        activity=work.activity,
        does=activity.does,
        item=activity.item,
        acting_for=organs[0] if organs else None,
        acts=acts,
        outcomes=outcomes,
        fields=tuple((name, matter.definition.fields[name]) for name in activity.writes),
        officers=activity.who.count if activity.who is not None else 1,
        decides=activity.does in DECIDING_VERBS and activity.item is not None,
        adhoc=activity.adhoc.allow if activity.adhoc is not None else (),
        offer_to=activity.offer.to if activity.offer is not None else (),
    )


def _candidates(work: Work, activity: Activity) -> dict[str, asked.Command]:
    """The commands that the state of the work item would let pass, whoever gives them."""
    if work.offered_to is not None:
        made: dict[str, asked.Command] = {
            "accept_offer": asked.AcceptOffer(work.id), "refuse_offer": asked.RefuseOffer(work.id, ""),
        }  # fmt: skip
        return made
    if activity.offer is not None and activity.offer.arbiter is not None and work.refusals and not work.final:
        return {"assign_to": asked.Assign(work.id, (), "")} | _plain(work, activity)
    return _plain(work, activity)


def _plain(work: Work, activity: Activity) -> dict[str, asked.Command]:
    if work.status != "open":
        return {}
    made: dict[str, asked.Command] = {name: make(work, activity) for name, make in _OFTEN.items()}
    if activity.does == "accept":
        made["request_correction"] = asked.RequestCorrection(work.id, (), "")
    if activity.offer is None:
        made["transfer"] = asked.Transfer(work.id, "", "")
    elif not work.final:
        made["offer_work"] = asked.OfferWork(work.id, "", "")
    if activity.adhoc is not None:
        made["add_activity"] = asked.AddActivity("", "", "", work.activity, "")
    if activity.each is not None and activity.each.join.recusal is not None:
        made["recuse"] = asked.Recuse(work.id, "")
    return made


def may(actor: Actor, matter: Matter, command: asked.Command) -> tuple[bool, str | None]:
    """Whether the actor may give a command here, and for which organ it would be given."""
    try:
        return True, authorise(actor, command, matter)
    except NotPermittedError:
        return False, None
