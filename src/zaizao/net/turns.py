"""Repeats: deciding after each turn whether there is another."""

from __future__ import annotations

import enum
from datetime import datetime

from msgspec import Struct

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.commands import NO_FACTS, Facts
from zaizao.net.firing import Firing
from zaizao.net.plan import Node


class Ending(Struct, frozen=True):
    """How an activity, or one turn of it, ended, and with what."""

    outcome: str | None
    how: str
    """person, automatic, silent, message, timeout, joined or children."""
    work: str | None = None
    people: tuple[str, ...] = ()
    facts: Facts = NO_FACTS
    said: Facts = NO_FACTS
    effective: datetime | None = None
    """When it takes effect, if not now."""


class After(enum.Enum):
    """What follows a turn."""

    GOES_ON = "goes_on"
    OVER = "over"
    EXHAUSTED = "exhausted"


def end_turn(firing: Firing, node: Node, ending: Ending) -> After:
    """Record the end of one turn and begin, schedule or wait for the next, or say that it was the last."""
    repeat, turn = node.activity.repeat, firing.draft.act(node.id).more.turn
    assert repeat is not None
    value, read = firing.decide(repeat.until, **ending.facts)
    missing = firing.missing(read) if value is UNKNOWN else ()
    firing.emit(
        happened.TurnDone,
        node.id,
        turn,
        ending.work,
        ending.outcome,
        ending.people,
        ending.facts,
        ending.said,
        missing,
    )
    return After.GOES_ON if missing else go_on(firing, node, over=value is True)


def go_on(firing: Firing, node: Node, *, over: bool) -> After:
    """Begin or schedule the next turn, unless the loop is over or its turns are used up."""
    turn = firing.draft.act(node.id).more.turn
    if over:
        return After.OVER
    if is_exhausted(firing, node):
        return After.EXHAUSTED
    begins = next_begin(firing, node)
    if begins is not None and begins > firing.at:
        firing.emit(happened.TurnScheduled, node.id, turn + 1, begins)
    else:
        begin_turn(firing, node)
    return After.GOES_ON


def is_exhausted(firing: Firing, node: Node) -> bool:
    """Whether all turns allowed have been used."""
    repeat = node.activity.repeat
    return repeat is not None and repeat.max is not None and firing.draft.act(node.id).more.turn >= repeat.max


def next_begin(firing: Firing, node: Node) -> datetime | None:
    """When the next turn begins: ``every`` after the present one began; None for at once."""
    repeat = node.activity.repeat
    if repeat is None or repeat.every is None:
        return None
    began = [act.started for name in body_of(firing, node) if (act := firing.draft.act(name)).started is not None]
    start = min((each for each in began if each is not None), default=firing.at)
    return firing.again(repeat.every, organ=node.holder, start=start)


def body_of(firing: Firing, node: Node) -> tuple[str, ...]:
    """The activities that are done again, the owner among them."""
    repeat = node.activity.repeat
    assert repeat is not None
    return firing.draft.plan.in_order({*repeat.body, node.id})


def begin_turn(firing: Firing, node: Node) -> None:
    """Begin the next turn: the body waits again, and those whose links come from outside are decided."""
    body = body_of(firing, node)
    firing.emit(happened.TurnBegan, node.id, firing.draft.act(node.id).more.turn + 1, body)
    for name in body:
        if firing.draft.act(name).settled == len(firing.draft.plan.nodes[name].links_in):
            firing.queue.append(name)
