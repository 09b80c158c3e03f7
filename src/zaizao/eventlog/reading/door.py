"""The one way in: a file of any known format becomes a log with an account of it."""

from __future__ import annotations

from pathlib import Path

from zaizao.eventlog.reading.account import OnBroken, ReadLog
from zaizao.eventlog.reading.registry import ReadOptions, Wanted, find_reader
from zaizao.eventlog.reading.source import Progress, Source


def read_log(
    source: str | Path | bytes,
    *,
    mapping: object = None,
    on_broken: OnBroken = "skip",
    progress: Progress | None = None,
    attributes: Wanted = "all",
    name: str | None = None,
) -> ReadLog:
    """Read an event log; its format is known by its content, else by its name.

    ``mapping`` says which column of a table is what (and, for logs of objects, by which type of object to read them).
    ``on_broken``: a record that cannot be kept is reported with its line and left out ("skip"), or ends the load
    ("stop"). ``progress`` is called with bytes read and bytes in all. ``attributes``: "all", "none" or keys to read
    beside case, activity, time, resource and life cycle. ``name`` stands for the file's where bytes are given.

    Raises LogRefused, with every problem located, for a file that cannot be read at all.
    """
    opened = Source(source, name=name, progress=progress)
    options = ReadOptions(mapping=mapping, on_broken=on_broken, attributes=attributes)
    return find_reader(opened).read(opened, options)
