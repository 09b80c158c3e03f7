"""The embedded store: a folder of mapped integer columns, written by one process and read by any number.

store.json   what kind of store it is
columns/     a file of numbers for each column (`columns.py`)
names/       the names the codes stand for (`naming.py`)
journal      which rows and names exist (`journal.py`)
states/      the counts as of some row (`snapshot.py`)
lock         held by the one who writes

Attributes are not kept (`Appended.left_out` names them): whoever needs them reads the log's own file.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.errors import Problem
from zaizao.eventlog.counting import CaseTimes, Flow, Variants
from zaizao.eventlog.counting.events import Events
from zaizao.eventlog.counting.tally import Tally, make_tally
from zaizao.eventlog.log import EventLog
from zaizao.eventlog.store.errors import (
    NotAStoreError,
    OrderDiffersError,
    StoreExistsError,
    StoreInUseError,
    StoreReadOnlyError,
)
from zaizao.eventlog.store.journal import Extent, cut_journal, read_extents, write_extents
from zaizao.eventlog.store.mapped import map_events, map_log, read_names
from zaizao.eventlog.store.naming import Names, split_names
from zaizao.eventlog.store.port import Appended
from zaizao.eventlog.store.selecting import select_events
from zaizao.eventlog.store.snapshot import hold_counts, read_snapshot, write_snapshot
from zaizao.eventlog.store.verifying import is_sound, verify_store
from zaizao.eventlog.store.writing import (
    NAMED,
    Segment,
    flush_folder,
    flush_segments,
    list_files,
    make_segment,
    write_segment,
)

FORMAT = 1
UNSAVED = 1 << 20
"""Events after which an append keeps the counts on disk; counting them again takes some 20 ms."""


class Kind(Struct, frozen=True):
    """What ``store.json`` says."""

    format: int
    order_is_given: bool


class EmbeddedStore:
    """A `LogStore` in a folder. Make it with `create_store` or `open_store`."""

    def __init__(self, folder: Path, kind: Kind, lock: int | None, *, durable: bool = True) -> None:
        self.folder = folder
        self.order_is_given = kind.order_is_given
        self._lock = lock
        self._durable = durable
        self._waiters = ThreadPoolExecutor(8)
        self._segments = 0
        self._extent = Extent()
        self._names: dict[str, Names] | None = None
        self._tally: Tally = make_tally(order_is_given=kind.order_is_given)
        self._held = False
        self._saved = 0
        self.lost = 0
        """Segments at the end of the journal whose columns never reached the disk; they are no part of the store."""
        self._begin_anew()

    def __len__(self) -> int:
        return self._extent.rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def segments(self) -> int:
        """How many appends the store consists of."""
        return self._segments

    @property
    def late(self) -> int:
        """Events older than one their case already had, since the beginning."""
        return self._tally.late

    @cached_property
    def case_names(self) -> tuple[str, ...]:
        """The cases by code."""
        return self._read_names("case")

    @cached_property
    def activity_names(self) -> tuple[str, ...]:
        """The activities by code."""
        return self._read_names("activity")

    def append(self, log: EventLog) -> Appended:
        """See `LogStore.append`. Raises StoreReadOnlyError and OrderDiffersError."""
        if log.order_is_given != self.order_is_given:
            raise OrderDiffersError
        with self.appending() as add:
            late = add(make_segment(log, self._prepare_names()))
        if self._extent.rows - self._saved >= UNSAVED:
            self.save()
        left_out = (*log.attributes, *log.case_attributes, *log.log_attributes)
        return Appended(events=len(log), late=late, left_out=tuple(dict.fromkeys(left_out)))

    @contextlib.contextmanager
    def appending(self) -> Iterator[Callable[[Segment], int]]:
        """Add any number of segments, all of them published at the end, or none; each call says how many came late.

        The codes of a segment are this store's (`intern_names`).
        """
        names, before, written = self._prepare_names(), self._extent, list[Extent]()

        def add(segment: Segment) -> int:
            late = self._tally.late
            self._move_on(write_segment(self.folder, segment, names=names, extent=self._extent))
            written.append(self._extent)
            self._count_new(segment.events)
            return self._tally.late - late

        try:
            yield add
            if written:
                if self._durable:
                    flush_segments(self.folder, before, self._extent, waiters=self._waiters)
                write_extents(self.folder / "journal", self._segments, written, durable=self._durable)
        except BaseException:
            self._begin_anew()  # what was counted of these segments does not exist
            raise
        self._segments += len(written)

    def refresh(self) -> int:
        """See `LogStore.refresh`."""
        rows = self._extent.rows
        self._see_new()
        if self._extent.rows > rows:
            self._hold()  # who has looked twice will look again
            self._count_new()
        return self._extent.rows - rows

    def count_flow(self) -> Flow:
        """See `LogStore.count_flow`: nothing is counted again."""
        return self._tally.count_flow(self.activity_names)

    def count_variants(self) -> Variants:
        """See `LogStore.count_variants`: the cases are grouped by their paths as kept."""
        return self._tally.count_variants(self._map_events(), self.activity_names)

    def measure_cases(self) -> CaseTimes:
        """See `LogStore.measure_cases`: nothing is counted again."""
        return self._tally.measure_cases()

    def select(
        self,
        *,
        cases: Collection[str] | None = None,
        activities: Collection[str] | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> EventLog:
        """See `LogStore.select`. The columns of the whole log are mapped, not copied."""
        log = map_log(self.folder, self._extent, order_is_given=self.order_is_given)
        return select_events(log, cases=cases, activities=activities, since=since, until=until)

    def verify(self) -> tuple[Problem, ...]:
        """Read everything and compare it with the checksums and with the counts kept; what is wrong, if anything."""
        return verify_store(self.folder, self._tally, self._map_events())

    def save(self) -> None:
        """Keep the counts on disk now, so that the next opening need not count."""
        if self._lock is not None and self._saved < self._extent.rows:
            flush_segments(self.folder, Extent(), self._extent, waiters=self._waiters)
            write_extents(self.folder / "journal", self._segments, (), durable=True)
            write_snapshot(self.folder, self._tally)
            self._saved = self._extent.rows

    def close(self) -> None:
        """See `LogStore.close`; a writer keeps its counts on disk and lets others write."""
        self.save()
        self._waiters.shutdown()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def intern_names(self, column: str) -> Names:
        """The names of a column, to be interned for a segment."""
        return self._prepare_names()[column]

    def _begin_anew(self) -> None:
        self._segments, self._names = 0, None
        self._move_on(Extent())
        extents = [Extent(), *read_extents(self.folder / "journal")]
        self._tally = read_snapshot(self.folder, extents[-1].rows, order_is_given=self.order_is_given)
        self._held, self._saved = False, self._tally.rows
        self.lost = 0
        for before, after in pairwise(extents):
            # What came after the last snapshot may have been lost with the power, unless each append waited for the disk.
            if after.rows > self._saved and not is_sound(self.folder, before, after):
                self.lost = len(extents) - 1 - self._segments
                break
            self._segments += 1
            self._move_on(after)
        if self.lost and self._lock is not None:
            cut_journal(self.folder / "journal", self._segments)
        self._count_new()

    def _see_new(self) -> None:
        extents = read_extents(self.folder / "journal", self._segments)
        if extents:
            self._segments += len(extents)
            self._move_on(extents[-1])

    def _hold(self) -> None:
        if not self._held:
            hold_counts(self._tally)
            self._held = True

    def _count_new(self, events: Events | None = None) -> None:
        if self._tally.rows < self._extent.rows or self._tally.cases < self._extent.cases:
            new = events or self._map_events(self._tally.rows)
            self._tally.add(new, cases=self._extent.cases, activities=self._extent.activities, recall=self._recall)

    def _recall(self, cases: NDArray[np.int64], since: int) -> Events:
        return self._map_events(since).take_cases(cases)

    def _map_events(self, since: int = 0) -> Events:
        return map_events(self.folder, self._extent.rows, since)

    def _prepare_names(self) -> dict[str, Names]:
        if self._lock is None:
            raise StoreReadOnlyError(place=str(self.folder))
        if self._names is None:
            self._names = {column: Names(*read_names(self.folder, column, self._extent)) for column in NAMED}
            self._hold()
        return self._names

    def _read_names(self, column: str) -> tuple[str, ...]:
        return split_names(*read_names(self.folder, column, self._extent))

    def _move_on(self, extent: Extent) -> None:
        if extent.cases != self._extent.cases:
            vars(self).pop("case_names", None)
        if extent.activities != self._extent.activities:
            vars(self).pop("activity_names", None)
        self._extent = extent


def create_store(place: Path | str, *, order_is_given: bool = False, durable: bool = True) -> EmbeddedStore:
    """A new store in an empty or absent folder, opened for writing (see `open_store`). Raises StoreExistsError."""
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExistsError(place=str(folder))
    for part in ("columns", "names", "states"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for file in list_files(folder):
        file.touch()
    draft = folder / "store.json.part"
    draft.write_bytes(msgspec.json.encode(Kind(format=FORMAT, order_is_given=order_is_given)))
    draft.rename(folder / "store.json")
    for made in (folder / "columns", folder / "names", folder):
        flush_folder(made)
    return open_store(folder, write=True, durable=durable)


def open_store(place: Path | str, *, write: bool = False, durable: bool = True) -> EmbeddedStore:
    """The store at a place as of its last complete segment. Raises NotAStoreError, StoreInUseError, StoreDamagedError.

    An append that is not ``durable`` does not wait for the disk: it outlives the process at once, and a loss of power
    from the next `EmbeddedStore.save` on; what is lost then are whole segments, the latest.
    """
    folder = Path(place)
    try:
        kind = msgspec.json.decode((folder / "store.json").read_bytes(), type=Kind)
    except (OSError, msgspec.DecodeError):
        raise NotAStoreError(place=str(folder)) from None
    if kind.format != FORMAT:
        raise NotAStoreError(place=str(folder))
    lock = take_lock(folder) if write else None
    try:
        return EmbeddedStore(folder, kind, lock, durable=durable)
    except BaseException:
        if lock is not None:
            os.close(lock)
        raise


def take_lock(folder: Path) -> int:
    """The right to write, as an open file: the system takes it back however the process ends. Raises StoreInUseError."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise StoreInUseError(place=str(folder)) from None
    return descriptor
