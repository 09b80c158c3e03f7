"""What-if files: named scenarios, each a few changes of the parameters by path, or another definition.

scenarios:
  - name: 三个窗口
    set: {pools.window.size: 3}
  - name: 再造之后
    definition: open-restaurant.yaml
    parameters: after.params.yaml
    set: {arrivals.factor: 1.2}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import Struct

from zaizao.definition.marks import key
from zaizao.definition.model import ProcessDefinition
from zaizao.simulation.experiments import Scenario
from zaizao.simulation.parameter_file import (
    Faults,
    check_parameters,
    read_parameters,
    read_value,
    refuse_faults,
    to_plain,
)
from zaizao.simulation.parameters import Parameters
from zaizao.units.yaml import read_bytes, read_yaml


class ChangeRow(Struct, frozen=True):
    """One scenario of a what-if file."""

    name: Annotated[str, key(says="What it is called")]
    definition: Annotated[str | None, key(says="Another definition, a path beside this file")] = None
    parameters: Annotated[str | None, key(says="Other parameters, a path beside this file")] = None


class WhatIf(Struct, frozen=True):
    """A what-if file."""

    scenarios: Annotated[tuple[ChangeRow, ...], key(says="The scenarios, beside the one as it is")]


def read_what_if(path: str | Path, base: Scenario, *, load: Callable[[str], ProcessDefinition]) -> tuple[Scenario, ...]:
    """The scenarios of a file, each the base with its changes. ``load`` reads a definition.

    Raises ParametersError or YamlError with every problem located, OSError, and what ``load`` raises.
    """
    made, sets, text = read_scenarios(path)
    faults: Faults = []
    scenarios = []
    for place, row in enumerate(made.scenarios):
        folder = Path(path).parent
        parameters = read_parameters(folder / row.parameters) if row.parameters else base.parameters
        definition = load(str(folder / row.definition)) if row.definition else base.definition
        changed = change(parameters, sets[place], faults=faults, at=("scenarios", place, "set"))
        scenarios.append(Scenario(row.name, changed, definition))
    if faults:
        refuse_faults(faults, text=text, file=str(path))
    return tuple(scenarios)


def read_scenarios(path: str | Path) -> tuple[WhatIf, list[dict[str, Any]], str]:
    """The scenarios as they are written, what each puts in place, and the text; whether it fits is not looked at.

    Raises ParametersError or YamlError with every problem located, OSError.
    """
    text = read_bytes(path).decode("utf-8-sig", "replace")
    plain = read_yaml(text, file=str(path))
    faults: Faults = []
    sets: list[dict[str, Any]] = []
    stripped = _take_sets(plain, sets, faults)
    made = read_value(WhatIf, stripped if stripped is not None else {}, (), faults)
    if faults:
        refuse_faults(faults, text=text, file=str(path))
    return made, sets, text


def _take_sets(plain: object, sets: list[dict[str, Any]], faults: Faults) -> object:
    """The file without its ``set`` mappings, which are kept apart: their keys are paths."""
    if not isinstance(plain, dict) or not isinstance(plain.get("scenarios"), list):
        return plain
    rows = []
    for place, row in enumerate(plain["scenarios"]):
        given = row.get("set", {}) if isinstance(row, dict) else {}
        if not isinstance(given, dict):
            faults.append(("wrong-type", ("scenarios", place, "set"), {"expected": "{}", "found": str(given)[:60]}))
            given = {}
        sets.append(given)
        rows.append({name: one for name, one in row.items() if name != "set"} if isinstance(row, dict) else row)
    return {**plain, "scenarios": rows}


def change(
    parameters: Parameters, changes: Mapping[str, Any], *, faults: Faults | None = None, at: tuple[str | int, ...] = ()
) -> Parameters:
    """The parameters with values put in place by path.

    Without ``faults`` raises ParametersError with every path that leads nowhere and every value that cannot stand there.
    """
    found: Faults = [] if faults is None else faults
    before = len(found)
    plain = to_plain(parameters)
    for path, value in changes.items():
        if not _put(plain, _split(path, plain), value):
            found.append(("simulation-path", (*at, path), {"path": str(path)[:80]}))
    inner: Faults = []
    made = read_value(Parameters, plain, (), inner)
    if not inner:
        inner = list(check_parameters(made))
    found.extend((code, at or path, fields) for code, path, fields in inner)
    if len(found) > before:
        if faults is None:
            refuse_faults(found)
        return parameters
    changed: Parameters = made
    return changed


def _split(path: str, plain: Any) -> list[str]:
    """The steps of a path; names with points in them are found in the mapping they stand in."""
    steps, rest, inside = [], str(path), plain
    while rest:
        known = sorted(inside, key=len, reverse=True) if isinstance(inside, dict) else []
        step = next((name for name in known if rest == name or rest.startswith(f"{name}.")), rest.split(".", 1)[0])
        steps.append(step)
        rest = rest[len(step) + 1 :]
        inside = inside.get(step) if isinstance(inside, dict) else None
    return steps


def _put(plain: Any, steps: list[str], value: Any) -> bool:
    inside = plain
    for step in steps[:-1]:
        if not isinstance(inside, dict):
            return False
        inside = inside.setdefault(step, {})
    if not steps or not isinstance(inside, dict):
        return False
    inside[steps[-1]] = value
    return True
