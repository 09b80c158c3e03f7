"""Hand-over in two phases: who is asked next, and when the arbiter decides."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.plan import Node
from zaizao.net.running import Run
from zaizao.net.state import Work


def offer_first(run: Run, node: Node, work: Work) -> None:
    """Offer a new work item to the first who is asked."""
    offer_next(run, node, work, reason=None)


def offer_next(run: Run, node: Node, work: Work, *, reason: str | None) -> None:
    """Offer to the next who has not refused; call the arbiter when nobody is left or too many have refused."""
    offer = node.activity.offer
    assert offer is not None
    asked = [organ for organ in candidates(run, node) if organ not in work.refusals]
    used_up = offer.max_refusals is not None and len(work.refusals) >= offer.max_refusals
    if asked and not used_up:
        make_offer(run, node, work, to=asked[0], reason=reason)
    elif offer.arbiter is not None:
        run.emit(happened.ArbiterCalled, work.id, offer.arbiter)
        run.effect("notify", work.id, what="arbiter-called", to=offer.arbiter)


def make_offer(run: Run, node: Node, work: Work, *, to: str, reason: str | None) -> None:
    """Ask one organ."""
    offer = node.activity.offer
    lapses = run.due(offer.lapse, organ=to) if offer is not None and offer.lapse is not None else None
    run.emit(happened.OfferMade, work.id, to, lapses, reason)


def candidates(run: Run, node: Node) -> Sequence[str]:
    """Who may be asked, in order."""
    offer = node.activity.offer
    assert offer is not None
    if offer.to_list is None:
        return offer.to
    value, _ = run.decide(offer.to_list)
    if value is UNKNOWN or not isinstance(value, (list, tuple)):
        return offer.to
    return [each for each in value if isinstance(each, str)] or offer.to
