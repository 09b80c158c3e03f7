"""A log of any size from bpic2012: replicated, 1 % of the events dropped, 2 % of neighbours swapped, cases shifted by up to a year.

Ordered by time as a whole, as a system in use writes it. Made in stretches of time, so that its size is bounded by the disk.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zaizao.eventlog import EventLog, read_log

BPIC2012 = Path(__file__).resolve().parents[2] / "shared" / "data" / "eventlogs" / "bpic2012.xes.gz"
YEAR = 365 * 86_400_000_000
ROWS = np.dtype([("case", "<i4"), ("activity", "<i2"), ("time", "<i8")])
GROUP = 500_000
SEED = 7


def make_scaled_log(place: Path, events: int) -> tuple[Path, Path]:
    """Two Parquet files of the same events: one of texts, one of codes."""
    texts, codes = place / f"log_{events}.parquet", place / f"log_{events}_codes.parquet"
    if texts.exists() and codes.exists():
        return texts, codes
    log = read_log(BPIC2012).log
    names = pa.array(log.activity_names)
    drafts = [path.with_suffix(".part") for path in (texts, codes)]
    with (
        pq.ParquetWriter(drafts[0], _schema(pa.string(), pa.string())) as text_file,
        pq.ParquetWriter(drafts[1], _schema(pa.int32(), pa.int16())) as code_file,
    ):
        for rows in _order_stretches(log, place / "stretches", events):
            time = pa.array(rows["time"], pa.timestamp("us"))
            case = pc.binary_join_element_wise(
                "CASE", pc.utf8_lpad(pa.array(rows["case"]).cast(pa.string()), 8, "0"), "-"
            )
            text_file.write(pa.table([case, names.take(pa.array(rows["activity"])), time], text_file.schema), GROUP)
            code_file.write(pa.table([rows["case"], rows["activity"], time], code_file.schema), GROUP)
    for draft, path in zip(drafts, (texts, codes), strict=True):
        draft.rename(path)
    return texts, codes


def _schema(case: pa.DataType, activity: pa.DataType) -> pa.Schema:
    return pa.schema([("case", case), ("act", activity), ("ts", pa.timestamp("us"))])


def _order_stretches(log: EventLog, folder: Path, events: int) -> Iterator[np.ndarray]:
    """The events stretch by stretch of time; what lies in one is sorted at once."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first, last = int(log.time.min()), int(log.time.max()) + YEAR
    count = max(1, events // 2_000_000)
    files = [(folder / str(number)).open("wb") for number in range(count)]
    for rows in _replicate(log, events):
        stretch = (rows["time"] - first) * count // (last - first + 1)
        for number in range(count):
            files[number].write(rows[stretch == number].tobytes())
    for number, file in enumerate(files):
        file.close()
        rows = np.fromfile(folder / str(number), dtype=ROWS)
        yield rows[np.argsort(rows["time"], kind="stable")]
        (folder / str(number)).unlink()
    folder.rmdir()


def _replicate(log: EventLog, events: int) -> Iterator[np.ndarray]:
    """The replicas one after the other, the last one cut so that there are so many events."""
    order = log.order.rows
    case, activity, time = log.case[order], log.activity[order], log.time[order]
    random = np.random.default_rng(SEED)
    replica = made = 0
    while made < events:
        swapped = activity.copy()
        at = np.flatnonzero((random.random(len(case) - 1) < 0.02) & (case[:-1] == case[1:]))
        swapped[at], swapped[at + 1] = activity[at + 1], activity[at]
        shift = (random.random(len(log.case_names)) * YEAR).astype(np.int64)
        rows = np.empty(len(case), dtype=ROWS)
        rows["case"], rows["activity"] = case + replica * len(log.case_names), swapped
        rows["time"] = time + shift[case]
        rows = rows[random.random(len(case)) > 0.01][: events - made]
        made, replica = made + len(rows), replica + 1
        yield rows
