"""From parameters, with a definition or a learned course, to a model that can be simulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import numpy as np

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.simulation.clocks import Hours, draw_line
from zaizao.simulation.course import END, Course, PastCases
from zaizao.simulation.durations import NOTHING
from zaizao.simulation.model import Coming, Delay, Model, Pool, Router, Step
from zaizao.simulation.parameter_checks import Fault
from zaizao.simulation.parameter_file import refuse_faults
from zaizao.simulation.parameters import HoursRow, Parameters
from zaizao.simulation.plans import PASSING
from zaizao.simulation.routing import read_router
from zaizao.simulation.world import NO_POOL, WALL
from zaizao.worktime import WorkCalendar, name_calendar

SPARE_DAYS = 1_500
"""How far the calendars are laid out behind the last arrival; later days go on at the average."""
LONGEST_DAYS = 36_500
USUAL = "\0usual"
"""The clock of pools that name none."""


def find_calendar(name: str) -> WorkCalendar | None:
    """The calendar of a parameter file: ``cn``, ``none``, a country or one of its parts (``US-CA``).

    Raises UnknownCountryError.
    """
    if name == "none":
        return None
    return name_calendar(name)


def build_model(parameters: Parameters, definition: ProcessDefinition | None = None) -> Model:
    """The model. Raises ParametersError where parameters and definition do not fit, UnknownCountryError."""
    faults = _check_fit(parameters, definition)
    if faults:
        refuse_faults(faults)
    origin = dt.date.fromisoformat(parameters.begins)
    clock_of, hours = _number_clocks(parameters)
    calendar = find_calendar(parameters.calendar)
    days = min(_estimate_days(parameters) + SPARE_DAYS, LONGEST_DAYS)
    lines = tuple(draw_line(one, calendar, origin=origin, days=days) for one in hours)
    pools = {name: number for number, name in enumerate(parameters.pools)}
    steps, delays = _make_steps(parameters, clock_of, pools)
    router = _make_router(parameters, definition, steps, delays, clock_of)
    coming = parameters.arrivals
    return Model(
        origin=dt.datetime.combine(origin, dt.time()),
        steps=tuple(steps),
        pools=tuple(Pool(name, row.size, clock_of[row.hours or USUAL]) for name, row in parameters.pools.items()),
        lines=lines,
        coming=Coming(coming.every, lines[clock_of[coming.hours]] if coming.hours else lines[0], coming.factor),
        router=router,
        cases=parameters.cases,
        delays=tuple(delays),
        priorities=parameters.priorities or (1.0,),
        alike=parameters.alike,
        warm_up=parameters.warm_up,
        calendar_days=days,
    )


def _number_clocks(parameters: Parameters) -> tuple[dict[str, int], list[Hours]]:
    rows: dict[str, HoursRow] = {USUAL: HoursRow(), **parameters.hours}
    hours = [Hours(always=True)]
    numbers: dict[str, int] = {}
    for name, row in rows.items():
        numbers[name] = len(hours)
        hours.append(Hours(row.always, row.office, row.weekly, row.busy, row.days_off))
    return numbers, hours


def _estimate_days(parameters: Parameters) -> int:
    coming = parameters.arrivals
    wall = parameters.cases * coming.every.mean / coming.factor / 86_400.0
    row = parameters.hours.get(coming.hours or "")
    if row is None or row.always:
        share = 1.0
    elif row.busy:
        share = sum(row.busy) / max(row.busy) / 168
    else:
        probe = draw_line(Hours(False, row.office, row.weekly), None, origin=dt.date(2001, 1, 1), days=7)
        share = float(probe.readings[np.searchsorted(probe.moments, 7 * 86_400.0)]) / (7 * 86_400.0)
    return int(wall / max(share, 0.01) * 1.2) + 30


def _make_steps(
    parameters: Parameters, clock_of: Mapping[str, int], pools: Mapping[str, int]
) -> tuple[list[Step], list[Delay]]:
    delays: list[Delay] = []
    steps: list[Step] = []
    for name, row in parameters.steps.items():
        delay = PASSING
        if row.delay is not None:
            delay = len(delays)
            delays.append(Delay(row.delay, clock_of[row.delay_hours] if row.delay_hours else WALL))
        if row.pool is not None:
            clock = clock_of[parameters.pools[row.pool].hours or USUAL]
        else:
            clock = clock_of[row.hours] if row.hours else WALL
        pool = NO_POOL if row.pool is None else pools[row.pool]
        steps.append(Step(name, row.work, pool, row.units, clock, delay))
    return steps, delays


def _make_router(
    parameters: Parameters,
    definition: ProcessDefinition | None,
    steps: list[Step],
    delays: list[Delay],
    clock_of: Mapping[str, int],
) -> Router:
    if definition is None and parameters.past:
        return _make_past(parameters, steps, delays, clock_of)
    if definition is None:
        return _make_course(parameters, steps, delays, clock_of)
    number = {step.name: place for place, step in enumerate(steps)}
    for name in definition.activities:
        if name not in number:
            number[name] = len(steps)
            steps.append(Step(name, NOTHING))
    pauses = np.full(len(steps), PASSING, dtype=np.int64)
    for name, row in parameters.rounds.items():
        if row.pause is not None and name in number:
            pauses[number[name]] = len(delays)
            delays.append(Delay(row.pause, WALL))
    own = np.array([step.delay for step in steps], dtype=np.int64)
    return read_router(definition, parameters, number=number, delay_of_step=own, pause_of_step=pauses)


def _make_past(
    parameters: Parameters, steps: list[Step], delays: list[Delay], clock_of: Mapping[str, int]
) -> PastCases:
    """Past cases; each step has a delay of its own, of which the waits take only the clock."""
    first = np.concatenate(([0], np.cumsum([len(row.does) for row in parameters.past])))
    of_step = []
    for step in steps:
        hours = parameters.steps[step.name].delay_hours
        of_step.append(len(delays))
        delays.append(Delay(NOTHING, clock_of[hours] if hours else WALL))
    does = np.array([place for row in parameters.past for place in row.does], dtype=np.int64)
    return PastCases(
        first=first.astype(np.int64),
        step=does,
        delay=np.array(of_step, dtype=np.int64)[does],
        wait=np.array([wait for row in parameters.past for wait in row.waits]),
        share=np.array([row.share for row in parameters.past]),
    )


def _make_course(parameters: Parameters, steps: list[Step], delays: list[Delay], clock_of: Mapping[str, int]) -> Course:
    number = {step.name: place for place, step in enumerate(steps)}
    delay_of: dict[str | None, int] = {None: PASSING}
    for name, row in parameters.delays.items():
        delay_of[name] = len(delays)
        delays.append(Delay(row.lasts, clock_of[row.hours] if row.hours else WALL))
    ways = [way for state in parameters.course for way in state.ways]
    sizes = [len(state.ways) for state in parameters.course]
    return Course(
        step=np.array([PASSING if s.step is None else number[s.step] for s in parameters.course], dtype=np.int64),
        first=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        target=np.array([END if way.state is None else way.state for way in ways], dtype=np.int64),
        share=np.array([way.share for way in ways]),
        delay=np.array([delay_of[way.delay] for way in ways], dtype=np.int64),
    )


def _check_fit(parameters: Parameters, definition: ProcessDefinition | None) -> list[Fault]:
    if definition is None:
        if parameters.course or parameters.past:
            return []
        return [("simulation-no-course", ("course",), {})]
    known = definition.activities
    faults: list[Fault] = []
    for table in ("steps", "runs", "outcomes", "rounds", "copies"):
        strange = [name for name in getattr(parameters, table) if name not in known]
        faults += [_unknown((table, name), name, known) for name in strange]
    for name, activity in known.items():
        if name not in parameters.steps and needs_numbers(activity):
            faults.append(("simulation-step-missing", ("steps",), {"activity": name}))
    strange = [name for name in parameters.facts if name not in definition.fields]
    faults += [_unknown(("facts", name), name, definition.fields) for name in strange]
    for name, shares in parameters.outcomes.items():
        allowed = dict.fromkeys(known[name].outcomes or ("done",)) if name in known else shares
        faults += [_unknown(("outcomes", name, one), one, allowed) for one in shares if one not in allowed]
    for name, row in parameters.rounds.items():
        if row.back_to is not None and row.back_to not in known:
            faults.append(_unknown(("rounds", name, "to"), row.back_to, known))
    return faults


def _unknown(path: tuple[str | int, ...], name: str, known: Iterable[str]) -> Fault:
    return "simulation-unknown", path, {"name": name[:60], "known": tuple(known)[:40]}


def needs_numbers(activity: Activity) -> bool:
    """Whether somebody does it: the system's own steps and reports that recur take no time."""
    return activity.automatic is None and activity.recurs is None
