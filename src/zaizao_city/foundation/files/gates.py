"""Who may read a file, and whose data it shows, is for the app to say whose file it is: it registers here at the start.

A label nobody registered is read by nobody.
"""

from __future__ import annotations

from collections.abc import Callable

MayRead = Callable[[str, object], bool]
"""``may_read(owner, actor)``: whether the actor may read the files of that owner (what follows the colon)."""

Note = Callable[[str, object], None]
"""``note(owner, viewings)``: put into the batch of views whose data a file of that owner shows."""

_GATES: dict[str, MayRead] = {}
_NOTES: dict[str, Note] = {}


def register(label: str, may_read: MayRead, *, note: Note | None = None) -> None:
    """Let ``may_read`` decide on the files of owners ``label:…``, e.g. ``casework.document``; ``note`` notes a view."""
    if ":" in label or _GATES.get(label, may_read) is not may_read:
        raise ValueError(f"the gate {label!r} cannot be registered: a colon in it, or somebody else's")
    _GATES[label] = may_read
    if note is not None:
        _NOTES[label] = note


def is_allowed(owner: str, actor: object) -> bool:
    """Whether the actor may read files of that owner."""
    label, _, rest = owner.partition(":")
    gate = _GATES.get(label)
    return gate is not None and gate(rest, actor)


def note_view(owner: str, viewings: object) -> None:
    """Note that a file of that owner is given out, where its app keeps account of it."""
    label, _, rest = owner.partition(":")
    if label in _NOTES:
        _NOTES[label](rest, viewings)
