"""What a log tells about one definition: its work, step by step of the definition, case by case.

The columns are made once; what they amount to (limits, order, repetition, people) stands in the modules beside this one.
What is worth a finding is not decided here, that is the diagnosis's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import AFTERWARDS
from zaizao.eventlog import NO_TIME, EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.facts.shares import Share, measure_share
from zaizao.mining.instances import Instances, pair_instances
from zaizao.mining.matching import Matching, match_activities
from zaizao.worktime import china

OUTSIDE = -1
"""The step of work that is no activity of the definition."""
DAY = 86_400_000_000
"""Microseconds."""

Rows = NDArray[np.int64]
Cases = NDArray[np.int32]


class Seen(Struct, frozen=True, eq=False):
    """Something that cases show or do not show: the share, and the cases that show it, by code."""

    share: Share
    cases: Cases


class Facts:
    """The work of a log as steps of a definition. Rows are by case and, inside a case, in the order of the log.

    Work on activities that the definition does not have is in it as `OUTSIDE`. Moments that are missing are NO_TIME
    and take part in nothing that needs them.
    """

    def __init__(self, log: EventLog, definition: ProcessDefinition, *, matching: Matching, clock: Clock) -> None:
        self.log = log
        self.definition = definition
        self.matching = matching
        self.clock = clock
        self.steps = {name: place for place, name in enumerate(matching.activities)}

    @cached_property
    def work(self) -> Instances:
        """Each time something was worked on."""
        return pair_instances(self.log)

    @cached_property
    def step(self) -> NDArray[np.int32]:
        """The place of each work's activity in the definition, or `OUTSIDE`."""
        codes = np.array([*self.matching.codes, OUTSIDE], dtype=np.int32)
        return codes[self.work.activity]

    @cached_property
    def case_count(self) -> int:
        """Cases with at least one piece of work."""
        return len(np.unique(self.work.case))

    @cached_property
    def is_first(self) -> NDArray[np.bool_]:
        """Whether a row is the first of its case."""
        case = self.work.case
        first = np.ones(len(case), dtype=np.bool_)
        first[1:] = case[1:] != case[:-1]
        return first

    @cached_property
    def _by_step(self) -> tuple[Rows, Rows]:
        rows = np.argsort(self.step, kind="stable")
        return rows, np.searchsorted(self.step[rows], np.arange(-1, len(self.steps) + 1))

    def rows_of(self, name: str) -> Rows:
        """The work on one activity of the definition, by case."""
        rows, starts = self._by_step
        place = self.steps[name]
        return rows[starts[place + 1] : starts[place + 2]]

    @cached_property
    def rows_outside(self) -> Rows:
        """The work on what the definition does not have."""
        rows, starts = self._by_step
        return rows[starts[0] : starts[1]]

    def first_rows(self, name: str) -> Rows:
        """The first work on an activity in each case that has it."""
        rows = self.rows_of(name)
        return rows[np.unique(self.work.case[rows], return_index=True)[1]]

    def cases_of(self, name: str) -> Cases:
        """The cases in which an activity was worked on, by code."""
        return np.unique(self.work.case[self.rows_of(name)])

    @cached_property
    def is_finished(self) -> NDArray[np.bool_]:
        """By case code: whether it came to a step that the definition has last (what is done afterwards aside)."""
        activities = self.definition.activities
        waited_for = {link.activity for one in activities.values() if one.does not in AFTERWARDS for link in one.after}
        last = [name for name, one in activities.items() if name not in waited_for and one.does not in AFTERWARDS]
        finished = np.zeros(len(self.log.case_names), dtype=np.bool_)
        for name in last:
            rows = self.rows_of(name)
            finished[self.work.case[rows[self.work.end[rows] != NO_TIME]]] = True
        return finished

    def read_wall(self, moments: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
        """What the wall clock showed at moments of the rows (see `zaizao.mining.clock`); NO_TIME stays."""
        return self.clock.read_wall(moments, self.log.offset[self.work.row[rows]])

    def count_days(self, moments: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
        """Days since 1970-01-01 on the wall clock of the rows; only for moments that are known."""
        return self.read_wall(moments, rows) // DAY

    def see(self, cases: Iterable[int] | Cases, among: int) -> Seen:
        """Cases that show something among so many that could."""
        found = np.unique(np.asarray(cases, dtype=np.int32))
        return Seen(measure_share(len(found), among), found)

    def name_cases(self, cases: Cases, *, limit: int | None = None) -> tuple[str, ...]:
        """What cases are called in the log, the first ``limit`` of them."""
        return tuple(self.log.case_names[code] for code in cases[:limit])

    @cached_property
    def resource_names(self) -> tuple[str, ...]:
        """The people and systems of the log by code."""
        return self.log.resource_names


def gather_facts(
    log: EventLog,
    definition: ProcessDefinition,
    *,
    mapping: Mapping[str, str | None] | None = None,
    clock: Clock | None = None,
) -> Facts:
    """What a log tells about a definition; nothing is counted before a rule asks for it.

    ``mapping``: which activity of the log is which one of the definition, where a person decided it
    (`zaizao.mining.matching`). ``clock``: by which working days and office hours are counted; China's where none is given.
    """
    matching = match_activities(log.activity_names, definition, mapping=mapping)
    return Facts(log, definition, matching=matching, clock=Clock(china()) if clock is None else clock)
