"""New pieces of a YAML text, written as the rest of the file is: in brackets on a line, or in lines of their own.

Whole files are written by `yaml_write`, which is also asked here how a single text must be quoted.
"""

from __future__ import annotations

import json
import re

from msgspec import Struct

from zaizao.units.yaml_write import write_yaml

WIDTH = 110
"""Longer lists and mappings are not written on one line."""

_UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}:?#&*!|>%@`'\"]")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029]")


class Manner(Struct, frozen=True):
    """How the file at hand is written."""

    uses_brackets: bool
    list_offset: int
    """How much deeper than its key a list without brackets stands."""


def write_scalar(value: object, *, in_brackets: bool, quotes: str | None = None) -> str:
    """Text, a number, true, false or null on one line; in ``quotes`` (' or ") if it is text and can stand so."""
    if not isinstance(value, str):
        return write_yaml(value).strip()
    if quotes == "'" and value.isprintable() and value:
        return "'" + value.replace("'", "''") + "'"
    written = write_yaml(value)
    if quotes == '"' or "\n" in written.strip("\n") or not value.isprintable():
        return _quote(value)
    written = written.strip("\n")
    if in_brackets and written[:1] not in ("'", '"') and _UNSAFE_IN_BRACKETS.search(written):
        return "'" + value.replace("'", "''") + "'"
    return written


def _quote(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_inline(value: object, *, in_brackets: bool = False) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, dict):
        pairs = (write_pair_inline(key, child) for key, child in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_inline(child, in_brackets=True) for child in value) + "]"
    return write_scalar(value, in_brackets=in_brackets)


def write_pair_inline(key: str, value: object) -> str:
    """A key and its value as they stand within brackets."""
    return f"{write_scalar(key, in_brackets=True)}: {write_inline(value, in_brackets=True)}"


def stands_inline(value: object, manner: Manner, *, indent: int = 0) -> bool:
    """Whether a value is written on the line of its key in a file of this manner."""
    if isinstance(value, str):
        return "\n" not in value or not _as_block_text(value)
    if not isinstance(value, dict | list | tuple) or not value:
        return True
    return manner.uses_brackets and indent + len(write_inline(value)) <= WIDTH


def write_entry(key: str | None, value: object, manner: Manner, *, indent: int) -> list[str]:
    """The lines of one entry: of a mapping, or (without a key) of a list."""
    head = " " * indent + ("-" if key is None else f"{write_scalar(key, in_brackets=False)}:")
    if stands_inline(value, manner, indent=indent + len(head)):
        return [f"{head} {write_inline(value)}"]
    if isinstance(value, str):
        first, *rest = _as_block_text(value)
        return [f"{head} {first}", *(" " * (indent + 2) + line if line else "" for line in rest)]
    if key is None:
        first, *rest = write_lines(value, manner, indent=indent + 2)
        return [f"{head} {first.lstrip(' ')}", *rest]
    offset = manner.list_offset if isinstance(value, list | tuple) else 2
    return [head, *write_lines(value, manner, indent=indent + offset)]


def write_lines(value: object, manner: Manner, *, indent: int) -> list[str]:
    """A list or mapping that is not empty, without brackets, in lines of its own."""
    pairs = value.items() if isinstance(value, dict) else ((None, child) for child in value)  # type: ignore[attr-defined]
    return [line for key, child in pairs for line in write_entry(key, child, manner, indent=indent)]


def _as_block_text(value: str) -> list[str]:
    """A text of several lines as a literal block, its lines not yet indented; empty if it cannot stand so."""
    written = write_yaml({"k": value}).removeprefix("k: ")
    if not written.startswith("|"):
        return []
    return [line.removeprefix("  ") for line in written.removesuffix("\n").split("\n")]
