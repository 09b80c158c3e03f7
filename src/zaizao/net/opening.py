"""How an activity begins, in each of its forms: for one, for each, by itself, on a message, with children, offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.clocks import alarms_of, end_clocks, latest_of, make_promise, start_clocks, stop_for_activity
from zaizao.net.draft import UNTOUCHED, work_id
from zaizao.net.ending import finish_activity, skip_activity
from zaizao.net.firing import Firing, known
from zaizao.net.joining import join_children
from zaizao.net.offering import offer_first
from zaizao.net.plan import Node
from zaizao.net.reducers.counting import child_id
from zaizao.net.state import Timer, Work
from zaizao.net.turns import Ending

Facts = Mapping[str, object]


def open_activity(firing: Firing, node: Node, guard: Facts | None) -> None:
    """Begin an activity in the form its definition gives it."""
    activity = node.activity
    if node.plain:
        _open_single(firing, node, guard)
    elif activity.each is not None:
        _open_each(firing, node, guard)
    elif activity.automatic is not None:
        _do_automatically(firing, node)
    elif activity.opens is not None:
        _open_children(firing, node, guard)
    elif activity.awaits is not None:
        _await_message(firing, node, guard)
    else:
        _open_single(firing, node, guard)


def _open_single(firing: Firing, node: Node, guard: Facts | None) -> None:
    draft = firing.draft
    act = draft.acts.get(node.id) or UNTOUCHED
    name = f"{node.id}#{act.round}" if act.more.turn == 1 else work_id(node.id, act.round, act.more.turn)
    holder = node.holder if node.activity.by_same_as is None else firing.holder(node)
    due = due_of(firing, node, holder)
    work = Work(name, node.id, act.round, holder, firing.at, due, None, None, assignees_of(firing, holder))
    timers = tuple(alarms_of(firing, node, work)) if node.alarms else ()
    firing.emit(happened.ActivityOpened, node.id, (work,), timers, guard, 0)
    after_opened(firing, node, (work,))


def due_of(firing: Firing, node: Node, holder: str | None) -> datetime | None:
    """When a work item that opens now is due.

    Its limit, the day it may not pass, or the limit of the first member of the group it answers: whichever is earliest.
    """
    due = firing.due(node.limit, organ=holder) if node.limit is not None else None
    if node.activity.not_later_than is None and not node.answers:
        return due
    others = (latest_of(firing, node), governing_due(firing) if node.answers else None)
    return min((each for each in (due, *others) if each is not None), default=None)


def governing_due(firing: Firing) -> datetime | None:
    """When the first member of the group still to be answered is due."""
    members = firing.draft.members.values()
    return min((each.due for each in members if each.status == "open" and each.due is not None), default=None)


def assignees_of(firing: Firing, holder: str | None) -> tuple[str, ...]:
    """The one person of an organ with one person; otherwise nobody yet."""
    roster = firing.context.roster.get(holder, ()) if firing.context.roster and holder else ()
    return roster if len(roster) == 1 else ()


def after_opened(firing: Firing, node: Node, work: tuple[Work, ...]) -> None:
    """What an activity's beginning sets going: clocks, stops, promises, reports, offers."""
    if node.quiet or node.id in firing.draft.added:
        return
    if node.clock_starts_open:
        start_clocks(firing, node.clock_starts_open, firing.at)
    if node.clock_ends:
        end_clocks(firing, node, "started")
    if node.verb.stops is not None:
        stop_for_activity(firing, node)
    if node.promises_started:
        make_promise(firing, firing.at)
    for name in node.recurrences:
        begin_recurrence(firing, name)
    if node.activity.offer is not None:
        for each in work:
            offer_first(firing, node, each)


def begin_recurrence(firing: Firing, name: str) -> None:
    """Begin a report that falls due again and again."""
    if name in firing.draft.recurring:
        return
    node = firing.node(name)
    recurs = node.activity.recurs
    assert recurs is not None
    firing.emit(happened.RecurrenceBegan, name, firing.again(recurs.every, organ=node.holder))


def _open_each(firing: Firing, node: Node, guard: Facts | None) -> None:
    each = node.activity.each
    assert each is not None
    elements = _elements(firing, node, each.over)
    if not elements:
        return
    members, missing = _members(firing, node, elements)
    if missing:
        firing.emit(happened.ActivityUndecided, node.id, missing)
        return
    if not members:
        skip_activity(firing, node, "all-recused")
        return
    work = tuple(_instance(firing, node, number, element) for number, element in enumerate(members, 1))
    timers = tuple(timer for one in work for timer in alarms_of(firing, node, one))
    firing.emit(happened.ActivityOpened, node.id, work, timers, guard, len(elements) - len(members))
    after_opened(firing, node, work)


def _elements(firing: Firing, node: Node, text: str) -> Sequence[object]:
    """The elements of a list expression; empty when it is unknown or has none, which is then on record."""
    value, read = firing.decide(text)
    if value is UNKNOWN:
        firing.emit(happened.ActivityUndecided, node.id, firing.missing(read))
    elif isinstance(value, (list, tuple)) and value:
        return value
    else:
        skip_activity(firing, node, "empty", known(read))
    return ()


def _members(firing: Firing, node: Node, elements: Sequence[object]) -> tuple[list[object], tuple[str, ...]]:
    each = node.activity.each
    assert each is not None
    if each.join.recusal is None:
        return list(elements), ()
    kept: list[object] = []
    for element in elements:
        recused, read = firing.decide(each.join.recusal, **{each.name: element})
        if recused is UNKNOWN:
            return [], firing.missing(read)
        if recused is not True:
            kept.append(element)
    return kept, ()


def _instance(firing: Firing, node: Node, number: int, element: object) -> Work:
    act = firing.draft.act(node.id)
    holder, people = holder_of_element(firing, node, element)
    name = work_id(node.id, act.round, act.more.turn, number)
    return Work(name, node.id, act.round, holder, firing.at, due_of(firing, node, holder), number, element, people)


def holder_of_element(firing: Firing, node: Node, element: object) -> tuple[str | None, tuple[str, ...]]:
    """Who gets an instance: the element's `organ` and `person`, or the element itself if it names an organ."""
    definition = firing.draft.plan.definition
    if isinstance(element, str) and (element in definition.organs or element in definition.parties):
        return element, assignees_of(firing, element)
    if isinstance(element, Mapping):
        organ = element.get("organ")
        holder = organ if isinstance(organ, str) else node.holder
        person = element.get("person")
        return holder, (person,) if isinstance(person, str) else assignees_of(firing, holder)
    return node.holder, assignees_of(firing, node.holder)


def _do_automatically(firing: Firing, node: Node) -> None:
    automatic = node.activity.automatic
    assert automatic is not None
    facts: dict[str, object] = {}
    for name, text in automatic.sets.items():
        value, read = firing.decide(text, **facts)
        if value is UNKNOWN:
            firing.emit(happened.ActivityUndecided, node.id, firing.missing(read))
            return
        facts[name] = value
    outcome: object = node.activity.outcomes[0] if node.activity.outcomes else None
    if automatic.outcome is not None:
        outcome, read = firing.decide(automatic.outcome, **facts)
        if outcome is UNKNOWN or outcome not in node.activity.outcomes:
            firing.emit(happened.ActivityUndecided, node.id, firing.missing(read) or ("outcome",))
            return
    firing.emit(happened.ActivityOpened, node.id, (), (), None, 0)
    after_opened(firing, node, ())
    finish_activity(firing, node, Ending(outcome if isinstance(outcome, str) else None, "automatic", facts=facts))


def _await_message(firing: Firing, node: Node, guard: Facts | None) -> None:
    awaits = node.activity.awaits
    assert awaits is not None
    timers: tuple[Timer, ...] = ()
    if awaits.timeout is not None:
        timers = (Timer(firing.due(awaits.timeout, organ=node.holder), "wait", node.id),)
    firing.emit(happened.ActivityOpened, node.id, (), timers, guard, 0)
    after_opened(firing, node, ())


def _open_children(firing: Firing, node: Node, guard: Facts | None) -> None:
    opens = node.activity.opens
    assert opens is not None
    elements = _elements(firing, node, opens.each) if opens.each is not None else (None,)
    if not elements:
        return
    firing.emit(happened.ActivityOpened, node.id, (), (), guard, 0)
    after_opened(firing, node, ())
    for number, element in enumerate(elements, 1):
        _open_child(firing, node, number, element)
    join_children(firing, node)


def _open_child(firing: Firing, node: Node, number: int, element: object) -> None:
    opens = node.activity.opens
    assert opens is not None
    facts = {}
    for name, text in opens.fields.items():
        value, _ = firing.decide(text, **{opens.name: element})
        if value is not UNKNOWN:
            facts[name] = value
    child = child_id(firing.draft.case, node.id, firing.draft.act(node.id), number)
    at = element if opens.at == opens.name and isinstance(element, str) else opens.at
    firing.emit(happened.ChildOpened, child, node.id, opens.process, at, facts)
    firing.effect("open_child", child, process=opens.process, at=at, facts=facts)
