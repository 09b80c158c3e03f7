"""How the model's attributes say what they are called in YAML and what they mean.

Only marks: nothing is read, written or checked here.
"""

from __future__ import annotations

from msgspec import Struct


class Mark(Struct, frozen=True):
    """What stands beside an attribute's type: ``limit: Annotated[Limit, key(says="At most this much")]``."""

    name: str | None
    says: str
    is_feel: bool = False


def key(name: str | None = None, *, says: str) -> Mark:
    """An attribute whose YAML key is ``name`` (the attribute's own name if absent)."""
    return Mark(name, says)


def feel(name: str | None = None, *, says: str) -> Mark:
    """An attribute that holds a FEEL expression."""
    return Mark(name, says, is_feel=True)
