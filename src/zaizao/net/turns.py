"""Repeats: deciding after each turn whether there is another."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta

from zaizao.expression import UNKNOWN
from zaizao.net import events as happened
from zaizao.net.plan import Node
from zaizao.net.running import Run

Facts = Mapping[str, object]


class After(enum.Enum):
    """What follows a turn."""

    GOES_ON = "goes_on"
    OVER = "over"
    EXHAUSTED = "exhausted"


def end_turn(
    run: Run,
    node: Node,
    *,
    outcome: str | None,
    work: str | None,
    people: tuple[str, ...],
    facts: Facts,
    said: Facts,
) -> After:
    """Record the end of one turn and begin, schedule or wait for the next, or say that it was the last."""
    repeat, turn = node.activity.repeat, run.draft.act(node.id).more.turn
    assert repeat is not None
    value, read = run.decide(repeat.until, **facts)
    missing = run.missing(read) if value is UNKNOWN else ()
    run.emit(happened.TurnDone, node.id, turn, work, outcome, people, facts, said, missing)
    return After.GOES_ON if missing else go_on(run, node, over=value is True)


def go_on(run: Run, node: Node, *, over: bool) -> After:
    """Begin or schedule the next turn, unless the loop is over or its turns are used up."""
    turn = run.draft.act(node.id).more.turn
    if over:
        return After.OVER
    if is_exhausted(run, node):
        return After.EXHAUSTED
    begins = next_begin(run, node)
    if begins is not None and begins > run.at:
        run.emit(happened.TurnScheduled, node.id, turn + 1, begins)
    else:
        begin_turn(run, node)
    return After.GOES_ON


def is_exhausted(run: Run, node: Node) -> bool:
    """Whether all turns allowed have been used."""
    repeat = node.activity.repeat
    return repeat is not None and repeat.max is not None and run.draft.act(node.id).more.turn >= repeat.max


def next_begin(run: Run, node: Node) -> datetime | None:
    """When the next turn begins: ``every`` after the present one began; None for at once."""
    repeat = node.activity.repeat
    if repeat is None or repeat.every is None:
        return None
    began = [act.started for name in body_of(run, node) if (act := run.draft.act(name)).started is not None]
    start = min((each for each in began if each is not None), default=run.at)
    end = run.due(repeat.every, organ=node.holder, start=start)
    return end - timedelta(days=1) if repeat.every.unit.counts_days else end


def body_of(run: Run, node: Node) -> tuple[str, ...]:
    """The activities that are done again, the owner among them."""
    repeat = node.activity.repeat
    assert repeat is not None
    return run.draft.plan.in_order({*repeat.body, node.id})


def begin_turn(run: Run, node: Node) -> None:
    """Begin the next turn: the body waits again, and those whose links come from outside are decided."""
    body = body_of(run, node)
    run.emit(happened.TurnBegan, node.id, run.draft.act(node.id).more.turn + 1, body)
    for name in body:
        if run.draft.act(name).settled == len(run.draft.plan.nodes[name].links_in):
            run.queue.append(name)
