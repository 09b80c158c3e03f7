"""What the classes of the model look like in files: their keys, the kinds of their values, what is required.

Read by the codec, the JSON Schema, the manual and the comparison; nothing is read or written here.
"""

from __future__ import annotations

import enum
import functools
import types
import typing
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from zaizao.definition.marks import Mark
from zaizao.units import Limit, Text
from zaizao.units.record import default_of


class Slot(Struct, frozen=True):
    """One attribute of one class, as the language sees it."""

    attribute: str
    key: str
    hint: Any
    required: bool
    is_feel: bool
    default: Any
    says: str


@functools.cache
def slots_of(cls: Any) -> tuple[Slot, ...]:
    """The attributes of a class of the model that stand in files, in the model's order."""
    slots = []
    for one in fields(cls):
        marks = getattr(one.type, "__metadata__", ())
        if not marks:
            continue
        mark: Mark = marks[0]
        slots.append(
            Slot(
                attribute=one.name,
                key=mark.name or one.name,
                hint=one.type.__origin__,
                required=one.required,
                is_feel=mark.is_feel,
                default=default_of(one),
                says=mark.says,
            )
        )
    return tuple(slots)


def split_optional(hint: Any) -> tuple[Any, bool]:
    """``(T, True)`` for ``T | None``, else ``(hint, False)``."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return hint, False


_WORDS: dict[Any, Text] = {
    str: Text("文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    Limit: Text("时限（如 20wd）", "a limit (such as 20wd)"),
    Text: Text("文字或 {zh, en}", "text or {zh, en}"),
}


def describe_hint(hint: Any) -> Text:
    """What a value must look like, for messages."""
    hint, _ = split_optional(hint)
    if hint in _WORDS:
        return _WORDS[hint]
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        inner = describe_hint(parameters[0])
        return Text(f"列表，每项为{inner.zh}", f"a list, each of it {inner.say('en')}")
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        words = [str(member.value) for member in hint]
        return Text("、".join(words), ", ".join(words))
    if origin is None and not isinstance(hint, type):
        return Text("all、any 或整数", "all, any or a whole number")
    return Text("映射（键: 值）", "a mapping (key: value)")
