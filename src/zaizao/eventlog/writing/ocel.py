"""Logs of objects as OCEL 2.0 in JSON, XML or SQLite, whole or not at all; what is read back is what was written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from zaizao.errors import Problem
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.moments import EARLIEST, LATEST
from zaizao.eventlog.objects import Moment, ObjectLog
from zaizao.eventlog.writing.replacing import replace_file

FORMS: Final = {
    "json": (".jsonocel", ".json"),
    "xml": (".xmlocel", ".xml"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
}
"""The forms and the endings of their names; JSON and XML may have ``.gz`` behind."""


def write_objects(log: ObjectLog, path: str | Path, form: str | None = None) -> None:
    """Write a log of objects; the form ("json", "xml", "sqlite") is named or follows from the file's name.

    Raises LogNotWritten for a form nobody knows, a place that cannot be written, or what the form cannot hold.
    """
    target = Path(path)
    chosen = form or _find_form(target)
    if chosen not in FORMS:
        fields = {"given": form or target.name, "known": ", ".join(FORMS)}
        raise LogNotWritten([Problem("log-format-unwritable", fields)])
    _check_times(log)
    packed = target.name.lower().endswith(".gz")
    write = cast(
        "Callable[[ObjectLog, Path, bool], None]",
        import_module(f"zaizao.eventlog.writing.ocel_{chosen}").write_objects_file,
    )
    with replace_file(target) as part:
        try:
            write(log, part, packed)
        except UnicodeEncodeError as error:
            text = error.object[max(error.start - 20, 0) : error.end + 20].encode("ascii", "backslashreplace").decode()
            raise LogNotWritten([Problem("xes-character", {"text": text})]) from None


def _find_form(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return next((form for form, endings in FORMS.items() if name.endswith(endings)), "")


def _check_times(log: ObjectLog) -> None:
    moments = [event.time for event in log.events]
    moments += [change.time for one in log.objects for change in one.changes]
    values = [value for event in log.events for value in event.attributes.values()]
    values += [change.value for one in log.objects for change in one.changes]
    moments += [value for value in values if isinstance(value, Moment)]
    if any(not EARLIEST <= moment.micros <= LATEST for moment in moments):
        raise LogNotWritten([Problem("log-time-unwritable", {"key": "time"})])
