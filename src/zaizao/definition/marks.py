"""How the model's attributes say what they are called in YAML and what they mean.

Only marks: nothing is read, written or checked here.
"""

from __future__ import annotations

from typing import Any

from attrs import field

KEY = "key"
SAYS = "says"
FEEL = "feel"


def key(name: str | None = None, *, says: str, **options: Any) -> Any:
    """An attribute whose YAML key is ``name`` (the attribute's own name if absent)."""
    return field(metadata={KEY: name, SAYS: says, FEEL: False}, **options)


def feel(name: str | None = None, *, says: str, required: bool = False) -> Any:
    """An attribute that holds a FEEL expression; optional unless ``required``."""
    options: dict[str, Any] = {} if required else {"default": None}
    return field(metadata={KEY: name, SAYS: says, FEEL: True}, **options)
