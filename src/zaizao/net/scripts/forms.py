"""The forms a script's values take: which keys a step may have, and plain values read as the definition types them.

A value that does not fit its field is left as it is: the engine refuses it, and the refusal names the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from inspect import get_annotations

from msgspec.structs import fields

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Field
from zaizao.expression.temporal import read_date, read_duration, read_time
from zaizao.net import commands as asked
from zaizao.worktime import SHANGHAI

Plain = Mapping[str, object]

STEP_KEYS = frozenset({"at", "do", "case", "note", "refused", "expect", "times", "calendar"})
"""What any step may say besides its command's attributes."""

EXTRA_KEYS = {
    "open": frozenset({"process", "pack"}),
    "migrate": frozenset({"to", "pack"}),
    "revert_migration": frozenset({"to", "pack"}),
}
"""Keys that name a definition."""

_NOT_WRITTEN = frozenset({"definition", "acting_for"})


def name_command(kind: type[asked.Command]) -> str:
    """``Complete`` is ``complete``, ``StateFacts`` is ``state_facts``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


COMMANDS: dict[str, type[asked.Command]] = {name_command(kind): kind for kind in asked.Command.__subclasses__()}


def list_keys(do: str) -> frozenset[str]:
    """Every key a step of this command may have."""
    own = {*COMMANDS[do].__struct_fields__} - _NOT_WRITTEN
    return frozenset(own) | STEP_KEYS | EXTRA_KEYS.get(do, frozenset()) | {"for"}


def list_required(do: str) -> list[str]:
    """The keys a step of this command must have."""
    required = [one.name for one in fields(COMMANDS[do]) if one.required]
    return [name for name in required if name not in _NOT_WRITTEN] + (["to"] if do == "migrate" else [])


def expected_form(do: str, name: str) -> str:
    """What an attribute takes: text, texts, mapping or any."""
    if name == "for":
        return "text"
    written = next((str(kind[name]) for kind in map(get_annotations, COMMANDS[do].__mro__) if name in kind), "object")
    if written.startswith("tuple"):
        return "texts"
    if written.startswith(("Facts", "Mapping")):
        return "mapping"
    return "text" if written.startswith("str") else "any"


def read_moment(value: object) -> datetime | None:
    """A moment written 2026-02-12T10:00 (Shanghai) or with its zone; None when it is not one."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment


def fit_facts(definition: ProcessDefinition, facts: Plain) -> dict[str, object]:
    """Facts as the fields of the definition type them."""
    return {name: fit_value(definition.fields.get(name), value) for name, value in facts.items()}


def fit_entry(definition: ProcessDefinition, log: str, values: Plain) -> dict[str, object]:
    """An entry's values as the list's fields type them."""
    fields = definition.entries[log].fields if log in definition.entries else {}
    return {name: fit_value(fields.get(name), value) for name, value in values.items()}


def fit_value(field: Field | None, value: object) -> object:
    """One value as its field types it."""
    return value if field is None else _fit(field.type.strip(), field, value)


def _fit(kind: str, field: Field, value: object) -> object:
    if kind.startswith("list") and isinstance(value, list):
        inner = kind.partition(" of ")[2].strip() or "any"
        return [_fit(inner, field, each) for each in value]
    if kind == "context" and isinstance(value, Mapping):
        return {name: fit_value(field.parts.get(name), each) for name, each in value.items()}
    return _fit_text(kind, value) if isinstance(value, str) else value


def _fit_text(kind: str, value: str) -> object:
    read: object = value
    if kind == "date":
        read = read_date(value)
    elif kind == "datetime":
        read = read_moment(value)
    elif kind == "time":
        read = read_time(value)
    elif kind == "duration":
        read = read_duration(value)
    return value if read is None else read
