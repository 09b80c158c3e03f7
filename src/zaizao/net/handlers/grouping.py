"""Cases that hang together: members answered together, children that report back."""

from __future__ import annotations

from zaizao.expression import UNKNOWN
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.joining import join_children
from zaizao.net.refusals import ChildError, GroupError


@handles(asked.JoinGroup, closed=True)
def join_group(firing: Firing, command: asked.JoinGroup) -> None:
    """Add a member; its own clock runs from now. A late joiner is answered at once.

    Raises GroupError when the process has no group, the member does not belong, or is in already.
    """
    group = firing.draft.plan.definition.group
    if group is None or firing.draft.members.get(command.member) is not None:
        raise GroupError(member=command.member, why="no-group" if group is None else "already-in")
    own, _ = firing.decide(group.by)
    read = firing.draft.plan.expression(group.by).reads
    theirs, _ = firing.decide(group.by, **{name: command.facts.get(name, UNKNOWN) for name in read})
    if own is UNKNOWN or theirs is UNKNOWN or own != theirs:
        raise GroupError(member=command.member, why="does-not-belong", group=own, member_value=theirs)
    due = firing.due(group.limit, organ=firing.draft.plan.definition.competent) if group.limit is not None else None
    firing.emit(happened.MemberJoined, command.member, dict(command.facts), due)
    act = firing.draft.act(group.answer)
    for work in firing.draft.work_of(group.answer):
        if due is not None and (work.due is None or due < work.due):
            firing.emit(happened.DueBroughtForward, work.id, due, command.member)
    if act.status == "done":
        firing.emit(happened.MembersAnswered, (command.member,), act.outcome)
        firing.effect("answer_member", command.member, outcome=act.outcome)


@handles(asked.ReportChild)
def report_child(firing: Firing, command: asked.ReportChild) -> None:
    """A child case has ended; its opener ends when its join is satisfied.

    Raises ChildError.
    """
    child = firing.draft.children.get(command.child)
    if child is None or child.status != "open":
        raise ChildError(child=command.child, status=child.status if child is not None else None)
    firing.emit(happened.ChildReported, command.child, command.outcome, dict(command.facts))
    if firing.draft.act(child.activity).status == "open":
        join_children(firing, firing.node(child.activity))
