"""The steps as a file that people edit: ``steps: {step: {side: [names in its log]}}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zaizao.errors import Location, Problem
from zaizao.mining.comparison.alignment import Alignment
from zaizao.mining.comparison.errors import StepsFileError
from zaizao.units.yaml import dotted, locate_all, read_yaml

_KEY = "steps"
Told = Mapping[str, Mapping[str, Sequence[str]]]


def read_steps(text: str | bytes, *, file: str | None = None) -> Told:
    """What a person decided. Raises YamlError and StepsFileError; a name that stands for two steps is a fault."""
    plain = read_yaml(text, file=file)
    told = plain.get(_KEY) if isinstance(plain, dict) else None
    faults: list[tuple[tuple[str, ...], str, dict[str, object]]] = []
    steps: dict[str, dict[str, list[str]]] = {}
    owner: dict[tuple[str, str], str] = {}
    if not isinstance(told, dict):
        faults.append(((_KEY,), "steps-shape", {}))
        told = {}
    for step, by_side in told.items():
        if not isinstance(by_side, dict):
            faults.append(((_KEY, step), "steps-shape", {}))
            continue
        for side, names in by_side.items():
            listed = [names] if isinstance(names, str) else names
            if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
                faults.append(((_KEY, step, side), "steps-names", {}))
                continue
            steps.setdefault(step, {})[side] = listed
            for name in listed:
                other = owner.setdefault((side, name), step)
                if other != step:
                    faults.append(((_KEY, step, side), "steps-twice", {"name": name, "other": other}))
    if faults:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        places = locate_all(decoded, [path for path, _, _ in faults])
        raise StepsFileError(
            Problem(code, fields, Location(file, *places[path], dotted(path))) for path, code, fields in faults
        )
    return steps


def write_steps(alignment: Alignment) -> str:
    """The steps as found, to be edited: those that not all sides have first, so that they are seen."""
    from zaizao.units.yaml_write import write_yaml  # noqa: PLC0415  # PyYAML is slow to load; most calls only read

    sides = len(alignment.codes)
    ordered = sorted(alignment.steps, key=lambda step: (len(step.called) == sides, step.name))
    return write_yaml({_KEY: {one.name: {side: list(names) for side, names in one.called.items()} for one in ordered}})
