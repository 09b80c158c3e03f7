"""Where things stand in a YAML text that is as plain as most are, found by searching for its keys.

A tenth of the price of `yaml_look`, and exact or silent: when a line is not understood as a whole (a value over several
lines, a quoted key, brackets that do not close) or something looked for is not found, everything is left to `yaml_look`.
Only for texts that have been read: what is no YAML is not noticed here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from msgspec import Struct

from zaizao.units.yaml_marks import Path, Place

_NEVER = ("\t", "\n---", "\n...", "\n%", "? ", "?\n", "-\n", "-\r")
"""Where one of these stands, the text may be other than it seems: marks of documents, keys of their own, lone dashes."""
_MAY_GO_ON = ("'", '"', "[", "{", "|", ">")
"""What begins a value that may go on over several lines and hold anything."""
_HEAD = re.compile(r"[ ]*((?:-[ ]+)*)((?:[^\W\d](?:[\w./-]*\w)?)?:(?:[ ]+|$))?")
_KEY = re.compile(r"[^\W\d](?:[\w./-]*\w)?:(?= |\r?\n|$)")
_QUOTED = re.compile(r"""(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")(?:[ ]+\#.*)?""", re.VERBOSE)
_UNLIKE_FLOW = re.compile(r"""['"#]""")
_CONTENT = re.compile(r"\n([ ]*)(?=[^ \n\r#])")


class _NotPlainError(Exception):
    """The text is not plain enough, or something is not where it could be found."""


class _Block(Struct):
    """A list or mapping in block style: where its first entry begins, in which column, and where it is over."""

    at: int
    column: int
    end: int
    near: int
    """Where the entry looked for last begins: the next one is often not far behind it."""


class _Search:
    """Looking for many paths in one text; blocks found once are known from then on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.told = 0, 1
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}
        self.blocks: dict[Path, _Block] = {}

    def find(self, path: Path) -> int:
        """The offset at which the value at ``path`` begins. Raises _NotPlainError."""
        known = self.values.get(path)
        if known is not None:
            return known
        if not path:
            return self._open_root()
        parent, step = path[:-1], path[-1]
        if parent not in self.values:
            self.find(parent)
        block = self.blocks.get(parent)
        if block is None:
            raise _NotPlainError
        return self._find_element(block, path) if isinstance(step, int) else self._find_entry(block, path, step)

    def _open_root(self) -> int:
        first = _CONTENT.search("\n" + self.text[: self.text.find(":") + 1])
        if first is None or first[1]:
            raise _NotPlainError
        self.values[()] = first.start()
        self.blocks[()] = _Block(first.start(), 0, len(self.text), first.start())
        return first.start()

    def _find_entry(self, block: _Block, path: Path, key: str) -> int:
        text, word = self.text, f"{key}:"
        at = block.at
        if not text.startswith(word, at):
            line = f"\n{' ' * block.column}{word}"
            at = text.find(line, block.near, block.end)
            if at < 0:
                at = text.find(line, block.at, block.near)
            if at < 0:
                raise _NotPlainError
            block.near = at
            at += 1 + block.column
        if _KEY.match(text, at) is None:
            raise _NotPlainError
        self.keys[path] = at
        return self._find_value(path, at + len(word), block.column, end=block.end)

    def _find_value(self, path: Path, after: int, column: int, *, end: int) -> int:
        """The value of a key of the mapping in ``column``, whose colon ends at ``after``."""
        text = self.text
        at = after
        while text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] not in ("", "\n", "\r", "#"):
            self.values[path] = at
            return at
        nested = _CONTENT.search(text, at, end)
        if nested is None:
            raise _NotPlainError
        inner, at = len(nested[1]), nested.end()
        is_list = text.startswith("- ", at)
        if inner < column or (inner == column and not is_list):
            raise _NotPlainError  # no value
        self.values[path] = at
        self.blocks[path] = _Block(at, inner, self._find_end(at, inner, end, is_list=is_list), at)
        return at

    def _find_end(self, at: int, column: int, end: int, *, is_list: bool) -> int:
        less = _compile_end(column).search(self.text, at, end)
        over = end if less is None else less.start()
        while is_list:  # a list may stand in the column of the key it belongs to
            other = self.text.find(f"\n{' ' * column}", at, over)
            if other < 0:
                return over
            at = other + 1 + column
            if self.text[at : at + 1] not in (" ", "-", "#", "\n", "\r", ""):
                return other
        return over

    def _find_element(self, block: _Block, path: Path) -> int:
        text, number = self.text, path[-1]
        assert isinstance(number, int)
        dash = f"\n{' ' * block.column}- "
        at = block.at
        if not text.startswith("- ", at):
            raise _NotPlainError
        for _ in range(number):
            at = text.find(dash, at, block.end) + 1 + block.column
            if at == block.column:
                raise _NotPlainError
        following = text.find(dash, at, block.end)
        end = block.end if following < 0 else following
        content = at + 1
        while text[content : content + 1] == " ":
            content += 1
        self.values[path] = content
        if text.startswith("- ", content) or _KEY.match(text, content) is not None:
            self.blocks[path] = _Block(content, block.column + content - at, end, content)
        return content

    def place(self, offset: int) -> Place:
        """Line and column of an offset, both from 1; counted from the one told last, which is often near."""
        at, line = self.told if self.told[0] <= offset else (0, 1)
        line += self.text.count("\n", at, offset)
        self.told = offset, line
        return line, offset - self.text.rfind("\n", 0, offset)


@functools.lru_cache(maxsize=64)
def _compile_end(column: int) -> re.Pattern[str]:
    """A line that begins left of a column; most do not, and to refuse these first is much faster."""
    return re.compile(rf"\n(?! {{{column}}})[ ]*(?=[^ \n\r#])")


def _is_plain(text: str) -> bool:
    """Whether every value ends on the line on which it begins, as far as it could be taken for something else."""
    if text.startswith(("---", "...", "%")) or any(_holds(text, mark) for mark in _NEVER):
        return False
    for mark in _MAY_GO_ON:
        at = text.find(mark)
        while at >= 0:
            begins = text.rfind("\n", 0, at + 1) + 1
            over = text.find("\n", at + 1)
            over = len(text) if over < 0 else over
            if not _is_whole(text[begins:over].rstrip(" \r")):
                return False
            at = text.find(mark, over)
    return True


def _holds(text: str, mark: str) -> bool:
    """Whether the mark stands in the text; to look for each of its signs alone first is much faster."""
    return all(sign in text for sign in mark) and mark in text


def _is_whole(line: str) -> bool:
    if line.lstrip(" ").startswith("#"):
        return True
    head = _HEAD.match(line)
    if head is None or not (head[1] or head[2]):
        return False  # the rest of a longer value
    value = line[head.end() :]
    if value[:1] in ("'", '"'):
        return _QUOTED.fullmatch(value) is not None
    if value[:1] in ("{", "["):
        closes = value.count("{") == value.count("}") and value.count("[") == value.count("]")
        return closes and value[-1] in "}]" and _UNLIKE_FLOW.search(value) is None
    return value[:1] not in ("|", ">")


def find_plainly(text: str, paths: Iterable[Path], *, key: bool) -> dict[Path, Place] | None:
    """The places of the values at these paths, or of their keys; None where the text is not plain enough for all."""
    if not _is_plain(text):
        return None
    search = _Search(text)
    places: dict[Path, Place] = {}
    try:
        for path in paths:
            offset = search.find(path)
            places[path] = search.place(search.keys.get(path, offset) if key else offset)
    except _NotPlainError:
        return None
    return places
