"""Return and reopening: a new round at an earlier activity and in everything that depends on it."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import resume_for_activity
from zaizao.net.ending import cancel_added, drop_children
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.opening import begin_recurrence
from zaizao.net.plan import Node
from zaizao.net.refusals import BarrierError, CaseOpenError, ReturnError
from zaizao.net.state import ACTIVE, SETTLED, Added


@handles(asked.SendBack)
def send_back(firing: Firing, command: asked.SendBack) -> None:
    """Return to an activity that is done or was skipped.

    Raises ReturnError when it has not been reached, BarrierError when a legal act between cannot be undone.
    """
    _return_to(firing, command.to, command.reason, command.basis)


@handles(asked.Reopen, closed=True)
def reopen(firing: Firing, command: asked.Reopen) -> None:
    """Let a closed case go on from an activity, as a new round.

    Raises CaseOpenError, ReturnError, BarrierError.
    """
    if firing.draft.status != "closed":
        raise CaseOpenError(case=firing.draft.case)
    _undos(firing, _check_target(firing, command.to))
    firing.emit(happened.CaseReopened, command.reason, command.basis)
    _return_to(firing, command.to, command.reason, command.basis)
    firing.queue_all(_left_waiting(firing))
    for name in firing.draft.plan.recurring_case:
        begin_recurrence(firing, name)


def _left_waiting(firing: Firing) -> list[str]:
    """Activities whose turn had come when an ending cut the case off."""
    return [
        node.id
        for node in firing.draft.plan.nodes.values()
        if node.activity.recurs is None
        and not node.interrupt_only
        and (act := firing.draft.act(node.id)).status == "waiting"
        and act.settled == node.degree
    ]


def _return_to(firing: Firing, to: str, reason: str, basis: str | None) -> None:
    reset = _check_target(firing, to)
    undo = _undos(firing, reset)
    for name in reset:
        _let_go(firing, name)
    firing.emit(happened.SentBack, to, reset, undo, reason, basis)
    for name in reset:
        resume_for_activity(firing, firing.node(name))
    if undo:
        firing.queue_all(undo)
    else:
        firing.queue.append(to)
        firing.queue_all(_ready_again(firing, reset, to))


def _check_target(firing: Firing, to: str) -> tuple[str, ...]:
    """What a return to ``to`` resets.

    Raises ReturnError.
    """
    if to not in firing.draft.plan.nodes or firing.node(to).activity.recurs is not None:
        raise ReturnError(to=to, why="unknown")
    act = firing.draft.acts.get(to)
    if act is None or act.status not in SETTLED:
        raise ReturnError(to=to, why="not-reached")
    if any(source for source, _ in firing.node(to).links_in if not firing.draft.is_settled(source)):
        raise ReturnError(to=to, why="prerequisite-open")
    return tuple(name for name in firing.draft.plan.dependents(to) if firing.draft.acts.get(name) is not None)


def _undos(firing: Firing, reset: tuple[str, ...]) -> dict[str, Added]:
    """The undo of every legal act that would be reset.

    Raises BarrierError for one that has none.
    """
    acts = [firing.node(name) for name in reset if firing.node(name).verb.legal_act and _was_done(firing, name)]
    stuck = tuple(node.id for node in acts if node.activity.undo is None)
    if stuck:
        raise BarrierError(acts=stuck)
    return {f"{node.id}~undo{firing.draft.act(node.id).round}": _undo_of(firing, node) for node in acts}


def _was_done(firing: Firing, name: str) -> bool:
    return firing.draft.act(name).status == "done"


def _undo_of(firing: Firing, node: Node) -> Added:
    undo = node.activity.undo
    assert undo is not None
    name = undo.name.zh if undo.name is not None else undo.does
    limit = str(undo.limit) if undo.limit is not None else None
    return Added(undo.does, name, undo.by or node.holder, node.id, "undo", (), limit, undo.basis)


def _let_go(firing: Firing, name: str) -> None:
    """Before a reset: end what the activity set going outside itself."""
    cancel_added(firing, name, "sent-back")
    if firing.draft.act(name).status in ACTIVE:
        drop_children(firing, name)
    for recurring in firing.node(name).recurrences:
        if recurring in firing.draft.recurring:
            firing.emit(happened.RecurrenceEnded, recurring)


def _ready_again(firing: Firing, reset: tuple[str, ...], to: str) -> list[str]:
    """Others that were reset and whose links nevertheless all stand (their sources lie outside)."""
    return [
        name
        for name in reset
        if name != to and firing.draft.act(name).settled == len(firing.draft.plan.nodes[name].links_in)
    ]
