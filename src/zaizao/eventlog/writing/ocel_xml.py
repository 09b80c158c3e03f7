"""OCEL 2.0 in XML: four sections, of types and of what is of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from zaizao.errors import Problem
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.moments import write_moment
from zaizao.eventlog.objects import Kinds, LoggedObject, Moment, ObjectEvent, ObjectLog, Relation, Value
from zaizao.eventlog.writing.ocel_json import WORDS
from zaizao.eventlog.writing.replacing import open_stream

_ESCAPES: Final = {
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;",
    ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;",
}  # fmt: skip
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_objects_file(log: ObjectLog, path: Path, packed: bool) -> None:  # noqa: FBT001  # one signature for all forms
    """The log as XML. Raises LogNotWritten for a text with a control character."""
    with open_stream(path, packed=packed) as stream:
        for text in _list_texts(log):
            found = _FORBIDDEN.search(text)
            if found is not None:
                shown = text[max(found.start() - 40, 0) : found.end() + 10].encode("ascii", "backslashreplace").decode()
                raise LogNotWritten([Problem("xes-character", {"text": shown})])
            stream.write(text.encode())


def _list_texts(log: ObjectLog) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
    for of, types in (("object", log.object_types), ("event", log.event_types)):
        yield f"  <{of}-types>\n"
        yield from (_write_type(of, name, kinds) for name, kinds in types.items())
        yield f"  </{of}-types>\n"
    yield "  <objects>\n"
    yield from map(_write_object, log.objects)
    yield "  </objects>\n  <events>\n"
    yield from map(_write_event, log.events)
    yield "  </events>\n</log>\n"


def _write_type(of: str, name: str, kinds: Kinds) -> str:
    parts = "".join(f'        <attribute name="{_escape(key)}" type="{WORDS[kind]}"/>\n' for key, kind in kinds.items())
    return f'    <{of}-type name="{_escape(name)}">\n      <attributes>\n{parts}      </attributes>\n    </{of}-type>\n'


def _write_event(event: ObjectEvent) -> str:
    time = write_moment(event.time.micros, event.time.offset)
    head = f'    <event id="{_escape(event.id)}" type="{_escape(event.type)}" time="{time}">\n'
    values = "".join(
        f'        <attribute name="{_escape(key)}">{_write_value(value)}</attribute>\n'
        for key, value in event.attributes.items()
    )
    return f"{head}      <attributes>\n{values}      </attributes>\n{_write_relations(event.relations)}    </event>\n"


def _write_object(one: LoggedObject) -> str:
    values = "".join(
        f'        <attribute name="{_escape(change.key)}" time="{write_moment(change.time.micros, change.time.offset)}">'
        f"{_write_value(change.value)}</attribute>\n"
        for change in one.changes
    )
    head = f'    <object id="{_escape(one.id)}" type="{_escape(one.type)}">\n'
    return f"{head}      <attributes>\n{values}      </attributes>\n{_write_relations(one.relations)}    </object>\n"


def _write_relations(relations: tuple[Relation, ...]) -> str:
    parts = "".join(
        f'        <relationship object-id="{_escape(one.object)}" qualifier="{_escape(one.qualifier)}"/>\n'
        for one in relations
    )
    return f"      <objects>\n{parts}      </objects>\n"


def _write_value(value: Value) -> str:
    if isinstance(value, Moment):
        return write_moment(value.micros, value.offset)
    if isinstance(value, bool):
        return "1" if value else "0"
    return _escape(value if isinstance(value, str) else repr(value))


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
