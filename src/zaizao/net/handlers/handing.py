"""Who has the work: assigning, transferring, delegating, offering."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.handlers.completing import check_holder
from zaizao.net.handlers.registry import handles
from zaizao.net.joining import join_instances
from zaizao.net.offering import candidates, make_offer, offer_next
from zaizao.net.refusals import DelegationError, NotOnRosterError, OfferError, RecusalError
from zaizao.net.state import Work


@handles(asked.Assign)
def assign(firing: Firing, command: asked.Assign) -> None:
    """Name the people; an arbiter also names the organ, and that cannot be refused.

    Raises OfferError when somebody other than the arbiter names an organ, NotOnRosterError.
    """
    work = firing.work(command.work)
    if command.to is not None:
        offer = firing.node(work.activity).activity.offer
        if offer is None or command.acting_for != offer.arbiter:
            raise OfferError(work=work.id, why="only-the-arbiter-assigns", arbiter=offer.arbiter if offer else None)
    else:
        check_holder(firing, work, command)
    _check_roster(firing, command.to or work.holder, command.people)
    firing.emit(happened.Assigned, work.id, command.people, command.to, command.to is not None)


def _check_roster(firing: Firing, organ: str | None, people: tuple[str, ...]) -> None:
    roster = firing.context.roster.get(organ or "")
    for person in people:
        if roster is not None and person not in roster:
            raise NotOnRosterError(organ=organ, person=person)


@handles(asked.Transfer)
def transfer(firing: Firing, command: asked.Transfer) -> None:
    """Give the work away for good.

    Raises NotTheHolderError; OfferError where work must be offered instead.
    """
    work = firing.free_work(command.work)
    check_holder(firing, work, command)
    if firing.node(work.activity).activity.offer is not None:
        raise OfferError(work=work.id, why="must-be-offered")
    firing.emit(happened.Transferred, work.id, command.to, command.reason)


@handles(asked.Delegate)
def delegate(firing: Firing, command: asked.Delegate) -> None:
    """Let somebody else do it; it comes back.

    Raises DelegationError when it is delegated already.
    """
    work = firing.free_work(command.work)
    check_holder(firing, work, command)
    if work.delegated_to is not None:
        raise DelegationError(work=work.id, to=work.delegated_to)
    firing.emit(happened.Delegated, work.id, command.to)


@handles(asked.OfferWork)
def offer(firing: Firing, command: asked.OfferWork) -> None:
    """Offer the work; the sender holds it until it is accepted.

    Raises OfferError for somebody who may not be asked, an offer already open, or work assigned by the arbiter.
    """
    work = firing.free_work(command.work)
    check_holder(firing, work, command)
    node = firing.node(work.activity)
    if work.offered_to is not None or work.final:
        raise OfferError(work=work.id, why="already-offered" if work.offered_to else "assigned-by-arbiter")
    if node.activity.offer is None or command.to not in candidates(firing, node) or command.to == work.holder:
        raise OfferError(work=work.id, why="may-not-be-asked", to=command.to)
    make_offer(firing, node, work, to=command.to, reason=command.reason)


@handles(asked.AcceptOffer)
def accept_offer(firing: Firing, command: asked.AcceptOffer) -> None:
    """Take the work; from now on it is the taker's. The limit does not begin again.

    Raises OfferError when it was not offered to them.
    """
    work = _offered(firing, command.work, command.acting_for)
    firing.emit(happened.OfferAccepted, work.id, work.offered_to)


@handles(asked.RefuseOffer)
def refuse_offer(firing: Firing, command: asked.RefuseOffer) -> None:
    """Do not take it; the next is asked, or the arbiter called.

    Raises OfferError when it was not offered to them, or without a reason.
    """
    work = _offered(firing, command.work, command.acting_for)
    if not command.reason.strip():
        raise OfferError(work=work.id, why="reason-missing")
    firing.emit(happened.OfferRefused, work.id, work.offered_to, command.reason)
    again = firing.draft.work.get(work.id)
    node = firing.node(work.activity)
    if again is not None and node.activity.offer is not None:
        offer_next(firing, node, again, reason=None)


def _offered(firing: Firing, name: str, acting_for: str | None) -> Work:
    work = firing.work(name)
    if work.offered_to is None or acting_for != work.offered_to:
        raise OfferError(work=name, why="not-offered", offered_to=work.offered_to)
    return work


@handles(asked.Recuse)
def recuse(firing: Firing, command: asked.Recuse) -> None:
    """A member of a panel steps down; the join no longer waits for them.

    Raises RecusalError where the definition does not provide for it.
    """
    work = firing.work(command.work)
    node = firing.node(work.activity)
    each = node.activity.each
    if each is None or each.join.recusal is None:
        raise RecusalError(work=work.id)
    firing.emit(happened.Recused, work.id, command.reason)
    join_instances(firing, node)
