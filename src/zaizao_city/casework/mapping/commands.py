"""Commands as rows and forms know them: the same command said by somebody, and what is asked as text."""

from __future__ import annotations

import json
from typing import TypeVar

from msgspec.json import Encoder
from msgspec.structs import asdict, replace

from zaizao.net import commands as asked

C = TypeVar("C", bound=asked.Command)


def say_by(command: C, *, by: str | None, acting_for: str | None) -> C:
    """The same command, said by a person for an organ."""
    return replace(command, by=by, acting_for=acting_for)


def write_request(command: asked.Command) -> str:
    """What is asked, as text: two commands that ask the same give the same text, and their digests agree."""
    brings = isinstance(command, (asked.Migrate, asked.RevertMigration))
    try:
        return _write([type(command).__name__, _list_values(command) if brings else command]).decode()
    except (TypeError, UnicodeEncodeError):  # half a character, say: the other writer knows it
        return _write_slowly([type(command).__name__, _list_values(command)])


def _list_values(command: asked.Command) -> dict[str, object]:
    """What the command says; of a definition that it brings, the digest."""
    values = asdict(command)
    if isinstance(command, (asked.Migrate, asked.RevertMigration)):
        values["definition"] = command.definition.digest
    return values


def _write_value(value: object) -> object:
    return dict(value) if hasattr(value, "items") else str(value)


_write = Encoder(order="sorted", enc_hook=_write_value).encode
_write_slowly = json.JSONEncoder(default=_write_value, ensure_ascii=False, sort_keys=True).encode
