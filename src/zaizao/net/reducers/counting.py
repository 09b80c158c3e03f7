"""The counting that follows from a change of status: links at their targets, open and unsettled activities."""

from __future__ import annotations

from msgspec.structs import replace

from zaizao.net.draft import UNTOUCHED, Draft
from zaizao.net.plan import Node, link_holds, stops_dependents
from zaizao.net.state import ACTIVE, NOTHING_MORE, SETTLED, Act, More, Work


def put_act(draft: Draft, name: str, new: Act) -> None:
    """Write an activity and keep the two counts true: how many are active, how many unsettled."""
    old = draft.acts.get(name)
    was = old.status if old is not None else "waiting"
    if was != new.status:
        draft.active += (new.status in ACTIVE) - (was in ACTIVE)
        draft.unsettled += (was in SETTLED) - (new.status in SETTLED)
    draft.acts.put(name, new)


def settle_act(draft: Draft, name: str, new: Act) -> None:
    """Write an activity's end and count its links at their targets, unless something added after it is open."""
    put_act(draft, name, new)
    if draft.added:
        _settle_added(draft, name)
        if name not in draft.plan.nodes or draft.held_back(name):
            return
    pass_on(draft, draft.plan.nodes[name], new)


def pass_on(draft: Draft, node: Node, act: Act) -> None:
    """Count the links out of a settled activity at targets that still wait, and note those that are now decided."""
    if not node.links_out:
        return
    stops = act.outcome == "refused" and stops_dependents(draft.plan, node)
    acts, nodes = draft.acts, draft.plan.nodes
    for target, link in node.links_out:
        old = acts.get(target) or UNTOUCHED
        if old.status != "waiting":
            continue
        settled = old.settled + 1
        plainly = act.status == "done" and not link.on and not stops
        held = old.held + (plainly or link_holds(link, act.status, act.outcome, stops_dependents=stops))
        acts.put(target, Act("waiting", old.round, settled, held, None, None, None, (), old.more))
        other = nodes[target]
        if settled == other.degree or 0 < other.needs <= held:
            draft.ready.append(target)


def _settle_added(draft: Draft, name: str) -> None:
    added = draft.added.get(name)
    if added is None:
        return
    if added.placement == "undo":
        _undone(draft, name)
    elif added.placement == "after" and draft.has_passed(added.anchor):
        anchor = draft.plan.nodes.get(added.anchor)
        if anchor is not None:
            pass_on(draft, anchor, draft.act(added.anchor))
        else:
            _settle_added(draft, added.anchor)


def _undone(draft: Draft, name: str) -> None:
    left = {target: tuple(each for each in undos if each != name) for target, undos in draft.returning.items()}
    draft.returning = {target: undos for target, undos in left.items() if undos}


def count_links(draft: Draft, name: str, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
    """How many links into ``name`` are settled and how many hold, leaving out sources in ``without``."""
    settled = held = 0
    for source, link in draft.plan.nodes[name].links_in:
        if source not in without and draft.has_passed(source):
            act = draft.act(source)
            stops = act.outcome == "refused" and stops_dependents(draft.plan, draft.plan.nodes[source])
            settled += 1
            held += link_holds(link, act.status, act.outcome, stops_dependents=stops)
    return settled, held


def reset_acts(
    draft: Draft, names: tuple[str, ...], *, new_round: bool, turn: int, anew: frozenset[str] = frozenset()
) -> None:
    """Put activities back to waiting, as a new round or a new turn, and count their links afresh.

    Those ``anew`` belong to a repeat inside the one that turns: they begin a round of their own at its first turn, so
    that its turns are counted afresh and no work item is named twice.
    Targets outside that still wait lose the links that come from what was reset.
    """
    reset = frozenset(names)
    old_acts = {name: draft.act(name) for name in names}
    for name, old in old_acts.items():
        drop_work(draft, name)
        drop_open_children(draft, name, old)
        within = name in anew
        put_act(draft, name, _fresh(old, new_round=new_round or within, turn=1 if within else turn))
        draft.undecided = tuple(each for each in draft.undecided if each != name)
    outside = {target for name in names for target, _ in draft.plan.nodes[name].links_out} - reset
    for name in (*names, *sorted(outside)):
        _recount(draft, name, reset)


def _fresh(old: Act, *, new_round: bool, turn: int) -> Act:
    more = NOTHING_MORE if turn == 1 else More(turn=turn)
    return Act("waiting", old.round + new_round, more=more)


def _recount(draft: Draft, name: str, reset: frozenset[str]) -> None:
    act = draft.acts.get(name)
    if act is not None and act.status == "waiting":
        settled, held = count_links(draft, name, without=reset)
        draft.acts.put(name, replace(act, settled=settled, held=held))


def drop_work(draft: Draft, name: str) -> None:
    """Take away an activity's open work items and everything timed for them."""
    for work in draft.work_of(name):
        drop_timers(draft, work)
        draft.work.pop(work.id, None)
    node = draft.node(name)
    if node.activity.awaits is not None:
        draft.timers.pop(f"wait:{name}", None)
    if node.activity.repeat is not None:
        draft.timers.pop(f"turn:{name}", None)
    if not node.plain:
        draft.timers.pop(f"start:{name}", None)


def drop_timers(draft: Draft, work: Work) -> None:
    """Take away everything timed for one work item."""
    if work.due is not None:
        draft.timers.pop(f"due:{work.id}", None)
    node = draft.plan.nodes.get(work.activity) or draft.node(work.activity)
    if node.activity.offer is not None or work.offered_to is not None:
        draft.timers.pop(f"lapse:{work.id}", None)
    if node.alarms:
        draft.timers.pop(f"silent:{work.id}", None)
        for number in range(len(node.activity.escalate)):
            draft.timers.pop(f"alarm:{work.id}:{number}", None)


def drop_open_children(draft: Draft, name: str, old: Act) -> None:
    """Nobody waits any more for the child cases that an activity opened and that have not reported."""
    if draft.node(name).activity.opens is None:
        return
    for number in range(1, old.more.instances + 1):
        child = draft.children.get(child_id(draft.case, name, old, number))
        if child is not None and child.status == "open":
            draft.children.put(child_id(draft.case, name, old, number), replace(child, status="dropped"))


def child_id(case: str, activity: str, act: Act, number: int) -> str:
    """The identifier of the ``number``-th child case that an activity opened."""
    turn = f"~{act.more.turn}" if act.more.turn > 1 else ""
    return f"{case}/{activity}#{act.round}{turn}.{number}"
