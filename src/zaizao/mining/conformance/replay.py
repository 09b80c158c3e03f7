"""A log beside its definition: who skipped, repeated, reordered, did what is not in it, or exceeded which limit.

All variants are judged at once (`judging`), limits by the facts of the log (`zaizao.mining.facts`). Activities are
matched by code and name or as told (`zaizao.mining.matching`); what is not matched is reported as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.model import ProcessDefinition
from zaizao.eventlog import NO_CODE, EventLog
from zaizao.eventlog.counting import Variants, count_variants
from zaizao.mining.conformance.judging import Events, judge_order
from zaizao.mining.conformance.kinds import Departure, Kind
from zaizao.mining.conformance.limits import find_exceeded
from zaizao.mining.conformance.rules import Rules, work_out_rules
from zaizao.mining.discovery import keep_done
from zaizao.mining.matching import Matching, match_activities
from zaizao.mining.record import ROUND
from zaizao.worktime import WorkCalendar


class Replay(Struct, frozen=True, eq=False, dict=True):
    """What came of a log beside a definition. Cases are codes of the log; cases without events are not judged."""

    log: EventLog
    definition: ProcessDefinition
    matching: Matching
    variants: Variants
    departures: tuple[Departure, ...]
    """The most frequent first; those of limits behind those of order."""
    unjudged: Mapping[str, int]
    """By limit (owner): cases whose times are missing or lie beyond the calendar."""

    @cached_property
    def judged(self) -> NDArray[np.bool_]:
        """The cases that have events."""
        judged: NDArray[np.bool_] = self.variants.of_case != NO_CODE
        return judged

    @cached_property
    def fitting(self) -> NDArray[np.bool_]:
        """The cases whose order is that of the definition, from beginning to end. Limits are not asked here."""
        return self._leave_out(lambda kind: kind is not Kind.EXCEEDED)

    @cached_property
    def obeying(self) -> NDArray[np.bool_]:
        """The cases that do nothing against the definition; they may still be on their way."""
        return self._leave_out(lambda kind: kind is not Kind.UNFINISHED)

    def _leave_out(self, counts: object) -> NDArray[np.bool_]:
        kept = self.judged.copy()
        for departure in self.departures:
            if counts(departure.kind):  # type: ignore[operator]
                kept[departure.cases] = False
        return kept

    @property
    def fitness(self) -> float:
        """The share of cases that fit; 1 for a log without cases."""
        judged = int(self.judged.sum())
        return int(self.fitting.sum()) / judged if judged else 1.0

    @cached_property
    def reached(self) -> Mapping[str, int]:
        """How many cases did each activity of the definition."""
        size = len(self.matching.activities)
        codes = np.array([*self.matching.codes, -1], dtype=np.int64)[self.log.activity]
        known = codes >= 0
        pairs = np.unique(self.log.case[known].astype(np.int64) * size + codes[known])
        counts = np.bincount(pairs % max(size, 1), minlength=size)
        return dict(zip(self.matching.activities, counts.tolist(), strict=True))

    def departures_of(self, case: int) -> Iterator[Departure]:
        """How one case departs."""
        for departure in self.departures:
            at = np.searchsorted(departure.cases, case)
            if at < len(departure.cases) and departure.cases[at] == case:
                yield departure

    def events_behind(self, departure: Departure, case: int) -> NDArray[np.int64]:
        """The rows of the log in which the departure of a case shows: of the activity, and of what it had to wait for."""
        rows = self.log.order.rows_of(case)
        wanted = {departure.activity, departure.other}
        if departure.kind is Kind.UNKNOWN:
            shown = [self.log.activity_names[code] in wanted for code in self.log.activity[rows].tolist()]
        else:
            of_name = self.matching.of_name
            names = self.log.activity_names
            shown = [of_name.get(names[code]) in wanted for code in self.log.activity[rows].tolist()]
        return rows[np.array(shown, dtype=np.bool_)]


def replay_log(
    log: EventLog,
    definition: ProcessDefinition,
    *,
    mapping: Mapping[str, str | None] | None = None,
    calendar: WorkCalendar | None = None,
    every_event: bool = False,
    with_limits: bool = True,
) -> Replay:
    """Judge every case of a log by a definition.

    ``mapping``: names of the log to activities, as a person decided. ``calendar``: that of the limits, China's where
    none is given. Events before completion are left out where there are completions (``every_event`` keeps them).
    """
    seen = log if every_event else keep_done(log)
    matching = match_activities(seen.activity_names, definition, mapping=mapping)
    variants = count_variants(seen)
    rules = work_out_rules(definition)
    departures = [*_find_unknown(seen, variants, matching), *_judge_variants(variants, rules, matching)]
    departures = [one for one in (_leave_rounds(one, seen, matching) for one in departures) if len(one.cases)]
    departures.sort(key=lambda one: -len(one.cases))
    exceeded, unjudged = (
        find_exceeded(log, definition, matching=matching, calendar=calendar) if with_limits else ((), {})
    )
    return Replay(seen, definition, matching, variants, (*departures, *exceeded), unjudged)


def _judge_variants(variants: Variants, rules: Rules, matching: Matching) -> Iterator[Departure]:
    lengths = np.diff(variants.starts)
    row = np.repeat(np.arange(len(variants)), lengths)
    place = np.arange(len(variants.steps)) - np.repeat(variants.starts[:-1], lengths)
    activity = np.array([*matching.codes, -1], dtype=np.int64)[variants.steps]
    known = activity >= 0
    events = Events(row[known], activity[known], place[known], len(variants))
    merged: dict[tuple[Kind, int, int], NDArray[np.bool_]] = {}
    for verdict in judge_order(rules, events):
        key = (verdict.kind, verdict.activity, verdict.other)
        merged[key] = merged[key] | verdict.rows if key in merged else verdict.rows
    for (kind, one, other), rows in merged.items():
        cases = _find_cases(variants, rows)
        yield Departure(kind, rules.names[one], cases, rules.names[other] if other >= 0 else None)


def _find_cases(variants: Variants, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.flatnonzero(np.concatenate((rows, [False]))[variants.of_case])


def _find_unknown(log: EventLog, variants: Variants, matching: Matching) -> Iterator[Departure]:
    lengths = np.diff(variants.starts)
    row = np.repeat(np.arange(len(variants)), lengths)
    for name in matching.unmatched:
        rows = np.zeros(len(variants), dtype=np.bool_)
        rows[row[variants.steps == log.activity_names.index(name)]] = True
        yield Departure(Kind.UNKNOWN, name, _find_cases(variants, rows))


def _leave_rounds(departure: Departure, log: EventLog, matching: Matching) -> Departure:
    """A repetition is none in cases where every time was another round."""
    if departure.kind is not Kind.REPEATED or ROUND not in log.attributes:
        return departure
    column = log.attributes[ROUND]
    place = matching.activities.index(departure.activity)
    own = np.array([*matching.codes, -1])[log.activity] == place
    rows = np.flatnonzero(own & column.present)
    pairs, times = np.unique(
        np.stack((log.case[rows], column.values[rows].astype(np.int64))), axis=1, return_counts=True
    )
    again = set(pairs[0][times > 1].tolist()) | set(log.case[np.flatnonzero(own & ~column.present)].tolist())
    cases = np.array([case for case in departure.cases.tolist() if case in again], dtype=np.int64)
    return Departure(departure.kind, departure.activity, cases, departure.other)
