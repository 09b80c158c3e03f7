"""Definitions as the command is given them: a YAML or JSON file."""

from __future__ import annotations

from pathlib import Path

from zaizao.cli.files import located, read_text
from zaizao.cli.program import refuse
from zaizao.definition import ProcessDefinition, from_json, read_definition

READABLE = (".yaml", ".yml", ".json")


def load_definition(path: str) -> ProcessDefinition:
    """The definition in a file.

    Raises DefinitionError, YamlError, CommandError with every problem located.
    """
    suffix = Path(path).suffix.lower()
    with located(path):
        if Path(path).is_dir():
            raise refuse("file-is-folder", path)
    if suffix == ".json":
        return from_json(read_text(path), file=path)
    if suffix not in READABLE:
        raise refuse("suffix-unknown", path, suffix=suffix or "—", known=READABLE)
    with located(path):
        return read_definition(Path(path))
