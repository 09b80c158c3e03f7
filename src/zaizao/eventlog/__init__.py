"""Event logs of any administration, as columns: what they are, how they are read, written and kept.

`EventLog` is the one shape all of it shares. Mining, comparison and simulation work on it and never on a file.
"""

from __future__ import annotations

from zaizao.eventlog.attributes import Attribute, AttributeKind
from zaizao.eventlog.building import LogBuilder
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, CaseOrder, EventLog, Lifecycle

__all__ = [
    "NO_CODE",
    "NO_OFFSET",
    "NO_TIME",
    "Attribute",
    "AttributeKind",
    "CaseOrder",
    "EventLog",
    "Lifecycle",
    "LogBuilder",
]
