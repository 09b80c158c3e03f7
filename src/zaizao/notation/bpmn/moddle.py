"""The extension's schema as a moddle descriptor, so that bpmn.io's tools read and edit our elements by name."""

from __future__ import annotations

from typing import Any

from zaizao.definition.model import Activity, Material, ProcessDefinition
from zaizao.definition.shape import Slot, slots_of, split_optional
from zaizao.notation.bpmn.extension import NAMESPACE, PREFIX, shape_of

_OF_THE_PROCESS = ("format", "language")


def describe_extension() -> dict[str, Any]:
    """The moddle descriptor (JSON) of everything that `to_bpmn` writes beyond BPMN 2.0."""
    classes = list(dict.fromkeys(_gather(ProcessDefinition)))
    types = [
        _describe_attributes("Text", ("zh", "en"), says="Words in Chinese and English"),
        _describe_attributes("Entry", ("value",), says="One entry of a list"),
        _describe_attributes("Pair", ("id", "value"), says="One entry of a mapping to a text"),
        *(_describe_class(cls) for cls in classes),
    ]
    return {
        "name": "Zaizao",
        "uri": NAMESPACE,
        "prefix": PREFIX,
        "xml": {"tagAlias": "lowerCase"},
        "types": types,
        "enumerations": [],
        "associations": [],
    }


def name_type(cls: Any) -> str:
    """The moddle type of a class; the whole is the element ``definition``."""
    return "Definition" if cls is ProcessDefinition else str(cls.__name__)


def _gather(cls: Any) -> list[Any]:
    found, todo = [], [cls]
    while todo:
        one = todo.pop(0)
        if one not in found:
            found.append(one)
            todo.extend(shape_of(slot).cls for slot in slots_of(one) if shape_of(slot).cls is not None)
    return found


def _describe_class(cls: Any) -> dict[str, Any]:
    kind: dict[str, Any] = {"name": name_type(cls), "description": (cls.__doc__ or "").strip()}
    if cls in (ProcessDefinition, Activity, Material):
        kind["superClass"] = ["Element"]
    if cls is ProcessDefinition:
        kind["meta"] = {"allowedIn": ["bpmn:Process"]}
    attributes = [_attribute(name) for name in (_OF_THE_PROCESS if cls is ProcessDefinition else ("id",))]
    kind["properties"] = [*attributes, *(_describe_slot(slot) for slot in slots_of(cls))]
    return kind


def _describe_attributes(name: str, keys: tuple[str, ...], *, says: str) -> dict[str, Any]:
    return {"name": name, "description": says, "properties": [_attribute(key) for key in keys]}


def _attribute(name: str) -> dict[str, Any]:
    return {"name": name, "isAttr": True, "type": "String"}


def _describe_slot(slot: Slot) -> dict[str, Any]:
    shape = shape_of(slot)
    described: dict[str, Any] = {"name": slot.key, "description": slot.says}
    if shape.form == "scalar":
        hint, _ = split_optional(slot.hint)
        kind = {bool: "Boolean", int: "Integer"}.get(hint, "String")
        return {**described, "isAttr": True, "type": kind}
    kinds = {"text": "Text", "scalars": "Entry", "words": "Pair"}
    described |= {"type": kinds.get(shape.form) or name_type(shape.cls), "xml": {"serialize": "property"}}
    if shape.form in ("scalars", "objects", "words", "children"):
        described["isMany"] = True
    return described
