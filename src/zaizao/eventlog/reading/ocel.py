"""OCEL, logs of objects: 2.0 in JSON, XML and SQLite, 1.0 in JSON, XML and tables; kept whole, or read by one type."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from msgspec import Struct

from zaizao.errors import Problem
from zaizao.eventlog.objects import ObjectLog, count_flattening, flatten
from zaizao.eventlog.reading.account import Account, OnBroken, ReadLog, Reporter
from zaizao.eventlog.reading.object_building import ObjectLogBuilder
from zaizao.eventlog.reading.registry import LogReader, ReadOptions, register_reader
from zaizao.eventlog.reading.source import Progress, Source

_JSON: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:ocel:[\w-]+|eventTypes|objectTypes|events|objects)"\s*:')
_XML: Final = re.compile(rb"<(?:event-types|object-types|events|objects)[\s/>]|<string key=[\"']ocel:")


class ReadObjects(Struct, frozen=True):
    """A log of objects as it was read, with the account of its events."""

    log: ObjectLog
    account: Account
    problems: tuple[Problem, ...] = ()


def read_objects(
    source: str | Path | bytes,
    *,
    on_broken: OnBroken = "skip",
    progress: Progress | None = None,
    name: str | None = None,
) -> ReadObjects:
    """Read a log of objects whole. The arguments are those of `read_log`.

    Raises LogRefused for a file that cannot be read at all, or is no OCEL.
    """
    opened = Source(source, name=name, progress=progress)
    if not opened.head:
        raise opened.refuse("log-empty")
    form = find_form(opened)
    if form is None:
        raise opened.refuse("log-format-unknown", known=", ".join(form.name for form in FORMS))
    return _read_form(form, opened, on_broken)


class Form(Struct, frozen=True):
    """One way of writing OCEL."""

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    module: str


def is_json(head: bytes) -> bool:
    """An object whose first key is one of OCEL's."""
    return _JSON.match(head) is not None


def is_xml(head: bytes) -> bool:
    """An element that only OCEL has."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<log" in head and _XML.search(head) is not None


def is_sqlite(head: bytes) -> bool:
    """Any database; whether it is OCEL is told by its tables."""
    return head.startswith(b"SQLite format 3\0")


def is_csv(head: bytes) -> bool:
    """A heading that names the id of an event."""
    return b"ocel:eid" in head.split(b"\n", 1)[0] and not head.lstrip().startswith(b"{")


FORMS: Final = (
    Form("ocel json", (".jsonocel",), is_json, "json"),
    Form("ocel xml", (".xmlocel",), is_xml, "xml"),
    Form("ocel sqlite", (".sqlite", ".sqlite3", ".db"), is_sqlite, "sqlite"),
    Form("ocel csv", (), is_csv, "csv"),
)


def find_form(source: Source) -> Form | None:
    """The form of a file by its content, else by its name."""
    name = source.name.lower().removesuffix(".gz")
    by_content = next((form for form in FORMS if form.recognise(source.head)), None)
    return by_content or next((form for form in FORMS if form.suffixes and name.endswith(form.suffixes)), None)


def _read_form(form: Form, source: Source, on_broken: OnBroken) -> ReadObjects:
    builder = ObjectLogBuilder(Reporter(source.name or None, on_broken=on_broken))
    module = import_module(f"zaizao.eventlog.reading.ocel_{form.module}")
    getattr(module, f"build_from_{form.module}")(source, builder)
    log = builder.build()
    account = builder.count()
    if account.reported and not account.kept:
        raise builder.reporter.refuse("log-nothing-kept", {"count": account.reported})
    return ReadObjects(log=log, account=account, problems=builder.reporter.list_problems())


def _read_flat(form: Form, source: Source, options: ReadOptions) -> ReadLog:
    """The log of one type of object: the ``case`` of the mapping, else the type that most events have to do with."""
    read = _read_form(form, source, options.on_broken)
    reporter = Reporter(source.name or None)
    counts = read.log.count_by_type()
    if not counts:
        raise reporter.refuse("ocel-no-type")
    asked = _find_asked(options.mapping)
    if asked is not None and asked not in counts:
        raise reporter.refuse("ocel-type-unknown", {"given": asked, "known": ", ".join(counts)})
    chosen = asked or max(counts, key=lambda name: counts[name])
    if asked is None:
        reporter.note("ocel-type-chosen", {"type": chosen, "known": ", ".join(counts)})
    told = count_flattening(read.log, chosen)
    if told.repeated:
        reporter.note("ocel-repeated", {"type": chosen, "count": told.repeated})
    if told.elsewhere:
        reporter.note("ocel-elsewhere", {"type": chosen, "count": told.elsewhere})
    log = flatten(read.log, chosen, wants=options.wants)
    left_out = told.elsewhere + read.account.reported
    account = Account(read=len(log) + left_out, kept=len(log), reported=left_out)
    return ReadLog(log=log, account=account, problems=(*read.problems, *reporter.list_problems()))


def _find_asked(mapping: object) -> str | None:
    if mapping is None:
        return None
    from zaizao.eventlog.reading.mapping import to_mapping  # noqa: PLC0415  # only where a mapping is given

    asked = to_mapping(mapping)
    return asked.case[0] if asked is not None and asked.case else None


for _form in FORMS:
    register_reader(
        LogReader(
            name=_form.name,
            suffixes=_form.suffixes or ("\0",),
            recognise=_form.recognise,
            read=lambda source, options, form=_form: _read_flat(form, source, options),  # type: ignore[misc]
        )
    )
