"""What was counted on a log, in other words: names of activities and organs in another language, without counting again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from zaizao.mining.comparison import Measure

Counted = TypeVar("Counted")
_BESIDE = " > "
"""Between the two phases of a measure of order."""


def retell(value: Counted, words: Mapping[str, str]) -> Counted:
    """The value with every name that is in ``words`` replaced, however deep it lies; the same value where none is."""
    told: Counted = _retell(value, words)
    return told


def _retell(value: Any, words: Mapping[str, str]) -> Any:
    if type(value) is str:
        return words.get(value, value)
    if isinstance(value, Measure):
        return _retell_measure(value, words)
    if isinstance(value, Struct):
        parts = {name: getattr(value, name) for name in value.__struct_fields__}
        told = {name: _retell(part, words) for name, part in parts.items()}
        changed = {name: part for name, part in told.items() if part is not parts[name]}
        return replace(value, **changed) if changed else value
    if isinstance(value, (tuple, list)):
        each = [_retell(one, words) for one in value]
        return value if all(a is b for a, b in zip(each, value, strict=True)) else type(value)(each)
    if isinstance(value, dict):
        pairs = [(_retell(key, words), _retell(one, words)) for key, one in value.items()]
        same = all(key is old and one is value[old] for (key, one), old in zip(pairs, value, strict=True))
        return value if same else dict(pairs)
    return value


def _retell_measure(measure: Measure, words: Mapping[str, str]) -> Measure:
    """Its key has the subject in it."""
    subject = _BESIDE.join(words.get(name, name) for name in measure.subject.split(_BESIDE))
    if subject == measure.subject:
        return measure
    return replace(measure, subject=subject, key=measure.key.replace(f"/{measure.subject}/", f"/{subject}/"))
