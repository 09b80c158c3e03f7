"""XES as IEEE 1849-2023 has it: extensions, globals, classifiers, attributes, then traces with their events in order.

An interval is one event at its end with its begin as ``start_timestamp``, which the reader understands. Cases without
events are written too. What XML cannot hold (control characters) is refused, not changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from zaizao.errors import Problem
from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog
from zaizao.eventlog.moments import EARLIEST, LATEST, write_moment
from zaizao.eventlog.nested import Nested, read_nested
from zaizao.eventlog.writing.registry import LogWriter, register_writer

BLOCK: Final = 20_000
"""Events that are turned into text at a time, at least."""
TAGS: Final = {
    AttributeKind.TEXT: "string",
    AttributeKind.ID: "id",
    AttributeKind.INTEGER: "int",
    AttributeKind.NUMBER: "float",
    AttributeKind.BOOLEAN: "boolean",
    AttributeKind.TIME: "date",
}
EXTENSIONS: Final = {
    "concept": "Concept",
    "lifecycle": "Lifecycle",
    "org": "Organizational",
    "time": "Time",
    "semantic": "Semantic",
    "identity": "ID",
    "cost": "Cost",
}
"""The extensions of the standard (IEEE 1849-2023, clause 7), by their prefix."""
_ESCAPES: Final = {
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;",
    ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;",
}  # fmt: skip
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERS: Final = {"nan": "NaN", "inf": "INF", "-inf": "-INF"}

Rows = NDArray[np.int64]
Column = Callable[[Rows], list[str]]
"""One column's elements for some rows, an empty text where nothing is to be written."""


def write_xes(log: EventLog, stream: BinaryIO) -> None:
    """The log as XES. Raises LogNotWritten for a text or a time that XML cannot hold."""
    _write(stream, "".join(_list_head(log)))
    columns = _list_event_columns(log)
    for first, last in _list_blocks(log.order.starts):
        begins = log.order.starts[first : last + 1]
        rows = log.order.rows[begins[0] : begins[-1]]
        events = [f"\t\t<event>\n{''.join(parts)}\t\t</event>\n" for parts in zip(*_fill(columns, rows), strict=True)]
        cases = ["".join(parts) for parts in zip(*_fill(_list_case_columns(log), np.arange(first, last)), strict=True)]
        places = (begins - begins[0]).tolist()
        parts = [
            f"\t<trace>\n{case}{''.join(events[begin:end])}\t</trace>\n"
            for case, (begin, end) in zip(cases, pairwise(places), strict=True)
        ]
        _write(stream, "".join(parts))
    _write(stream, "</log>\n")


def _write(stream: BinaryIO, text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found is not None:
        around = text[max(found.start() - 40, 0) : found.end() + 10]
        raise LogNotWritten([Problem("xes-character", {"text": around.encode("ascii", "backslashreplace").decode()})])
    stream.write(text.encode())


def _fill(columns: list[Column], rows: Rows) -> list[list[str]]:
    return [column(rows) for column in columns]


def _list_blocks(starts: Rows) -> Iterator[tuple[int, int]]:
    """Stretches of cases with about BLOCK events each."""
    first = 0
    while first < len(starts) - 1:
        last = int(np.searchsorted(starts, starts[first] + BLOCK, side="left"))
        last = min(max(last, first + 1), first + BLOCK, len(starts) - 1)
        yield first, last
        first = last


def _list_head(log: EventLog) -> Iterator[str]:
    columns = [log.attributes, log.case_attributes, log.log_attributes]
    nested = any(column.nested for group in columns for column in group.values())
    features = "nested-attributes" if nested else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="1849-2023" xes.features="{features}" xmlns="http://www.xes-standard.org/">\n'
    used = {"concept", "time", "lifecycle", "org"} | {key.partition(":")[0] for group in columns for key in group}
    for prefix, name in EXTENSIONS.items():
        if prefix in used:
            yield f'\t<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield from _list_globals(log)
    yield '\t<classifier name="Activity" scope="event" keys="concept:name"/>\n'
    if log.lifecycle_names:
        keys = "concept:name lifecycle:transition"
        yield f'\t<classifier name="Activity and transition" scope="event" keys="{keys}"/>\n'
    own = log.log_attributes.get("concept:name")
    if log.name and (own is None or not own.nested):
        yield _write_element("string", "concept:name", log.name, "\t")
    for column in _list_columns(log.log_attributes, frozenset({"concept:name"}), "\t"):
        yield from column(np.zeros(1, dtype=np.int64))


def _list_globals(log: EventLog) -> Iterator[str]:
    """What every trace and every event has, and a value that stands for unknown."""
    yield '\t<global scope="trace">\n'
    yield _write_element("string", "concept:name", "UNKNOWN", "\t\t")
    yield '\t</global>\n\t<global scope="event">\n'
    yield _write_element("string", "concept:name", "UNKNOWN", "\t\t")
    if len(log) and not np.any(log.time == NO_TIME):
        yield _write_element("date", "time:timestamp", "1970-01-01T00:00:00+00:00", "\t\t")
    if len(log) and not np.any(log.lifecycle == NO_CODE):
        yield _write_element("string", "lifecycle:transition", "complete", "\t\t")
    yield "\t</global>\n"


def _list_event_columns(log: EventLog) -> list[Column]:
    """The columns with a meaning of their own, then the attributes; what carries more stands among the latter."""
    indent = "\t\t\t"
    columns = [
        _write_codes("concept:name", _spare(log.activity, log, "concept:name"), log.activity_names, indent),
        _write_codes(
            "lifecycle:transition", _spare(log.lifecycle, log, "lifecycle:transition"), log.lifecycle_names, indent
        ),
        _write_codes("org:resource", _spare(log.resource, log, "org:resource"), log.resource_names, indent),
    ]
    time = log.time.copy()
    carried = log.attributes.get("time:timestamp")
    if carried is not None and carried.nested:
        time[carried.present] = NO_TIME
    columns.append(_write_times("time:timestamp", time, log.offset, time != NO_TIME, indent))
    own = {"concept:name", "lifecycle:transition", "org:resource", "time:timestamp"}
    if log.start is not None:
        columns.append(_write_times("start_timestamp", log.start, log.offset, log.start != NO_TIME, indent))
        own.add("start_timestamp")
    return columns + _list_columns(log.attributes, frozenset(own), indent)


def _spare(codes: NDArray[np.signedinteger], log: EventLog, key: str) -> NDArray[np.int64]:
    """The codes without those of rows whose value is written with what hangs on it."""
    column = log.attributes.get(key)
    spared = codes.astype(np.int64)
    if column is not None and column.nested:
        spared[column.present] = NO_CODE
    return spared


def _list_case_columns(log: EventLog) -> list[Column]:
    codes = np.arange(len(log.case_names), dtype=np.int64)
    carried = log.case_attributes.get("concept:name")
    if carried is not None and carried.nested:
        codes[carried.present] = NO_CODE

    def write_names(rows: Rows) -> list[str]:
        names = [log.case_names[code] if code >= 0 else None for code in codes[rows].tolist()]
        return ["" if name is None else _write_element("string", "concept:name", name, "\t\t") for name in names]

    return [write_names, *_list_columns(log.case_attributes, frozenset({"concept:name"}), "\t\t")]


def _list_columns(attributes: Mapping[str, Attribute], own: frozenset[str], indent: str) -> list[Column]:
    return [
        _write_attribute(column, indent) for column in attributes.values() if column.nested or column.key not in own
    ]


def _write_attribute(column: Attribute, indent: str) -> Column:
    tag, key = TAGS[column.kind], column.key
    if column.kind is AttributeKind.TIME:
        offsets = column.offsets if column.offsets is not None else np.full(len(column), NO_OFFSET, dtype=np.int16)
        return _write_times(key, column.values.astype(np.int64), offsets, column.present, indent)
    if column.nested:
        table = [*(_write_nested(read_nested(name), key, indent) for name in column.names), ""]
        codes = np.where(column.present, column.values, NO_CODE)
        return lambda rows: [table[code] for code in codes[rows].tolist()]
    if column.kind in (AttributeKind.TEXT, AttributeKind.ID):
        codes = np.where(column.present, column.values, NO_CODE).astype(np.int64)
        return _write_codes(key, codes, column.names, indent, tag=tag)
    write: dict[AttributeKind, Callable[[Any], str]] = {
        AttributeKind.INTEGER: str,
        AttributeKind.NUMBER: _write_number,
        AttributeKind.BOOLEAN: _write_boolean,
    }

    def write_values(rows: Rows) -> list[str]:
        given = zip(column.values[rows].tolist(), column.present[rows].tolist(), strict=True)
        return [_write_element(tag, key, write[column.kind](value), indent) if there else "" for value, there in given]

    return write_values


def _write_codes(
    key: str, codes: NDArray[np.int64], names: tuple[str, ...], indent: str, *, tag: str = "string"
) -> Column:
    table = [*(_write_element(tag, key, name, indent) for name in names), ""]
    return lambda rows: [table[code] for code in codes[rows].tolist()]


def _write_times(
    key: str, moments: Rows, offsets: NDArray[np.int16], present: NDArray[np.bool_], indent: str
) -> Column:
    given = moments[present]
    if len(given) and (given.min() < EARLIEST or given.max() > LATEST):
        raise LogNotWritten([Problem("log-time-unwritable", {"key": key})])
    start, end = f'{indent}<date key="{key.translate(_ESCAPES)}" value="', '"/>\n'

    def write_values(rows: Rows) -> list[str]:
        there = zip(moments[rows].tolist(), offsets[rows].tolist(), present[rows].tolist(), strict=True)
        return [f"{start}{write_moment(moment, offset)}{end}" if is_there else "" for moment, offset, is_there in there]

    return write_values


def _write_element(tag: str, key: str, value: str, indent: str) -> str:
    return f'{indent}<{tag} key="{key.translate(_ESCAPES)}" value="{value.translate(_ESCAPES)}"/>\n'


def _write_nested(value: Nested, key: str, indent: str) -> str:
    """An element with what it holds, one level deeper each time."""
    given = "" if value.value is None else f' value="{value.value.translate(_ESCAPES)}"'
    inner = "".join(_write_nested(child, child.key or "", indent + "\t") for child in value.attributes)
    if value.values:
        listed = "".join(_write_nested(child, child.key or "", indent + "\t\t") for child in value.values)
        inner += f"{indent}\t<values>\n{listed}{indent}\t</values>\n"
    head = f'{indent}<{value.type} key="{key.translate(_ESCAPES)}"{given}'
    return f"{head}>\n{inner}{indent}</{value.type}>\n" if inner else f"{head}/>\n"


def _write_number(value: float) -> str:
    text = repr(float(value))
    return _NUMBERS.get(text, text)


def _write_boolean(value: bool) -> str:  # noqa: FBT001  # one value, as its siblings
    return "true" if value else "false"


register_writer(LogWriter(name="xes", suffixes=(".xes",), write=write_xes))
