"""An embedded store's files as a log: columns mapped as they lie, names read.

The columns are private to whoever maps them: what is written into them reaches no file.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.counting.events import Events
from zaizao.eventlog.log import EventLog
from zaizao.eventlog.store.columns import map_column
from zaizao.eventlog.store.journal import Extent
from zaizao.eventlog.store.naming import split_names
from zaizao.eventlog.store.writing import NAMED


def map_events(folder: Path, rows: int, since: int = 0) -> Events:
    """Case, activity and time of the rows from ``since`` on."""
    case, activity, time = (map_column(folder, name, rows)[since:] for name in ("case", "activity", "time"))
    return Events(
        case.astype(np.int32, copy=False), activity.astype(np.int32, copy=False), time.astype(np.int64, copy=False)
    )


def map_log(folder: Path, extent: Extent, *, order_is_given: bool) -> EventLog:
    """The whole log."""
    events = map_events(folder, extent.rows)
    columns = {name: map_column(folder, name, extent.rows) for name in ("resource", "lifecycle", "offset")}
    names = {column: split_names(*read_names(folder, column, extent)) for column in NAMED}
    start = map_column(folder, "start", extent.rows).astype(np.int64, copy=False) if extent.has_start else None
    return EventLog(
        case=events.case,
        activity=events.activity,
        time=events.time,
        case_names=names["case"],
        activity_names=names["activity"],
        resource=columns["resource"].astype(np.int32, copy=False),
        resource_names=names["resource"],
        lifecycle=columns["lifecycle"].astype(np.int16, copy=False),
        lifecycle_names=names["lifecycle"],
        offset=columns["offset"].astype(np.int16, copy=False),
        start=start,
        order_is_given=order_is_given,
    )


def read_names(folder: Path, column: str, extent: Extent) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The text of a column's names, and where each ends."""
    count, size = NAMED[column].measure(extent)
    text = np.fromfile(folder / "names" / f"{column}.utf8", dtype=np.uint8, count=size)
    ends = np.fromfile(folder / "names" / f"{column}.ends", dtype="<i8", count=count)
    return text, ends.astype(np.int64, copy=False)
