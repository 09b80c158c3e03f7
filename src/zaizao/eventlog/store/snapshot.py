"""The counts of the embedded store on disk, as of some row: read at opening, and what came later is counted on top.

A snapshot is made beside and renamed into place, and never changed; readers map it privately. It is only a memory of
work done: without one the counts are made from the events again.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from zaizao.eventlog.counting.tally import EDGE_WIDTH, STATE_WIDTH, Tally, make_tally
from zaizao.eventlog.store.columns import map_numbers
from zaizao.eventlog.store.errors import StoreDamagedError

FORMAT = 1
"""Of the snapshots; one of another format is not used."""


class Sizes(Struct, frozen=True):
    """What is in a snapshot; written last."""

    format: int
    rows: int
    cases: int
    late: int
    room: int
    edges: int
    edges_used: int
    activities: int


def write_snapshot(folder: Path, tally: Tally) -> None:
    """Keep the counts as they are now, and let go of older snapshots but the last (a reader may be opening it)."""
    states = folder / "states"
    name = f"{tally.rows:015d}"
    if (states / name).exists():
        return
    part = states / f"{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    room = tally.cases + tally.cases // 4 + 1024
    for file, rows, width in (("state", tally.state, STATE_WIDTH * 8), ("repaired", tally.repaired, 1)):
        with (part / file).open("wb") as out:
            out.write(rows[: tally.cases].data)
            out.truncate(room * width)  # room for cases to come; zeros take no space
            _flush(out.fileno())
    for file, rows in (("edges", tally.edges), ("firsts", tally.firsts)):
        (part / file).write_bytes(rows.tobytes())
    sizes = Sizes(
        format=FORMAT,
        rows=tally.rows,
        cases=tally.cases,
        late=tally.late,
        room=room,
        edges=len(tally.edges),
        edges_used=int(tally.notes[0]),
        activities=len(tally.firsts),
    )
    (part / "sizes.json").write_bytes(msgspec.json.encode(sizes))
    part.rename(states / name)
    for old in sorted(path for path in states.iterdir() if path.name.isdecimal())[:-2]:
        shutil.rmtree(old, ignore_errors=True)


def read_snapshot(folder: Path, rows: int, *, order_is_given: bool) -> Tally:
    """The latest counts that are not of rows beyond ``rows``; of nothing where there are none."""
    states = folder / "states"
    found = sorted(path for path in states.iterdir() if path.name.isdecimal()) if states.is_dir() else []
    for path in reversed(found):
        if int(path.name) > rows:
            continue
        try:
            return _map_tally(path, order_is_given=order_is_given)
        except (OSError, msgspec.DecodeError, StoreDamagedError):
            continue  # removed while we looked, or damaged: an older one, or the events, give the same
    return make_tally(order_is_given=order_is_given)


def hold_counts(tally: Tally) -> None:
    """Take mapped counts into memory, for whoever adds to them again and again.

    Events touch cases at random: each page that is written to for the first time would be copied alone, and memory that
    was asked for as a whole is reached faster.
    """
    tally.state, tally.repaired = tally.state.copy(), tally.repaired.copy()


def _map_tally(path: Path, *, order_is_given: bool) -> Tally:
    sizes = msgspec.json.decode((path / "sizes.json").read_bytes(), type=Sizes)
    if sizes.format != FORMAT:
        raise StoreDamagedError(file=path.name, have=sizes.format, need=FORMAT)
    tally = make_tally(order_is_given=order_is_given)
    tally.state = map_numbers(path / "state", "<i8", sizes.room * STATE_WIDTH).astype(np.int64, copy=False)
    tally.state = tally.state.reshape(-1, STATE_WIDTH)
    tally.repaired = map_numbers(path / "repaired", "u1", sizes.room).astype(np.uint8, copy=False)
    tally.aside = np.zeros(sizes.room, dtype=np.uint8)
    edges = map_numbers(path / "edges", "<i8", sizes.edges * EDGE_WIDTH).astype(np.int64, copy=True)
    tally.edges = edges.reshape(-1, EDGE_WIDTH)
    tally.firsts = map_numbers(path / "firsts", "<i8", sizes.activities).astype(np.int64, copy=True)
    tally.notes[0] = sizes.edges_used
    tally.cases, tally.rows, tally.late = sizes.cases, sizes.rows, sizes.late
    return tally


def _flush(descriptor: int) -> None:
    os.fdatasync(descriptor)
