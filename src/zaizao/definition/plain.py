"""A definition as plain values, canonical JSON and YAML text, and the digest that identifies it for ever."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from itertools import compress
from operator import attrgetter, is_not
from typing import Any

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.shape import slots_of
from zaizao.units import Limit, Text

DIGEST_VERSION = "zd1"
"""Names the canonical form below; a new form gets a new name and the old one stays computable."""


def to_plain(definition: ProcessDefinition) -> dict[str, Any]:
    """The definition as dicts, lists and scalars: defaults left out, keys in the language's order."""
    plain: dict[str, Any] = unstructure(definition)
    return plain


def to_json(definition: ProcessDefinition) -> str:
    """The definition as one line of JSON, keys in the language's order."""
    return json.dumps(to_plain(definition), ensure_ascii=False)


def write_definition(definition: ProcessDefinition) -> str:
    """The definition as a YAML text; reading it again gives an equal definition. Comments are not kept."""
    from zaizao.units.yaml_write import write_yaml  # noqa: PLC0415  # PyYAML is slow to load; most are only read

    return write_yaml(to_plain(definition))


def digest_of(definition: ProcessDefinition) -> str:
    """``zd1:`` and the SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) of the plain form.

    Formatting, comments, key order and shorthands do not change it; everything that means something does.
    """
    import hashlib  # noqa: PLC0415  # slow to load, and a definition that is only checked has no digest

    canonical = json.dumps(to_plain(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{DIGEST_VERSION}:{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()}"


def unstructure(value: object) -> Any:
    """The plain form of a value of the model: defaults left out, keys in the model's order."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, enum.Enum):
        return value.value
    return _unstructure_object(value)


def _unstructure_list(values: tuple[Any, ...]) -> list[Any]:
    return [element if type(element) is str else unstructure(element) for element in values]


def _unstructure_mapping(values: dict[str, Any]) -> dict[str, Any]:
    return {name: element if type(element) is str else unstructure(element) for name, element in values.items()}


def _unstructure_text(text: Text) -> Any:
    return text.zh if text.en is None else {"zh": text.zh, "en": text.en}


def _keep(value: Any) -> Any:
    return value


_WRITERS: dict[type, Callable[[Any], Any]] = {
    str: _keep,
    int: _keep,
    bool: _keep,
    type(None): _keep,
    tuple: _unstructure_list,
    dict: _unstructure_mapping,
    Text: _unstructure_text,
    Limit: str,
}


class _Columns(Struct, frozen=True):
    """The attributes of one class as they are written; all are taken from a value at once."""

    take: Callable[[object], tuple[Any, ...]]
    keys: tuple[str, ...]
    omitted: tuple[Any, ...]
    """What is left out, by position."""
    omitted_by_key: dict[str, Any]


_COLUMNS: dict[type, _Columns] = {}


def _unstructure_object(value: object) -> dict[str, Any]:
    columns = _COLUMNS.get(type(value))
    if columns is None:
        columns = _COLUMNS[type(value)] = _list_columns(type(value))
    held = columns.take(value)
    plain: dict[str, Any] = {}
    # most attributes are the very default: sorted out before the loop begins
    for key, kept in compress(zip(columns.keys, held, strict=True), map(is_not, held, columns.omitted)):
        omitted = columns.omitted_by_key[key]
        if type(kept) is not type(omitted) or kept != omitted:
            plain[key] = kept if type(kept) is str else unstructure(kept)
    return plain


def _list_columns(cls: Any) -> _Columns:
    slots = slots_of(cls)
    names = [slot.attribute for slot in slots]
    take = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    omitted = tuple(slot.default for slot in slots)
    keys = tuple(slot.key for slot in slots)
    return _Columns(take, keys, omitted, dict(zip(keys, omitted, strict=True)))
