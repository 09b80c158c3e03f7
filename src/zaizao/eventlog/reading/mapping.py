"""Which column of a table is what: the mapping file, and what it may say.

    case: [工单编号]                 one or several headings; several are joined with " · "
    activity: 环节名称               likewise
    time: 办理时间                   when it ended or happened
    start: 开始时间                  where a row is an interval
    resource: 经办人
    lifecycle: 状态
    lifecycles: {开始: start, 办结: complete}   the words of that column in those of XES
    events: {受理: 受理时间, 办结: 办结时间}     instead of activity and time: one row holds several moments
    format: day-first                day-first, month-first, epoch-seconds, …, or a pattern such as "%d/%m/%Y %H:%M"
    zone: Asia/Shanghai              in which moments without a zone are read; without it UTC
    attributes: all                  all, none, or a list of headings
    case_attributes: [来源]          of the case although they vary, or although nothing could be told
    duplicates: keep                 keep or drop rows that repeat another one exactly (tables with `events`)
    encoding: gb18030                of a text file
    delimiter: ";"                   of a text file
    sheet: 明细                      of a workbook

Everything may be left out; what is left out is guessed (`guessing`). Nothing here looks at a table.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from zaizao.errors import Location, Problem
from zaizao.eventlog.errors import LogRefused
from zaizao.units.near import find_near
from zaizao.units.yaml import dotted, locate_all, read_bytes, read_yaml

FORMATS = ("day-first", "month-first", "epoch-seconds", "epoch-milliseconds", "epoch-microseconds", "epoch-nanoseconds")
Attributes = tuple[str, ...] | Literal["all", "none"]


class ColumnMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """What a mapping file says (see the module); an empty field is to be guessed."""

    case: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    time: str | None = None
    start: str | None = None
    resource: str | None = None
    lifecycle: str | None = None
    lifecycles: Mapping[str, str] = {}
    events: tuple[tuple[str, str], ...] = ()
    """(Activity, heading) in the order in which equal moments follow each other."""
    format: str | None = None
    zone: str | None = None
    attributes: Attributes = "all"
    case_attributes: tuple[str, ...] = ()
    duplicates: Literal["keep", "drop"] = "keep"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def list_columns(self) -> tuple[tuple[str, str], ...]:
        """(Field, heading) of every column it names."""
        named = [("case", one) for one in self.case] + [("activity", one) for one in self.activity]
        named += [
            (field, heading)
            for field in ("time", "start", "resource", "lifecycle")
            if (heading := getattr(self, field)) is not None
        ]
        named += [(f"events.{name}", heading) for name, heading in self.events]
        if not isinstance(self.attributes, str):
            named += [("attributes", one) for one in self.attributes]
        return (*named, *(("case_attributes", one) for one in self.case_attributes))


def to_mapping(given: object) -> ColumnMapping | None:
    """A mapping from what a caller has: None, a `ColumnMapping`, plain values, or the path of a file.

    Raises LogRefused with every problem located.
    """
    if given is None or isinstance(given, ColumnMapping):
        return given
    if isinstance(given, Mapping):
        return _Reading(dict(given), text=None, file=None).close()
    return read_mapping(Path(str(given)))


def read_mapping(path: str | Path) -> ColumnMapping:
    """A mapping file (YAML). Raises LogRefused, YamlError with every problem located."""
    try:
        content = read_bytes(path)
    except OSError as error:
        raise LogRefused([Problem("log-mapping-file", {"detail": error.strerror or ""}, Location(str(path)))]) from None
    value = read_yaml(content, file=str(path))
    if not isinstance(value, dict):
        raise LogRefused([Problem("log-mapping-shape", {}, Location(str(path), 1, 1))])
    return _Reading(value, text=content.decode("utf-8-sig", "replace"), file=str(path)).close()


class _Reading:
    """One mapping being read; problems are gathered and raised together."""

    def __init__(self, plain: dict[str, Any], *, text: str | None, file: str | None) -> None:
        self.plain, self.text, self.file = plain, text, file
        self.faults: list[tuple[str, dict[str, object], tuple[str | int, ...]]] = []

    def close(self) -> ColumnMapping:
        """The mapping, or LogRefused."""
        fields: dict[str, Any] = {}
        for key, value in self.plain.items():
            read = _FIELDS.get(str(key))
            if read is None:
                self.fault(
                    "log-mapping-key", (key,), key=str(key), known=find_near(str(key), _FIELDS) or tuple(_FIELDS)
                )
            elif value is not None:
                fields[key] = read(self, str(key), value)
        if "events" in fields and {"activity", "time", "start"} & fields.keys():
            self.fault("log-mapping-both", ("events",))
        if self.faults:
            raise LogRefused([self._locate(*fault) for fault in self.faults])
        return ColumnMapping(**fields)

    def fault(self, code: str, path: tuple[str | int, ...], **fields: object) -> None:
        """Note what is wrong with the value at ``path``."""
        self.faults.append((code, fields, path))

    def _locate(self, code: str, fields: dict[str, object], path: tuple[str | int, ...]) -> Problem:
        if self.text is None:
            return Problem(code, fields, Location(self.file, None, None, dotted(path)))
        at_key = code == "log-mapping-key"
        return Problem(
            code, fields, Location(self.file, *locate_all(self.text, [path], key=at_key)[path], dotted(path))
        )

    def read_text(self, key: str, value: object) -> str:
        """A word; numbers are written out, since headings may be numbers."""
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value) != "":
            return str(value)
        self.fault("log-mapping-text", (key,), key=key)
        return ""

    def read_texts(self, key: str, value: object) -> tuple[str, ...]:
        """One word or a list of words."""
        if not isinstance(value, (list, tuple)):
            return (self.read_text(key, value),)
        if not value:
            self.fault("log-mapping-text", (key,), key=key)
        return tuple(self.read_text(key, one) for one in value)

    def read_pairs(self, key: str, value: object) -> tuple[tuple[str, str], ...]:
        """A mapping of words to words."""
        if isinstance(value, Mapping) and value and all(isinstance(one, str) and one for one in value.values()):
            return tuple((str(name), one) for name, one in value.items())
        self.fault("log-mapping-pairs", (key,), key=key)
        return ()

    def read_lifecycles(self, key: str, value: object) -> dict[str, str]:
        """Words of the column in those of XES, in small letters."""
        return {name: one.lower() for name, one in self.read_pairs(key, value)}

    def read_attributes(self, key: str, value: object) -> Attributes:
        """``all``, ``none`` or headings."""
        if value in ("all", "none"):
            return "all" if value == "all" else "none"
        if isinstance(value, (list, tuple)):
            return tuple(self.read_text(key, one) for one in value)
        self.fault("log-mapping-attributes", (key,))
        return "all"

    def read_format(self, key: str, value: object) -> str:
        """A named form or a pattern."""
        word = self.read_text(key, value)
        if word not in FORMATS and "%" not in word:
            self.fault("log-mapping-choice", (key,), key=key, value=word, known=(*FORMATS, "%Y-%m-%d …"))
        return word

    def read_zone(self, key: str, value: object) -> str:
        """The name of a time zone."""
        word = self.read_text(key, value)
        try:
            ZoneInfo(word)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fault("log-mapping-zone", (key,), value=word)
        return word

    def read_encoding(self, key: str, value: object) -> str:
        """The name of an encoding."""
        word = self.read_text(key, value)
        try:
            codecs.lookup(word)
        except (LookupError, ValueError):
            self.fault("log-mapping-encoding", (key,), value=word)
        return word

    def read_delimiter(self, key: str, value: object) -> str:
        """One character."""
        word = self.read_text(key, value)
        if len(word) != 1 or word in '"\r\n':
            self.fault("log-mapping-delimiter", (key,), value=word)
        return word

    def read_duplicates(self, key: str, value: object) -> str:
        """``keep`` or ``drop``."""
        if value not in ("keep", "drop"):
            self.fault("log-mapping-choice", (key,), key=key, value=str(value), known=("keep", "drop"))
        return str(value)


_FIELDS: dict[str, Callable[[_Reading, str, Any], Any]] = {
    "case": _Reading.read_texts,
    "activity": _Reading.read_texts,
    "time": _Reading.read_text,
    "start": _Reading.read_text,
    "resource": _Reading.read_text,
    "lifecycle": _Reading.read_text,
    "lifecycles": _Reading.read_lifecycles,
    "events": _Reading.read_pairs,
    "format": _Reading.read_format,
    "zone": _Reading.read_zone,
    "attributes": _Reading.read_attributes,
    "case_attributes": _Reading.read_texts,
    "duplicates": _Reading.read_duplicates,
    "encoding": _Reading.read_encoding,
    "delimiter": _Reading.read_delimiter,
    "sheet": _Reading.read_text,
}


def check_columns(mapping: ColumnMapping, names: Sequence[str], *, file: str | None) -> None:
    """Raise LogRefused where the mapping names a heading that the table does not have, with the nearest ones."""
    missing = [
        Problem(
            "log-mapping-column",
            {"heading": heading, "near": find_near(heading, names, count=3) or tuple(names[:12])},
            Location(file, None, None, field),
        )
        for field, heading in mapping.list_columns()
        if heading not in names
    ]
    if missing:
        raise LogRefused(missing)
