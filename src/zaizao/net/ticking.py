"""What happens by itself when its moment comes, one function per kind of timer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from zaizao.net import events as happened
from zaizao.net.draft import work_id
from zaizao.net.ending import close_case, finish_activity, withdraw_item
from zaizao.net.firing import Firing
from zaizao.net.offering import offer_next
from zaizao.net.opening import assignees_of
from zaizao.net.reducers.course import timer_key
from zaizao.net.settling import decide_activity, settle
from zaizao.net.state import Timer, Work
from zaizao.net.turns import Ending, begin_turn


def let_time_pass(firing: Firing, now: datetime) -> None:
    """Let everything due by ``now`` happen, in the order of its moments, each at its own moment."""
    while firing.draft.next_at is not None and firing.draft.next_at <= now and firing.draft.status == "open":
        timer = _earliest(firing)
        if timer is None or timer.at > now:
            return
        firing.at = max(timer.at, firing.draft.last)
        firing.by = None
        RINGS[timer.kind](firing, timer)
        settle(firing)


def _earliest(firing: Firing) -> Timer | None:
    """The next timer by moment, then by name; also makes the bound exact again."""
    timers = firing.draft.timers
    found = min(timers.values(), key=lambda timer: (timer.at, timer_key(timer)), default=None)
    firing.draft.next_at = None if found is None else found.at
    return found


def _due(firing: Firing, timer: Timer) -> None:
    firing.emit(happened.DeadlinePassed, timer.subject)
    firing.effect("notify", timer.subject, what="deadline-passed")


def _alarm(firing: Firing, timer: Timer) -> None:
    work = firing.draft.work.get(timer.subject)
    assert work is not None  # alarms go with their work item
    alarm = firing.node(work.activity).activity.escalate[timer.number]
    mode = "warn" if alarm.to is None else alarm.mode.value
    firing.emit(happened.Escalated, timer.subject, timer.number, alarm.at, alarm.to, mode)
    firing.effect("notify", timer.subject, what=mode, to=alarm.to or work.holder)


def _silent(firing: Firing, timer: Timer) -> None:
    work = firing.draft.work.get(timer.subject)
    assert work is not None  # goes with its work item
    node = firing.node(work.activity)
    silent = node.activity.silent
    assert silent is not None
    said = {"basis": silent.basis} if silent.basis else {}
    effective = work.opened if silent.backdate else firing.at
    finish_activity(firing, node, Ending(silent.outcome, "silent", work.id, said=said, effective=effective))


def _lapse(firing: Firing, timer: Timer) -> None:
    work = firing.draft.work.get(timer.subject)
    assert work is not None  # goes with its offer
    assert work.offered_to is not None
    firing.emit(happened.OfferLapsed, work.id, work.offered_to)
    _ask_next(firing, work)


def _ask_next(firing: Firing, work: Work) -> None:
    node = firing.node(work.activity)
    again = firing.draft.work.get(work.id)
    if node.activity.offer is not None and again is not None:
        offer_next(firing, node, again, reason=None)


def _gap(firing: Firing, timer: Timer) -> None:
    firing.emit(happened.GapLapsed, timer.subject)
    for name in firing.draft.plan.takers(timer.subject):
        item = firing.draft.items.get(name)
        if item is not None and item.outcome is None:
            withdraw_item(firing, name, {"gap": timer.subject})
    settle(firing)
    if firing.draft.status == "open" and firing.draft.items and all_withdrawn(firing):
        close_case(firing, "withdrawn")


def all_withdrawn(firing: Firing) -> bool:
    """Whether nothing that was applied for is left."""
    return all(item.outcome == "withdrawn" for item in firing.draft.items.values())


def _start(firing: Firing, timer: Timer) -> None:
    decide_activity(firing, timer.subject)


def _turn(firing: Firing, timer: Timer) -> None:
    begin_turn(firing, firing.node(timer.subject))


def _wait(firing: Firing, timer: Timer) -> None:
    node = firing.node(timer.subject)
    awaits = node.activity.awaits
    assert awaits is not None
    finish_activity(firing, node, Ending(awaits.on_timeout, "timeout"))


def _recur(firing: Firing, timer: Timer) -> None:
    node = firing.node(timer.subject)
    recurs = node.activity.recurs
    assert recurs is not None
    going = firing.draft.recurring[timer.subject]
    number = going.count + 1
    due = firing.due(node.limit, organ=node.holder) if node.limit is not None else None
    people = assignees_of(firing, node.holder)
    work = Work(
        work_id(node.id, going.series, 1, number), node.id, 1, node.holder, firing.at, due, number, None, people
    )
    firing.emit(
        happened.Recurred,
        node.id,
        number,
        work,
        firing.again(recurs.every, organ=node.holder, start=going.since, times=number + 1),
    )


def _item(firing: Firing, timer: Timer) -> None:
    firing.emit(happened.ItemOverdue, timer.subject)
    firing.effect("notify", timer.subject, what="item-overdue")


def _member(firing: Firing, timer: Timer) -> None:
    firing.emit(happened.MemberOverdue, timer.subject)


def _promise(firing: Firing, timer: Timer) -> None:
    firing.emit(happened.PromiseBroken)


RINGS: dict[str, Callable[[Firing, Timer], None]] = {
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
