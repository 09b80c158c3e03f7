"""The one way out: a log becomes a file of a known format."""

from __future__ import annotations

from pathlib import Path

from zaizao.eventlog.log import EventLog
from zaizao.eventlog.writing.registry import find_writer
from zaizao.eventlog.writing.replacing import open_stream, replace_file


def write_log(log: EventLog, path: str | Path, format: str | None = None) -> None:
    """Write a log; the format is named or follows from the file's name, and ``.gz`` at its end packs it.

    The file comes whole or not at all. Raises LogNotWritten for a format that cannot be written, a place that cannot,
    or a log that the format cannot hold.
    """
    target = Path(path)
    writer = find_writer(target, format)
    with replace_file(target) as part, open_stream(part, packed=target.name.lower().endswith(".gz")) as stream:
        writer.write(log, stream)
