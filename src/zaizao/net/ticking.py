"""What happens by itself when its moment comes, one function per kind of timer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from zaizao.net import events as happened
from zaizao.net.draft import work_id
from zaizao.net.ending import close_case, finish_activity, withdraw_item
from zaizao.net.offering import offer_next
from zaizao.net.opening import assignees_of
from zaizao.net.reducers.course import timer_key
from zaizao.net.running import Run
from zaizao.net.settling import decide_activity, settle
from zaizao.net.state import Timer, Work
from zaizao.net.turns import begin_turn


def let_time_pass(run: Run, now: datetime) -> None:
    """Let everything due by ``now`` happen, in the order of its moments, each at its own moment."""
    while run.draft.next_at is not None and run.draft.next_at <= now and run.draft.status == "open":
        timer = _earliest(run)
        if timer is None or timer.at > now:
            return
        run.at = max(timer.at, run.draft.last)
        run.by = None
        RINGS[timer.kind](run, timer)
        settle(run)


def _earliest(run: Run) -> Timer | None:
    """The next timer by moment, then by name; also makes the bound exact again."""
    timers = run.draft.timers.sealed()
    found = min(timers.values(), key=lambda timer: (timer.at, timer_key(timer)), default=None)
    run.draft.next_at = None if found is None else found.at
    return found


def _due(run: Run, timer: Timer) -> None:
    run.emit(happened.DeadlinePassed, timer.subject)
    run.effect("notify", timer.subject, what="deadline-passed")


def _alarm(run: Run, timer: Timer) -> None:
    work = run.draft.work.get(timer.subject)
    assert work is not None  # alarms go with their work item
    alarm = run.node(work.activity).activity.escalate[timer.number]
    mode = "warn" if alarm.to is None else alarm.mode.value
    run.emit(happened.Escalated, timer.subject, timer.number, alarm.at, alarm.to, mode)
    run.effect("notify", timer.subject, what=mode, to=alarm.to or work.holder)


def _silent(run: Run, timer: Timer) -> None:
    work = run.draft.work.get(timer.subject)
    assert work is not None  # goes with its work item
    node = run.node(work.activity)
    silent = node.activity.silent
    assert silent is not None
    said = {"basis": silent.basis} if silent.basis else {}
    effective = work.opened if silent.backdate else run.at
    finish_activity(run, node, outcome=silent.outcome, how="silent", work=work.id, said=said, effective=effective)


def _lapse(run: Run, timer: Timer) -> None:
    work = run.draft.work.get(timer.subject)
    assert work is not None  # goes with its offer
    assert work.offered_to is not None
    run.emit(happened.OfferLapsed, work.id, work.offered_to)
    _ask_next(run, work)


def _ask_next(run: Run, work: Work) -> None:
    node = run.node(work.activity)
    again = run.draft.work.get(work.id)
    if node.activity.offer is not None and again is not None:
        offer_next(run, node, again, reason=None)


def _gap(run: Run, timer: Timer) -> None:
    run.emit(happened.GapLapsed, timer.subject)
    for name in run.draft.plan.takers(timer.subject):
        item = run.draft.items.get(name)
        if item is not None and item.outcome is None:
            withdraw_item(run, name, {"gap": timer.subject})
    settle(run)
    if run.draft.status == "open" and run.draft.items and all_withdrawn(run):
        close_case(run, "withdrawn")


def all_withdrawn(run: Run) -> bool:
    """Whether nothing that was applied for is left."""
    return all(item.outcome == "withdrawn" for item in run.draft.items.values())


def _start(run: Run, timer: Timer) -> None:
    decide_activity(run, timer.subject)


def _turn(run: Run, timer: Timer) -> None:
    begin_turn(run, run.node(timer.subject))


def _wait(run: Run, timer: Timer) -> None:
    node = run.node(timer.subject)
    awaits = node.activity.awaits
    assert awaits is not None
    finish_activity(run, node, outcome=awaits.on_timeout, how="timeout")


def _recur(run: Run, timer: Timer) -> None:
    node = run.node(timer.subject)
    recurs = node.activity.recurs
    assert recurs is not None
    number = run.draft.recurring[timer.subject].count + 1
    due = run.due(node.limit, organ=node.holder) if node.limit is not None else None
    people = assignees_of(run, node.holder)
    work = Work(work_id(node.id, 1, 1, number), node.id, 1, node.holder, run.at, due, number, None, people)
    run.emit(happened.Recurred, node.id, number, work, run.due(recurs.every, organ=node.holder))


def _item(run: Run, timer: Timer) -> None:
    run.emit(happened.ItemOverdue, timer.subject)
    run.effect("notify", timer.subject, what="item-overdue")


def _member(run: Run, timer: Timer) -> None:
    run.emit(happened.MemberOverdue, timer.subject)


def _promise(run: Run, timer: Timer) -> None:
    run.emit(happened.PromiseBroken)


RINGS: dict[str, Callable[[Run, Timer], None]] = {
    "due": _due,
    "alarm": _alarm,
    "silent": _silent,
    "lapse": _lapse,
    "gap": _gap,
    "start": _start,
    "turn": _turn,
    "wait": _wait,
    "recur": _recur,
    "item": _item,
    "member": _member,
    "promise": _promise,
}
