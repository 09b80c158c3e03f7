"""XML as a small frozen tree: written always alike, read without document types, entities or anything from outside.

No meaning is here: what the elements say is the business of the modules beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NoReturn
from xml.parsers import expat

from msgspec import Struct, field

from zaizao.errors import Location, Problem
from zaizao.notation.bpmn.problems import BpmnError

MAX_BYTES = 20_000_000
"""Larger texts are refused unread; a process of a thousand activities takes about 2 MB."""

MAX_DEPTH = 128

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any form."""

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_SPECIAL = re.compile('[&<>"\t\n\r]')


class Element(Struct, frozen=True):
    """One element to write; attributes that are None are left out."""

    tag: str
    attributes: Mapping[str, str | None] = {}
    children: tuple[Element, ...] = ()
    text: str | None = None


class Found(Struct):
    """One element read: its namespace and local name, its attributes, and where it stands."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Found] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator[Found]:
        """The element and everything in it, in the order of the file."""
        todo = [self]
        while todo:
            one = todo.pop()
            yield one
            todo.extend(reversed(one.children))

    def locate(self, *, file: str | None) -> Location:
        """Where it stands; its address is its `id`, else its name."""
        return Location(file, self.line, self.column, self.attributes.get("id") or self.name)


def write_xml(root: Element) -> str:
    """The text of a tree: UTF-8 declared, two spaces a level, the same bytes for the same tree."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    todo: list[tuple[int, Element | str]] = [(0, root)]
    while todo:
        depth, one = todo.pop()
        if isinstance(one, str):
            lines.append(f"{'  ' * depth}</{one}>")
            continue
        opening = f"{'  ' * depth}<{one.tag}{_write_attributes(one)}"
        if one.children:
            lines.append(opening + ">")
            todo.append((depth, one.tag))
            todo.extend((depth + 1, child) for child in reversed(one.children))
        else:
            lines.append(opening + ("/>" if one.text is None else f">{_escape(one.text)}</{one.tag}>"))
    return "\n".join(lines) + "\n"


def _write_attributes(element: Element) -> str:
    return "".join(f' {key}="{_escape(value)}"' for key, value in element.attributes.items() if value is not None)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], text)


def read_xml(text: str, *, file: str | None = None) -> Found:
    """The tree of a text.

    A document type (and with it every entity) is refused, so nothing can be expanded and nothing is fetched.
    Raises BpmnError with the line and column.
    """
    if FORBIDDEN.search(text):
        raise BpmnError([Problem("bpmn-character", {}, _locate_character(text, file=file))])
    content = text.encode("utf-8")
    if len(content) > MAX_BYTES:
        raise BpmnError([Problem("bpmn-too-large", {"limit": MAX_BYTES}, Location(file))])
    builder = _Builder(file)
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        where = Location(file, error.lineno, error.offset + 1)
        raise BpmnError([Problem("bpmn-syntax", {"detail": expat.ErrorString(error.code)}, where)]) from None
    assert builder.root is not None, "a text without an element is a syntax error"
    return builder.root


def _locate_character(text: str, *, file: str | None) -> Location:
    found = FORBIDDEN.search(text)
    assert found is not None
    before = text[: found.start()]
    return Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Builder:
    """Makes the tree while the parser reads."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.root: Found | None = None
        self.path: list[Found] = []
        self.parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.open_element
        self.parser.EndElementHandler = self.close_element
        self.parser.CharacterDataHandler = self.add_text

    def refuse_doctype(self, *_: object) -> NoReturn:
        self._refuse("bpmn-doctype")

    def _refuse(self, code: str, **fields: object) -> NoReturn:
        where = Location(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        raise BpmnError([Problem(code, fields, where)])

    def open_element(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.path) >= MAX_DEPTH:
            self._refuse("bpmn-too-deep", limit=MAX_DEPTH)
        namespace, _, name = tag.rpartition(" ")
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        found = Found(namespace, name, attributes, line, column)
        if self.path:
            self.path[-1].children.append(found)
        else:
            self.root = found
        self.path.append(found)

    def close_element(self, _: str) -> None:
        self.path.pop()

    def add_text(self, text: str) -> None:
        self.path[-1].text += text
