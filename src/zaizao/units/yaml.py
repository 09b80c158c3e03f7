"""Reading and writing YAML safely: the one door through which every YAML file of the project comes in.

What is read is plain: text, whole and decimal numbers, true, false, null, lists, mappings with text keys.
Dates stay text, ``on`` and ``yes`` stay words (YAML 1.2). Anchors, aliases, tags and several documents are refused.
No schema is here: what a file must contain is decided by the room that reads it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import yaml_rs

from zaizao.errors import InputError, Location, Problem
from zaizao.units import yaml_marks as marks
from zaizao.units.yaml_marks import MAX_DEPTH, MAX_PROBLEMS, Place, Step, dotted
from zaizao.units.yaml_marks import Path as FieldPath
from zaizao.units.yaml_plain import read_plainly

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "YamlError",
    "dotted",
    "locate",
    "locate_all",
    "read_bytes",
    "read_yaml",
    "read_yaml_as",
    "read_yaml_file",
]

T = TypeVar("T")

MAX_BYTES = 5_000_000
"""Larger texts are refused unread; ten thousand activities take about 1.5 MB."""
_PORTION = 65_536
"""Bytes read at first; hardly a definition has more."""

# The fast library would expand aliases, drop tags, merge documents into a list, cut a text at NUL, and overrun
# the stack on ``- - - -``. Each pattern matches more than the thing it stands for; what it matches is then
# looked at exactly, token by token, which costs three times as much.
_PROPERTY = re.compile(r"(?:\A|[\r\n\[{,:?\-])[ \t]*(?:!|[&*]\S)")
_DOCUMENT = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)
_NUMBER = re.compile(r"(?:\A|[\r\n\[{,]|[:?\-][ \t])[ \t]*[-+]?(?:0[0-9_]|[0-9]+_)[0-9_.]*[ \t]*(?:[\r\n,\]}]|\Z| #)")
_DEEP = re.compile(r"^(?: {200}|[ \t]*(?:[-?:][ \t]+){20})", re.MULTILINE)
# Line breaks to YAML 1.1, text to YAML 1.2: in a file they would stand elsewhere for one reader than for the other.
_RAW = re.compile(f"{marks.CONTROL.pattern}|\\r(?!\\n)|[\x85\u2028\u2029]")
_ZERO = re.compile(r"0(?:(?<=[\s\[{,]0)|(?<=[\s\[{,][-+]0))[0-9_]")  # not those of dates
_ZEROS = (b" 0", b"-0", b"+0", b"\n0", b"\t0", b"[0", b"{0", b",0")
_UNDERSCORE = re.compile(r"_(?<=[0-9]_)")  # begins with what is rare, so that the search skips from one to the next
_BLOCK = re.compile(r"[|>][-+1-9]{0,2}[ \t]*(?:#.*)?\Z")
"""How a line ends behind which a block text begins; other texts may end like that as well."""
_FAR = b" " * 200
_AS_DASHES = bytes.maketrans(b"?:", b"--")
_MARK = b"\xef\xbb\xbf"
_C0 = bytes([*range(9), 11, 12, *range(14, 32), 127])
_LEADS = (b"\xc2", b"\xed")
_SIGNS = "\r\u2028\u2029\ufeff\ufffe\uffff"
_NO_ALIASES = yaml_rs.AliasLimits(
    max_total_replayed_events=0, max_replay_stack_depth=0, max_alias_expansions_per_anchor=0
)
_POSITION = re.compile(r"line (\d+), column (\d+)")


class YamlError(InputError):
    """The text is not the plain YAML that is accepted here."""

    code = "yaml"


def read_yaml_file(path: str | Path, *, limit: int = MAX_BYTES) -> object:
    """Read one YAML file; the file's name stands in every Problem.

    Raises YamlError, and OSError when the file cannot be opened. At most ``limit`` bytes are ever in memory.
    """
    return read_yaml(read_bytes(path, limit=limit), file=str(path), limit=limit)


def read_bytes(path: str | Path, *, limit: int = MAX_BYTES) -> bytes:
    """A file's content, cut off one byte behind ``limit``: enough to tell that it is too large. Raises OSError."""
    with open(path, "rb") as stream:  # noqa: PTH123  # a Path made for its sake would take as long as opening
        content = stream.read(min(_PORTION, limit + 1))  # asked for the whole limit, it would take up so much memory
        return content if len(content) < _PORTION else content + stream.read(limit + 1 - _PORTION)


def read_yaml(text: str | bytes, *, file: str | None = None, limit: int = MAX_BYTES) -> object:
    """The value that ``text`` (one YAML document, UTF-8) stands for; None for an empty one.

    Raises YamlError with every problem found, each with its line and column: too large, not UTF-8, control
    characters, anchors, aliases, tags, several documents, nesting deeper than MAX_DEPTH, keys twice or not text,
    numbers whose leading zeros would be lost, numbers that are not finite, faulty syntax.
    """
    plain, content = _open(text, file=file, limit=limit)
    value = _load(plain, content, file=file)
    _refuse_odd(value, plain, file=file)
    return value


def read_yaml_as(
    structure: Callable[[object], T | None], text: str | bytes, *, file: str | None = None, limit: int = MAX_BYTES
) -> tuple[T | None, object]:
    """What ``structure`` makes of the value that ``text`` stands for, and that value.

    For a reader that accepts nothing but text, whole numbers, true, false and null in lists and in mappings whose
    keys it knows, to a bounded depth: what it has taken needs no second look. None where it accepts nothing; the
    value then was judged as by `read_yaml`, and raises as there.
    """
    plain, content = _open(text, file=file, limit=limit)
    value = _load(plain, content, file=file)
    made = structure(value) if b"\\" not in content else None  # an escape may hide a control character
    if made is None:
        _refuse_odd(value, plain, file=file)
    return made, value


def _open(text: str | bytes, *, file: str | None, limit: int) -> tuple[str, bytes]:
    _refuse_size(text, file=file, limit=limit)
    plain = _decode(text, file=file).removeprefix("\ufeff")
    content = text.removeprefix(_MARK) if isinstance(text, bytes) else plain.encode("utf-8", "surrogatepass")
    _refuse_controls(plain, content, file=file)
    if _is_suspect(plain, content):
        _refuse(_inspect(plain), file=file)
    return plain, content


def _load(text: str, content: bytes, *, file: str | None) -> object:
    mapping = read_plainly(content)
    if mapping is not None:
        return mapping
    try:
        value: object = yaml_rs.loads(_close_block(text), parse_datetime=False, alias_limits=_NO_ALIASES)
    except (yaml_rs.YAMLDecodeError, ValueError, TypeError, RecursionError) as error:
        raise _locate_problems(_explain_failure(text, message=str(error)), file=file) from None
    return value


def _close_block(text: str) -> str:
    """The fast library reads a block text that is empty and the last of all as a line break; a comment after it ends it.

    A block that is the whole of the text would take the comment for its own, and is ended by nothing at all.
    """
    last = text.rstrip()
    last = last[last.rfind("\n") + 1 :]
    if not _BLOCK.search(last) or not text.endswith("\n"):
        return text
    if _BLOCK.match(last):
        return text if "+" in last else text.rstrip()
    return f"{text}#\n"


def _refuse_odd(value: object, text: str, *, file: str | None) -> None:
    if _is_odd(value, escapes="\\" in text):
        _refuse(_inspect(text) or [Problem("yaml-value", where=Location(line=1, column=1))], file=file)


def locate(text: str, path: Iterable[Step], *, key: bool = False) -> Place:
    """Line and column of the value at ``path``, or of its key; of the nearest parent where there is none."""
    wanted = tuple(path)
    return locate_all(text, [wanted], key=key)[wanted]


def locate_all(text: str, paths: Iterable[Iterable[Step]], *, key: bool = False) -> dict[FieldPath, Place]:
    """Line and column of the values at many paths, found in one pass."""
    from zaizao.units.yaml_look import find_places  # noqa: PLC0415  # as below

    return find_places(text, paths, key=key)


def _inspect(text: str) -> list[Problem]:
    from zaizao.units.yaml_look import inspect  # noqa: PLC0415  # PyYAML is slow to load; a faultless text needs none

    return inspect(text)


def _refuse_size(text: str | bytes, *, file: str | None, limit: int) -> None:
    size = len(text)
    if isinstance(text, str) and limit // 4 < size <= limit:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise YamlError([Problem("yaml-too-large", {"limit": limit}, Location(file=file))])


def _decode(text: str | bytes, *, file: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _count_position(text[: error.start].decode("utf-8"))
        raise YamlError([Problem("yaml-not-utf8", where=Location(file, line, column))]) from None


def _count_position(before: str) -> tuple[int, int]:
    lines = before.split("\n")
    return len(lines), len(lines[-1]) + 1


def _refuse_controls(text: str, content: bytes, *, file: str | None) -> None:
    if not _may_hold_control(text, content):
        return
    problems = []
    for match in _RAW.finditer(text):
        line, column = _count_position(text[: match.start()])
        fields = {"character": f"U+{ord(match[0]):04X}"}
        problems.append(Problem("yaml-control-character", fields, Location(file, line, column)))
        if len(problems) == 10:
            break
    if problems:
        raise YamlError(problems)


def _may_hold_control(text: str, content: bytes) -> bool:
    """Whether a closer look is due; far faster than looking (``_LEADS`` begin all of the others that is not allowed)."""
    if any(sign in text for sign in _SIGNS) or any(lead in content for lead in _LEADS):
        return True
    return len(content.translate(None, _C0)) < len(content)


def _is_suspect(text: str, content: bytes) -> bool:
    """Whether the text may hold something that the fast library would let pass; bytes are searched sooner than text."""
    are_close = b"--" in content.translate(_AS_DASHES, b" \t")  # indicators of nesting side by side
    return (
        ((b"!" in content or b"&" in content or b"*" in content) and _PROPERTY.search(text) is not None)
        or ((are_close or b"..." in content or b"%" in content) and _DOCUMENT.search(text) is not None)
        or (_may_lose_digits(text, content) and _NUMBER.search(text) is not None)
        or ((are_close or _FAR in content) and _DEEP.search(text) is not None)
    )


def _may_lose_digits(text: str, content: bytes) -> bool:
    return (
        text.startswith(("0", "-0", "+0"))
        or (any(zero in content for zero in _ZEROS) and _ZERO.search(text) is not None)
        or (b"_" in content and _UNDERSCORE.search(text) is not None)
    )


def _refuse(problems: list[Problem], *, file: str | None) -> None:
    if problems:
        raise _locate_problems(problems, file=file)


def _locate_problems(problems: list[Problem], *, file: str | None) -> YamlError:
    return YamlError(
        Problem(p.code, p.fields, Location(file, p.where.line, p.where.column, p.where.path))
        for p in problems[:MAX_PROBLEMS]
    )


def _explain_failure(text: str, *, message: str) -> list[Problem]:
    """What the exact look finds; the fast library words (and knows) the syntax better."""
    found = _inspect(text)
    plain = [problem for problem in found if problem.code != "yaml-syntax"]
    return plain if plain and plain == found else [*plain, _read_syntax(message)]


def _read_syntax(message: str) -> Problem:
    """The library's message as a Problem: its last line says what, its first where."""
    match = _POSITION.search(message)
    line, column = (int(match[1]), int(match[2])) if match else (None, None)
    detail = message.strip().splitlines()[-1].strip()
    return Problem("yaml-syntax", {"detail": detail}, Location(line=line, column=column))


def _is_odd(value: object, *, escapes: bool, depth: int = 0) -> bool:
    """Whether something in ``value`` is not plain: a key that is no text, infinity, a control character, depth."""
    if isinstance(value, str):
        return escapes and marks.CONTROL.search(value) is not None
    if isinstance(value, float):
        return not math.isfinite(value)
    if not isinstance(value, (dict, list, tuple)):
        return False
    if depth >= MAX_DEPTH:
        return True
    children: Iterable[object] = value
    if isinstance(value, dict):
        for key in value:
            if type(key) is not str or (escapes and marks.CONTROL.search(key)):
                return True
        children = value.values()
    for child in children:
        if (escapes or type(child) is not str) and _is_odd(child, escapes=escapes, depth=depth + 1):
            return True  # text is most of what there is: not worth a call
    return False
