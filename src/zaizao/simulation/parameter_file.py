"""Reading parameters from YAML or JSON, with every problem located, and writing them back; the published schema too."""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from zaizao.definition.shape import slots_of, split_optional
from zaizao.errors import InputError, Location, Problem
from zaizao.simulation.durations import NUMBERS, Duration, Shape
from zaizao.simulation.parameters import Parameters
from zaizao.units import Limit, LimitError, Text, parse_limit
from zaizao.units.near import find_near
from zaizao.units.yaml import dotted, locate_all, read_bytes, read_yaml

MAX_BYTES = 50_000_000
"""Learned courses of large logs are long."""

_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(s|min|h|d)")
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
_FAULTY: Any = object()
Path_ = tuple[str | int, ...]
Faults = list[tuple[str, Path_, dict[str, object]]]


class ParametersError(InputError):
    """The parameters are malformed, or do not fit the definition; every problem stands in it."""

    code = "simulation-parameters"


def read_parameters(source: str | Path, *, content: str | bytes | None = None) -> Parameters:
    """The parameters in a file (or in ``content``, which ``source`` then only names).

    Raises ParametersError or YamlError with every problem located, OSError when the file cannot be opened.
    """
    raw = read_bytes(source, limit=MAX_BYTES) if content is None else content
    text = raw.decode("utf-8-sig", "replace") if isinstance(raw, bytes) else raw
    plain = _load(text, file=str(source), is_json=Path(source).suffix.lower() == ".json")
    faults: Faults = []
    made = read_value(Parameters, {} if plain is None else plain, (), faults)
    if not faults and made is not _FAULTY:
        faults.extend(check_parameters(made))
    if faults:
        refuse_faults(faults, text=text, file=str(source))
    parameters: Parameters = made
    return parameters


def refuse_faults(faults: Faults, *, text: str | None = None, file: str | None = None) -> typing.NoReturn:
    """Raise what was found, with its places where the text is at hand."""
    places = locate_all(text, [path for _, path, _ in faults]) if text is not None else {}
    problems = [
        Problem(code, fields, Location(file, *places.get(path, (None, None)), dotted(path)))
        for code, path, fields in faults
    ]
    raise ParametersError(sorted(problems, key=lambda one: (one.where.line or 0, one.where.column or 0)))


def _load(text: str, *, file: str, is_json: bool) -> object:
    if not is_json:
        return read_yaml(text, file=file, limit=MAX_BYTES)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = Location(file, getattr(error, "lineno", None), getattr(error, "colno", None))
        raise ParametersError([Problem("json-syntax", {"detail": str(error)[:200]}, where)]) from None


def read_value(hint: Any, value: Any, path: Path_, faults: Faults) -> Any:
    """The value of a type, or what stands for a faulty one."""
    hint, _ = split_optional(hint)
    if hint in _READERS:
        return _READERS[hint](value, path, faults)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        listed = value if isinstance(value, list) else [value]
        made = [read_value(inner[0], one, (*path, place), faults) for place, one in enumerate(listed)]
        return tuple(one for one in made if one is not _FAULTY)
    if origin is not None:
        if not isinstance(value, dict):
            return _refuse(value, path, faults, Text("映射（键: 值）", "a mapping (key: value)"))
        rows = {str(name): read_value(inner[1], one, (*path, name), faults) for name, one in value.items()}
        return {name: one for name, one in rows.items() if one is not _FAULTY}
    return _read_struct(hint, value, path, faults)


def _read_struct(cls: type[Struct], value: Any, path: Path_, faults: Faults) -> Any:
    slots = {slot.key: slot for slot in slots_of(cls)}
    if not isinstance(value, dict):
        keys = ", ".join(slots)
        return _refuse(value, path, faults, Text(f"映射，键为 {keys}", f"a mapping with the keys {keys}"))
    made: dict[str, Any] = {}
    for name, one in value.items():
        if name not in slots:
            near = find_near(str(name)[:60], slots)
            faults.append(
                ("unknown-key", (*path, name), {"key": str(name)[:60], "near": near, "expected": tuple(slots)})
            )
            continue
        read = read_value(slots[name].hint, one, (*path, name), faults)
        if read is not _FAULTY:
            made[slots[name].attribute] = read
    missing = [slot for slot in slots.values() if slot.required and slot.attribute not in made]
    for slot in missing:
        if slot.key not in value:
            faults.append(("missing-key", path, {"key": slot.key, "expected": slot.says}))
    return _FAULTY if missing else cls(**made)


def _refuse(value: Any, path: Path_, faults: Faults, expected: Text) -> Any:
    code = "empty-value" if value is None else "wrong-type"
    fields: dict[str, object] = {"expected": expected}
    if value is not None:
        fields["found"] = str(value)[:60]
    faults.append((code, path, fields))
    return _FAULTY


def _read_number(value: Any, path: Path_, faults: Faults) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value - value == 0 and value >= 0:
        return float(value)
    return _refuse(value, path, faults, Text("不小于 0 的数", "a number, not below 0"))


def _read_count(value: Any, path: Path_, faults: Faults) -> Any:
    if type(value) is int and 0 <= value < 100_000_000:
        return value
    return _refuse(value, path, faults, Text("整数", "a whole number"))


def _read_flag(value: Any, path: Path_, faults: Faults) -> Any:
    return value if isinstance(value, bool) else _refuse(value, path, faults, Text("true 或 false", "true or false"))


def _read_string(value: Any, path: Path_, faults: Faults) -> Any:
    return value if isinstance(value, str) else _refuse(value, path, faults, Text("文字", "text"))


def _read_words(value: Any, path: Path_, faults: Faults) -> Any:
    if isinstance(value, str) and value:
        return Text(value)
    if isinstance(value, dict) and isinstance(value.get("zh"), str) and isinstance(value.get("en", ""), str):
        return Text(value["zh"], value.get("en"))
    return _refuse(value, path, faults, Text("文字或 {zh, en}", "text or {zh, en}"))


def _read_limit(value: Any, path: Path_, faults: Faults) -> Any:
    try:
        return parse_limit(value)
    except (LimitError, TypeError):
        faults.append(("limit-malformed", path, {"text": str(value)[:60]}))
        return _FAULTY


def read_length(text: str) -> float | None:
    """The seconds of ``20min``, ``1.5h``, ``3d``; None for anything else."""
    match = _LENGTH.fullmatch(text.strip())
    return None if match is None else float(match[1]) * _SECONDS[match[2]]


def _read_length(value: Any, path: Path_, faults: Faults) -> Any:
    if isinstance(value, str):
        seconds = read_length(value)
        if seconds is not None:
            return seconds
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and value - value == 0 and value >= 0:
        return float(value)
    return _refuse(value, path, faults, Text("时长，如 20min、1.5h、3d", "a length of time such as 20min, 1.5h, 3d"))


def _read_duration(value: Any, path: Path_, faults: Faults) -> Any:
    if not isinstance(value, dict):
        length = _read_length(value, path, faults)
        return _FAULTY if length is _FAULTY else Duration(Shape.CONSTANT, (length,))
    known = {shape.value: shape for shape in Shape}
    names = [name for name in value if name in known]
    if len(value) != 1 or len(names) != 1:
        found = ", ".join(str(name) for name in value)[:60]
        fields: dict[str, object] = {"found": found, "expected": tuple(known), "near": find_near(found, known)}
        faults.append(("unknown-word", path, fields))
        return _FAULTY
    shape, given = known[names[0]], value[names[0]]
    listed = given if isinstance(given, list) else [given]
    plain_after = 1 if shape in (Shape.LOGNORMAL, Shape.WEIBULL) else len(listed)
    numbers = [
        (_read_length if place < plain_after else _read_number)(one, (*path, names[0], place), faults)
        for place, one in enumerate(listed)
    ]
    if _FAULTY in numbers:
        return _FAULTY
    wanted = NUMBERS.get(shape)
    fits = len(numbers) == wanted if wanted is not None else bool(numbers)
    rises = shape not in (Shape.UNIFORM, Shape.TRIANGULAR, Shape.QUANTILES) or numbers == sorted(numbers)
    if not fits or not rises:
        faults.append(("simulation-numbers", path, {"shape": names[0], "count": wanted or 1}))
        return _FAULTY
    return Duration(shape, tuple(numbers))


_READERS: Mapping[Any, Callable[[Any, Path_, Faults], Any]] = {
    str: _read_string,
    int: _read_count,
    float: _read_number,
    bool: _read_flag,
    Text: _read_words,
    Limit: _read_limit,
    Duration: _read_duration,
}


def check_parameters(parameters: Parameters) -> Faults:
    """What the parameters say that cannot be: names that do not exist, shares above one, clocks that never run."""
    from zaizao.simulation.parameter_checks import find_faults  # noqa: PLC0415  # the checks read these types

    return find_faults(parameters)


def to_plain(value: Any) -> Any:
    """Parameters as plain values for YAML and JSON; what is at its default is left out."""
    if isinstance(value, Duration):
        if value.shape is Shape.CONSTANT:
            return value.numbers[0]
        return {value.shape.value: list(value.numbers) if len(value.numbers) > 1 else value.numbers[0]}
    if isinstance(value, Text):
        return value.zh if value.en is None else {"zh": value.zh, "en": value.en}
    if isinstance(value, Limit):
        return str(value)
    if isinstance(value, Mapping):
        return {name: to_plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, Struct):
        rows = ((slot, getattr(value, slot.attribute)) for slot in slots_of(type(value)))
        return {slot.key: to_plain(one) for slot, one in rows if slot.required or one != slot.default}
    return value


def write_parameters(parameters: Parameters) -> str:
    """The parameters as YAML (JSON inside: one line a part, for long columns of numbers)."""
    lines = []
    for name, value in to_plain(parameters).items():
        if isinstance(value, dict) and value:
            lines.append(f"{name}:")
            lines += [f"  {json.dumps(part, ensure_ascii=False)}: {_flow(one)}" for part, one in value.items()]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{name}:")
            lines += [f"  - {_flow(one)}" for one in value]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    return json.dumps(_shorten(value), ensure_ascii=False)


def _shorten(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 1e15 else float(f"{value:.6g}")
    if isinstance(value, dict):
        return {name: _shorten(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shorten(one) for one in value]
    return value


def parameter_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a parameter file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zaizao simulation parameters",
        **_describe(Parameters),
    }


def _describe(hint: Any) -> dict[str, Any]:
    hint, _ = split_optional(hint)
    simple: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        int: {"type": "integer", "minimum": 0},
        float: {"type": "number", "minimum": 0},
        bool: {"type": "boolean"},
        Limit: {"type": "string"},
        Text: {"type": ["string", "object"]},
        Duration: {"type": ["string", "number", "object"], "examples": ["20min", {"exponential": "20min"}]},
    }
    if hint in simple:
        return dict(simple[hint])
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _describe(inner[0])}
    if origin is not None:
        return {"type": "object", "additionalProperties": _describe(inner[1])}
    slots = slots_of(hint)
    return {
        "type": "object",
        "description": (hint.__doc__ or "").strip(),
        "properties": {slot.key: {"description": slot.says, **_describe(slot.hint)} for slot in slots},
        "required": [slot.key for slot in slots if slot.required],
        "additionalProperties": False,
    }
