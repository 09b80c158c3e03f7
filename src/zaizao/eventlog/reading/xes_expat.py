"""XES read element by element: the way that understands every form XML allows, and the one that says what is wrong.

A document type, and with it every entity, is refused: nothing is expanded and nothing is fetched. Text between elements,
elements nobody knows and attributes without key or value are left out and reported.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final, NoReturn
from xml.parsers import expat

import numpy as np

from zaizao.eventlog.moments import parse_moment
from zaizao.eventlog.nested import Nested, write_nested
from zaizao.eventlog.reading import tape as kinds
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.tape import RecordList, Tape

MAX_DEPTH: Final = 100
KINDS: Final = {
    "string": kinds.STRING,
    "date": kinds.DATE,
    "int": kinds.INT,
    "float": kinds.FLOAT,
    "boolean": kinds.BOOLEAN,
    "id": kinds.ID,
    "list": kinds.NESTED,
    "container": kinds.NESTED,
}
CUT: Final = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


def read_tape(chunks: Iterable[bytes], reporter: Reporter) -> Tape:
    """The tape of a whole file. Raises LogRefused, with the line, for what is no XES or ends too early."""
    reading = XesParser(reporter)
    for chunk in chunks:
        reading.feed(chunk)
    reading.finish()
    return reading.close()


class XesParser:
    """Takes bytes and fills the tape."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.keys: dict[str, int] = {}
        self.texts: dict[str, int] = {}
        self.of_log, self.of_cases, self.of_events = RecordList(), RecordList(), RecordList()
        self.case_lines, self.event_lines, self.event_cases = array("q"), array("q"), array("i")
        self.classifiers: list[tuple[str, ...]] = []
        self.encoding: str | None = None
        self.skipped_lines = 0
        """Lines that stood between and were read by somebody else."""
        self._path: list[str] = []
        self._open: list[Nested] = []
        self._skipping = 0
        self._parser = _make_parser()
        self._parser.XmlDeclHandler = self._meet_declaration
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._open_element
        self._parser.EndElementHandler = self._close_element
        self._parser.CharacterDataHandler = self._meet_text

    @property
    def line(self) -> int:
        """The line the parser stands in."""
        return self._parser.CurrentLineNumber + self.skipped_lines

    def feed(self, chunk: bytes) -> None:
        """Go on reading."""
        self._parse(chunk, last=False)

    def finish(self) -> None:
        """Say that nothing follows."""
        self._parse(b"", last=True)

    def close(self) -> Tape:
        """What was read."""
        return Tape(
            keys=list(self.keys),
            texts=list(self.texts),
            of_log=self.of_log.close(),
            of_cases=self.of_cases.close(),
            of_events=self.of_events.close(),
            case_lines=np.array(self.case_lines, dtype=np.int64),
            event_lines=np.array(self.event_lines, dtype=np.int64),
            event_cases=np.array(self.event_cases, dtype=np.int32),
            classifiers=tuple(self.classifiers),
        )

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            code = "log-cut-short" if last and error.code in CUT else "xes-syntax"
            detail = expat.ErrorString(error.code)
            raise self.reporter.refuse(code, {"detail": detail}, line=error.lineno + self.skipped_lines) from None
        except (ValueError, LookupError) as error:  # an encoding nobody knows, or of several bytes a character
            raise self.reporter.refuse("xes-syntax", {"detail": str(error)}, line=self.line) from None

    def _meet_declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = None if encoding is None else encoding.lower()

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise self.reporter.refuse("xes-doctype", line=self.line)

    def _open_element(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if len(self._path) + len(self._open) + self._skipping > MAX_DEPTH:
            raise self.reporter.refuse("xes-too-deep", {"limit": MAX_DEPTH}, line=self.line)
        if self._skipping:
            self._skipping += 1
        elif self._open:
            self._open_below(name, given)
        elif not self._path:
            self._open_log(name)
        elif name in KINDS:
            self._open_attribute(name, given)
        else:
            self._open_part(name, given)

    def _open_log(self, name: str) -> None:
        if name != "log":
            raise self.reporter.refuse("xes-no-log", {"found": name}, line=self.line)
        self._path.append(name)

    def _open_part(self, name: str, given: dict[str, str]) -> None:
        """A trace, an event, or one of the declarations at the head."""
        inside = self._path[-1]
        if name == "trace" and inside == "log":
            self.case_lines.append(self.line)
            self._path.append(name)
        elif name == "event" and inside == "trace":
            self.event_lines.append(self.line)
            self.event_cases.append(len(self.case_lines) - 1)
            self._path.append(name)
        else:
            self._skipping = 1
            if name == "event" and inside == "log":
                self.reporter.drop("xes-event-outside", line=self.line)
            elif name == "classifier" and inside == "log":
                self._keep_classifier(given)
            elif inside != "log" or name not in {"extension", "global"}:
                self.reporter.note("xes-element-unknown", {"name": name}, line=self.line)

    def _keep_classifier(self, given: dict[str, str]) -> None:
        if given.get("scope", "event") == "event":
            self.classifiers.append(split_classifier(given.get("keys", "")))

    def _open_attribute(self, name: str, given: dict[str, str]) -> None:
        if "key" not in given and not self._open:
            self.reporter.note("xes-attribute-incomplete", {"name": name}, line=self.line)
            self._skipping = 1
            return
        self._open.append(Nested(type=name, key=given.get("key", ""), value=given.get("value")))

    def _open_below(self, name: str, given: dict[str, str]) -> None:
        """An attribute of an attribute, or the ``values`` of a list."""
        if name == "values" and self._open[-1].type == "list":
            self._open.append(Nested(type="values"))
        elif name in KINDS:
            self._open_attribute(name, given)
        else:
            self._skipping = 1
            self.reporter.note("xes-element-unknown", {"name": name}, line=self.line)

    def _close_element(self, _: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif self._open:
            self._close_attribute(self._open.pop())
        else:
            self._path.pop()

    def _close_attribute(self, closed: Nested) -> None:
        says_nothing = closed.value is None and not closed.attributes and not closed.values
        if says_nothing and closed.type not in {"list", "container", "values"}:
            self.reporter.note("xes-attribute-incomplete", {"name": closed.type}, line=self.line)
        elif not self._open:
            self._keep(closed)
        elif closed.type == "values":
            self._open[-1].values += closed.attributes
        else:
            self._open[-1].attributes.append(closed)

    def _keep(self, closed: Nested) -> None:
        assert closed.key is not None
        inside = self._path[-1]
        if inside == "event":
            records, owner = self.of_events, len(self.event_lines) - 1
        elif inside == "trace":
            records, owner = self.of_cases, len(self.case_lines) - 1
        else:
            records, owner = self.of_log, 0
        key = self.keys.setdefault(closed.key, len(self.keys))
        if not closed.is_plain:
            records.add(owner, key, kinds.NESTED, self._intern(encode_nested(closed)))
            return
        assert closed.value is not None
        kind = KINDS[closed.type]
        if kind == kinds.DATE:
            moment = parse_moment(closed.value)
            if moment is not None:
                records.add(owner, key, kinds.DATE, *moment)
                return
            kind = kinds.RAW_DATE
        records.add(owner, key, kind, self._intern(closed.value))

    def _intern(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def _meet_text(self, text: str) -> None:
        if not text.isspace() and not self._skipping:
            self.reporter.note("xes-stray-text", {"text": text.strip()[:40]}, line=self.line)


def encode_nested(value: Nested) -> str:
    """The JSON of an attribute, without its key: that is the column's."""
    return write_nested(Nested(type=value.type, value=value.value, attributes=value.attributes, values=value.values))


def split_classifier(keys: str) -> tuple[str, ...]:
    """The keys of a classifier: divided by spaces, keys with spaces in single quotes (IEEE 1849-2023, 5.7)."""
    found: list[str] = []
    for position, part in enumerate(keys.split("'")):
        found += [part] if position % 2 else part.split()
    return tuple(found)


def _make_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser
