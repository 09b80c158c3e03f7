"""Event logs of any administration, as columns: what they are, how they are read, written and kept.

`EventLog` is the one shape all of it shares. Mining, comparison and simulation work on it and never on a file.
"""

from __future__ import annotations

from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.building import LogBuilder
from zaizao.eventlog.errors import LogNotWritten, LogRefused
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, CaseOrder, EventLog, Lifecycle
from zaizao.eventlog.objects import ObjectLog, flatten
from zaizao.eventlog.reading import Account, ReadLog, read_log
from zaizao.eventlog.reading.ocel import ReadObjects, read_objects
from zaizao.eventlog.writing import write_log
from zaizao.eventlog.writing.ocel import write_objects

__all__ = [
    "NO_CODE",
    "NO_OFFSET",
    "NO_TIME",
    "Account",
    "Attribute",
    "AttributeKind",
    "CaseOrder",
    "EventLog",
    "Lifecycle",
    "LogBuilder",
    "LogNotWritten",
    "LogRefused",
    "ObjectLog",
    "ReadLog",
    "ReadObjects",
    "flatten",
    "read_log",
    "read_objects",
    "write_log",
    "write_objects",
]
