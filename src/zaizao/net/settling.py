"""What follows when something has ended: whose turn it is, what is not needed, when the case is finished.

Activities are decided one at a time, in the order in which their links became decided, so that the same commands
always give the same events. Nothing here looks at activities that were not touched.
"""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.clocks import moment_of, start_late_clock
from zaizao.net.draft import UNTOUCHED
from zaizao.net.ending import close_case, skip_activity, stop_item_work
from zaizao.net.firing import Firing, known
from zaizao.net.opening import open_activity
from zaizao.net.plan import Node
from zaizao.net.state import Act

Facts = Mapping[str, object]


def settle(firing: Firing) -> None:
    """Decide everything whose turn it is, until nothing more follows by itself."""
    draft, queue = firing.draft, firing.queue
    while True:
        if draft.ready:
            queue.extend(draft.ready)
            draft.ready.clear()
        if queue and draft.status == "open":
            decide_activity(firing, queue.popleft())
            continue
        if draft.status != "open" or draft.active:
            return
        if draft.unsettled == 0:
            close_case(firing, _ending(firing))
            return
        if not _skip_unused_handlers(firing):
            return


def _ending(firing: Firing) -> str:
    outcomes = {item.outcome for item in firing.draft.items.values()}
    return "withdrawn" if outcomes == {"withdrawn"} else "finished"


def _skip_unused_handlers(firing: Firing) -> bool:
    """When nothing is open any more, what would have followed an interrupt is not needed."""
    unused = [name for name in firing.draft.plan.in_order(firing.draft.plan.interrupts) if _is_unused(firing, name)]
    for name in unused:
        skip_activity(firing, firing.node(name), "not-interrupted")
    return bool(unused)


def _is_unused(firing: Firing, name: str) -> bool:
    return firing.draft.act(name).status == "waiting"


def decide_activity(firing: Firing, name: str) -> None:
    """Decide one activity if it is its turn: open, skip, schedule, or leave undecided."""
    draft = firing.draft
    if draft.added and name in draft.added:
        _open_added(firing, name)
        return
    node = draft.plan.nodes[name]
    act = draft.acts.get(name) or UNTOUCHED
    common = act.settled == node.degree and act.status == "waiting"
    if not common and not _is_its_turn(firing, node, act):
        return
    if act.held != node.degree and not node.interrupt_only and not _links_suffice(node, act):
        skip_activity(firing, node, "links")
        return
    if node.item is not None and not _item_wants(firing, node):
        return
    guard = None
    if node.guard is not None:
        guard = _guard_allows(firing, node)
        if guard is None:
            return
    if node.plain or _day_has_come(firing, node, guard):
        open_activity(firing, node, guard)


def _is_its_turn(firing: Firing, node: Node, act: Act) -> bool:
    if act.status == "waiting":
        return act.settled == len(node.links_in) or 0 < node.needs <= act.held
    if act.status == "held":
        return node.id not in firing.draft.returning
    return act.status in ("undecided", "scheduled")


def _links_suffice(node: Node, act: Act) -> bool:
    if node.needs == 0:
        return act.held == len(node.links_in)
    return act.held >= (node.needs if node.needs > 0 else 1) or not node.links_in


def _item_wants(firing: Firing, node: Node) -> bool:
    """Whether the item an activity serves is applied for and still wants it; skips or leaves it undecided if not."""
    name = node.item
    assert name is not None
    item = firing.draft.items.get(name)
    if item is None:
        skip_activity(firing, node, "not-applied-for")
        return False
    if item.outcome in ("withdrawn", "not_required"):
        skip_activity(firing, node, f"item-{item.outcome}")
        return False
    text = firing.draft.plan.items[name].when
    if text is None or item.outcome is not None or item.started is not None:
        return True
    expression = firing.draft.plan.expression(text)
    scope = firing.scope(expression)
    answer = expression.test(scope)
    if answer is True:
        start_late_clock(firing, name)
        return True
    if answer is UNKNOWN:
        firing.emit(happened.ActivityUndecided, node.id, firing.missing(scope))
        return False
    firing.emit(happened.ItemNotRequired, name, {"guard": text, **known(scope)})
    skip_activity(firing, node, "item-not_required", known(scope))
    stop_item_work(firing, name, "item-not_required")
    return False


def _guard_allows(firing: Firing, node: Node) -> Facts | None:
    """The values with which the guard was found to hold; None when it was not, which is then on record."""
    expression = node.guard
    assert expression is not None
    scope = firing.scope(expression)
    answer = expression.test(scope)
    if answer is True:
        return known(scope)
    if answer is UNKNOWN:
        firing.emit(happened.ActivityUndecided, node.id, firing.missing(scope))
    else:
        skip_activity(firing, node, "guard", known(scope))
    return None


def _day_has_come(firing: Firing, node: Node, guard: Facts | None) -> bool:
    text = node.activity.at or node.activity.not_before
    if text is None:
        return True
    value, read = firing.decide(text)
    moment = moment_of(firing, value)
    if moment is None:
        firing.emit(happened.ActivityUndecided, node.id, firing.missing(read) or (text,))
        return False
    if moment > firing.at:
        firing.emit(happened.ActivityScheduled, node.id, moment, guard)
        return False
    return True


def _open_added(firing: Firing, name: str) -> None:
    added = firing.draft.added[name]
    first = (*added.after, added.anchor) if added.placement == "after" else added.after
    if firing.draft.act(name).status == "waiting" and all(firing.draft.is_settled(each) for each in first):
        open_activity(firing, firing.node(name), None)
