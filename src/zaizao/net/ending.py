"""How an activity, an item and a case end, and what an end sets going."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.definition.model import OnRefused
from zaizao.net import events as happened
from zaizao.net.clocks import end_clocks, make_promise, resume_for_activity, start_clocks
from zaizao.net.plan import Node
from zaizao.net.reducers.counting import child_id
from zaizao.net.running import Run
from zaizao.net.state import ACTIVE
from zaizao.net.turns import After, end_turn

Facts = Mapping[str, object]
_NONE: Facts = {}


def finish_activity(
    run: Run,
    node: Node,
    *,
    outcome: str | None,
    how: str,
    work: str | None = None,
    people: tuple[str, ...] = (),
    facts: Facts = _NONE,
    said: Facts = _NONE,
    effective: datetime | None = None,
) -> None:
    """End an activity, or one turn of it where it repeats."""
    if node.activity.repeat is not None:
        after = end_turn(run, node, outcome=outcome, work=work, people=people, facts=facts, said=said)
        if after is not After.GOES_ON:
            finish_loop(run, node, exhausted=after is After.EXHAUSTED)
        return
    run.emit(happened.ActivityDone, node.id, outcome, work, people, facts, None, effective or run.at, how, said)
    after_done(run, node, outcome, effective or run.at)


def finish_loop(run: Run, node: Node, *, exhausted: bool = False) -> None:
    """End an activity whose repeat is over; its last turn's outcome stands, or ``on_max`` when turns ran out."""
    act, repeat = run.draft.act(node.id), node.activity.repeat
    assert repeat is not None
    outcome = repeat.on_max if exhausted and repeat.on_max else act.outcome
    how = "exhausted" if exhausted else "repeated"
    run.emit(happened.ActivityDone, node.id, outcome, None, act.people, _NONE, act.started, run.at, how, _NONE)
    after_done(run, node, outcome, run.at)


def after_done(run: Run, node: Node, outcome: str | None, effective: datetime) -> None:
    """What an activity's end sets going: the item's outcome, clocks, reports, answers, targets."""
    if node.id in run.draft.added:
        _after_added(run, node.id)
        return
    if node.verb.stops is not None:
        resume_for_activity(run, node)
    if node.decides and outcome is not None and node.item in run.draft.items:
        run.emit(happened.ItemDecided, node.item, outcome, node.id)
    if node.clock_ends:
        end_clocks(run, node, "done")
    if node.clock_starts_done:
        start_clocks(run, node.clock_starts_done, effective)
    definition = run.draft.plan.definition
    if definition.promised_from == f"{node.id}.done":
        make_promise(run, effective)
    if definition.group is not None and definition.group.answer == node.id:
        _answer_members(run, outcome)
    after_settled(run, node)
    if node.decides and outcome == "refused" and run.draft.plan.items[node.item or ""].on_refused is OnRefused.END:
        end_by_refusal(run, node.item or "")


def after_settled(run: Run, node: Node) -> None:
    """What any end of an activity sets going."""
    for name in node.recurrences:
        if name in run.draft.recurring:
            run.emit(happened.RecurrenceEnded, name)
    run.queue_targets(node.id)


def _after_added(run: Run, name: str) -> None:
    run.queue_targets(name)
    run.queue_all(_added_waiting_for(run, name))
    if run.draft.added[name].placement == "undo":
        run.queue_all(each for each in run.draft.plan.nodes if _is_free(run, each))


def _is_free(run: Run, target: str) -> bool:
    return run.draft.act(target).status == "held" and target not in run.draft.returning


def _added_waiting_for(run: Run, name: str) -> list[str]:
    return [other for other, each in run.draft.added.items() if name in each.after]


def _answer_members(run: Run, outcome: str | None) -> None:
    waiting = tuple(name for name, member in run.draft.members.sealed().sorted_items() if member.status == "open")
    if waiting:
        run.emit(happened.MembersAnswered, waiting, outcome)
    for name in waiting:
        run.effect("answer_member", name, outcome=outcome)


def skip_activity(run: Run, node: Node, reason: str, guard: Facts | None = None) -> None:
    """Settle an activity that is not needed."""
    run.emit(happened.ActivitySkipped, node.id, reason, guard)
    _after_undone(run, node, {"reason": reason, **({"guard": guard} if guard else {})})


def cancel_activity(run: Run, name: str, reason: str) -> None:
    """Stop an activity before its end."""
    node = run.node(name)
    drop_children(run, name)
    run.emit(happened.ActivityCancelled, name, reason)
    if name in run.draft.added:
        _after_added(run, name)
        return
    resume_for_activity(run, node)
    _after_undone(run, node, {"reason": reason})


def drop_children(run: Run, name: str) -> None:
    """Ask for the end of child cases that an activity opened and that are still open."""
    act = run.draft.act(name)
    for number in range(1, act.more.instances + 1):
        child = child_id(run.draft.case, name, act, number)
        found = run.draft.children.get(child)
        if found is not None and found.status == "open":
            run.effect("drop_child", child)


def _after_undone(run: Run, node: Node, because: Facts) -> None:
    if node.decides and node.item is not None:
        settle_item(run, node.item, because)
    if node.clock_ends and run.draft.status == "open":
        end_clocks(run, node, "done")
    after_settled(run, node)


def settle_item(run: Run, name: str, because: Facts) -> None:
    """Once every activity that could decide an item is settled undecided: it was not required, and why."""
    item = run.draft.items.get(name)
    if item is None or item.outcome is not None:
        return
    if all(run.draft.is_settled(decider) for decider in run.draft.plan.deciders[name]):
        run.emit(happened.ItemNotRequired, name, because)


def withdraw_item(run: Run, name: str, because: Facts) -> None:
    """Take an item back and stop what is open for it."""
    run.emit(happened.ItemWithdrawn, name, because)
    stop_item_work(run, name, "withdrawn")


def stop_item_work(run: Run, name: str, reason: str) -> None:
    """Cancel an item's open activities."""
    for node in run.draft.plan.item_nodes[name]:
        if run.draft.act(node.id).status in ACTIVE:
            cancel_activity(run, node.id, reason)


def end_by_refusal(run: Run, refused: str) -> None:
    """A refusal that ends the case: what is open stops, what is undecided is not required."""
    end_case(run, "refused", {"refused": refused})


def end_case(run: Run, ending: str, because: Facts) -> None:
    """Cut off what is left: open activities stop, undecided items are not required, the case closes."""
    for name, item in run.draft.items.items():
        if item.outcome is None:
            run.emit(happened.ItemNotRequired, name, because)
    for name in active_names(run):
        if run.draft.act(name).status in ACTIVE:
            cancel_activity(run, name, ending)
    close_case(run, ending)


def active_names(run: Run) -> list[str]:
    """Activities that are open or about to be, in the definition's order, added ones last."""
    names = [*run.draft.plan.nodes, *run.draft.added]
    return [name for name in names if run.draft.act(name).status in ACTIVE]


def close_case(run: Run, ending: str) -> None:
    """Close the case; reports that recur end with it."""
    for name in tuple(run.draft.recurring):
        run.emit(happened.RecurrenceEnded, name)
    run.queue.clear()
    run.emit(happened.CaseClosed, ending)
