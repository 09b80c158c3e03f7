"""Which cases kept a limit: the promise for the whole, the clocks of items, the limits of activities.

Working days are counted on the calendar of the simulation, behind its last year from Monday to Friday. The grounds on
which a statutory clock stands still do not happen in a simulation, so they stop nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.model import ProcessDefinition
from zaizao.simulation.clocks import DAY, Hours, draw_line, list_workdays, read_line
from zaizao.simulation.replication import Replication
from zaizao.units import Limit, Unit
from zaizao.worktime import WorkCalendar

Floats = NDArray[np.float64]
_PER_UNIT = {Unit.HOUR: 3_600.0, Unit.MINUTE: 60.0, Unit.WORKING_HOUR: 3_600.0, Unit.WORKING_MINUTE: 60.0}


class Watched(Struct, frozen=True):
    """A limit and what it holds for: from one point of a case to another, each ``activity.done`` or ``.started``."""

    name: str
    limit: Limit
    start: str = "case.opened"
    end: str = "case.closed"


def list_limits(definition: ProcessDefinition | None, within: dict[str, Limit]) -> tuple[Watched, ...]:
    """The limits of a definition, and those the parameters add for the whole case."""
    found = [Watched(name, limit) for name, limit in within.items()]
    if definition is not None:
        found += _read_definition(definition)
    return tuple(found)


def _read_definition(definition: ProcessDefinition) -> Iterator[Watched]:
    if definition.promised is not None:
        yield Watched("promised", definition.promised, definition.promised_from or "case.opened")
    for name, item in definition.items.items():
        if item.clock is not None:
            limit = item.promised or item.clock.limit
            yield Watched(f"item:{name}", limit, item.clock.start, item.clock.end)
    for name, activity in definition.activities.items():
        if activity.limit is not None:
            yield Watched(f"step:{name}", activity.limit, f"{name}.ready", f"{name}.done")


def measure_kept(made: Replication, watched: Watched, calendar: WorkCalendar | None, *, first: int) -> tuple[int, int]:
    """Of the cases from number ``first`` on that the limit holds for: how many there are, and how many kept it."""
    start, end = find_point(made, watched.start), find_point(made, watched.end)
    known = ~np.isnan(start) & ~np.isnan(end)
    known[:first] = False
    kept = _keeps(start[known], end[known], watched.limit, calendar, made.model.origin.date())
    return int(known.sum()), int(kept.sum())


def find_point(made: Replication, point: str) -> Floats:
    """When each case came to a point, in seconds; NaN where it never did."""
    cases = len(made.arrival)
    name, _, moment = point.rpartition(".")
    if name == "case":
        if moment == "opened":
            return made.arrival
        return _latest(made.case[made.tasks], made.times.end[made.tasks], cases)
    numbers = [place for place, step in enumerate(made.model.steps) if step.name == name]
    rows = made.tasks & np.isin(made.step, numbers)
    column = {"done": made.times.end, "started": made.times.ready, "ready": made.times.ready}.get(moment)
    if column is None:
        return np.full(cases, np.nan)
    return _latest(made.case[rows], column[rows], cases)


def _latest(case: NDArray[np.int64], moments: Floats, cases: int) -> Floats:
    found = np.full(cases, -np.inf)
    np.maximum.at(found, case, moments)
    return np.where(np.isinf(found), np.nan, found)


def _keeps(
    start: Floats, end: Floats, limit: Limit, calendar: WorkCalendar | None, origin: dt.date
) -> NDArray[np.bool_]:
    if not len(start):
        return np.zeros(0, dtype=np.bool_)
    if limit.unit in (Unit.HOUR, Unit.MINUTE):
        soon: NDArray[np.bool_] = end - start <= limit.amount * _PER_UNIT[limit.unit]
        return soon
    days = int(end.max() // DAY) + 800
    if limit.unit in (Unit.WORKING_HOUR, Unit.WORKING_MINUTE):
        line = draw_line(Hours(), calendar, origin=origin, days=days)
        return read_line(line, end) - read_line(line, start) <= limit.amount * _PER_UNIT[limit.unit] + 1e-6
    works = list_workdays(calendar, origin=origin, days=days)
    begun, ended = (start // DAY).astype(np.int64), (end // DAY).astype(np.int64)
    if limit.unit is Unit.WORKING_DAY:
        rank = np.cumsum(works)
        return np.asarray(rank[ended] - rank[begun] <= limit.amount)
    due = _add_natural(begun, limit, origin)
    following = np.flatnonzero(works)
    last = following[np.minimum(np.searchsorted(following, np.minimum(due, days - 1)), len(following) - 1)]
    return np.asarray(ended <= np.maximum(last, due))


def _add_natural(begun: NDArray[np.int64], limit: Limit, origin: dt.date) -> NDArray[np.int64]:
    """The last day of days, months or years (民法典 第200–203条)."""
    if limit.unit is Unit.DAY:
        return begun + limit.amount
    days = np.datetime64(origin) + begun
    months = limit.amount * (12 if limit.unit is Unit.YEAR else 1)
    target = days.astype("datetime64[M]") + months
    longest = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    in_month = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    reached = target.astype("datetime64[D]") + np.minimum(in_month, longest - 1)
    found: NDArray[np.int64] = (reached - np.datetime64(origin)).astype(np.int64)
    return found
