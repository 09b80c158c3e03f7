"""The formats of tables that can be written, made known. Their libraries are loaded when one is written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from zaizao.eventlog.log import EventLog
from zaizao.eventlog.writing.registry import LogWriter, register_writer


def _later(module: str) -> Callable[[EventLog, BinaryIO], None]:
    def write(log: EventLog, stream: BinaryIO) -> None:
        found: Any = import_module(f"zaizao.eventlog.writing.{module}")
        found.write_log_table(log, stream)

    return write


register_writer(LogWriter("csv", (".csv",), _later("csv")))
register_writer(LogWriter("parquet", (".parquet", ".pq"), _later("parquet")))
