"""The mapping as a file that people edit: ``activities: {name in the log: activity of the definition}``.

``~`` says that a name is no activity of the definition. Every fault is reported at once, with its line.
"""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.definition.model import ProcessDefinition
from zaizao.errors import Location, Problem
from zaizao.mining.matching.errors import MappingFileError
from zaizao.mining.matching.matching import Level, Matching
from zaizao.units.near import find_near
from zaizao.units.yaml import dotted, locate_all, read_yaml

_KEY = "activities"


def read_mapping(
    text: str | bytes, definition: ProcessDefinition, *, file: str | None = None
) -> Mapping[str, str | None]:
    """What a person decided. Raises YamlError and MappingFileError; an activity that there is not is a fault."""
    plain = read_yaml(text, file=file)
    told = plain.get(_KEY) if isinstance(plain, dict) else None
    faults: list[tuple[tuple[str, ...], str, dict[str, object]]] = []
    if not isinstance(told, dict):
        faults.append(((_KEY,), "mapping-shape", {}))
        told = {}
    for name, activity in told.items():
        if activity is not None and activity not in definition.activities:
            known = find_near(str(activity), definition.activities, count=3)
            faults.append(((_KEY, name), "mapping-activity", {"activity": str(activity), "near": known}))
    if faults:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        places = locate_all(decoded, [path for path, _, _ in faults])
        raise MappingFileError(
            Problem(code, fields, Location(file, *places[path], dotted(path))) for path, code, fields in faults
        )
    return {str(name): activity for name, activity in told.items()}


def write_mapping(matching: Matching) -> str:
    """The matching as a mapping to be edited: the unclear ones first, so that they are seen."""
    from zaizao.units.yaml_write import write_yaml  # noqa: PLC0415  # PyYAML is slow to load; most calls only read

    sure = {match.name: match.activity for match in matching.matches if match.level is not Level.SIMILAR}
    similar = {match.name: match.activity for match in matching.matches if match.level is Level.SIMILAR}
    open_names: dict[str, str | None] = dict.fromkeys((*matching.unmatched, *matching.ignored))
    return write_yaml({_KEY: {**open_names, **similar, **sure}})
