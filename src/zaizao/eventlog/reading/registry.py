"""Which formats can be read: one module a format, each registering a `LogReader`; the first that knows the content reads.

A reader's module is light: it brings its libraries when it reads. A new format is one line in FORMAT_MODULES.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection
from typing import Final

from msgspec import Struct

from zaizao.eventlog.reading.account import OnBroken, ReadLog
from zaizao.eventlog.reading.source import Source

Wanted = str | Collection[str]
"""Which attributes to read beside the columns: ``"all"``, ``"none"``, or a collection of keys."""

FORMAT_MODULES: Final = [
    "zaizao.eventlog.reading.ocel",
    "zaizao.eventlog.reading.xes",
    "zaizao.eventlog.reading.tabular",
]
"""In the order in which they are asked; the ones that know their content for certain come first."""


class ReadOptions(Struct, frozen=True):
    """What the caller of `read_log` asked for; each format uses what concerns it."""

    mapping: object = None
    on_broken: OnBroken = "skip"
    attributes: Wanted = "all"

    def wants(self, key: str) -> bool:
        """Whether the attribute of this key is to be read."""
        if isinstance(self.attributes, str):
            return self.attributes == "all"
        return key in self.attributes


class LogReader(Struct, frozen=True):
    """How one format is known and read."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings in small letters, with the dot; `.gz` behind them is understood."""
    recognise: Callable[[bytes], bool]
    """Whether the first bytes (unpacked) are certainly of this format."""
    read: Callable[[Source, ReadOptions], ReadLog]


_READERS: dict[str, LogReader] = {}


def register_reader(reader: LogReader) -> None:
    """Make a format known; called by its module as it is imported."""
    _READERS[reader.name] = reader


def list_readers() -> tuple[LogReader, ...]:
    """All formats, in the order in which they are asked."""
    for module in FORMAT_MODULES:
        importlib.import_module(module)
    return tuple(_READERS.values())


def find_reader(source: Source) -> LogReader:
    """The format of a source, by its content and else by its name. Raises LogRefused when no format fits."""
    if not source.head:
        raise source.refuse("log-empty")
    readers = list_readers()
    for reader in readers:
        if reader.recognise(source.head):
            return reader
    name = source.name.lower().removesuffix(".gz")
    for reader in readers:
        if name.endswith(reader.suffixes):
            return reader
    raise source.refuse("log-format-unknown", known=", ".join(reader.name for reader in readers))
