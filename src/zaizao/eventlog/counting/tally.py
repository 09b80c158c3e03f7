"""The running counts of a log: one pass over events in the order they came, and more events at any later time.

A log that is ordered by time inside its cases needs no sort. A case with a late event (older than one it already had) is
taken out of the counts and counted again in its right order; everything else is untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.counting.case_times import CaseTimes
from zaizao.eventlog.counting.events import Events, count_late, sort_events, take_heads
from zaizao.eventlog.counting.flow import Flow, add_by_code, add_parts
from zaizao.eventlog.counting.variants import Variants
from zaizao.eventlog.log import NO_CODE, NO_TIME

FIRST_EDGES = 1024
STATE_WIDTH = 8
EDGE_WIDTH = 8
Number = TypeVar("Number", bound=np.generic)
_HALF = (1 << 32) - 1

Recall = Callable[["NDArray[np.int64]", int], Events]
"""Gives all events so far of chosen cases, in the order they came; none of them stands before the row that is said."""


class Tally(Struct, eq=False):
    """Per-case last state, the edge table and the counts of activities; `loops` says what the columns mean."""

    state: NDArray[np.int64]
    """A row for each case and some to spare; a row of zeros is a case without events."""
    edges: NDArray[np.int64]
    firsts: NDArray[np.int64]
    """Cases that begin with each activity."""
    repaired: NDArray[np.uint8]
    """Cases whose events did not come in order."""
    aside: NDArray[np.uint8]
    """Cases that wait to be counted again while events are taken; otherwise all zero."""
    notes: NDArray[np.int64]
    cases: int = 0
    rows: int = 0
    """Events taken so far."""
    late: int = 0
    """Events that were older than one their case already had."""
    order_is_given: bool = False

    def add(self, events: Events, *, cases: int, activities: int, recall: Recall) -> int:
        """Take the next events (``recall`` knows them already); returns how many of them came late."""
        self._make_room(cases, activities)
        late = self.late
        self._pass(events, given=self.order_is_given)
        if self.notes[1]:
            self._repair(np.flatnonzero(self.aside), recall)
        self.rows += len(events)
        return self.late - late

    def count_flow(self, activity_names: tuple[str, ...]) -> Flow:
        """The directly-follows relation of what was taken."""
        edges = self.edges[self.edges[:, 1] > 0]
        edges = edges[np.argsort(edges[:, 0])]
        source, target, count = (edges[:, 0] - 1) >> 31, (edges[:, 0] - 1) & 0x7FFFFFFF, edges[:, 1]
        size = len(self.firsts)
        counts = self.firsts + add_by_code(target, count, size)
        return Flow(
            activity_names=activity_names,
            source=source.astype(np.int32),
            target=target.astype(np.int32),
            count=count.copy(),
            timed=count - edges[:, 2],
            wait_total=add_parts(edges[:, 3], edges[:, 4]),
            backwards=edges[:, 5].copy(),
            firsts=self.firsts.copy(),
            lasts=counts - add_by_code(source, count, size),  # an event that is followed by none is a case's last
            counts=counts,
        )

    def measure_cases(self) -> CaseTimes:
        """First and last known time and number of events of each case."""
        state = self.state[: self.cases]
        events, timed = state[:, 4] & _HALF, state[:, 4] >> 32
        return CaseTimes(
            first=np.where(timed > 0, state[:, 2], NO_TIME),
            last=np.where(timed > 0, state[:, 3], NO_TIME),
            events=events,
            untimed=events - timed,
        )

    def count_variants(self, events: Events, activity_names: tuple[str, ...]) -> Variants:
        """The variants of what was taken; ``events`` are all of it, in the order it came.

        Cases are put together by two independent 64-bit hashes of their path and by its length: two paths that differ
        are taken for one with a chance of about 3 in 10**39 for each pair. The path is read from one example.
        """
        from zaizao.eventlog.counting import loops  # noqa: PLC0415 - loads the compiler

        of_case = np.empty(self.cases, dtype=np.int32)
        examples = np.empty(self.cases, dtype=np.int64)
        table = np.zeros(_size_table(self.cases), dtype=np.int32)
        found = loops.group_paths(self.state[: self.cases], of_case, examples, table)
        counts = np.bincount(of_case[of_case != NO_CODE], minlength=found)
        ranked = np.argsort(-counts, kind="stable")
        rank = np.full(found + 1, NO_CODE, dtype=np.int32)  # its last row is what NO_CODE is looked up as
        rank[ranked] = np.arange(found, dtype=np.int32)
        examples = examples[:found][ranked]
        starts = np.zeros(found + 1, dtype=np.int64)
        np.cumsum(self.state[examples, 4] & _HALF, out=starts[1:])
        return Variants(
            activity_names=activity_names,
            of_case=rank[of_case],
            counts=counts[ranked],
            examples=examples,
            steps=self._copy_paths(events, examples=examples, starts=starts),
            starts=starts,
        )

    def _copy_paths(
        self, events: Events, *, examples: NDArray[np.int64], starts: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        from zaizao.eventlog.counting import loops  # noqa: PLC0415 - loads the compiler

        steps = np.empty(int(starts[-1]), dtype=np.int32)
        cursor = np.full(self.cases, -1, dtype=np.int64)
        cursor[examples] = starts[:-1]
        loops.copy_paths(events.case, events.activity, cursor, steps)
        mixed = examples[self.repaired[examples] != 0]
        if len(mixed):
            again = sort_events(events.take_cases(mixed))
            cursor[examples] = starts[:-1]
            loops.copy_paths(again.case, again.activity, cursor, steps)
        return steps

    def _make_room(self, cases: int, activities: int) -> None:
        self.cases = max(cases, self.cases)
        if cases > len(self.state):
            self.state = _lengthen(self.state, cases + cases // 4)
            self.repaired = _lengthen(self.repaired, len(self.state))
            self.aside = np.zeros(len(self.state), dtype=np.uint8)
        if activities > len(self.firsts):
            self.firsts = _lengthen(self.firsts, activities)

    def _pass(self, events: Events, *, given: bool, sign: int = 1) -> None:
        from zaizao.eventlog.counting import loops  # noqa: PLC0415 - loads the compiler

        columns = loops.Columns(events.case, events.activity, events.time)
        row = 0
        with np.errstate(over="ignore"):  # hashing overflows on purpose
            while row < len(events):
                counts = loops.Counts(self.state, self.edges, self.firsts, self.aside, self.repaired, self.notes)
                row = loops.take_events(columns, counts, row, self.rows, int(given), sign)
                if self.notes[0] * 2 >= len(self.edges):
                    wider = np.zeros((len(self.edges) * 4, EDGE_WIDTH), dtype=np.int64)
                    loops.move_edges(self.edges, wider)
                    self.edges = wider

    def _repair(self, cases: NDArray[np.int64], recall: Recall) -> None:
        """Take the cases out of the counts as far as they were in, and count all their events in order."""
        first_rows = self.state[cases, 7]
        events = recall(cases, int(first_rows.min()))
        heads = take_heads(events, cases, self.state[cases, 4] & _HALF)
        self.late += count_late(events) - count_late(heads)
        self.aside[cases] = 0
        for part, sign in ((heads, -1), (events, 1)):
            self.state[cases] = 0
            self._pass(sort_events(part), given=True, sign=sign)
        self.state[cases, 7] = first_rows
        self.notes[1] = 0
        self.repaired[cases] = 1


def make_tally(*, order_is_given: bool = False) -> Tally:
    """A tally of nothing yet."""
    return Tally(
        state=np.zeros((0, STATE_WIDTH), dtype=np.int64),
        edges=np.zeros((FIRST_EDGES, EDGE_WIDTH), dtype=np.int64),
        firsts=np.zeros(0, dtype=np.int64),
        repaired=np.zeros(0, dtype=np.uint8),
        aside=np.zeros(0, dtype=np.uint8),
        notes=np.zeros(2, dtype=np.int64),
        order_is_given=order_is_given,
    )


def _lengthen(rows: NDArray[Number], length: int) -> NDArray[Number]:
    longer = np.zeros((length, *rows.shape[1:]), dtype=rows.dtype)
    longer[: len(rows)] = rows
    return longer


def _size_table(entries: int) -> int:
    """A power of two with at least twice the room."""
    return 1 << max(4, (2 * entries).bit_length())
