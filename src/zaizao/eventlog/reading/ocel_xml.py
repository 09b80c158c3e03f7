"""Logs of objects in XML: OCEL 2.0 and 1.0, one event or object at a time. A document type is refused."""

from __future__ import annotations

from typing import Final, NoReturn
from xml.parsers import expat

from msgspec import Struct

from zaizao.eventlog.objects import Relation
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.object_building import Given, ObjectLogBuilder
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.xes_expat import CUT, MAX_DEPTH

_SECTIONS: Final = {"event-types", "object-types", "events", "objects"}


class Piece(Struct):
    """An element with what is in it."""

    name: str
    given: dict[str, str]
    line: int
    text: str = ""
    parts: list[Piece] = []

    def list_parts(self, *names: str) -> list[Piece]:
        """The elements found by going down one name after the other."""
        found = [self]
        for name in names:
            found = [part for piece in found for part in piece.parts if part.name == name]
        return found


def build_from_xml(source: Source, builder: ObjectLogBuilder) -> None:
    """Put the whole file into the builder. Raises LogRefused, with the line, for what is no XML or ends too early."""
    reading = _Reading(builder)
    for chunk in source.list_chunks():
        reading.feed(chunk, last=False)
    reading.feed(b"", last=True)


class _Reading:
    """Takes bytes; every child of a section is handed over as it closes."""

    def __init__(self, builder: ObjectLogBuilder) -> None:
        self.builder = builder
        self.path: list[Piece] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.open_piece
        self.parser.EndElementHandler = self.close_piece
        self.parser.CharacterDataHandler = self.add_text

    @property
    def reporter(self) -> Reporter:
        return self.builder.reporter

    def feed(self, chunk: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            code = "log-cut-short" if last and error.code in CUT else "xes-syntax"
            raise self.reporter.refuse(code, {"detail": expat.ErrorString(error.code)}, line=error.lineno) from None
        except (ValueError, LookupError) as error:
            line = self.parser.CurrentLineNumber
            raise self.reporter.refuse("xes-syntax", {"detail": str(error)}, line=line) from None

    def refuse_doctype(self, *_: object) -> NoReturn:
        raise self.reporter.refuse("xes-doctype", line=self.parser.CurrentLineNumber)

    def open_piece(self, tag: str, given: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.path) > MAX_DEPTH:
            raise self.reporter.refuse("xes-too-deep", {"limit": MAX_DEPTH}, line=line)
        self.path.append(Piece(tag.rpartition(":")[2], given, line, parts=[]))

    def add_text(self, text: str) -> None:
        self.path[-1].text += text

    def close_piece(self, _: str) -> None:
        piece = self.path.pop()
        if len(self.path) == 2 and self.path[1].name in _SECTIONS:
            self.take(self.path[1].name, piece)
        elif len(self.path) >= 2:
            self.path[-1].parts.append(piece)
        elif len(self.path) == 1 and piece.name not in _SECTIONS | {"global"}:
            self.reporter.note("xes-element-unknown", {"name": piece.name}, line=piece.line)

    def take(self, section: str, piece: Piece) -> None:
        if section in {"event-types", "object-types"}:
            kinds = [
                (part.given.get("name", ""), part.given.get("type", ""))
                for part in piece.list_parts("attributes", "attribute")
            ]
            self.builder.add_type(section.removesuffix("-types"), piece.given.get("name", ""), kinds)
        elif "id" in piece.given:
            take_second(section, piece, self.builder)
        else:
            take_first(section, piece, self.builder)


def take_second(section: str, piece: Piece, builder: ObjectLogBuilder) -> None:
    """An event or object of OCEL 2.0."""
    given, line = piece.given, piece.line
    if section == "events":
        values, relations = builder.add_event(given.get("id"), given.get("type"), given.get("time"), line=line)
    else:
        values, relations = builder.add_object(given.get("id"), given.get("type"), line=line)
    for part in piece.list_parts("attributes", "attribute"):
        time = builder.parse_time(part.given.get("time"), line=part.line)
        values.append(Given(part.given.get("name", ""), part.text, time))
    for part in piece.list_parts("objects"):
        for relation in part.parts:
            qualifier = relation.given.get("qualifier", relation.given.get("relationship", ""))
            relations.append(Relation(relation.given.get("object-id", ""), qualifier))


def take_first(section: str, piece: Piece, builder: ObjectLogBuilder) -> None:
    """An event or object of OCEL 1.0."""
    plain = {part.given.get("key"): part.given.get("value") for part in piece.parts if part.name != "list"}
    listed = {part.given.get("key"): part.parts for part in piece.list_parts("list")}
    if section == "events":
        time = plain.get("timestamp")
        values, relations = builder.add_event(plain.get("id"), plain.get("activity"), time, line=piece.line)
        relations += [Relation(part.given.get("value", "")) for part in listed.get("omap", [])]
    else:
        values, _ = builder.add_object(plain.get("id"), plain.get("type"), line=piece.line)
    for part in listed.get("vmap" if section == "events" else "ovmap", []):
        values.append(Given(part.given.get("key", ""), _read_first(part)))


def _read_first(part: Piece) -> object:
    """OCEL 1.0 says the kind by the element."""
    value = part.given.get("value")
    try:
        if part.name == "int" and value is not None:
            return int(value)
        if part.name == "float" and value is not None:
            return float(value)
    except ValueError:
        return value
    if part.name == "boolean" and value in {"true", "false"}:
        return value == "true"
    return value
