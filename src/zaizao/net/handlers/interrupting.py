"""Parties cutting the ordinary course short."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.ending import active_names, cancel_activity
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.opening import open_activity
from zaizao.net.refusals import InterruptError
from zaizao.net.state import ACTIVE


@handles(asked.InterruptCase)
def interrupt(firing: Firing, command: asked.InterruptCase) -> None:
    """Stop what the interrupt names and open what follows.

    Raises InterruptError for an unknown interrupt, somebody who may not, or one that has been used already.
    """
    definition = firing.draft.plan.definition
    about = definition.interrupts.get(command.interrupt)
    if about is None:
        raise InterruptError(interrupt=command.interrupt, why="unknown", known=tuple(definition.interrupts))
    allowed = about.by or (*definition.parties, *definition.organs)
    if command.acting_for not in allowed:
        raise InterruptError(interrupt=command.interrupt, why="not-theirs", by=allowed)
    if about.then is not None and firing.draft.act(about.then).status != "waiting":
        raise InterruptError(interrupt=command.interrupt, why="already-done")
    firing.emit(happened.Interrupted, command.interrupt, command.acting_for, command.reason)
    if about.then is not None:
        open_activity(firing, firing.node(about.then), None)
    for name in active_names(firing):
        if (
            name != about.then
            and (not about.cancels or name in about.cancels)
            and firing.draft.act(name).status in ACTIVE
        ):
            cancel_activity(firing, name, "interrupted")
