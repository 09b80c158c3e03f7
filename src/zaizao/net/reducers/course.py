"""The course of a case: opening, skipping, ending, returning, repeating."""

from __future__ import annotations

from msgspec.structs import replace

from zaizao.definition.model import Wait
from zaizao.net import events as happened
from zaizao.net.draft import UNTOUCHED, Draft
from zaizao.net.reducers.counting import drop_open_children, drop_timers, drop_work, put_act, reset_acts, settle_act
from zaizao.net.reducers.registry import reduces
from zaizao.net.shelf import Shelf
from zaizao.net.state import NOTHING_MORE, Act, ItemState, More, Paper, Timer


@reduces(happened.CaseOpened)
def open_case(draft: Draft, event: happened.CaseOpened) -> None:
    """Facts, materials and items applied for are there; nothing has begun."""
    draft.items = {name: ItemState() for name in event.items}
    for name, value in event.facts.items():
        draft.put_fact(name, value)
    for name in event.materials:
        draft.papers.put(name, Paper("supplied"))
    draft.edition = event.edition


@reduces(happened.CaseClosed)
def close_case(draft: Draft, event: happened.CaseClosed) -> None:
    """Nothing happens by itself any more."""
    draft.status, draft.ending, draft.closed = "closed", event.ending, event.at
    draft.timers, draft.next_at = Shelf(), None


@reduces(happened.CaseReopened)
def reopen_case(draft: Draft, event: happened.CaseReopened) -> None:
    """The case is open again, and items that its ending cut off are undecided again.

    What is done anew comes with the SentBack that follows.
    """
    draft.status, draft.ending, draft.closed = "open", None, None
    for name, item in tuple(draft.items.items()):
        cut_off = item.outcome == "not_required" and not all(map(draft.is_settled, draft.plan.deciders[name]))
        if cut_off:
            draft.put_item(name, replace(item, outcome=None, because=None))


@reduces(happened.ActivityOpened)
def open_activity(draft: Draft, event: happened.ActivityOpened) -> None:
    """Work is handed out and its alarms are set."""
    name = event.activity
    old = draft.acts.get(name) or UNTOUCHED
    more = old.more
    instances = len(event.work) if event.work and event.work[0].instance is not None else 0
    if instances or event.recused or more is not NOTHING_MORE:
        more = More(turn=more.turn, corrections=more.corrections, instances=instances, recused=event.recused)
    if old.status != "waiting":
        _decided(draft, name)
    put_act(draft, name, Act("open", old.round, old.settled, old.held, None, event.at, None, (), more))
    for work in event.work:
        draft.work.put(work.id, work)
        if work.due is not None:
            draft.put_timer(f"due:{work.id}", Timer(work.due, "due", work.id))
    if event.timers:
        put_timers(draft, event.timers)


def put_timers(draft: Draft, timers: tuple[Timer, ...]) -> None:
    """Set alarms; the key follows from kind, subject and number."""
    for timer in timers:
        draft.put_timer(timer_key(timer), timer)


def timer_key(timer: Timer) -> str:
    """``due:permit#1``, ``alarm:permit#1:0``."""
    tail = f":{timer.number}" if timer.kind == "alarm" else ""
    return f"{timer.kind}:{timer.subject}{tail}"


def _decided(draft: Draft, name: str) -> None:
    if name in draft.undecided:
        draft.undecided = tuple(each for each in draft.undecided if each != name)
    act = draft.acts.get(name)
    if act is not None and act.status == "scheduled":
        draft.timers.pop(f"start:{name}", None)


@reduces(happened.ActivityUndecided)
def leave_undecided(draft: Draft, event: happened.ActivityUndecided) -> None:
    """It waits for facts."""
    old = draft.act(event.activity)
    put_act(draft, event.activity, replace(old, status="undecided", more=replace(old.more, missing=event.missing)))
    draft.timers.pop(f"start:{event.activity}", None)
    if event.activity not in draft.undecided:
        draft.undecided = (*draft.undecided, event.activity)


@reduces(happened.ActivityScheduled)
def schedule_activity(draft: Draft, event: happened.ActivityScheduled) -> None:
    """It waits for its day."""
    _decided(draft, event.activity)
    put_act(draft, event.activity, replace(draft.act(event.activity), status="scheduled"))
    draft.put_timer(f"start:{event.activity}", Timer(event.until, "start", event.activity))


@reduces(happened.ActivitySkipped)
def skip_activity(draft: Draft, event: happened.ActivitySkipped) -> None:
    """It is settled without having been done."""
    old = draft.act(event.activity)
    if old.status != "waiting":
        _decided(draft, event.activity)
    more = More(reason=event.reason, turn=old.more.turn)
    settle_act(draft, event.activity, Act("skipped", old.round, old.settled, old.held, None, None, event.at, (), more))


@reduces(happened.ActivityDone)
def end_activity(draft: Draft, event: happened.ActivityDone) -> None:
    """It is settled with an outcome; its facts and what it makes are there."""
    name = event.activity
    old = draft.acts.get(name) or UNTOUCHED
    node = draft.plan.nodes.get(name) or draft.node(name)
    if event.work is not None and not old.more.instances:
        work = draft.work.get(event.work)
        if work is not None:
            drop_timers(draft, work)
            draft.work.pop(work.id, None)
            if work.holder != node.holder:
                old = replace(old, more=replace(old.more, holder=work.holder))
    elif event.how != "automatic":  # what is done as it begins has no work to take away
        drop_work(draft, name)
        _drop_unawaited(draft, name, old)
    if old.status != "open":
        _decided(draft, name)
    for field, value in event.facts.items():
        draft.put_fact(field, value)
    for material in node.activity.gives:
        draft.papers.put(material, Paper("made", None, name))
    started = event.started or old.started
    people = event.people or old.people
    new = Act("done", old.round, old.settled, old.held, event.outcome, started, event.effective, people, old.more)
    settle_act(draft, name, new)
    if name in draft.added and draft.added[name].placement == "undo":
        _revoke_papers(draft, draft.added[name].anchor)


def _drop_unawaited(draft: Draft, name: str, old: Act) -> None:
    opens = draft.node(name).activity.opens
    if opens is not None and opens.join.wait is not Wait.NONE:
        drop_open_children(draft, name, old)


def _revoke_papers(draft: Draft, undone: str) -> None:
    for material in draft.plan.nodes[undone].activity.gives:
        if draft.papers.get(material) is not None:
            draft.papers.put(material, Paper("revoked", None, undone))


@reduces(happened.InstanceDone)
def end_instance(draft: Draft, event: happened.InstanceDone) -> None:
    """One instance is done; its result waits for the join."""
    old = draft.act(event.activity)
    work = draft.work.get(event.work)
    if work is not None:
        drop_timers(draft, work)
        draft.work.pop(work.id, None)
    result = {**event.result, "outcome": event.outcome}
    people = (*old.people, *event.people)
    draft.acts.put(
        event.activity, replace(old, people=people, more=replace(old.more, results=(*old.more.results, result)))
    )


@reduces(happened.Recused)
def recuse_member(draft: Draft, event: happened.Recused) -> None:
    """A member's instance falls away without a result."""
    work = draft.work.get(event.work)
    if work is None:
        return
    drop_timers(draft, work)
    draft.work.pop(work.id, None)
    old = draft.act(work.activity)
    draft.acts.put(work.activity, replace(old, more=replace(old.more, recused=old.more.recused + 1)))


@reduces(happened.ActivityCancelled)
def cancel_activity(draft: Draft, event: happened.ActivityCancelled) -> None:
    """It is settled without an outcome."""
    old = draft.act(event.activity)
    drop_work(draft, event.activity)
    drop_open_children(draft, event.activity, old)
    _decided(draft, event.activity)
    more = replace(old.more, reason=event.reason, missing=())
    settle_act(draft, event.activity, replace(old, status="cancelled", ended=event.at, more=more))


@reduces(happened.TurnDone)
def end_turn(draft: Draft, event: happened.TurnDone) -> None:
    """One round of a repeat is done; the activity is not settled."""
    old = draft.act(event.activity)
    drop_work(draft, event.activity)
    for field, value in event.facts.items():
        draft.put_fact(field, value)
    status = "undecided" if event.missing else "turning"
    people = event.people or old.people
    more = replace(old.more, missing=event.missing)
    put_act(draft, event.activity, replace(old, status=status, outcome=event.outcome, people=people, more=more))
    if event.missing and event.activity not in draft.undecided:
        draft.undecided = (*draft.undecided, event.activity)


@reduces(happened.TurnScheduled)
def schedule_turn(draft: Draft, event: happened.TurnScheduled) -> None:
    """The next round waits for its moment."""
    _decided(draft, event.activity)
    put_act(draft, event.activity, replace(draft.act(event.activity), status="turning"))
    draft.put_timer(f"turn:{event.activity}", Timer(event.until, "turn", event.activity, event.turn))


@reduces(happened.TurnBegan)
def begin_turn(draft: Draft, event: happened.TurnBegan) -> None:
    """The body of the repeat is to be done again."""
    _decided(draft, event.activity)
    draft.timers.pop(f"turn:{event.activity}", None)
    reset_acts(draft, event.reset, new_round=False, turn=event.turn, anew=draft.plan.inner_repeats(event.activity))


@reduces(happened.SentBack)
def send_back(draft: Draft, event: happened.SentBack) -> None:
    """A new round: everything reset waits again; undos come first."""
    reset = set(event.reset)
    reset_acts(draft, event.reset, new_round=True, turn=1)
    _reopen_items(draft, reset)
    draft.added = {**draft.added, **event.undo}
    draft.unsettled += len(event.undo)
    asked = [each for target, undos in draft.returning.items() if target in reset for each in undos]
    draft.returning = {target: undos for target, undos in draft.returning.items() if target not in reset}
    if asked or event.undo:
        draft.returning = {**draft.returning, event.to: (*asked, *event.undo)}
        put_act(draft, event.to, replace(draft.act(event.to), status="held"))


def _reopen_items(draft: Draft, reset: set[str]) -> None:
    for name, old in tuple(draft.items.items()):
        item = _reopened(draft, name, old, reset)
        draft.put_item(name, item)
        if item.running and not item.stopped and item.due is not None and not item.overdue:
            draft.put_timer(f"item:{name}", Timer(item.due, "item", name))


def _reopened(draft: Draft, name: str, item: ItemState, reset: set[str]) -> ItemState:
    """The item with its outcome and the end of its clock taken back where what made them is to be done again."""
    clock = draft.plan.items[name].clock
    undecided = not reset.isdisjoint(draft.plan.deciders[name]) and item.outcome != "withdrawn"
    unended = clock is not None and clock.end.partition(".")[0] in reset
    return replace(
        item,
        outcome=None if undecided else item.outcome,
        because=None if undecided else item.because,
        ended=None if unended else item.ended,
    )


@reduces(happened.ActivityAdded)
def add_activity(draft: Draft, event: happened.ActivityAdded) -> None:
    """One more activity stands in this case."""
    draft.added = {**draft.added, event.activity: event.added}
    draft.unsettled += 1
