"""What the application asks before a command reaches the engine, whichever way it comes; registered by command.

The engine holds the law of the net; what needs rows (who signed, who is seated, what was handed in when) is asked here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from zaizao.net import commands as asked
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.identity.actor import Actor

Guard = Callable[[Matter, Any, Actor, datetime], None]

_GUARDS: dict[type[asked.Command], list[Guard]] = {}


def guards(*kinds: type[asked.Command]) -> Callable[[Guard], Guard]:
    """Register what is asked before commands of these kinds."""

    def register(function: Guard) -> Guard:
        for kind in kinds:
            _GUARDS.setdefault(kind, []).append(function)
        return function

    return register


def check_guards(matter: Matter, command: asked.Command, *, actor: Actor, now: datetime) -> None:
    """Pass, or refuse as one of the guards does."""
    for guard in _GUARDS.get(type(command), ()):
        guard(matter, command, actor, now)
