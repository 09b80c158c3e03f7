"""The table from command to handler, filled by the modules of this folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zaizao.net.commands import Command
from zaizao.net.firing import Firing

C = TypeVar("C", bound=Command)
Handler = Callable[[Firing, Any], None]

HANDLERS: dict[type[Command], Handler] = {}
ON_CLOSED: set[type[Command]] = set()
"""Commands that may be given for a closed case."""


def handles(
    kind: type[C], *, closed: bool = False
) -> Callable[[Callable[[Firing, C], None]], Callable[[Firing, C], None]]:
    """Register the handler of one kind of command; ``closed`` if it may be given for a closed case."""

    def enter(handler: Callable[[Firing, C], None]) -> Callable[[Firing, C], None]:
        HANDLERS[kind] = handler
        if closed:
            ON_CLOSED.add(kind)
        return handler

    return enter
