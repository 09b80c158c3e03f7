"""Who may give which command: the permission each needs, and the organ for which it is then given.

A command about work is given for the organ that has the work; the actor must reach that organ's seat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.net import CaseState as State
from zaizao.net import Work
from zaizao.net import commands as asked
from zaizao_city.casework.models import Case
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.selectors.permissions import collect_permissions, get_reach

Seats = dict[str, tuple[int, str]]
"""Organ of the definition: the organisation that is it here, and that organisation's path."""


@frozen
class Matter:
    """What is known of a case when a command comes: enough to say who may give it."""

    case: Case
    state: State
    definition: ProcessDefinition
    seats: Seats


@frozen
class Asked:
    """The permission a command needs, the organs for one of which it can be given, and whether the case's own people may.

    An organ without a seat is a party of the case: its own people give the command, or the organ that answers for all.
    """

    permission: str
    organs: tuple[str, ...] = ()
    own: bool = False


def authorise(actor: Actor, command: asked.Command, matter: Matter) -> str | None:
    """The organ for which the actor gives the command, or None where it is the case's own people or the clock.

    Raises:
        NotPermittedError: the actor reaches none of the organs that may.
    """
    if actor.is_system:
        return command.acting_for
    wanted = name_permission(command, matter)
    own, reach = is_own(actor, wanted.permission, matter.case), get_reach(actor, wanted.permission)
    for organ in [organ for organ in wanted.organs if command.acting_for in (None, organ)] or wanted.organs:
        seat = matter.seats.get(organ)
        if seat is not None and reach.covers(seat[1]):
            return organ
        if seat is None and reach.covers(_competent_path(matter), own=own):
            return organ
    if wanted.own and reach.covers(None, own=own):
        return None
    raise NotPermittedError(permission=wanted.permission)


def _competent_path(matter: Matter) -> str | None:
    seat = matter.seats.get(matter.definition.competent)
    return None if seat is None else seat[1]


def list_desks(definition: ProcessDefinition, state: State | None = None) -> tuple[str, ...]:
    """The organs that see to a case as a whole: where it is taken in, who answers for it, who has work in it now."""
    takes_in = [activity.by for activity in definition.activities.values() if activity.does == "accept" and activity.by]
    holding = sorted({work.holder for work in state.work.values() if work.holder}) if state is not None else []
    return tuple(dict.fromkeys([*takes_in, definition.competent, *holding]))


def is_own(actor: Actor, permission: str, case: Case) -> bool:
    """Whether the case is the actor's: as applicant, for the enterprise, or as the helper who owns it."""
    if is_applicant(actor, case):
        return True
    helps = case.owner_id is not None and case.owner_id == actor.person_id and actor.has_role(Role.HELPER)
    return helps and Role.HELPER in collect_permissions()[permission]


def is_applicant(actor: Actor, case: Case) -> bool:
    """Whether the actor applied, or may act for the enterprise that did."""
    if case.enterprise_id is not None:
        return any(held.enterprise_id == case.enterprise_id for held in actor.enterprises)
    return case.applicant_id is not None and case.applicant_id == actor.person_id


def name_permission(command: asked.Command, matter: Matter) -> Asked:
    """The permission a command needs, and for which organs it can be given."""
    return _ASKED[type(command)](command, matter)


def _holders(work: Work | None) -> tuple[str, ...]:
    holder = None if work is None else work.delegated_to or work.holder
    return () if holder is None else (holder,)


def _work(command: asked.Command, matter: Matter) -> Work | None:
    return matter.state.work.get(getattr(command, "work", None) or "")


def _complete(command: asked.Command, matter: Matter) -> Asked:
    work = _work(command, matter)
    activity = matter.definition.activities.get(work.activity) if work is not None else None
    if activity is not None and activity.does == "accept":
        return Asked("casework.accept_case", _holders(work))
    if activity is not None and activity.does in DECIDING_VERBS and activity.item is not None:
        return Asked("casework.decide_item", _holders(work))
    return Asked("casework.complete_work", _holders(work) or _all_holders(matter))


def _all_holders(matter: Matter) -> tuple[str, ...]:
    """For work that is gone: whoever has any work in the case may be told so by the engine, in its words."""
    return tuple(dict.fromkeys([*(organ for organ in matter.seats), matter.definition.competent]))


def _of_work(permission: str) -> Callable[[asked.Command, Matter], Asked]:
    return lambda command, matter: Asked(permission, _holders(_work(command, matter)) or _all_holders(matter))


def _of_case(permission: str) -> Callable[[asked.Command, Matter], Asked]:
    return lambda command, matter: Asked(permission, list_desks(matter.definition, matter.state), own=True)


def _of_offer(command: asked.Command, matter: Matter) -> Asked:
    work = _work(command, matter)
    offered = work.offered_to if work is not None else None
    return Asked("casework.answer_offer", (offered,) if offered else _all_holders(matter))


def _assign(command: asked.Command, matter: Matter) -> Asked:
    work = _work(command, matter)
    activity = matter.definition.activities.get(work.activity) if work is not None else None
    arbiter = activity.offer.arbiter if activity is not None and activity.offer is not None else None
    if getattr(command, "to", None) is not None and arbiter is not None:
        return Asked("casework.assign_work", (arbiter,))
    return Asked("casework.assign_work", _holders(work) or _all_holders(matter))


def _correct(command: asked.Command, matter: Matter) -> Asked:
    second = getattr(command, "supervisor", None) is not None
    permission = "casework.allow_second_notice" if second else "casework.request_correction"
    return Asked(permission, _holders(_work(command, matter)) or _all_holders(matter))


def _of_item(permission: str) -> Callable[[asked.Command, Matter], Asked]:
    def ask(command: asked.Command, matter: Matter) -> Asked:
        item = matter.definition.items.get(getattr(command, "item", ""))
        return Asked(permission, (item.organ,) if item is not None else (matter.definition.competent,))

    return ask


def _extend(command: asked.Command, matter: Matter) -> Asked:
    item = matter.definition.items.get(getattr(command, "item", ""))
    extend = item.clock.extend if item is not None and item.clock is not None else None
    organ = extend.by if extend is not None and extend.by else item.organ if item else matter.definition.competent
    return Asked("casework.extend_limit", (organ,))


def _add(command: asked.Command, matter: Matter) -> Asked:
    anchor = getattr(command, "anchor", "")
    activity = matter.definition.activities.get(anchor)
    allowed = activity.adhoc.by if activity is not None and activity.adhoc is not None else ()
    return Asked("casework.add_activity", tuple(allowed) or _holders_of(anchor, matter) or _all_holders(matter))


def _holders_of(activity: str, matter: Matter) -> tuple[str, ...]:
    found = [work.holder for work in matter.state.work.values() if work.activity == activity and work.holder]
    return tuple(sorted(set(found)))


def _send_back(command: asked.Command, matter: Matter) -> Asked:
    holders = sorted({work.holder for work in matter.state.work.values() if work.holder})
    return Asked("casework.send_back", (*holders, matter.definition.competent))


def _enter(command: asked.Command, matter: Matter) -> Asked:
    log = matter.definition.entries.get(getattr(command, "log", ""))
    return Asked("casework.enter_log", _parties_first(log.by if log is not None else (), matter))


def _interrupt(command: asked.Command, matter: Matter) -> Asked:
    about = matter.definition.interrupts.get(getattr(command, "interrupt", ""))
    everybody = (*matter.definition.parties, *matter.definition.organs)
    return Asked("casework.interrupt_case", _parties_first((about.by if about else ()) or everybody, matter))


def _parties_first(organs: Sequence[str], matter: Matter) -> tuple[str, ...]:
    return tuple(sorted(organs, key=lambda organ: organ in matter.seats))


_ASKED: dict[type[asked.Command], Callable[[asked.Command, Matter], Asked]] = {
    asked.Tick: _of_case("casework.run_clock"),
    asked.Complete: _complete,
    asked.StateFacts: _of_case("casework.state_facts"),
    asked.CorrectFact: _of_case("casework.correct_fact"),
    asked.RequestCorrection: _correct,
    asked.Supply: _of_case("casework.supply_materials"),
    asked.Assign: _assign,
    asked.Transfer: _of_work("casework.hand_over"),
    asked.Delegate: _of_work("casework.hand_over"),
    asked.OfferWork: _of_work("casework.hand_over"),
    asked.AcceptOffer: _of_offer,
    asked.RefuseOffer: _of_offer,
    asked.AddActivity: _add,
    asked.Recuse: _of_work("casework.complete_work"),
    asked.SendBack: _send_back,
    asked.Withdraw: _of_case("casework.withdraw_case"),
    asked.Suspend: _of_item("casework.suspend_clock"),
    asked.Resume: _of_item("casework.suspend_clock"),
    asked.ExtendLimit: _extend,
    asked.Reopen: _of_case("casework.reopen_case"),
    asked.Enter: _enter,
    asked.InterruptCase: _interrupt,
    asked.Deliver: _of_case("casework.complete_work"),
    asked.ReportChild: _of_case("casework.run_clock"),
    asked.JoinGroup: _of_case("casework.join_group"),
    asked.Comment: _of_case("casework.comment_case"),
    asked.Migrate: _of_case("casework.migrate_case"),
    asked.RevertMigration: _of_case("casework.migrate_case"),
    asked.RecomputeDeadlines: _of_case("casework.recompute_deadlines"),
}
