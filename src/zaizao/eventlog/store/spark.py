"""The Spark store: the same port for logs beyond one machine (extra ``[spark]``; Java 17).

A folder that the driver and all workers see holds Parquet files of whole numbers, a folder for each segment, and the names
beside them; every count is a query on the cluster and only its answer comes to the driver (`spark_queries`). Nothing is kept
between two questions: this store is for logs that fit nowhere else, the embedded one for logs that grow all day.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.counting import CaseTimes, Flow, Variants
from zaizao.eventlog.log import NO_CODE, NO_TIME, EventLog
from zaizao.eventlog.store import spark_queries
from zaizao.eventlog.store.embedded import take_lock
from zaizao.eventlog.store.errors import NotAStoreError, OrderDiffersError, StoreExistsError, StoreReadOnlyError
from zaizao.eventlog.store.port import Appended
from zaizao.eventlog.store.selecting import mark_names

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NAMED = ("case", "activity", "resource", "lifecycle")
ROWS_OF_A_GROUP = 1 << 20
SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("case", pa.int32()),
        ("activity", pa.int32()),
        ("time", pa.int64()),
        ("resource", pa.int32()),
        ("lifecycle", pa.int16()),
        ("offset", pa.int16()),
        ("start", pa.int64()),
    ]
)
"""``row`` is the sequence; times that are absent are null."""


class Kind(Struct, frozen=True):
    """What ``spark-store.json`` says."""

    order_is_given: bool


class NewNames(Struct, frozen=True):
    """The names that a segment brought, and its number of events."""

    events: int
    names: dict[str, list[str]]


class SparkStore:
    """A `LogStore` on a cluster. Make it with `create_spark_store` or `open_spark_store`; the session stays the caller's."""

    def __init__(self, session: SparkSession, folder: Path, kind: Kind, lock: int | None) -> None:
        self.folder = folder
        self.order_is_given = kind.order_is_given
        self._session = session
        self._lock = lock
        self._segments = self._rows = self._late = 0
        self._codes: dict[str, dict[str, int]] = {column: {} for column in NAMED}
        self.refresh()
        if lock is not None and self._rows:
            self._late = spark_queries.count_late(self._frame())

    def __len__(self) -> int:
        return self._rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def case_names(self) -> tuple[str, ...]:
        """The cases by code."""
        return tuple(self._codes["case"])

    @cached_property
    def activity_names(self) -> tuple[str, ...]:
        """The activities by code."""
        return tuple(self._codes["activity"])

    def append(self, log: EventLog) -> Appended:
        """See `LogStore.append`. Raises StoreReadOnlyError and OrderDiffersError."""
        if self._lock is None:
            raise StoreReadOnlyError(place=str(self.folder))
        if log.order_is_given != self.order_is_given:
            raise OrderDiffersError
        late = self._late
        table, new = self._prepare(log)
        part, place = self._locate(self._segments, ".part"), self._locate(self._segments)
        part.mkdir(exist_ok=True)
        pq.write_table(table, part / "events.parquet", row_group_size=ROWS_OF_A_GROUP)
        (part / "_names.json").write_bytes(msgspec.json.encode(new))  # Spark passes over what begins with "_"
        part.rename(place)
        self._take_in(new)
        self._late = spark_queries.count_late(self._frame())
        left_out = (*log.attributes, *log.case_attributes, *log.log_attributes)
        return Appended(events=len(log), late=self._late - late, left_out=tuple(dict.fromkeys(left_out)))

    def refresh(self) -> int:
        """See `LogStore.refresh`."""
        rows = self._rows
        while (place := self._locate(self._segments)).is_dir():
            self._take_in(msgspec.json.decode((place / "_names.json").read_bytes(), type=NewNames))
        return self._rows - rows

    def count_flow(self) -> Flow:
        """See `LogStore.count_flow`."""
        return spark_queries.count_flow(self._frame(), self.activity_names, order_is_given=self.order_is_given)

    def count_variants(self) -> Variants:
        """See `LogStore.count_variants`. Paths are compared step by step, on the cluster."""
        return spark_queries.count_variants(
            self._frame(), self.activity_names, cases=len(self.case_names), order_is_given=self.order_is_given
        )

    def measure_cases(self) -> CaseTimes:
        """See `LogStore.measure_cases`."""
        return spark_queries.measure_cases(self._frame(), cases=len(self.case_names))

    def select(
        self,
        *,
        cases: Collection[str] | None = None,
        activities: Collection[str] | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> EventLog:
        """See `LogStore.select`; what is chosen must fit into the driver's memory."""
        frame = spark_queries.filter_span(self._frame(), since=since, until=until)
        for column, names, chosen in (
            ("case", self.case_names, cases),
            ("activity", self.activity_names, activities),
        ):
            if chosen is not None:
                codes = np.flatnonzero(mark_names(names, chosen)).tolist()
                frame = spark_queries.filter_codes(frame, column, codes)
        log = self._to_log(frame.orderBy("row").toArrow())
        if cases is None and activities is None and since is None and until is None:
            return log
        present = np.zeros(len(self.case_names), dtype=np.bool_)
        present[log.case] = True
        return log.keep_cases(present)

    def close(self) -> None:
        """See `LogStore.close`. The session is the caller's to stop."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _locate(self, segment: int, ending: str = "") -> Path:
        return self.folder / "events" / f"{segment:09d}{ending}"

    def _frame(self) -> DataFrame:
        places = [str(self._locate(segment)) for segment in range(self._segments)]
        schema = spark_queries.SCHEMA
        return (
            self._session.read.schema(schema).parquet(*places) if places else self._session.createDataFrame([], schema)
        )

    def _prepare(self, log: EventLog) -> tuple[pa.Table, NewNames]:
        """The log's rows with the codes of the store, and the names that are new."""
        new: dict[str, list[str]] = {}
        coded: dict[str, NDArray[np.int32]] = {}
        for column in NAMED:
            names: tuple[str, ...] = getattr(log, f"{column}_names")
            known = self._codes[column]
            new[column] = [name for name in dict.fromkeys(names) if name not in known]
            fresh = {name: code for code, name in enumerate(new[column], start=len(known))}
            codes = [known.get(name, fresh.get(name, NO_CODE)) for name in names]
            coded[column] = np.array([*codes, NO_CODE], dtype=np.int32)[getattr(log, column)]
        rows = np.arange(self._rows, self._rows + len(log))
        start = np.full(len(log), NO_TIME) if log.start is None else log.start
        columns = [
            rows,
            coded["case"],
            coded["activity"],
            _null_absent(log.time),
            coded["resource"],
            coded["lifecycle"].astype(np.int16),
            log.offset,
            _null_absent(start),
        ]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        return pa.table(arrays, schema=SCHEMA), NewNames(events=len(log), names=new)

    def _take_in(self, new: NewNames) -> None:
        for column, names in new.names.items():
            for name in names:
                self._codes[column][name] = len(self._codes[column])
        self._segments, self._rows = self._segments + 1, self._rows + new.events
        for name in ("case_names", "activity_names"):
            vars(self).pop(name, None)

    def _to_log(self, table: pa.Table) -> EventLog:
        def pick(name: str) -> NDArray[np.generic]:
            column = table[name].fill_null(NO_TIME) if name in {"time", "start"} else table[name]
            values: NDArray[np.generic] = column.to_numpy()
            return values

        start = pick("start").astype(np.int64)
        return EventLog(
            case=pick("case").astype(np.int32),
            activity=pick("activity").astype(np.int32),
            time=pick("time").astype(np.int64),
            case_names=self.case_names,
            activity_names=self.activity_names,
            resource=pick("resource").astype(np.int32),
            resource_names=tuple(self._codes["resource"]),
            lifecycle=pick("lifecycle").astype(np.int16),
            lifecycle_names=tuple(self._codes["lifecycle"]),
            offset=pick("offset").astype(np.int16),
            start=start if np.any(start != NO_TIME) else None,
            order_is_given=self.order_is_given,
        )


def create_spark_store(session: SparkSession, place: Path | str, *, order_is_given: bool = False) -> SparkStore:
    """A new store in an empty or absent folder that all workers see, opened for writing. Raises StoreExistsError."""
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExistsError(place=str(folder))
    (folder / "events").mkdir(parents=True)
    draft = folder / "spark-store.json.part"
    draft.write_bytes(msgspec.json.encode(Kind(order_is_given=order_is_given)))
    draft.rename(folder / "spark-store.json")
    return open_spark_store(session, folder, write=True)


def open_spark_store(session: SparkSession, place: Path | str, *, write: bool = False) -> SparkStore:
    """The store at a place as of its last complete segment. Raises NotAStoreError and StoreInUseError."""
    folder = Path(place)
    try:
        kind = msgspec.json.decode((folder / "spark-store.json").read_bytes(), type=Kind)
    except (OSError, msgspec.DecodeError):
        raise NotAStoreError(place=str(folder)) from None
    lock = take_lock(folder) if write else None
    return SparkStore(session, folder, kind, lock)


def _null_absent(times: NDArray[np.int64]) -> pa.Array:
    return pa.array(times, pa.int64(), mask=times == NO_TIME)
