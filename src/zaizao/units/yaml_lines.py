"""Where things stand in a YAML text that is as plain as most are: every key and every element begins on a line.

A sixth of the price of `yaml_look`, and exact or silent: a text in which some line is not understood as a whole (a value
over several lines, a quoted key, brackets that do not close) is left to `yaml_look`, and so is a place inside brackets.
Only for texts that have been read: what is no YAML is not noticed here.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from zaizao.units.yaml_marks import Path, Place, Step

_KEY = re.compile(r"([^\W\d](?:[\w./-]*\w)?):(?: +|$)")
_QUOTED = re.compile(r"""(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")(?: +#.*)?""")
_BEGINS_OTHERWISE = frozenset("|>&*!%@`?,]}")
_BEGINS_QUOTED = frozenset("'\"")
_UNLIKE_FLOW = re.compile("['\"#]")


class _NotPlainError(Exception):
    """The text is not plain enough."""


class _Level:
    """A list or mapping that stands open: its column, its path (None where nothing is looked for), its last entry."""

    __slots__ = ("column", "count", "entry", "is_list", "path", "waits")

    def __init__(self, column: int, path: Path | None, *, is_list: bool) -> None:
        self.column = column
        self.path = path
        self.is_list = is_list
        self.count = 0
        self.entry: Path | None = None
        """The path of the last entry, None where nothing is looked for."""
        self.waits = False
        """Whether the last entry's value must follow on the next lines."""


class _Scan:
    """One pass over the lines."""

    def __init__(self, prefixes: Collection[Path], inner: Collection[Path]) -> None:
        self.prefixes = prefixes
        self.inner = inner
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.levels: list[_Level] = []

    def take_line(self, line: str, number: int) -> None:
        """One line that is neither empty nor a remark."""
        rest = line.lstrip(" ")
        while rest.startswith("- "):
            self._begin("-", number, len(line) - len(rest))
            rest = rest[1:].lstrip(" ")
        match = _KEY.match(rest)
        column = len(line) - len(rest)
        if match is not None:
            path = self._begin(match[1], number, column)
            if path is not None:
                self.keys[path] = (number, column + 1)
            rest = rest[match.end() :]
            column += match.end()
        elif line.lstrip(" ") == rest:
            raise _NotPlainError  # neither a key nor an element: the rest of a longer value
        if match is None or (rest and rest[0] != "#"):
            self._take_value(rest, number, column)

    def _take_value(self, value: str, number: int, column: int) -> None:
        level = self.levels[-1]
        if not _is_whole(value) or (value[0] in "{[" and level.entry in self.inner):
            raise _NotPlainError
        self._place(level.entry, number, column)
        level.waits = False

    def _begin(self, name: str, number: int, column: int) -> Path | None:
        """The path of an entry that begins here, where something there is looked for; it waits for its value."""
        is_list = name == "-"
        level = self._find_level(number, column, is_list=is_list)
        step: Step = level.count if is_list else name
        level.count += 1
        path = (*level.path, step) if level.path is not None else None
        level.entry = path if path in self.prefixes else None
        level.waits = True
        return level.entry

    def _find_level(self, number: int, column: int, *, is_list: bool) -> _Level:
        levels = self.levels
        while levels and _is_over(levels[-1], column, is_list=is_list):
            if levels.pop().waits:
                raise _NotPlainError  # an entry without a value
        above = levels[-1] if levels else None
        if above is not None and above.column == column and above.is_list is is_list:
            if above.waits:
                raise _NotPlainError
            return above
        path: Path | None = ()
        if above is not None:
            if not above.waits or (above.column == column and not is_list):
                raise _NotPlainError  # deeper than what it belongs to: the lines of a longer value
            path, above.waits = above.entry, False
        elif column or self.values:
            raise _NotPlainError
        self._place(path, number, column)
        levels.append(_Level(column, path, is_list=is_list))
        return levels[-1]

    def _place(self, path: Path | None, number: int, column: int) -> None:
        if path is not None:
            self.values[path] = (number, column + 1)


def _is_over(level: _Level, column: int, *, is_list: bool) -> bool:
    """Whether an entry at ``column`` no longer belongs to the level, nor to anything in it."""
    return level.column > column or (level.column == column and level.is_list and not is_list)


def _is_whole(value: str) -> bool:
    """Whether a value that begins so also ends on its line."""
    first = value[:1]
    if first in _BEGINS_QUOTED:
        return _QUOTED.fullmatch(value) is not None
    if first in ("{", "["):
        return (
            value.count("{") == value.count("}")
            and value.count("[") == value.count("]")
            and value[-1] in "}]"
            and _UNLIKE_FLOW.search(value) is None
        )
    return first != "" and first not in _BEGINS_OTHERWISE and value[:2] not in ("- ", ": ") and value != "-"


def find_plainly(
    text: str, prefixes: Collection[Path], *, inner: Collection[Path], key: bool
) -> dict[Path, Place] | None:
    """The places of values (or keys) at those of the paths that exist; None where the text is not plain enough.

    ``inner``: the paths inside whose values something is looked for.
    """
    scan = _Scan(prefixes, inner)
    try:
        for number, line in enumerate(text.split("\n"), 1):
            kept = line.rstrip(" \r")
            if kept and kept.lstrip(" ")[0] != "#":
                scan.take_line(kept, number)
    except _NotPlainError:
        return None
    if any(level.waits for level in scan.levels):
        return None
    return scan.values | scan.keys if key else scan.values
