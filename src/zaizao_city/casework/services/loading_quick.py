"""A faultless line of an export, read in one go by the classes below; at the first doubt it is left to `loading_careful`.

Both take the same lines for the same cases; only this one is fast, and only the other can say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple, Union, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from zaizao.definition import ProcessDefinition
from zaizao.net import commands as asked
from zaizao.net.scripts.forms import COMMANDS, fit_facts
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.mapping.times import to_official

LONGEST = 1_000_000
"""Signs of a line."""
NEVER = frozenset({"open", "migrate", "revert_migration"})
"""Commands that name a definition; a case of the past ran on one."""
_CHANNELS = frozenset(Channel.values)
_DOUBTFUL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""What may be a sign that cannot be kept: U+0000, half a character."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
Step = Any
"""A step of a line: what its command says, ``at``, ``by`` and ``acting_for``."""


def _make_step(do: str, kind: type[asked.Command]) -> type[Struct]:
    """The form of a step: the command's own attributes, their values where nothing is said, and the step's."""
    hints = get_type_hints(kind)
    own = [one for one in fields(kind) if one.name not in ("by", "acting_for")]
    names: list[Any] = [
        (one.name, _loosen(hints[one.name])) if one.required else (one.name, _loosen(hints[one.name]), one.default)
        for one in own
    ]
    step: list[Any] = [("at", str), ("by", str | None, None), ("acting_for", str | None, None)]
    return msgspec.defstruct(
        f"Step_{do}", [*step, *names], kw_only=True, tag_field="do", tag=do, forbid_unknown_fields=True, gc=False,
        rename={"acting_for": "for"},
    )  # fmt: skip


def _loosen(hint: Any) -> Any:
    """A command's attribute as JSON has it."""
    return dict[str, Any] if hint == asked.Facts or hint == Mapping[str, str] else Any if hint is object else hint


_STEPS = {do: _make_step(do, kind) for do, kind in COMMANDS.items() if do not in NEVER}


class Line(Struct, forbid_unknown_fields=True):
    """A line, as `loading_lines` says."""

    process: str
    territory: str
    opened: str
    by: str | None = None
    applicant: str | None = None
    enterprise: str | None = None
    channel: str = Channel.IMPORT.value
    facts: dict[str, Any] | None = None
    items: tuple[str, ...] | None = None
    materials: tuple[str, ...] = ()
    steps: list[Union[tuple(_STEPS.values())]] = []  # type: ignore[valid-type] # noqa: UP007 - copied for each


decode_line = msgspec.json.Decoder(Line, float_hook=Decimal).decode
"""What a line says, if it has the form of one."""


def read_quickly(text: str) -> Line | None:
    """The line, if nothing about it is doubtful."""
    if len(text) > LONGEST or ("\\u" in text and _DOUBTFUL.search(text)):
        return None
    try:
        line = decode_line(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    if line.channel not in _CHANNELS or read_official(line.opened) is None:
        return None
    return None if any(read_official(step.at) is None for step in line.steps) else line


def read_official(text: str) -> datetime | None:
    """Official time as it is written (`zaizao.net.scripts.forms.read_moment`); None for anything else."""
    if not _MOMENT.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is None else to_official(moment)


class _Form(NamedTuple):
    """How a step becomes its command."""

    make: Callable[..., asked.Command]
    read: Callable[[Step], tuple[Any, ...]]
    has_work: bool
    has_facts: bool


def _make_form(kind: type[asked.Command]) -> _Form:
    names = [name for name in kind.__struct_fields__ if name not in ("by", "acting_for")]
    read = attrgetter(*names) if len(names) > 1 else lambda step: tuple(getattr(step, name) for name in names)
    return _Form(kind, read, "work" in names, kind in (asked.Complete, asked.StateFacts))


_FORMS = {step: _make_form(COMMANDS[do]) for do, step in _STEPS.items()}


def make_command(step: Step, *, by: str | None, definition: ProcessDefinition) -> asked.Command:
    """The command of a step; work without a number is that of the first round, facts are of their fields' types."""
    form = _FORMS[type(step)]
    if form.has_work and step.work is not None and "#" not in step.work:
        step.work += "#1"
    if form.has_facts and step.facts:
        step.facts = fit_facts(definition, step.facts)
    said = {} if form.make is asked.Tick else {"by": by, "acting_for": step.acting_for}
    return form.make(*form.read(step), **said)
