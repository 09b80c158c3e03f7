"""The log itself: integer columns in one order, and the names their codes stand for.

Cases, activities, resources and life cycles are interned to dense codes; times are microseconds of UTC with the offset
they were written in beside them. Nothing here reads a file, sorts by name or counts a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute

NO_CODE: Final = -1
"""The code of what is absent: no resource, no life cycle."""
NO_TIME: Final = int(np.iinfo(np.int64).min)
"""The time of an event that has none; the same bits as numpy's NaT."""
NO_OFFSET: Final = int(np.iinfo(np.int16).min)
"""The offset of a time that was written without one; it is then read as UTC, and the reader says so."""


class Lifecycle(StrEnum):
    """The transitions that matter for times, in small letters (XES standard life cycle, IEEE 1849-2023, annex)."""

    SCHEDULE = "schedule"
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    COMPLETE = "complete"


class CaseOrder(Struct, frozen=True, eq=False):
    """The events of each case in their order: case ``c`` is ``rows[starts[c]:starts[c + 1]]``, row numbers of the log."""

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]

    def rows_of(self, case: int) -> NDArray[np.int64]:
        """The rows of one case, first event first."""
        return self.rows[self.starts[case] : self.starts[case + 1]]


class EventLog(Struct, frozen=True, eq=False, dict=True):
    """Events as columns of one length; row numbers are the order in which they were read (the sequence).

    Inside a case, events are ordered by the file where it orders them (``order_is_given``: an XES trace is a list),
    else by time; events of one time keep their sequence, and events without a time stand where the file has them.
    """

    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    time: NDArray[np.int64]
    """Microseconds since 1970-01-01T00:00Z; NO_TIME where there is none. For an interval it is the end."""
    case_names: tuple[str, ...]
    activity_names: tuple[str, ...]
    resource: NDArray[np.int32]
    """NO_CODE where nobody is named."""
    resource_names: tuple[str, ...]
    lifecycle: NDArray[np.int16]
    """NO_CODE where no transition is named; names in small letters."""
    lifecycle_names: tuple[str, ...]
    offset: NDArray[np.int16]
    """Minutes east of UTC in which the time was written; NO_OFFSET for a time without zone."""
    start: NDArray[np.int64] | None = None
    """Where a row is an interval: when it began, NO_TIME if unknown. Absent for logs of points in time."""
    name: str = ""
    order_is_given: bool = False
    attributes: Mapping[str, Attribute] = {}
    """Of the events, a row each. What has a column above is not repeated here."""
    case_attributes: Mapping[str, Attribute] = {}
    """Of the cases, a row for each code."""
    log_attributes: Mapping[str, Attribute] = {}
    """Of the log, one row."""

    def __len__(self) -> int:
        return len(self.case)

    def __repr__(self) -> str:
        counts = f"{len(self)} events, {len(self.case_names)} cases, {len(self.activity_names)} activities"
        return f"<EventLog {self.name!r}: {counts}>"

    @cached_property
    def order(self) -> CaseOrder:
        """The events by case (see the class). Computed once; cases without events have an empty stretch."""
        rows = self._sort_within_cases()
        counts = np.bincount(self.case, minlength=len(self.case_names))
        starts = np.zeros(len(self.case_names) + 1, dtype=np.int64)
        np.cumsum(counts, out=starts[1:])
        return CaseOrder(rows=rows, starts=starts)

    def _sort_within_cases(self) -> NDArray[np.int64]:
        rows = np.argsort(self.case, kind="stable")
        if self.order_is_given or self.is_time_ordered or not len(rows):
            return rows
        case, time = self.case[rows], self.time[rows]
        # A time that is absent takes that of its case's event before it, so that the event stays behind that one.
        first = np.concatenate(([True], case[1:] != case[:-1]))
        known = np.where(first | (time != NO_TIME), np.arange(len(rows)), 0)
        return rows[np.lexsort((time[np.maximum.accumulate(known)], case))]

    @cached_property
    def is_time_ordered(self) -> bool:
        """Whether no event stands before one that is older: then no sort by time is needed anywhere."""
        return bool(np.all(self.time[1:] >= self.time[:-1]))

    def take(self, rows: NDArray[np.int64], *, name: str | None = None) -> EventLog:
        """The log of chosen rows, in the order given. Codes and names stay as they are (cases may become empty)."""
        return replace(
            self,
            case=self.case[rows],
            activity=self.activity[rows],
            time=self.time[rows],
            resource=self.resource[rows],
            lifecycle=self.lifecycle[rows],
            offset=self.offset[rows],
            start=None if self.start is None else self.start[rows],
            name=self.name if name is None else name,
            attributes={key: column.take(rows) for key, column in self.attributes.items()},
        )

    def keep_cases(self, wanted: NDArray[np.bool_], *, name: str | None = None) -> EventLog:
        """The log of the cases marked True, with codes made dense again; other names stay."""
        kept = np.flatnonzero(wanted)
        new_code = np.full(len(self.case_names), NO_CODE, dtype=np.int32)
        new_code[kept] = np.arange(len(kept), dtype=np.int32)
        rows = np.flatnonzero(wanted[self.case])
        part = self.take(rows, name=name)
        return replace(
            part,
            case=new_code[part.case],
            case_names=tuple(self.case_names[code] for code in kept),
            case_attributes={key: column.take(kept) for key, column in self.case_attributes.items()},
        )
