"""Where things stand in a YAML text: the exact, slower second look that the reader takes only when it must.

Works on the parser's stream of tokens and never builds the document, so depth and size cost nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

import yaml
from msgspec import Struct, field

from zaizao.errors import Location, Problem
from zaizao.units.yaml_lines import find_plainly
from zaizao.units.yaml_marks import CONTROL, MAX_DEPTH, MAX_PROBLEMS, NOT_TEXT, Path, Place, Step, dotted

type_of_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LOST_ZEROS = re.compile(r"[-+]?(?:0[0-9_]|[0-9]+_)[0-9_]*(?:\.[0-9_]*)?")


_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def find_places(text: str, paths: Iterable[Iterable[Step]], *, key: bool = False) -> dict[Path, Place]:
    """`locate` for many paths in one pass over the text; (None, None) where the text cannot be read so far."""
    wanted = [tuple(path) for path in paths]
    plainly = find_plainly(text, wanted, key=key)
    return _find_exactly(text, wanted, key=key) if plainly is None else plainly


def _find_exactly(text: str, wanted: list[Path], *, key: bool) -> dict[Path, Place]:
    prefixes = {path[:size] for path in wanted for size in range(len(path) + 1)}
    found: dict[Path, Place] = {}
    try:
        for path, is_key, event in _walk_to(prefixes, text):
            if key or not is_key:
                found.setdefault(path, _place_of(event))
    except yaml.YAMLError:
        pass
    return {path: _find_nearest(found, path) for path in wanted}


def _walk_to(prefixes: set[Path], text: str) -> Iterator[tuple[Path, bool, yaml.Event]]:
    """The keys and values at these paths; what stands elsewhere is passed by, for most of a text does."""
    stack: list[_Frame | None] = []  # None: a list or mapping in which nothing is looked for
    for event in yaml.parse(text, Loader=type_of_loader):
        kind = type(event)
        if kind in _ENDS:
            stack.pop()
            continue
        frame = stack[-1] if stack else None
        if frame is not None:
            path, is_key = frame.take_position()
            if is_key:
                frame.key = event.value if isinstance(event, yaml.ScalarEvent) else "?"
                path = (*frame.path, frame.key)
            known = path in prefixes
        else:
            path, is_key = (), False
            known = not stack and kind in (yaml.DocumentStartEvent, yaml.ScalarEvent, *_STARTS)
        if known:
            yield path, is_key, event
        if kind in _STARTS:
            if len(stack) > MAX_DEPTH:
                return
            stack.append(_Frame(path, kind is yaml.MappingStartEvent) if known else None)


def _place_of(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (None, None) if mark is None else (mark.line + 1, mark.column + 1)


def _find_nearest(found: dict[Path, Place], path: Path) -> Place:
    for size in range(len(path), -1, -1):
        if path[:size] in found:
            return found[path[:size]]
    return None, None


class _Frame(Struct):
    """A list or mapping that is being read."""

    path: Path
    is_mapping: bool
    count: int = 0
    key: str | None = None
    seen: dict[str, Place] = field(default_factory=dict)

    def take_position(self) -> tuple[Path, bool]:
        """The path of the next child and whether it is a key."""
        if not self.is_mapping:
            self.count += 1
            return (*self.path, self.count - 1), False
        if self.key is None:
            return self.path, True
        path, self.key = (*self.path, self.key), None
        return path, False


class Node(Struct):
    """One token that starts a value or a key; ``event`` is the parser's own."""

    path: Path
    is_key: bool
    depth: int
    event: yaml.Event
    again: Place | None = None
    """Where the same key stands before in the same mapping."""

    @property
    def place(self) -> Place:
        return _place_of(self.event)


def walk_nodes(text: str) -> Iterator[Node]:
    """Every key and value in the order of the text, with its path. Raises yaml.YAMLError where syntax breaks."""
    stack: list[_Frame] = []
    for event in yaml.parse(text, Loader=type_of_loader):
        if isinstance(event, yaml.DocumentStartEvent):
            yield Node((), False, 0, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            path, is_key = stack[-1].take_position() if stack else ((), False)
            node = Node(path, is_key, len(stack), event)
            if is_key:
                _take_key(stack[-1], node)
            yield node
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_Frame(node.path, isinstance(event, yaml.MappingStartEvent)))


def _take_key(frame: _Frame, node: Node) -> None:
    frame.key = node.event.value if isinstance(node.event, yaml.ScalarEvent) else "?"
    node.path = (*frame.path, frame.key)
    node.again = frame.seen.get(frame.key)
    frame.seen.setdefault(frame.key, node.place)


def inspect(text: str) -> list[Problem]:
    """Everything in ``text`` that may not be there, in its order; at most MAX_PROBLEMS."""
    problems: list[Problem] = []
    documents = 0
    try:
        for node in walk_nodes(text):
            documents += isinstance(node.event, yaml.DocumentStartEvent)
            problems += [_place(code, fields, node) for code, fields in _judge(node, documents)]
            if len(problems) >= MAX_PROBLEMS or (problems and problems[-1].code == "yaml-too-deep"):
                break
    except yaml.YAMLError as error:
        problems.append(_read_error(error))
    return problems


def _place(code: str, fields: dict[str, object], node: Node) -> Problem:
    line, column = node.place
    path = dotted(node.path) if len(node.path) < MAX_DEPTH else ""
    return Problem(code, fields, Location(None, line, column, path))


def _judge(node: Node, documents: int) -> Iterator[tuple[str, dict[str, object]]]:
    event = node.event
    if isinstance(event, yaml.DocumentStartEvent):
        if documents > 1:
            yield "yaml-several-documents", {}
    elif isinstance(event, yaml.AliasEvent):
        yield "yaml-alias", {"name": event.anchor}
    else:
        yield from _judge_properties(event)
        yield from _judge_key(node)
        if isinstance(event, yaml.ScalarEvent):
            yield from _judge_scalar(event, is_key=node.is_key)
        elif node.depth >= MAX_DEPTH:
            yield "yaml-too-deep", {"limit": MAX_DEPTH}


def _judge_properties(event: yaml.Event) -> Iterator[tuple[str, dict[str, object]]]:
    if getattr(event, "anchor", None) is not None:
        yield "yaml-anchor", {"name": getattr(event, "anchor", None)}
    if getattr(event, "tag", None) is not None:
        yield "yaml-tag", {"tag": getattr(event, "tag", None)}


def _judge_key(node: Node) -> Iterator[tuple[str, dict[str, object]]]:
    if node.again is not None:
        yield "yaml-duplicate-key", {"key": node.path[-1], "first_line": node.again[0]}
    if node.is_key and not isinstance(node.event, yaml.ScalarEvent) and "?" not in node.path[:-1]:
        yield "yaml-key", {"key": "?"}


def _judge_scalar(event: yaml.ScalarEvent, *, is_key: bool) -> Iterator[tuple[str, dict[str, object]]]:
    value = event.value
    if CONTROL.search(value):
        yield "yaml-control-character", {"character": f"U+{ord(CONTROL.findall(value)[0]):04X}"}
    if event.style:
        return
    if is_key and NOT_TEXT.fullmatch(value):
        yield "yaml-key", {"key": value}
    elif _LOST_ZEROS.fullmatch(value):
        yield "yaml-number-as-code", {"text": value}
    elif NOT_TEXT.fullmatch(value) and _is_infinite(value):
        yield "yaml-not-finite", {"text": value}


def _is_infinite(value: str) -> bool:
    if value.lower().lstrip("+-") in (".inf", ".nan"):
        return True
    try:
        return not math.isfinite(float(value))
    except ValueError:
        return False


def _read_error(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
    detail = getattr(error, "problem", None) or "unreadable"
    return Problem("yaml-syntax", {"detail": str(detail)}, Location(line=line, column=column))
