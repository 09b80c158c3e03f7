"""加签: activities added at run time, before, after or parallel to an open one."""

from __future__ import annotations

from zaizao.definition.model import Adhoc, Placement
from zaizao.definition.vocabulary import VERBS
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.refusals import AddingError
from zaizao.net.state import Added
from zaizao.units import LimitError, parse_limit


@handles(asked.AddActivity)
def add_activity(firing: Firing, command: asked.AddActivity) -> None:
    """Add an activity to an open one that allows it.

    Raises AddingError: name taken, anchor not open, word or place or person not allowed, or a circle.
    """
    _check_shape(firing, command)
    adhoc = _adhoc_of(firing, command.anchor)
    holders = {work.holder for work in firing.draft.work_of(command.anchor)}
    if adhoc is None or command.does not in adhoc.allow or Placement(command.placement) not in adhoc.placement:
        raise AddingError(anchor=command.anchor, why="not-allowed", allow=adhoc.allow if adhoc else ())
    if command.acting_for is not None and command.acting_for not in (adhoc.by or holders):
        raise AddingError(anchor=command.anchor, why="not-theirs", by=adhoc.by)
    _check_acyclic(firing, command)
    added = Added(
        command.does,
        command.name,
        command.assignee or next(iter(sorted(holder for holder in holders if holder)), None),
        command.anchor,
        command.placement,
        command.after,
        command.limit,
    )
    firing.emit(happened.ActivityAdded, command.id, added)
    if command.placement != Placement.AFTER.value or firing.draft.is_settled(command.anchor):
        firing.queue.append(command.id)


def _check_shape(firing: Firing, command: asked.AddActivity) -> None:
    taken = command.id in firing.draft.plan.nodes or command.id in firing.draft.added
    if taken or not command.id or any(mark in command.id for mark in "#~.:/"):
        raise AddingError(id=command.id, why="name-taken" if taken else "name-malformed")
    if command.does not in VERBS or VERBS[command.does].legal_act:
        raise AddingError(id=command.id, why="word-not-allowed", does=command.does)
    if command.placement not in {place.value for place in Placement}:
        raise AddingError(id=command.id, why="placement-unknown", placement=command.placement)
    if command.limit is not None:
        _check_limit(command)
    if firing.draft.act(command.anchor).status != "open":
        raise AddingError(id=command.id, why="anchor-not-open", anchor=command.anchor)


def _check_limit(command: asked.AddActivity) -> None:
    try:
        parse_limit(command.limit or "")
    except LimitError:
        raise AddingError(id=command.id, why="limit-malformed", limit=command.limit) from None


def _adhoc_of(firing: Firing, anchor: str) -> Adhoc | None:
    """What may be added; an added activity takes the rule of the one it was added to."""
    while anchor in firing.draft.added:
        anchor = firing.draft.added[anchor].anchor
    node = firing.draft.plan.nodes.get(anchor)
    return node.activity.adhoc if node is not None else None


def _check_acyclic(firing: Firing, command: asked.AddActivity) -> None:
    for name in command.after:
        if name not in firing.draft.plan.nodes and name not in firing.draft.added:
            raise AddingError(id=command.id, why="after-unknown", after=name)
    if command.placement != Placement.BEFORE.value:
        return
    later = _everything_after(firing, command.anchor)
    circle = [name for name in command.after if name in later]
    if circle:
        raise AddingError(id=command.id, why="circle", circle=tuple(circle))


def _everything_after(firing: Firing, name: str) -> set[str]:
    found, queue = {name}, [name]
    while queue:
        for target in _next(firing, queue.pop()):
            if target not in found:
                found.add(target)
                queue.append(target)
    return found


def _next(firing: Firing, name: str) -> list[str]:
    node = firing.draft.plan.nodes.get(name)
    targets = [target for target, _ in node.links_out] if node is not None else []
    for other, added in firing.draft.added.items():
        if name in added.after or (added.anchor == name and added.placement == "after"):
            targets.append(other)
        if other == name and added.placement == "before":
            targets.append(added.anchor)
    return targets
