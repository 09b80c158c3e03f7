"""Readers of event logs, one module a format behind one door; what they have in common stands beside them.

Writing is the room beside this one; counting and mining work on the log and never on a file.
"""

from __future__ import annotations

from zaizao.eventlog.reading.account import Account, OnBroken, ReadLog, Reporter
from zaizao.eventlog.reading.door import read_log
from zaizao.eventlog.reading.registry import LogReader, ReadOptions, list_readers, register_reader
from zaizao.eventlog.reading.source import Progress, Source

__all__ = [
    "Account",
    "LogReader",
    "OnBroken",
    "Progress",
    "ReadLog",
    "ReadOptions",
    "Reporter",
    "Source",
    "list_readers",
    "read_log",
    "register_reader",
]
