"""Writers of event logs, one module a format behind one door. What is read back is the log that was written."""

from __future__ import annotations

from zaizao.eventlog.writing.door import write_log
from zaizao.eventlog.writing.registry import LogWriter, list_writers, register_writer
from zaizao.eventlog.writing.replacing import open_stream, replace_file

__all__ = ["LogWriter", "list_writers", "open_stream", "register_writer", "replace_file", "write_log"]
