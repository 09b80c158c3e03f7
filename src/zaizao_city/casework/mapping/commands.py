"""Commands as rows and forms know them: who has to do with each, and the same command said by somebody."""

from __future__ import annotations

import functools
import inspect
import json
from typing import TypeVar

from zaizao.net import commands as asked

C = TypeVar("C", bound=asked.Command)


@functools.cache
def list_attributes(kind: type[asked.Command]) -> tuple[str, ...]:
    """The names by which a command of this kind is made."""
    return tuple(inspect.signature(kind).parameters)


def say_by(command: C, *, by: str | None, acting_for: str | None) -> C:
    """The same command, said by a person for an organ."""
    values = {name: getattr(command, name) for name in list_attributes(type(command))}
    return type(command)(**{**values, "by": by, "acting_for": acting_for})


def write_request(command: asked.Command) -> str:
    """What is asked, as text: two commands that ask the same give the same text, and their digests agree."""
    values = {name: getattr(command, name) for name in list_attributes(type(command))}
    return _encode([type(command).__name__, values])


def _write_value(value: object) -> object:
    digest = getattr(value, "digest", None)
    if isinstance(digest, str):
        return digest
    return dict(value) if hasattr(value, "items") else str(value)


_encode = json.JSONEncoder(default=_write_value, ensure_ascii=False, sort_keys=True).encode
