"""From plain values (what YAML or JSON gives) to the model, driven by the model's own metadata.

Readers are built once per class from its annotations; they never stop at the first fault: all are collected, each
with its trail. Nothing is read from disk here and no reference is followed (`reading`, `checks`);
the way back is `plain`.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from zaizao.definition.model import Join, Link
from zaizao.definition.shape import Slot, describe_hint, slots_of, split_optional
from zaizao.units import Limit, LimitError, Text, parse_limit
from zaizao.units.near import find_near

T = TypeVar("T")
Trail: TypeAlias = Any
"""A place inside the input as nested pairs ``(trail of the parent, key)``; None is the top. Cheap to build."""

MAX_NESTING = 32
"""How deep contexts may stand in contexts; deeper is not a fact that anybody asks."""

# In ASCII a letter or underscore, then also digits and hyphens; beyond ASCII anything, judged apart. Said by what is left
# out: a class of all Chinese characters takes longer to compile than most files to check.
_LIKE_ID = re.compile(r"[^\x00-@\[-^`{-\x7f][^\x00-,./:-@\[-^`{-\x7f]*")
_BAD: Any = object()


class Fault(Struct, frozen=True):
    """One thing wrong at one place."""

    code: str
    trail: Trail
    fields: Mapping[str, object]

    @property
    def path(self) -> tuple[str | int, ...]:
        """The place as keys from the top."""
        return unroll_trail(self.trail)


Reader: TypeAlias = Callable[[Any, Trail, list[Fault]], Any]


def is_identifier(text: str) -> bool:
    """Whether the text may name something: Latin letters, underscores and Chinese characters, later digits and hyphens."""
    if _LIKE_ID.fullmatch(text) is None:
        return False
    return text.isascii() or all(sign.isascii() or "\u4e00" <= sign <= "\u9fff" for sign in text)


def unroll_trail(trail: Trail) -> tuple[str | int, ...]:
    """The keys from the top down to where ``trail`` points."""
    keys: list[str | int] = []
    while trail is not None:
        trail, key = trail
        keys.append(key)
    return tuple(reversed(keys))


def structure(plain: object, cls: type[T], *, faults: list[Fault]) -> T | None:
    """The value of ``cls`` that ``plain`` describes.

    Every fault is appended to ``faults``; the value is then a best effort (faulty attributes left at their default)
    that may only be used to look for further faults. None when not even that is possible.
    """
    value = _reader_of_class(cls)(plain, None, faults)
    return None if value is _BAD else typing.cast("T", value)


_FOUND: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("true/false", "true/false")),
    ((int, float), Text("数字", "a number")),
    (str, Text("文字", "text")),
    ((list, tuple), Text("列表", "a list")),
    (dict, Text("映射", "a mapping")),
    (dt.date, Text("日期", "a date")),
)


def _describe(value: object) -> Text:
    """What kind of value somebody wrote, in the words of YAML."""
    kind = type(value).__name__
    return next((words for kinds, words in _FOUND if isinstance(value, kinds)), Text(kind, kind))


def _refuse(value: object, trail: Trail, faults: list[Fault], expected: Text) -> Any:
    code = "empty-value" if value is None else "wrong-type"
    faults.append(Fault(code, trail, {"expected": expected, "found": _describe(value)}))
    return _BAD


def _read_str(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is str and value:
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return _refuse(None if value == "" else value, trail, faults, describe_hint(str))


def _read_feel(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is str and value.strip():
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and value - value == 0):
        return str(value)
    return _refuse(None if isinstance(value, str) else value, trail, faults, Text("表达式", "an expression"))


def _read_int(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is int and 0 <= value < 1_000_000_000:
        return value
    return _refuse(value, trail, faults, describe_hint(int))


def _read_bool(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if value is True or value is False:
        return value
    if value is None:  # `{at: 80%, warn}`: to name it is to say yes
        return True
    return _refuse(value, trail, faults, describe_hint(bool))


def _read_str_or_int(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is int:
        return _read_int(value, trail, faults)
    if type(value) is str and value in ("all", "any"):
        return value
    return _refuse(value, trail, faults, describe_hint(str | int))


def _read_limit(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    try:
        return parse_limit_once(value)
    except (LimitError, TypeError):
        faults.append(Fault("limit-malformed", trail, {"text": str(value)[:60]}))
        return _BAD


parse_limit_once = functools.lru_cache(maxsize=512)(parse_limit)
"""Limits are values and few: ten thousand definitions share them."""


def _read_text(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is str and value:
        return Text(value)
    if type(value) is not dict:
        return _refuse(None if value == "" else value, trail, faults, describe_hint(Text))
    faults.extend(_unknown_key(name, trail, ("zh", "en")) for name in value if name not in ("zh", "en"))
    if "zh" not in value:
        faults.append(Fault("missing-key", trail, {"key": "zh", "expected": describe_hint(str)}))
        return _BAD
    words = [_read_str(value[name], (trail, name), faults) for name in ("zh", "en") if name in value]
    return _BAD if _BAD in words else Text(*words)


def _read_text_or_bad_key(name: object) -> str:
    return name if isinstance(name, str) else str(name)


def _unknown_key(name: object, trail: Trail, allowed: tuple[str, ...]) -> Fault:
    word = _read_text_or_bad_key(name)
    fields = {"key": word[:60], "near": find_near(word[:60], allowed), "expected": allowed}
    return Fault("unknown-key", (trail, word), fields)


def _enum_reader(kind: type[enum.Enum]) -> Reader:
    members = {member.value: member for member in kind}
    expected = tuple(members)

    def read(value: Any, trail: Trail, faults: list[Fault]) -> Any:
        member = members.get(value) if type(value) is str else None
        if member is None:
            found = str(value)[:60]
            fields = {"found": found, "expected": expected, "near": find_near(found, members)}
            faults.append(Fault("unknown-word", trail, fields))
            return _BAD
        return member

    return read


def _tuple_reader(inner: Reader) -> Reader:
    def read(value: Any, trail: Trail, faults: list[Fault]) -> Any:
        if type(value) is not list:  # one alone may stand without brackets
            single = inner(value, trail, faults)
            return () if single is _BAD else (single,)
        values = [inner(element, (trail, index), faults) for index, element in enumerate(value)]
        return tuple(element for element in values if element is not _BAD)

    return read


def _read_strs(value: Any, trail: Trail, faults: list[Fault]) -> Any:
    if type(value) is str and value:
        return (value,)
    if type(value) is list and all(type(element) is str and element for element in value):
        return tuple(value)
    return _read_each_str(value, trail, faults)


def _mapping_reader(inner: Reader) -> Reader:
    def read(value: Any, trail: Trail, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            return _refuse(value, trail, faults, describe_hint(dict))
        values: dict[str, Any] = {}
        for name, element in value.items():
            if type(name) is not str or not is_identifier(name):
                word = _read_text_or_bad_key(name)
                faults.append(Fault("bad-identifier", (trail, word), {"id": word[:60]}))
                continue
            got = inner(element, (trail, name), faults)
            if got is not _BAD:
                values[name] = got
        return values

    return read


def _depth(trail: Trail) -> int:
    depth = 0
    while trail is not None:
        depth += 1
        trail = trail[0]
    return depth


def expand_shorthand(cls: type, value: Any) -> Any:
    """`join: all` and `join: 2` stand for a mapping; a bare activity in `after` is a link without a ground."""
    if cls is Join and type(value) is str:
        return {"wait": value}
    if cls is Join and type(value) is int:
        return {"wait": "n", "n": value}
    if cls is Link and type(value) is str:
        return {"activity": value}
    return value


_read_each_str = _tuple_reader(_read_str)
_READERS: dict[type, Reader] = {}


def _reader_of_class(cls: type) -> Reader:
    if cls in _READERS:
        return _READERS[cls]
    table: dict[Any, tuple[str, Reader]] = {}
    slots = slots_of(cls)
    required = [slot for slot in slots if slot.required]
    needed = {slot.attribute for slot in required}
    find = table.get
    allowed = tuple(slot.key for slot in slots)
    described = Text("映射，键为 " + "、".join(allowed), "a mapping with the keys " + ", ".join(allowed))
    recursive = any(cls in typing.get_args(slot.hint) for slot in slots)

    def read(value: Any, trail: Trail, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            value = expand_shorthand(cls, value)
            if type(value) is not dict:
                return _refuse(value, trail, faults, described)
        if recursive and _depth(trail) > MAX_NESTING:
            faults.append(Fault("nested-too-deep", trail, {"most": MAX_NESTING}))
            return _BAD
        values: dict[str, Any] = {}
        for name, element in value.items():
            slot = find(name)
            if slot is None:
                faults.append(_unknown_key(name, trail, allowed))
                continue
            attribute, reader = slot
            if reader is _read_str and type(element) is str and element:
                values[attribute] = element  # most of a definition: not worth a call
                continue
            got = reader(element, (trail, name), faults)
            if got is not _BAD:
                values[attribute] = got
        if not needed <= values.keys():
            _fill_required(cls, required, values, value, trail, faults)
        return cls(**values)

    _READERS[cls] = read
    table.update({slot.key: (slot.attribute, _reader_of(slot.hint, is_feel=slot.is_feel)) for slot in slots})
    return read


def _fill_required(
    cls: type, required: list[Slot], values: dict[str, Any], written: dict[Any, Any], trail: Trail, faults: list[Fault]
) -> None:
    """Put blanks where required values are missing, and say so where they were not even written."""
    for slot in required:
        if slot.attribute in values:
            continue
        values[slot.attribute] = _blank(slot.hint)
        if slot.key not in written:
            code = "link-without-ground" if cls is Link and slot.key == "ground" else "missing-key"
            faults.append(Fault(code, trail, {"key": slot.key, "expected": describe_hint(slot.hint)}))


_SCALARS: dict[Any, Reader] = {
    str: _read_str,
    int: _read_int,
    bool: _read_bool,
    Limit: _read_limit,
    Text: _read_text,
    str | int: _read_str_or_int,
}


def _reader_of(hint: Any, *, is_feel: bool) -> Reader:
    hint, _ = split_optional(hint)
    if is_feel:
        return _read_feel
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and parameters[0] is str:
        return _read_strs
    if origin is tuple:
        return _tuple_reader(_reader_of(parameters[0], is_feel=False))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(_reader_of(parameters[1], is_feel=parameters[1] is str))
    if issubclass(hint, enum.Enum):
        return _enum_reader(hint)
    return _reader_of_class(hint)


_BLANKS: dict[Any, Callable[[], Any]] = {
    str: str,
    int: int,
    Text: lambda: Text(""),
    Limit: lambda: parse_limit("0d"),
}


def _blank(hint: Any) -> Any:
    """What stands for a required value that is missing, so that the rest can still be looked at."""
    hint, _ = split_optional(hint)
    if hint in _BLANKS:
        return _BLANKS[hint]()
    origin = typing.get_origin(hint)
    if origin is tuple:
        return ()
    if origin is not None:
        return {}
    return next(iter(hint))
