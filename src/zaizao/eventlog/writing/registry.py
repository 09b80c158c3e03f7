"""Which formats can be written: one module a format, each registering a `LogWriter`.

A writer's module is light: it brings its libraries when it writes. A new format is one line in FORMAT_MODULES.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from zaizao.errors import Problem
from zaizao.eventlog.errors import LogNotWritten
from zaizao.eventlog.log import EventLog

FORMAT_MODULES: Final = ["zaizao.eventlog.writing.xes", "zaizao.eventlog.writing.tabular"]


class LogWriter(Struct, frozen=True):
    """How one format is written."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings in small letters, with the dot; `.gz` behind one packs the file."""
    write: Callable[[EventLog, BinaryIO], None]


_WRITERS: dict[str, LogWriter] = {}


def register_writer(writer: LogWriter) -> None:
    """Make a format known; called by its module as it is imported."""
    _WRITERS[writer.name] = writer


def list_writers() -> tuple[LogWriter, ...]:
    """All formats that can be written."""
    for module in FORMAT_MODULES:
        importlib.import_module(module)
    return tuple(_WRITERS.values())


def find_writer(path: Path, format: str | None) -> LogWriter:
    """The writer asked for, else the one of the file's name. Raises LogNotWritten when there is none."""
    writers = list_writers()
    name = path.name.lower().removesuffix(".gz")
    for writer in writers:
        if writer.name == format or (format is None and name.endswith(writer.suffixes)):
            return writer
    known = ", ".join(writer.name for writer in writers)
    raise LogNotWritten([Problem("log-format-unwritable", {"given": format or path.name, "known": known})])
