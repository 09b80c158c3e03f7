"""Who may read a file is for the app to say whose file it is: it registers its answer here when Django starts.

A label nobody registered is read by nobody.
"""

from __future__ import annotations

from collections.abc import Callable

MayRead = Callable[[str, object], bool]
"""``may_read(owner, actor)``: whether the actor may read the files of that owner (what follows the colon)."""

_GATES: dict[str, MayRead] = {}


def register(label: str, may_read: MayRead) -> None:
    """Let ``may_read`` decide on the files of owners ``label:…``, e.g. ``casework.document``."""
    if ":" in label or _GATES.get(label, may_read) is not may_read:
        raise ValueError(f"the gate {label!r} cannot be registered: a colon in it, or somebody else's")
    _GATES[label] = may_read


def is_allowed(owner: str, actor: object) -> bool:
    """Whether the actor may read files of that owner."""
    label, _, rest = owner.partition(":")
    gate = _GATES.get(label)
    return gate is not None and gate(rest, actor)
