"""The whole of it: from a log to parameters that can be read, changed and simulated, with how far they can be trusted."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.errors import InputError, Problem
from zaizao.eventlog import EventLog
from zaizao.simulation.calibration.against import fit_definition
from zaizao.simulation.calibration.contexts import Memory
from zaizao.simulation.calibration.fitting import Fit, Settings, fit
from zaizao.simulation.calibration.history import History, read_history, to_moment
from zaizao.simulation.calibration.people import Group, find_groups
from zaizao.simulation.calibration.validation import FEW, Validation, validate
from zaizao.simulation.clocks import Hours
from zaizao.simulation.course import Course, PastCases
from zaizao.simulation.durations import Duration, Shape
from zaizao.simulation.modelling import find_calendar
from zaizao.simulation.parameters import (
    ArrivalRow,
    DelayRow,
    HoursRow,
    Parameters,
    PastRow,
    PoolRow,
    StateRow,
    StepRow,
    WayRow,
)
from zaizao.simulation.plans import PASSING
from zaizao.units import Text

MOST_PAST = 2_000
"""So many past cases are written out; of more, an even choice by their length."""


class TooLittleError(InputError):
    """The log has too few cases with times to learn anything from."""

    code = "calibration-too-little"


class Calibration(Struct, frozen=True, eq=False):
    """What a log was turned into. ``validation`` is None where the log is too short to be cut in two."""

    parameters: Parameters
    validation: Validation | None
    groups: tuple[Group, ...]
    history: History
    spread_of_gaps: float
    dated_only: bool


def calibrate(
    log: EventLog,
    *,
    definition: ProcessDefinition | None = None,
    calendar: str = "cn",
    source: str = "",
    seed: int = 1,
    replications: int = 10,
) -> Calibration:
    """Parameters learned from all of a log, by the settings that foretold its last third best from what was known before.

    ``definition``: the order of work is its own, and only numbers are learned; the validation stays that of the course
    learned from the log. ``calendar``: ``cn``, an ISO country code (its public holidays, for logs from there), or ``none``.
    Raises TooLittleError, UnknownCountryError.
    """
    history = read_history(log)
    if history.cases < FEW:
        raise TooLittleError([Problem("calibration-too-little", {"cases": history.cases, "least": FEW})])
    days = find_calendar(calendar)
    validation = None
    if history.cases >= 3 * FEW:
        validation = validate(history, calendar=days, seed=seed, replications=replications)
    settings = validation.settings if validation is not None else Settings(memory=Memory(3))
    groups = find_groups(history)
    made = fit(history, settings, calendar=days, now=float(history.ends.max()))
    parameters = describe_fit(made, history, groups, calendar=calendar, source=source or log.name)
    if definition is not None:
        parameters = fit_definition(parameters, history, definition)
    return Calibration(parameters, validation, groups, history, made.spread_of_gaps, made.dated_only)


def describe_fit(made: Fit, history: History, groups: tuple[Group, ...], *, calendar: str, source: str) -> Parameters:
    """A fitted model as parameters."""
    model = made.model
    names = ["" if place == 0 else f"rhythm-{place}" for place in range(len(made.hours))]
    hours = {name: _hours_row(one) for name, one in zip(names, made.hours, strict=True) if name}
    pools, pool_of = _make_pools(groups)
    if pools:
        hours["always"] = HoursRow(always=True)
    router = model.router
    steps = {}
    for label, step in enumerate(model.steps):
        clock = names[_clock_of_waits(router, made, label)] if isinstance(router, PastCases) else ""
        steps[step.name] = StepRow(_shorten(step.work), pool_of.get(step.name), delay_hours=clock or None)
    if not made.coming_hours.always:
        hours["arrivals"] = _hours_row(made.coming_hours)
    used = sorted({delay.clock for delay in model.delays})
    kept = {names[clock] for clock in used} | {"arrivals", "always"}
    course = router if isinstance(router, Course) else None
    return Parameters(
        arrivals=ArrivalRow(_shorten(model.coming.gap), None if made.coming_hours.always else "arrivals"),
        steps=steps,
        source=source,
        assumptions=_tell_model(history),
        begins=to_moment(float(history.ends.max())).date().isoformat(),
        calendar=calendar,
        cases=max(min(history.cases, 5_000), 100),
        warm_up=0.0,
        hours={name: row for name, row in hours.items() if name in kept},
        pools=pools,
        alike=round(model.alike, 4) if course is not None else 0.0,
        delays={} if course is None else _delay_rows(made, names),
        course=() if course is None else _state_rows(course, made),
        past=_past_rows(router) if isinstance(router, PastCases) else (),
    )


def _tell_model(history: History) -> tuple[Text, ...]:
    return (_SPANS,) if history.spans else (_POINTS,)


_SPANS = Text(
    "办理时间取自日志的起止时刻；两个环节之间的时间整个作为等待保留，人手只在超过日志里的最高同时办理量时才起作用",
    "work lasts as between the starts and ends of the log; all that lies between two steps is kept as waiting, and people "
    "only matter beyond the most tasks the log ever had at work at once",
)
_POINTS = Text(
    "日志只有单个时刻，办理和等待分不开，都算作等待；加减人手会怎样，在此无从回答",
    "the log has single moments: work and waiting cannot be told apart and are all waiting; what more people would do cannot "
    "be asked of it",
)


def _make_pools(groups: tuple[Group, ...]) -> tuple[dict[str, PoolRow], dict[str, str]]:
    """Pools of groups whose work has a length: as large as ever worked at once, so that they add no wait of their own."""
    pools: dict[str, PoolRow] = {}
    pool_of: dict[str, str] = {}
    for number, group in enumerate(one for one in groups if one.at_once):
        name = f"group-{number + 1}"
        pools[name] = PoolRow(group.at_once, hours="always")
        pool_of.update(dict.fromkeys(group.labels, name))
    return pools, pool_of


def _hours_row(hours: Hours) -> HoursRow:
    return HoursRow(always=hours.always, busy=hours.busy, days_off=hours.days_off)


def _shorten(duration: Duration) -> Duration:
    if duration.shape is not Shape.QUANTILES:
        return duration
    numbers = tuple(float(f"{number:.6g}") for number in duration.numbers)
    return Duration(Shape.CONSTANT, numbers[:1]) if len(set(numbers)) == 1 else Duration(duration.shape, numbers)


def _clock_of_waits(router: PastCases, made: Fit, label: int) -> int:
    kinds = router.delay[(router.step == label) & (router.delay != PASSING)]
    return made.model.delays[int(kinds[0])].clock if len(kinds) else 0


def _delay_rows(made: Fit, names: list[str]) -> dict[str, DelayRow]:
    return {
        f"wait-{place}": DelayRow(_shorten(delay.lasts), names[delay.clock] or None)
        for place, delay in enumerate(made.model.delays)
    }


def _state_rows(course: Course, made: Fit) -> tuple[StateRow, ...]:
    rows = []
    for state in range(len(course.step)):
        ways = range(int(course.first[state]), int(course.first[state + 1]))
        rows.append(
            StateRow(
                ways=tuple(_way_row(course, way) for way in ways),
                step=None if state == 0 else made.model.steps[int(course.step[state])].name,
            )
        )
    return tuple(rows)


def _way_row(course: Course, way: int) -> WayRow:
    target, delay = int(course.target[way]), int(course.delay[way])
    share = float(f"{course.share[way]:.6g}")
    return WayRow(share, None if target < 0 else target, None if delay == PASSING else f"wait-{delay}")


def _past_rows(router: PastCases) -> tuple[PastRow, ...]:
    count = len(router.share)
    lasted = np.add.reduceat(router.wait, router.first[:-1])
    order = np.argsort(lasted, kind="stable")
    chosen = order if count <= MOST_PAST else order[np.linspace(0, count - 1, MOST_PAST).astype(np.int64)]
    rows = []
    for case in chosen.tolist():
        part = slice(int(router.first[case]), int(router.first[case + 1]))
        waits = tuple(float(f"{wait:.6g}") for wait in router.wait[part].tolist())
        rows.append(PastRow(float(f"{router.share[case]:.6g}"), tuple(router.step[part].tolist()), waits))
    return tuple(rows)
