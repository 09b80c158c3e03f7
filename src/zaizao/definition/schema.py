"""The JSON Schema (2020-12) of a process file, made from the model: editors complete and check with it.

It says what may stand where; whether names exist and the whole is sound is said by `checks` when a file is read.
"""

from __future__ import annotations

import enum
import inspect
import json
import typing
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from zaizao.definition.model import Activity, Join, ProcessDefinition
from zaizao.definition.shape import Slot, slots_of, split_optional
from zaizao.definition.vocabulary import VERBS
from zaizao.units import Limit, Text, Unit

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"
ID = r"^[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\-\u4e00-\u9fff]*$"
Schema = dict[str, Any]

_LIMIT: Schema = {
    "type": "string",
    "pattern": f"^(0|[1-9][0-9]{{0,5}})({'|'.join(unit.value for unit in Unit)})$",
    "examples": ["20wd", "30d", "4wh"],
}
_TEXT: Schema = {
    "oneOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
            "required": ["zh"],
            "additionalProperties": False,
        },
    ]
}
_FEEL: Schema = {"type": ["string", "boolean", "number"]}
_SCALARS: dict[Any, Schema] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": ["boolean", "null"]},
    Limit: {"$ref": "#/$defs/limit"},
    Text: {"$ref": "#/$defs/text"},
    str | int: {"oneOf": [{"enum": ["all", "any"]}, {"type": "integer", "minimum": 1}]},
}


def definition_schema() -> Schema:
    """The schema of one process file."""
    classes = list_classes()
    described = {name_class(cls): _describe_class(cls) for cls in classes if cls is not ProcessDefinition}
    return {
        "$schema": SCHEMA_ID,
        "title": "Zaizao process definition",
        **_describe_class(ProcessDefinition),
        "$defs": {
            "limit": {"description": "A whole number and a unit", **_LIMIT},
            "text": {"description": "Words in Chinese, or in Chinese and English", **_TEXT},
            "expression": {"description": "A FEEL expression", **_FEEL},
            **described,
        },
    }


def render_schema() -> str:
    """The schema as the text of docs/schema/process.schema.json."""
    return json.dumps(definition_schema(), ensure_ascii=False, indent=2) + "\n"


def list_classes() -> tuple[type, ...]:
    """The classes of the model that a process file may hold, outermost first."""
    found: dict[type, None] = {ProcessDefinition: None}
    for cls in (todo := [ProcessDefinition]):
        for slot in slots_of(cls):
            for part in _list_parts(slot.hint):
                if part not in found:
                    found[part] = None
                    todo.append(part)
    return tuple(found)


def name_class(cls: type) -> str:
    """``ProcessDefinition`` → ``process-definition``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")


def _list_parts(hint: Any) -> list[Any]:
    hint, _ = split_optional(hint)
    inner = [part for argument in typing.get_args(hint) for part in _list_parts(argument)]
    is_construct = isinstance(hint, type) and issubclass(hint, Struct) and hint not in _SCALARS
    return [hint, *inner] if is_construct else inner


def _describe_class(cls: Any) -> Schema:
    slots = slots_of(cls)
    schema: Schema = {
        "description": inspect.cleandoc(cls.__doc__ or ""),
        "type": "object",
        "properties": {slot.key: _describe_slot(cls, slot) for slot in slots},
        "additionalProperties": False,
    }
    required = [slot.key for slot in slots if slot.required]
    if required:
        schema["required"] = required
    if cls is Join:
        words = [member.value for member in typing.get_type_hints(Join)["wait"]]
        schema = {"anyOf": [schema, {"enum": words}, {"type": "integer", "minimum": 1}]}
    return schema


def _describe_slot(cls: type, slot: Slot) -> Schema:
    schema = {"description": slot.says, **_describe_hint(slot.hint, is_feel=slot.is_feel)}
    if cls is Activity and slot.key == "does":
        schema |= {"enum": list(VERBS)}
    if isinstance(slot.default, (str, int)) and not isinstance(slot.default, bool):
        schema["default"] = slot.default
    elif isinstance(slot.default, enum.Enum):
        schema["default"] = slot.default.value
    return schema


def _describe_hint(hint: Any, *, is_feel: bool = False) -> Schema:
    hint, _ = split_optional(hint)
    if is_feel:
        return {"$ref": "#/$defs/expression"}
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        inner = _describe_hint(parameters[0])
        return {"anyOf": [{"type": "array", "items": inner}, inner]}
    if origin is not None and issubclass(origin, Mapping):
        member = _describe_hint(parameters[1], is_feel=parameters[1] is str)
        return {"type": "object", "propertyNames": {"pattern": ID}, "additionalProperties": member}
    if issubclass(hint, enum.Enum):
        return {"enum": [member.value for member in hint]}
    return {"$ref": f"#/$defs/{name_class(hint)}"}
