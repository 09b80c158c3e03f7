"""Which cases exceeded which limit: statutory clocks of items, promises, and the limits of single activities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zaizao.definition.model import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.conformance.kinds import Departure, Kind
from zaizao.mining.facts import Facts
from zaizao.mining.facts.limits import LimitUse, judge_limit, list_spans, list_step_spans, list_whole_spans
from zaizao.mining.matching import Matching
from zaizao.units import Limit
from zaizao.worktime import WorkCalendar, china

WHOLE = "case"
"""The owner of the promise for the whole case."""


def find_exceeded(
    log: EventLog, definition: ProcessDefinition, *, matching: Matching, calendar: WorkCalendar | None
) -> tuple[tuple[Departure, ...], Mapping[str, int]]:
    """The departures from limits, and how many cases of each limit could not be judged.

    A statutory limit is taken without its extension: whether one was granted no log says.
    """
    facts = Facts(log, definition, matching=matching, clock=Clock(calendar or china()))
    found: list[Departure] = []
    unjudged: dict[str, int] = {}

    def keep(activity: str, owner: str, basis: str, limit: Limit, use: LimitUse) -> None:
        cases = np.unique(use.late_cases).astype(np.int64)
        if len(cases):
            found.append(Departure(Kind.EXCEEDED, activity, cases, owner, str(limit), basis))
        if use.unjudged:
            unjudged[owner] = unjudged.get(owner, 0) + use.unjudged

    for name, item in definition.items.items():
        if item.clock is None:
            continue
        end = item.clock.end.rpartition(".")[0]
        spans = list_spans(facts, item.clock.start, (item.clock.end,), stopped_by=item.clock.stopped_by)
        keep(end, name, "statutory", item.clock.limit, judge_limit(facts, spans, item.clock.limit))
        if item.promised is not None:
            keep(end, name, "promised", item.promised, judge_limit(facts, spans, item.promised))
    if definition.promised is not None:
        use = judge_limit(facts, list_whole_spans(facts, definition.promised_from), definition.promised)
        keep(WHOLE, WHOLE, "promised", definition.promised, use)
    for name, activity in definition.activities.items():
        if activity.limit is not None:
            use = judge_limit(facts, list_step_spans(facts, name), activity.limit)
            keep(name, name, "step", activity.limit, use)
    return tuple(found), unjudged
