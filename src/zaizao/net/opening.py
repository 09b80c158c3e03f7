"""How an activity begins, in each of its forms: for one, for each, by itself, on a message, with children, offered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.clocks import alarms_of, end_clocks, make_promise, start_clocks, stop_for_activity
from zaizao.net.draft import work_id
from zaizao.net.ending import finish_activity, skip_activity
from zaizao.net.joining import join_children
from zaizao.net.offering import offer_first
from zaizao.net.plan import Node
from zaizao.net.reducers.counting import child_id
from zaizao.net.running import Run
from zaizao.net.state import Timer, Work

Facts = Mapping[str, object]


def open_activity(run: Run, node: Node, guard: Facts | None) -> None:
    """Begin an activity in the form its definition gives it."""
    activity = node.activity
    if node.plain:
        _open_single(run, node, guard)
    elif activity.each is not None:
        _open_each(run, node, guard)
    elif activity.automatic is not None:
        _do_automatically(run, node)
    elif activity.opens is not None:
        _open_children(run, node, guard)
    elif activity.awaits is not None:
        _await_message(run, node, guard)
    else:
        _open_single(run, node, guard)


def _open_single(run: Run, node: Node, guard: Facts | None) -> None:
    draft = run.draft
    act = draft.act(node.id)
    name = f"{node.id}#{act.round}" if act.more.turn == 1 else work_id(node.id, act.round, act.more.turn)
    due = due_of(run, node)
    work = Work(name, node.id, act.round, node.holder, run.at, due, None, None, assignees_of(run, node.holder))
    timers = tuple(alarms_of(run, node.activity, name, node.limit, due)) if node.alarms else ()
    run.emit(happened.ActivityOpened, node.id, (work,), timers, guard, 0)
    after_opened(run, node, (work,))


def due_of(run: Run, node: Node) -> datetime | None:
    """When a work item that opens now is due: its limit, or the day it may not pass, whichever is earlier."""
    due = run.due(node.limit, organ=node.holder) if node.limit is not None else None
    if node.activity.not_later_than is None:
        return due
    value, _ = run.decide(node.activity.not_later_than)
    latest = moment_of(run, value, end=True)
    return min((each for each in (due, latest) if each is not None), default=None)


def moment_of(run: Run, value: object, *, end: bool = False) -> datetime | None:
    """A date or moment from an expression; a date is its first moment, or with ``end`` the first one after it."""
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=run.context.calendar.zone)
    if isinstance(value, date):
        day = value + timedelta(days=1) if end else value
        return datetime.combine(day, time(), tzinfo=run.context.calendar.zone)
    return None


def assignees_of(run: Run, holder: str | None) -> tuple[str, ...]:
    """The one person of an organ with one person; otherwise nobody yet."""
    roster = run.context.roster.get(holder, ()) if run.context.roster and holder else ()
    return roster if len(roster) == 1 else ()


def after_opened(run: Run, node: Node, work: tuple[Work, ...]) -> None:
    """What an activity's beginning sets going: clocks, stops, promises, reports, offers."""
    if node.id in run.draft.added:
        return
    if node.clock_starts_open:
        start_clocks(run, node.clock_starts_open, run.at)
    if node.clock_ends:
        end_clocks(run, node, "started")
    if node.verb.stops is not None:
        stop_for_activity(run, node)
    if run.draft.plan.definition.promised_from == f"{node.id}.started":
        make_promise(run, run.at)
    for name in node.recurrences:
        begin_recurrence(run, name)
    if node.activity.offer is not None:
        for each in work:
            offer_first(run, node, each)


def begin_recurrence(run: Run, name: str) -> None:
    """Begin a report that falls due again and again."""
    if name in run.draft.recurring:
        return
    node = run.node(name)
    recurs = node.activity.recurs
    assert recurs is not None
    run.emit(happened.RecurrenceBegan, name, run.due(recurs.every, organ=node.holder))


def _open_each(run: Run, node: Node, guard: Facts | None) -> None:
    each = node.activity.each
    assert each is not None
    elements, read = run.decide(each.over)
    if elements is UNKNOWN:
        run.emit(happened.ActivityUndecided, node.id, run.missing(read))
        return
    if not isinstance(elements, (list, tuple)) or not elements:
        skip_activity(run, node, "empty", read)
        return
    members, missing = _members(run, node, elements)
    if missing:
        run.emit(happened.ActivityUndecided, node.id, missing)
        return
    if not members:
        skip_activity(run, node, "all-recused", read)
        return
    work = tuple(_instance(run, node, number, element) for number, element in enumerate(members, 1))
    timers = tuple(timer for one in work for timer in alarms_of(run, node.activity, one.id, node.limit, one.due))
    run.emit(happened.ActivityOpened, node.id, work, timers, guard, len(elements) - len(members))
    after_opened(run, node, work)


def _members(run: Run, node: Node, elements: list[object] | tuple[object, ...]) -> tuple[list[object], tuple[str, ...]]:
    each = node.activity.each
    assert each is not None
    if each.join.recusal is None:
        return list(elements), ()
    kept: list[object] = []
    for element in elements:
        recused, read = run.decide(each.join.recusal, **{each.name: element})
        if recused is UNKNOWN:
            return [], run.missing(read)
        if recused is not True:
            kept.append(element)
    return kept, ()


def _instance(run: Run, node: Node, number: int, element: object) -> Work:
    act = run.draft.act(node.id)
    holder, people = holder_of_element(run, node, element)
    name = work_id(node.id, act.round, act.more.turn, number)
    return Work(name, node.id, act.round, holder, run.at, due_of(run, node), number, element, people)


def holder_of_element(run: Run, node: Node, element: object) -> tuple[str | None, tuple[str, ...]]:
    """Who gets an instance: the element's `organ` and `person`, or the element itself if it names an organ."""
    definition = run.draft.plan.definition
    if isinstance(element, str) and (element in definition.organs or element in definition.parties):
        return element, assignees_of(run, element)
    if isinstance(element, Mapping):
        organ = element.get("organ")
        holder = organ if isinstance(organ, str) else node.holder
        person = element.get("person")
        return holder, (person,) if isinstance(person, str) else assignees_of(run, holder)
    return node.holder, assignees_of(run, node.holder)


def _do_automatically(run: Run, node: Node) -> None:
    automatic = node.activity.automatic
    assert automatic is not None
    facts: dict[str, object] = {}
    for name, text in automatic.sets.items():
        value, read = run.decide(text, **facts)
        if value is UNKNOWN:
            run.emit(happened.ActivityUndecided, node.id, run.missing(read))
            return
        facts[name] = value
    outcome: object = node.activity.outcomes[0] if node.activity.outcomes else None
    if automatic.outcome is not None:
        outcome, read = run.decide(automatic.outcome, **facts)
        if outcome is UNKNOWN or outcome not in node.activity.outcomes:
            run.emit(happened.ActivityUndecided, node.id, run.missing(read) or ("outcome",))
            return
    run.emit(happened.ActivityOpened, node.id, (), (), None, 0)
    after_opened(run, node, ())
    finish_activity(run, node, outcome=outcome if isinstance(outcome, str) else None, how="automatic", facts=facts)


def _await_message(run: Run, node: Node, guard: Facts | None) -> None:
    awaits = node.activity.awaits
    assert awaits is not None
    timers: tuple[Timer, ...] = ()
    if awaits.timeout is not None:
        timers = (Timer(run.due(awaits.timeout, organ=node.holder), "wait", node.id),)
    run.emit(happened.ActivityOpened, node.id, (), timers, guard, 0)
    after_opened(run, node, ())


def _open_children(run: Run, node: Node, guard: Facts | None) -> None:
    opens = node.activity.opens
    assert opens is not None
    elements: object = [None]
    if opens.each is not None:
        elements, read = run.decide(opens.each)
        if elements is UNKNOWN:
            run.emit(happened.ActivityUndecided, node.id, run.missing(read))
            return
        if not isinstance(elements, (list, tuple)) or not elements:
            skip_activity(run, node, "empty", read)
            return
    assert isinstance(elements, (list, tuple))
    run.emit(happened.ActivityOpened, node.id, (), (), guard, 0)
    after_opened(run, node, ())
    for number, element in enumerate(elements, 1):
        _open_child(run, node, number, element)
    join_children(run, node)


def _open_child(run: Run, node: Node, number: int, element: object) -> None:
    opens = node.activity.opens
    assert opens is not None
    facts = {}
    for name, text in opens.fields.items():
        value, _ = run.decide(text, **{opens.name: element})
        if value is not UNKNOWN:
            facts[name] = value
    child = child_id(run.draft.case, node.id, run.draft.act(node.id), number)
    at = element if opens.at == opens.name and isinstance(element, str) else opens.at
    run.emit(happened.ChildOpened, child, node.id, opens.process, at, facts)
    run.effect("open_child", child, process=opens.process, at=at, facts=facts)
