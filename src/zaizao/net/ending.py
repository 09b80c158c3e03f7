"""How an activity, an item and a case end, and what an end sets going."""

from __future__ import annotations

from datetime import datetime

from zaizao.definition.model import OnRefused
from zaizao.net import events as happened
from zaizao.net.clocks import end_clocks, make_promise, resume_for_activity, start_clocks
from zaizao.net.commands import NO_FACTS, Facts
from zaizao.net.firing import Firing
from zaizao.net.plan import Node
from zaizao.net.reducers.counting import child_id
from zaizao.net.state import ACTIVE
from zaizao.net.turns import After, Ending, end_turn


def finish_activity(firing: Firing, node: Node, ending: Ending) -> None:
    """End an activity, or one turn of it where it repeats."""
    if node.activity.repeat is not None:
        after = end_turn(firing, node, ending)
        if after is not After.GOES_ON:
            finish_loop(firing, node, exhausted=after is After.EXHAUSTED)
        return
    effective = ending.effective or firing.at
    firing.emit(
        happened.ActivityDone,
        node.id,
        ending.outcome,
        ending.work,
        ending.people,
        ending.facts,
        None,
        effective,
        ending.how,
        ending.said,
    )
    after_done(firing, node, ending.outcome, effective)


def finish_plainly(
    firing: Firing, node: Node, outcome: str | None, *, work: str, people: tuple[str, ...], facts: Facts, said: Facts
) -> None:
    """What `finish_activity` does when a person ends an activity that does not repeat: nearly always."""
    at = firing.at
    firing.emit(happened.ActivityDone, node.id, outcome, work, people, facts, None, at, "person", said)
    after_done(firing, node, outcome, at)


def finish_loop(firing: Firing, node: Node, *, exhausted: bool = False) -> None:
    """End an activity whose repeat is over; its last turn's outcome stands, or ``on_max`` when turns ran out."""
    act, repeat = firing.draft.act(node.id), node.activity.repeat
    assert repeat is not None
    outcome = repeat.on_max if exhausted and repeat.on_max else act.outcome
    how = "exhausted" if exhausted else "repeated"
    firing.emit(
        happened.ActivityDone,
        node.id,
        outcome,
        None,
        act.people,
        NO_FACTS,
        act.started,
        firing.at,
        how,
        NO_FACTS,
    )
    after_done(firing, node, outcome, firing.at)


def after_done(firing: Firing, node: Node, outcome: str | None, effective: datetime) -> None:
    """What an activity's end sets going: the item's outcome, clocks, reports, answers, targets."""
    if node.id in firing.draft.added:
        _after_added(firing, node.id)
        return
    if node.quiet:
        after_settled(firing, node)
        return
    if node.verb.stops is not None:
        resume_for_activity(firing, node)
    if node.decides and outcome is not None and node.item in firing.draft.items:
        firing.emit(happened.ItemDecided, node.item, outcome, node.id)
    if node.clock_ends:
        end_clocks(firing, node, "done")
    if node.clock_starts_done:
        start_clocks(firing, node.clock_starts_done, effective)
    if node.promises_done:
        make_promise(firing, effective)
    if node.answers:
        _answer_members(firing, outcome)
    after_settled(firing, node)
    if node.decides and outcome == "refused" and firing.draft.plan.items[node.item or ""].on_refused is OnRefused.END:
        end_by_refusal(firing, node.item or "")


def after_settled(firing: Firing, node: Node) -> None:
    """What any end of an activity sets going."""
    for name in node.recurrences:
        if name in firing.draft.recurring:
            firing.emit(happened.RecurrenceEnded, name)
    if firing.draft.added:
        firing.queue_all(_added_waiting_for(firing, node.id))


def _after_added(firing: Firing, name: str) -> None:
    firing.queue_all(_added_waiting_for(firing, name))
    if firing.draft.added[name].placement == "undo":
        firing.queue_all(each for each in firing.draft.plan.nodes if _is_free(firing, each))


def _is_free(firing: Firing, target: str) -> bool:
    return firing.draft.act(target).status == "held" and target not in firing.draft.returning


def _added_waiting_for(firing: Firing, name: str) -> list[str]:
    return [
        other
        for other, each in firing.draft.added.items()
        if name in each.after or (each.placement == "after" and each.anchor == name)
    ]


def _answer_members(firing: Firing, outcome: str | None) -> None:
    waiting = tuple(name for name, member in firing.draft.members.sorted_items() if member.status == "open")
    if waiting:
        firing.emit(happened.MembersAnswered, waiting, outcome)
    for name in waiting:
        firing.effect("answer_member", name, outcome=outcome)


def skip_activity(firing: Firing, node: Node, reason: str, guard: Facts | None = None) -> None:
    """Settle an activity that is not needed."""
    firing.emit(happened.ActivitySkipped, node.id, reason, guard)
    _after_undone(firing, node, {"reason": reason, "guard": guard} if guard else {"reason": reason})


def cancel_activity(firing: Firing, name: str, reason: str) -> None:
    """Stop an activity before its end."""
    node = firing.node(name)
    drop_children(firing, name)
    cancel_added(firing, name, reason)
    firing.emit(happened.ActivityCancelled, name, reason)
    if name in firing.draft.added:
        _after_added(firing, name)
        return
    resume_for_activity(firing, node)
    _after_undone(firing, node, {"reason": reason})


def cancel_added(firing: Firing, name: str, reason: str) -> None:
    """Stop what was added to an activity that does not come to its own end."""
    for other, added in tuple(firing.draft.added.items()):
        if added.anchor == name and added.placement != "undo" and not firing.draft.is_settled(other):
            cancel_activity(firing, other, reason)


def drop_children(firing: Firing, name: str) -> None:
    """Ask for the end of child cases that an activity opened and that are still open."""
    act = firing.draft.act(name)
    for number in range(1, act.more.instances + 1):
        child = child_id(firing.draft.case, name, act, number)
        found = firing.draft.children.get(child)
        if found is not None and found.status == "open":
            firing.effect("drop_child", child)


def _after_undone(firing: Firing, node: Node, because: Facts) -> None:
    if node.decides and node.item is not None:
        settle_item(firing, node.item, because)
    if node.clock_ends and firing.draft.status == "open":
        end_clocks(firing, node, "done")
    after_settled(firing, node)


def settle_item(firing: Firing, name: str, because: Facts) -> None:
    """Once every activity that could decide an item is settled undecided: it was not required, and why."""
    item = firing.draft.items.get(name)
    if item is None or item.outcome is not None:
        return
    if all(firing.draft.is_settled(decider) for decider in firing.draft.plan.deciders[name]):
        firing.emit(happened.ItemNotRequired, name, because)


def withdraw_item(firing: Firing, name: str, because: Facts) -> None:
    """Take an item back and stop what is open for it."""
    firing.emit(happened.ItemWithdrawn, name, because)
    stop_item_work(firing, name, "withdrawn")


def stop_item_work(firing: Firing, name: str, reason: str) -> None:
    """Cancel an item's open activities."""
    for node in firing.draft.plan.item_nodes[name]:
        if firing.draft.act(node.id).status in ACTIVE:
            cancel_activity(firing, node.id, reason)


def end_by_refusal(firing: Firing, refused: str) -> None:
    """A refusal that ends the case: what is open stops, what is undecided is not required."""
    end_case(firing, "refused", {"refused": refused})


def end_case(firing: Firing, ending: str, because: Facts) -> None:
    """Cut off what is left: open activities stop, undecided items are not required, the case closes."""
    for name, item in firing.draft.items.items():
        if item.outcome is None:
            firing.emit(happened.ItemNotRequired, name, because)
    for name in active_names(firing):
        if firing.draft.act(name).status in ACTIVE:
            cancel_activity(firing, name, ending)
    close_case(firing, ending)


def active_names(firing: Firing) -> list[str]:
    """Activities that are open or about to be, in the definition's order, added ones last."""
    names = [*firing.draft.plan.nodes, *firing.draft.added]
    return [name for name in names if firing.draft.act(name).status in ACTIVE]


def close_case(firing: Firing, ending: str) -> None:
    """Close the case; reports that recur end with it."""
    for name in tuple(firing.draft.recurring):
        firing.emit(happened.RecurrenceEnded, name)
    firing.queue.clear()
    firing.draft.ready.clear()
    firing.emit(happened.CaseClosed, ending)
