"""Plain values of a definition as elements of our own namespace and back, driven by the model's metadata.

Everything stands in attributes: white space in them survives whatever tool has the file in between.
A list is its element repeated, an empty one the element alone; an id of a mapping is the attribute ``id``.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from zaizao.definition.shape import Slot, slots_of, split_optional
from zaizao.errors import Location, Problem
from zaizao.notation.bpmn.problems import BpmnError
from zaizao.notation.bpmn.xml_tree import FORBIDDEN, Element, Found
from zaizao.units import Limit, Text

PREFIX = "zaizao"
NAMESPACE = "urn:zaizao:bpmn:1"
"""The namespace of what BPMN has no word for; a new form of it gets a new number."""

Form = Literal["scalar", "text", "scalars", "objects", "object", "words", "children"]


class Shape(Struct, frozen=True):
    """How one attribute of the model stands in XML, and the class of what stands inside it."""

    form: Form
    cls: Any = None


def shape_of(slot: Slot) -> Shape:
    """``scalar``: an attribute · ``text``: an element with zh and en · ``scalars``: elements with ``value`` ·
    ``objects``: elements · ``object``: one element · ``words``: elements with id and value · ``children``: elements
    with id.
    """
    hint, _ = split_optional(slot.hint)
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if hint is Text:
        return Shape("text")
    if origin is tuple:
        return Shape("objects", parameters[0]) if _is_class(parameters[0]) else Shape("scalars")
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Shape("children", parameters[1]) if _is_class(parameters[1]) else Shape("words")
    return Shape("object", hint) if _is_class(hint) and hint is not Limit else Shape("scalar")


def _is_class(hint: Any) -> bool:
    """Whether it is a class of the model, with attributes of its own."""
    return isinstance(hint, type) and issubclass(hint, Struct)


def write_extension(name: str, plain: Mapping[str, Any], *, cls: Any, path: str, **more: str) -> Element:
    """The element ``name`` for the plain form of a ``cls``; ``more`` are attributes that come first.

    Raises BpmnError where a text holds what XML cannot hold, with its ``path`` in the definition.
    """
    attributes: dict[str, str | None] = dict(more)
    children: list[Element] = []
    for slot in slots_of(cls):
        if slot.key not in plain:
            continue
        value, place = plain[slot.key], f"{path}.{slot.key}"
        shape = shape_of(slot)
        if shape.form == "scalar":
            attributes[slot.key] = _write_scalar(value, place)
        else:
            children.extend(_write_children(slot.key, value, shape=shape, path=place))
    return Element(f"{PREFIX}:{name}", attributes, tuple(children))


def _write_scalar(value: Any, path: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if FORBIDDEN.search(text):
        raise BpmnError([Problem("bpmn-character", {}, Location(path=path))])
    return text


def _write_children(key: str, value: Any, *, shape: Shape, path: str) -> list[Element]:
    tag = f"{PREFIX}:{key}"
    if shape.form == "text":
        words = value if isinstance(value, dict) else {"zh": value}
        return [Element(tag, {name: _write_scalar(said, path) for name, said in words.items()})]
    if shape.form == "object":
        return [write_extension(key, value, cls=shape.cls, path=path)]
    if not value:
        return [Element(tag)]
    if shape.form == "scalars":
        return [Element(tag, {"value": _write_scalar(one, path)}) for one in value]
    if shape.form == "words":
        return [Element(tag, {"id": name, "value": _write_scalar(one, path)}) for name, one in value.items()]
    if shape.form == "objects":
        return [write_extension(key, one, cls=shape.cls, path=f"{path}[{i}]") for i, one in enumerate(value)]
    return [write_extension(key, one, cls=shape.cls, path=f"{path}.{name}", id=name) for name, one in value.items()]


class Reading:
    """Reads our elements back to plain values; what does not belong is gathered in ``problems``."""

    def __init__(self, *, file: str | None) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, code: str, found: Found, **fields: object) -> None:
        """Note that something is wrong at an element."""
        self.problems.append(Problem(code, fields, found.locate(file=self.file)))

    def read_object(self, found: Found, *, cls: Any, beside: tuple[str, ...] = ()) -> dict[str, Any]:
        """The plain form of a ``cls``; attributes in ``beside`` belong to somebody else."""
        slots = {slot.key: slot for slot in slots_of(cls)}
        plain: dict[str, Any] = {}
        for key, value in found.attributes.items():
            slot = slots.get(key)
            if key in beside or " " in key:
                continue
            if slot is None or shape_of(slot).form != "scalar":
                self.refuse("bpmn-unknown", found, name=key)
                continue
            plain[key] = _read_scalar(value, slot)
        for child in found.children:
            slot = slots.get(child.name) if child.namespace == NAMESPACE else None
            if slot is None or shape_of(slot).form == "scalar":
                self.refuse("bpmn-unknown", child, name=child.name)
                continue
            self._read_child(child, plain=plain, shape=shape_of(slot))
        return {key: plain[key] for key in slots if key in plain}

    def _read_child(self, found: Found, *, plain: dict[str, Any], shape: Shape) -> None:
        key, form = found.name, shape.form
        if form in ("text", "object"):
            if key in plain:
                self.refuse("bpmn-twice", found, name=key)
            plain[key] = self._read_text(found) if form == "text" else self.read_object(found, cls=shape.cls)
            return
        is_list = form in ("scalars", "objects")
        gathered = plain.setdefault(key, [] if is_list else {})
        if form == "scalars":
            gathered.extend(found.attributes[name] for name in ("value",) if name in found.attributes)
        elif form == "objects":
            gathered.append(self.read_object(found, cls=shape.cls))
        elif not found.attributes and not found.children:
            return
        elif "id" not in found.attributes:
            self.refuse("bpmn-without-id", found, name=key)
        elif found.attributes["id"] in gathered:
            self.refuse("bpmn-twice", found, name=found.attributes["id"])
        elif form == "words":
            gathered[found.attributes["id"]] = found.attributes.get("value", "")
        else:
            gathered[found.attributes["id"]] = self.read_object(found, cls=shape.cls, beside=("id",))

    def _read_text(self, found: Found) -> Any:
        words = {name: value for name, value in found.attributes.items() if name in ("zh", "en")}
        return words["zh"] if set(words) == {"zh"} else words


def _read_scalar(value: str, slot: Slot) -> Any:
    hint, _ = split_optional(slot.hint)
    if hint is bool and value in ("true", "false"):
        return value == "true"
    if hint in (int, str | int) and value.isascii() and value.isdigit():
        return int(value)
    return value
