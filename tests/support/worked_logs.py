"""Logs written by hand: work with its person, begin and end in minutes after nine on Monday 2 March 2026."""

from __future__ import annotations

import datetime as dt

import numpy as np

from zaizao.eventlog import EventLog, LogBuilder
from zaizao.mining.causes import Causes, explain_waits
from zaizao.mining.clock import Clock
from zaizao.mining.instances import Instances, pair_instances
from zaizao.mining.times import WallTimes, read_wall_times
from zaizao.worktime import china

NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MINUTE = 60_000_000
CLOCK = Clock(china())

Work = tuple[str, str, str | None, int, int]
"""Case, activity, person, begin, end."""


def at(minutes: float) -> dt.datetime:
    """A moment without a zone: the wall clock's."""
    return (NINE + dt.timedelta(minutes=minutes)).replace(tzinfo=None)


def write_work(*pieces: Work) -> EventLog:
    """A log of intervals."""
    builder = LogBuilder()
    for case, activity, person, begin, end in pieces:
        builder.add(case, activity, at(end), resource=person, start=at(begin))
    return builder.build()


def write_points(*events: tuple[str, str, str | None, float]) -> EventLog:
    """A log of moments: case, activity, person, minutes."""
    builder = LogBuilder()
    for case, activity, person, minutes in events:
        builder.add(case, activity, at(minutes), resource=person)
    return builder.build()


def explain(log: EventLog) -> tuple[Instances, WallTimes, Causes]:
    """The waits of a log with their causes, on China's calendar."""
    instances = pair_instances(log)
    wall = read_wall_times(log, instances, CLOCK)
    return instances, wall, explain_waits(log, instances, wall, clock=CLOCK)


def show_waits(log: EventLog) -> dict[tuple[str, str], tuple[int, ...]]:
    """Minutes by cause of each piece of work that waited."""
    instances, _, causes = explain(log)
    return {
        (log.case_names[instances.case[one]], log.activity_names[instances.activity[one]]): tuple(
            (causes.parts[one] // MINUTE).tolist()
        )
        for one in np.flatnonzero(causes.parts.sum(axis=1))
    }
