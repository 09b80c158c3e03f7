"""Reading our own pages: tables, links, names of code, commands."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

CELLS = re.compile(r"(?<!\\)\|")
"""Between two cells of a table; an escaped bar belongs to a cell."""


def read_table(path: Path, *, columns: int) -> list[list[str]]:
    """The body rows of every table in a page that has so many columns; a header is the row above the dashes."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in CELLS.split(line.strip().strip("|"))] if line.startswith("|") else []
        if len(cells) != columns:
            continue
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            rows.pop()
        else:
            rows.append(cells)
    return rows


def list_links(path: Path) -> list[str]:
    """The targets of every link and picture that lie in this repository."""
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    return [target for target in targets if "://" not in target]


def resolve_name(name: str) -> bool:
    """Whether ``zaizao.room.Name.attribute`` exists."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return _has_path(found, parts[cut:])
    return False


def _has_path(found: object, names: list[str]) -> bool:
    for name in names:
        if not hasattr(found, name):
            return name in getattr(found, "__annotations__", {})
        found = getattr(found, name)
    return True


def list_commands() -> list[str]:
    """The subcommands of ``zaizao``."""
    program = importlib.import_module("zaizao.cli.program")
    return sorted(program.COMMANDS)


def find_missing_parts(command: str, root: Path) -> list[str]:
    """What a command line ``zaizao …`` names and does not exist: the subcommand, its options, the files."""
    _, name, *words = command.split()
    if name not in list_commands():
        return [name]
    program = importlib.import_module("zaizao.cli.program").build_program(["--lang", "en"])
    known = {option for param in program.get_command(None, name).params for option in param.opts}
    options = [word for word in words if word.startswith("-") and word not in known]
    return options + [word for word in words if "/" in word and not (root / word).exists()]
