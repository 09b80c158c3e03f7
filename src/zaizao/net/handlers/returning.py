"""Return and reopening: a new round at an earlier activity and in everything that depends on it."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.clocks import resume_for_activity
from zaizao.net.ending import cancel_activity, drop_children
from zaizao.net.handlers.registry import handles
from zaizao.net.plan import Node
from zaizao.net.refusals import BarrierError, CaseOpenError, ReturnError
from zaizao.net.running import Run
from zaizao.net.state import ACTIVE, SETTLED, Added


@handles(asked.SendBack)
def send_back(run: Run, command: asked.SendBack) -> None:
    """Return to an activity that is done or was skipped.

    Raises ReturnError when it has not been reached, BarrierError when a legal act between cannot be undone.
    """
    _return_to(run, command.to, command.reason, command.basis)


@handles(asked.Reopen, closed=True)
def reopen(run: Run, command: asked.Reopen) -> None:
    """Let a closed case go on from an activity, as a new round.

    Raises CaseOpenError, ReturnError, BarrierError.
    """
    if run.draft.status != "closed":
        raise CaseOpenError(case=run.draft.case)
    _undos(run, _check_target(run, command.to))
    run.emit(happened.CaseReopened, command.reason, command.basis)
    _return_to(run, command.to, command.reason, command.basis)


def _return_to(run: Run, to: str, reason: str, basis: str | None) -> None:
    reset = _check_target(run, to)
    undo = _undos(run, reset)
    for name in reset:
        _let_go(run, name)
    run.emit(happened.SentBack, to, reset, undo, reason, basis)
    for name in reset:
        resume_for_activity(run, run.node(name))
    if undo:
        run.queue_all(undo)
    else:
        run.queue.append(to)
        run.queue_all(_ready_again(run, reset, to))


def _check_target(run: Run, to: str) -> tuple[str, ...]:
    """What a return to ``to`` resets.

    Raises ReturnError.
    """
    if to not in run.draft.plan.nodes or run.node(to).activity.recurs is not None:
        raise ReturnError(to=to, why="unknown")
    act = run.draft.acts.get(to)
    if act is None or act.status not in SETTLED:
        raise ReturnError(to=to, why="not-reached")
    if any(source for source, _ in run.node(to).links_in if not run.draft.is_settled(source)):
        raise ReturnError(to=to, why="prerequisite-open")
    return tuple(name for name in run.draft.plan.dependents(to) if run.draft.acts.get(name) is not None)


def _undos(run: Run, reset: tuple[str, ...]) -> dict[str, Added]:
    """The undo of every legal act that would be reset.

    Raises BarrierError for one that has none.
    """
    acts = [run.node(name) for name in reset if run.node(name).verb.legal_act and _was_done(run, name)]
    stuck = tuple(node.id for node in acts if node.activity.undo is None)
    if stuck:
        raise BarrierError(acts=stuck)
    return {f"{node.id}~undo{run.draft.act(node.id).round}": _undo_of(run, node) for node in acts}


def _was_done(run: Run, name: str) -> bool:
    return run.draft.act(name).status == "done"


def _undo_of(run: Run, node: Node) -> Added:
    undo = node.activity.undo
    assert undo is not None
    name = undo.name.zh if undo.name is not None else undo.does
    limit = str(undo.limit) if undo.limit is not None else None
    return Added(undo.does, name, undo.by or node.holder, node.id, "undo", (), limit, undo.basis)


def _let_go(run: Run, name: str) -> None:
    """Before a reset: end what the activity set going outside itself."""
    for other, added in tuple(run.draft.added.items()):
        if added.anchor == name and added.placement != "undo" and not run.draft.is_settled(other):
            cancel_activity(run, other, "sent-back")
    if run.draft.act(name).status in ACTIVE:
        drop_children(run, name)
    for recurring in run.node(name).recurrences:
        if recurring in run.draft.recurring:
            run.emit(happened.RecurrenceEnded, recurring)


def _ready_again(run: Run, reset: tuple[str, ...], to: str) -> list[str]:
    """Others that were reset and whose links nevertheless all stand (their sources lie outside)."""
    return [
        name for name in reset if name != to and run.draft.act(name).settled == len(run.draft.plan.nodes[name].links_in)
    ]
