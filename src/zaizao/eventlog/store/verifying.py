"""Reading a whole embedded store against its checksums, and its counts against the events."""

from __future__ import annotations

import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np

from zaizao.errors import Location, Problem
from zaizao.eventlog.counting.events import Events
from zaizao.eventlog.counting.tally import Tally, make_tally
from zaizao.eventlog.store.columns import COLUMNS, locate_column
from zaizao.eventlog.store.journal import Extent, read_extents
from zaizao.eventlog.store.writing import NAMED

READ_AT_ONCE = 1 << 24


def verify_store(folder: Path, tally: Tally, events: Events) -> tuple[Problem, ...]:
    """Every segment that does not match its checksum; then whether the counts kept are those of the events."""
    extents = [Extent(), *read_extents(folder / "journal")]
    problems = [
        Problem(
            code="segment-damaged",
            fields={"segment": number, "first": before.rows + 1, "last": after.rows},
            where=Location(file=str(folder)),
        )
        for number, (before, after) in enumerate(pairwise(extents), start=1)
        if not is_sound(folder, before, after)
    ]
    if not problems and not _is_same(tally, events):
        problems.append(Problem(code="counts-differ", where=Location(file=str(folder))))
    return tuple(problems)


def is_sound(folder: Path, before: Extent, after: Extent) -> bool:
    """Whether what a segment added to the files is what was written."""
    return _sum_up(folder, before, after) == after.checksum


def _sum_up(folder: Path, before: Extent, after: Extent) -> int:
    checksum = 0
    for name, dtype in COLUMNS.items():
        width = np.dtype(dtype).itemsize
        if name != "start" or after.has_start:
            checksum = _read_on(locate_column(folder, name), before.rows * width, after.rows * width, checksum)
    for column, named in NAMED.items():
        (count, size), (new_count, new_size) = named.measure(before), named.measure(after)
        checksum = _read_on(folder / "names" / f"{column}.utf8", size, new_size, checksum)
        checksum = _read_on(folder / "names" / f"{column}.ends", count * 8, new_count * 8, checksum)
    return checksum


def _read_on(path: Path, begin: int, end: int, checksum: int) -> int:
    """The checksum over some bytes of a file; a file that is too short gives another one."""
    if begin == end:
        return checksum
    try:
        with path.open("rb") as file:
            file.seek(begin)
            while begin < end:
                part = file.read(min(READ_AT_ONCE, end - begin))
                if not part:
                    return -1
                checksum = zlib.crc32(part, checksum)
                begin += len(part)
    except OSError:
        return -1
    return checksum


def _is_same(kept: Tally, events: Events) -> bool:
    fresh = make_tally(order_is_given=kept.order_is_given)
    fresh.add(events, cases=kept.cases, activities=len(kept.firsts), recall=events.take_cases)
    return (
        np.array_equal(fresh.state[: kept.cases], kept.state[: kept.cases])
        and _list_edges(fresh) == _list_edges(kept)
        and fresh.firsts.tolist() == kept.firsts.tolist()
        and fresh.late == kept.late
    )


def _list_edges(tally: Tally) -> list[list[int]]:
    edges: list[list[int]] = sorted(tally.edges[tally.edges[:, 1] > 0].tolist())
    return edges
