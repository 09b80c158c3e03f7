"""Writing plain values as YAML that people like to read: block style, Chinese as it is, keys in their given order.

What is written here is read back equal by `zaizao.units.yaml`; anything that could not be is refused.
"""

from __future__ import annotations

import math
import re

import yaml

from zaizao.errors import Location, Problem
from zaizao.units.yaml import YamlError
from zaizao.units.yaml_marks import CONTROL, MAX_DEPTH, NOT_TEXT, Path, dotted


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The library's dumper, without aliases, quoting every text that would be read back as something else."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# YAML 1.1 and 1.2 disagree about what a bare word means; a text that either would take for a number is quoted.
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9a-fA-FxXoObB_.+\-]*")
_ODD_BREAK = re.compile("[\r\x85\u2028\u2029]")


def _write_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if _ODD_BREAK.search(value):
        style = '"'
    elif "\n" in value and _fits_block(value):
        style = "|"
    elif NOT_TEXT.fullmatch(value) or _NUMBER_LIKE.fullmatch(value):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _fits_block(value: str) -> bool:
    """Whether a literal block keeps the text as it is: no blank line or indentation before it, no odd line breaks."""
    lines = value.split("\n")
    return bool(lines[0]) and lines[0][0] not in " \t" and not re.search("\t| $| \n", value)


_Dumper.add_representer(str, _write_text)


def write_yaml(value: object) -> str:
    """``value`` (text, numbers, booleans, None, lists, mappings with text keys) as YAML.

    Raises YamlError for anything else, for numbers that are not finite and for nesting deeper than MAX_DEPTH.
    """
    problems = _find_unwritable(value)
    if problems:
        raise YamlError(problems)
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=120
    )
    return text if isinstance(value, dict | list | tuple) else text.removesuffix("\n...\n")


def _find_unwritable(value: object) -> list[Problem]:
    problems: list[Problem] = []
    todo: list[tuple[object, Path]] = [(value, ())]
    while todo and len(problems) < 10:
        item, path = todo.pop()
        code = _judge(item, depth=len(path))
        if code is not None:
            fields = {"type": type(item).__name__, "limit": MAX_DEPTH}
            problems.append(Problem(code, fields, Location(path=dotted(path[:MAX_DEPTH]))))
        elif isinstance(item, dict):
            todo.extend((child, (*path, key)) for key, child in item.items())
        elif isinstance(item, list | tuple):
            todo.extend((child, (*path, index)) for index, child in enumerate(item))
    return problems


def _judge(item: object, *, depth: int) -> str | None:
    match item:
        case None | bool() | int():
            return None
        case str():
            return "yaml-unwritable" if CONTROL.search(item) else None
        case float():
            return None if math.isfinite(item) else "yaml-unwritable"
        case dict() if all(type(key) is str and not CONTROL.search(key) for key in item):
            return "yaml-unwritable-depth" if depth >= MAX_DEPTH else None
        case list() | tuple():
            return "yaml-unwritable-depth" if depth >= MAX_DEPTH else None
    return "yaml-unwritable"
