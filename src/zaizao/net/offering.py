"""Hand-over in two phases: who is asked next, and when the arbiter decides."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.plan import Node
from zaizao.net.state import Work


def offer_first(firing: Firing, node: Node, work: Work) -> None:
    """Offer a new work item to the first who is asked."""
    offer_next(firing, node, work, reason=None)


def offer_next(firing: Firing, node: Node, work: Work, *, reason: str | None) -> None:
    """Offer to the next who has not refused; call the arbiter when nobody is left or too many have refused."""
    offer = node.activity.offer
    assert offer is not None
    # who has the work is not asked to take it
    asked = [organ for organ in candidates(firing, node) if organ not in (*work.refusals, work.holder)]
    used_up = offer.max_refusals is not None and len(work.refusals) >= offer.max_refusals
    if asked and not used_up:
        make_offer(firing, node, work, to=asked[0], reason=reason)
    elif offer.arbiter is not None:
        firing.emit(happened.ArbiterCalled, work.id, offer.arbiter)
        firing.effect("notify", work.id, what="arbiter-called", to=offer.arbiter)


def make_offer(firing: Firing, node: Node, work: Work, *, to: str, reason: str | None) -> None:
    """Ask one organ."""
    offer = node.activity.offer
    lapses = firing.due(offer.lapse, organ=to) if offer is not None and offer.lapse is not None else None
    firing.emit(happened.OfferMade, work.id, to, lapses, reason)


def candidates(firing: Firing, node: Node) -> Sequence[str]:
    """Who may be asked, in order."""
    offer = node.activity.offer
    assert offer is not None
    if offer.to_list is None:
        return offer.to
    value, _ = firing.decide(offer.to_list)
    if value is UNKNOWN or not isinstance(value, (list, tuple)):
        return offer.to
    return [each for each in value if isinstance(each, str)] or offer.to
