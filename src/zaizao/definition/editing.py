"""Changing a definition by small edits: as a value, and in the text it was written in.

What an edit is stands in `zaizao.units.yaml_edit`; here it meets the language: the order of its keys, the short ways
of writing. Whether a change is lawful or wise is not judged here.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from zaizao.definition.model import Join, Link, ProcessDefinition
from zaizao.definition.plain import to_plain
from zaizao.definition.reading import from_plain
from zaizao.definition.shape import Slot, slots_of, split_optional
from zaizao.units import Text
from zaizao.units.edit import Drop, Edit, Put
from zaizao.units.yaml_edit import EditError, Form, edit_plain
from zaizao.units.yaml_edit_text import NotInPlaceError, edit_yaml, show_difference

__all__ = [
    "Drop",
    "Edit",
    "EditError",
    "NotInPlaceError",
    "Put",
    "edit_definition",
    "edit_text",
    "show_difference",
]


def edit_definition(definition: ProcessDefinition, edits: Iterable[Edit]) -> ProcessDefinition:
    """The definition with the edits made to its plain form (`to_plain`), read again as `from_plain` reads.

    Raises EditError when an edit names no place or contradicts another, DefinitionError when the result is malformed.
    """
    return from_plain(edit_plain(to_plain(definition), edits, form=form_of(ProcessDefinition)))


def edit_text(text: str, edits: Iterable[Edit], *, file: str | None = None) -> str:
    """The YAML text of a definition (or of a `pack.yaml`) with the edits made where they stand.

    Comments, order, quoting and every character that is not concerned stay. A comment directly above what is dropped,
    or on its line, goes with it. Paths are those of the text: what a process takes from its pack is not in it.
    Raises YamlError, EditError, and NotInPlaceError where the change cannot be made so, or the text made would not
    be read as the plain value edited.
    """
    return edit_yaml(text, edits, form=form_of(ProcessDefinition), file=file)


@functools.cache
def form_of(hint: Any, *, may_vanish: bool = False) -> Form:
    """What the language says about a value of a type of the model, in the shape that edits need."""
    hint, _ = split_optional(hint)
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return Form(child=lambda _: form_of(parameters[0]), is_list=True, may_vanish=may_vanish)
    if origin is not None and issubclass(origin, Mapping):
        return Form(child=lambda _: form_of(parameters[1]), may_vanish=may_vanish)
    if hint is Text:
        return Form(keys=("zh", "en"), expand=_expand_text)
    if isinstance(hint, type) and issubclass(hint, Struct) and list_keys(hint):
        slots = {slot.key: slot for slot in slots_of(hint)}
        return Form(
            keys=tuple(slots),
            child=lambda step: _form_of_slot(slots[step]) if step in slots else Form(),
            expand={Join: _expand_join, Link: _expand_link}.get(hint),
        )
    return Form()


def list_keys(cls: Any) -> tuple[str, ...]:
    """The keys of a class of the model, in the language's order; none for other classes."""
    return tuple(slot.key for slot in slots_of(cls))


def _form_of_slot(slot: Slot) -> Form:
    return form_of(slot.hint, may_vanish=slot.default in ((), {}))


def _expand_text(value: object) -> object:
    return {"zh": value} if isinstance(value, str) else None


def _expand_join(value: object) -> object:
    if isinstance(value, str):
        return {"wait": value}
    return {"wait": "n", "n": value} if type(value) is int else None


def _expand_link(value: object) -> object:
    return {"activity": value} if isinstance(value, str) else None
