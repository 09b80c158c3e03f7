"""The table from event to reducer, filled by the modules of this folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zaizao.net.draft import Draft
from zaizao.net.events import Event

E = TypeVar("E", bound=Event)
Reducer = Callable[[Draft, Any], None]

REDUCERS: dict[type[Event], Reducer] = {}


def reduces(kind: type[E]) -> Callable[[Callable[[Draft, E], None]], Callable[[Draft, E], None]]:
    """Register the reducer of one kind of event."""

    def enter(reducer: Callable[[Draft, E], None]) -> Callable[[Draft, E], None]:
        REDUCERS[kind] = reducer
        return reducer

    return enter


def reduce_event(draft: Draft, event: Event) -> None:
    """Let one event change the draft."""
    if draft.reversible:
        draft.before, draft.reversible = None, False
    REDUCERS[type(event)](draft, event)
    draft.seq = event.seq
    draft.last = event.at
