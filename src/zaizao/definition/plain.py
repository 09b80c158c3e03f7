"""A definition as plain values, canonical JSON and YAML text, and the digest that identifies it for ever."""

from __future__ import annotations

import enum
import hashlib
import json
import operator
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.shape import slots_of
from zaizao.units import Limit, Text
from zaizao.units.yaml_write import write_yaml

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
    return write_yaml(to_plain(definition))


def digest_of(definition: ProcessDefinition) -> str:
    """``zd1:`` and the SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) of the plain form.

    Formatting, comments, key order and shorthands do not change it; everything that means something does.
    """
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
_Rows: TypeAlias = tuple[Callable[[object], tuple[Any, ...]], tuple[tuple[str, Any], ...]]
_ROWS: dict[type, _Rows] = {}


def _unstructure_object(value: object) -> dict[str, Any]:
    rows = _ROWS.get(type(value))
    if rows is None:
        rows = _ROWS[type(value)] = _list_rows(type(value))
    take, columns = rows
    plain: dict[str, Any] = {}
    for (name, omitted), held in zip(columns, take(value), strict=True):
        if held is omitted:
            continue
        if type(held) is not type(omitted) or held != omitted:
            plain[name] = held if type(held) is str else unstructure(held)
    return plain


def _list_rows(cls: Any) -> _Rows:
    """How all attributes of a class are taken at once, and for each its key and the value that is left out."""
    slots = slots_of(cls)
    take: Callable[[object], Any] = operator.attrgetter(*(slot.attribute for slot in slots))
    if len(slots) == 1:
        alone = take

        def take(value: object) -> Any:
            return (alone(value),)

    return take, tuple((slot.key, {} if isinstance(slot.default, attrs.Factory) else slot.default) for slot in slots)  # type: ignore[arg-type]
