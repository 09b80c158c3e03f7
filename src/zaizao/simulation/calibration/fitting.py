"""From a history to a model: course, waits, work and arrivals of a stretch of it, by the settings that were chosen."""

from __future__ import annotations

import datetime as dt

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.simulation.calibration.contexts import WHOLE, Memory, Steps, walk
from zaizao.simulation.calibration.history import History
from zaizao.simulation.calibration.rhythm import (
    is_dated_only,
    learn_comings,
    learn_hours,
    seconds_of,
    take_quantiles,
    to_day,
)
from zaizao.simulation.calibration.waits import (
    NO_WAIT,
    Waits,
    describe_waits,
    group_waits,
    measure_likeness,
    share_cases,
)
from zaizao.simulation.clocks import Hours, Line, draw_line, read_line
from zaizao.simulation.course import END, Course, PastCases
from zaizao.simulation.durations import NOTHING, Duration, Shape
from zaizao.simulation.model import Coming, Delay, Model, Router, Step
from zaizao.simulation.world import FOREVER
from zaizao.worktime import WorkCalendar

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WALL_LINE = Line(np.array([0.0, FOREVER]), np.array([0.0, FOREVER]))
OWN_RHYTHM = 300
"""A label with so many tasks has a rhythm of its own; the others share that of all."""
YEARS_AHEAD = 4


class Settings(Struct, frozen=True):
    """What may be chosen: memory of the course, how much of the past counts, whether waits are on the clock of office."""

    memory: Memory = Memory()
    recent: float = 1.0
    """The share of the past that counts, from its end."""
    open_cases: bool = True
    """Whether cases not over yet are shared out among those that took longer; else they are left out of waits."""
    alike: bool = True
    by_rhythm: bool = True


class Fit(Struct, frozen=True, eq=False):
    """A model and what it was made from."""

    model: Model
    hours: tuple[Hours, ...]
    """Of each clock of the model."""
    coming_hours: Hours
    settings: Settings
    spread_of_gaps: float
    dated_only: bool


def fit(
    history: History,
    settings: Settings,
    *,
    calendar: WorkCalendar | None,
    now: float,
    is_open: NDArray[np.bool_] | None = None,
) -> Fit:
    """A model of what a history shows up to ``now``, beginning at the midnight before ``now``.

    ``is_open``: the cases known to go on; without it every case counts as over.
    """
    since = now - settings.recent * (now - float(history.begins.min()))
    steps = walk(history, settings.memory, is_open=is_open, now=now)
    moment = np.where(steps.label == END, steps.since, steps.until)
    used = np.where(steps.pending, settings.open_cases, moment >= since)
    waits = group_waits(steps, used=used, by_label=settings.memory.longest == WHOLE)
    rhythm = _learn_rhythms(history, calendar, since=since, by_rhythm=settings.by_rhythm)
    origin = to_day(now)
    lines = _draw_lines(rhythm.hours, calendar, first=to_day(float(history.begins.min())), origin=origin)
    clock = np.where(waits.at_once, 0, rhythm.clock_of_label[waits.labels])
    comings = learn_comings(history.begins, calendar, since=since, until=now)
    ahead = draw_line(comings.hours, calendar, origin=origin, days=YEARS_AHEAD * 366)
    zero = dt.datetime.combine(origin, dt.time())
    values = _measure(steps, waits, clock, lines, first=seconds_of(to_day(float(history.begins.min()))))
    if settings.memory.longest == WHOLE:
        router: Router = remember_cases(history, steps, waits, values, since=since, shared=settings.open_cases)
    else:
        router = make_course(steps, waits, used=used)
    model = Model(
        origin=zero,
        steps=_make_steps(history, since=since),
        pools=(),
        lines=tuple(line.ahead for line in lines),
        coming=Coming(comings.gap, ahead),
        router=router,
        cases=max(1, int(np.sum(history.begins >= since))),
        delays=tuple(
            Delay(Duration(Shape.QUANTILES, tuple(kept.tolist())), int(k))
            for kept, k in zip(describe_waits(values, waits), clock, strict=True)
        ),
        alike=measure_likeness(steps, waits) if settings.alike else 0.0,
        calendar_days=YEARS_AHEAD * 366,
    )
    return Fit(model, rhythm.hours, comings.hours, settings, comings.spread, is_dated_only(history.start))


class Rhythms(Struct, frozen=True, eq=False):
    """Hours of each clock, the first always; and which clock each label goes by."""

    hours: tuple[Hours, ...]
    clock_of_label: Integers


def _learn_rhythms(history: History, calendar: WorkCalendar | None, *, since: float, by_rhythm: bool) -> Rhythms:
    recent = history.start >= since
    label, start = history.label[recent], history.start[recent]
    clocks = np.zeros(len(history.labels), dtype=np.int64)
    if not by_rhythm or is_dated_only(history.start):
        return Rhythms((Hours(always=True),), clocks)
    hours = [Hours(always=True), learn_hours(start, calendar)]
    clocks[:] = 1
    counts = np.bincount(label, minlength=len(history.labels))
    for one in np.flatnonzero(counts >= OWN_RHYTHM).tolist():
        clocks[one] = len(hours)
        hours.append(learn_hours(start[label == one], calendar))
    return Rhythms(tuple(hours), clocks)


class Drawn(Struct, frozen=True, eq=False):
    """A clock over the past that is measured and over what is simulated."""

    behind: Line
    ahead: Line


def _draw_lines(
    hours: tuple[Hours, ...], calendar: WorkCalendar | None, *, first: dt.date, origin: dt.date
) -> list[Drawn]:
    days = (origin - first).days + 2
    return [
        Drawn(
            draw_line(one, calendar, origin=first, days=days),
            draw_line(one, calendar, origin=origin, days=YEARS_AHEAD * 366),
        )
        for one in hours
    ]


def _measure(steps: Steps, waits: Waits, clock: Integers, lines: list[Drawn], *, first: float) -> Floats:
    """Each wait on the clock of its kind."""
    values = np.zeros(len(steps.case))
    rows = np.flatnonzero(waits.kind != NO_WAIT)
    of = clock[waits.kind[rows]]
    for one in np.unique(of).tolist():
        these = rows[of == one]
        begun = read_line(lines[one].behind, steps.since[these] - first)
        ended = read_line(lines[one].behind, np.maximum(steps.until, steps.since)[these] - first)
        values[these] = np.maximum(ended - begun, 0.0)
    return values


def _make_steps(history: History, *, since: float) -> tuple[Step, ...]:
    if not history.spans:
        return tuple(Step(name, NOTHING) for name in history.labels)
    steps = []
    for label, name in enumerate(history.labels):
        mine = history.label == label
        recent = mine & (history.start >= since)
        rows = recent if recent.sum() >= 15 else mine
        lasted = np.maximum(history.end[rows] - history.start[rows], 0.0)
        work = Duration(Shape.QUANTILES, tuple(take_quantiles(lasted).tolist())) if len(lasted) else NOTHING
        steps.append(Step(name, work))
    return tuple(steps)


def make_course(steps: Steps, waits: Waits, *, used: NDArray[np.bool_]) -> Course:
    """States and the shares of the ways out of them; a state nobody left in the stretch used keeps the ways of all time."""
    weight = np.where(used, waits.weight, 0.0)
    left = np.bincount(steps.state, weight, minlength=len(steps.step_of_state))
    weight = np.where(left[steps.state] > 0, weight, np.where(steps.pending, 0.0, 1.0))
    rows = np.flatnonzero(weight > 0)
    wait = _fill_waits(steps, waits)
    key = np.stack((steps.state[rows], steps.following[rows], wait[rows]))
    ways, inverse = np.unique(key, axis=1, return_inverse=True)
    share = np.bincount(inverse.ravel(), weight[rows])
    first = np.searchsorted(ways[0], np.arange(len(steps.step_of_state) + 1))
    return Course(
        step=steps.step_of_state,
        first=first.astype(np.int64),
        target=ways[1],
        share=share / np.bincount(ways[0], share, minlength=len(steps.step_of_state))[ways[0]],
        delay=ways[2],
    )


def _fill_waits(steps: Steps, waits: Waits) -> Integers:
    """The kind of wait of each row; of rows outside the stretch, that of their label."""
    kind = waits.kind.copy()
    of_label = np.full(int(steps.label.max(initial=0)) + 2, NO_WAIT, dtype=np.int64)
    of_label[waits.labels] = np.arange(len(waits.labels))
    missing = (kind == NO_WAIT) & (steps.label != END) & ~np.isnan(steps.gap)
    kind[missing] = of_label[steps.label[missing]]
    return kind


def remember_cases(
    history: History, steps: Steps, waits: Waits, values: Floats, *, since: float, shared: bool
) -> PastCases:
    """The cases that began in the stretch and were over, standing also for those that were not (`share_cases`)."""
    inner = steps.label != END
    opens = np.bincount(steps.case[steps.pending], minlength=history.cases) > 0
    wanted = ~opens & (history.begins >= since)
    if not np.any(wanted):
        wanted = ~opens if np.any(~opens) else np.ones(history.cases, dtype=np.bool_)
    rows = np.flatnonzero(inner & wanted[steps.case])
    sizes = np.diff(history.first)[wanted]
    lasted = history.ends - history.begins
    considered = opens & (history.begins >= since) & shared
    ages = np.where(opens, _ages(steps, history), 0.0)[considered]
    kind = _fill_waits(steps, waits)
    return PastCases(
        first=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        step=steps.label[rows],
        delay=kind[rows],
        wait=values[rows],
        share=share_cases(lasted[wanted], ages),
    )


def _ages(steps: Steps, history: History) -> Floats:
    """Of each case known to go on, how old it is."""
    age = np.zeros(history.cases)
    age[steps.case[steps.pending]] = steps.until[steps.pending] - history.begins[steps.case[steps.pending]]
    return age
