"""What follows from a step outside the engine: who sees to which effect is registered here, and carried out elsewhere.

Everything is done in the transaction of the step; what must not be, is registered as coming afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from zaizao.net import Effect, Step
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor

Follow = Callable[[Matter, Effect, Actor, datetime], None]
Steps = Sequence[tuple[Matter, Step]]
"""The steps of one transaction, each with its case as it was before."""
Look = Callable[[Steps, Actor, datetime], Sequence[Sequence[NewEvent | Statement]]]
"""Looks at steps before they are recorded; the entries it returns for each are recorded, the statements written with it."""

_FOLLOW: dict[str, list[Follow]] = {}
_LOOK: list[Look] = []
_AFTERWARDS: list[Callable[[int, datetime], None]] = []


def follows(kind: str) -> Callable[[Follow], Follow]:
    """Register what is done about one kind of effect."""

    def register(function: Follow) -> Follow:
        _FOLLOW.setdefault(kind, []).append(function)
        return function

    return register


def looks_at_steps(function: Look) -> Look:
    """Register what looks at all steps of a transaction at once, for the events in them."""
    _LOOK.append(function)
    return function


def comes_afterwards(function: Callable[[int, datetime], None]) -> Callable[[int, datetime], None]:
    """Register what is done with a case after its transaction, in one of its own."""
    _AFTERWARDS.append(function)
    return function


def look_at(steps: Steps, *, actor: Actor, now: datetime) -> list[list[NewEvent | Statement]]:
    """What of the application's own goes with each step: entries of its record, and statements beside its rows."""
    looked = [look(steps, actor, now) for look in _LOOK]
    return [[one for some in of_step for one in some] for of_step in zip(*looked, strict=True)]


def follow_up(matter: Matter, step: Step, *, actor: Actor, now: datetime) -> None:
    """Do what a step asks of the application."""
    for effect in step.effects:
        for follow in _FOLLOW.get(effect.kind, ()):
            follow(matter, effect, actor, now)


def follow_afterwards(case_id: int, *, now: datetime) -> None:
    """Do what comes after the transaction of a command."""
    for function in _AFTERWARDS:
        function(case_id, now)
