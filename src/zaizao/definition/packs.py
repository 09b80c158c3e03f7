"""A pack: a folder of process files with what they share. Reading one file alone is `reading`'s business."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.reading import PACK_FILE, DefinitionError, read_definition, read_shared
from zaizao.definition.sharing import FindBasis, Shared, find_shipped
from zaizao.errors import InputError, Location, Problem


class Pack(Struct, frozen=True):
    """The processes of one folder by identifier, and what they share."""

    shared: Shared
    definitions: Mapping[str, ProcessDefinition]
    found: Mapping[str, ProcessDefinition] = {}
    """The processes as found (``as_is``): what a redesign began with, often under the redesigned one's identifier."""


def load_pack(folder: str | Path, *, find_basis: FindBasis = find_shipped) -> Pack:
    """Read every ``*.yaml`` of a folder; the problems of all files are raised together.

    Raises DefinitionError, also when two files hold the same process (one as found beside one that runs is fine) or
    there is no file at all.
    """
    folder = Path(folder)
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != PACK_FILE)
    if not paths:
        raise DefinitionError([Problem("pack-empty", {}, Location(str(folder)))])
    shared = read_shared(folder / PACK_FILE) if (folder / PACK_FILE).exists() else Shared()
    current: dict[str, ProcessDefinition] = {}
    found: dict[str, ProcessDefinition] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            definition = read_definition(path, shared=shared, find_basis=find_basis)
        except InputError as error:
            problems.extend(error.problems)
            continue
        read = found if definition.as_is else current
        if definition.process in read:
            problems.append(Problem("process-twice", {"process": definition.process}, Location(str(path))))
        read[definition.process] = definition
    if problems:
        raise DefinitionError(problems)
    return Pack(shared, current, found)
