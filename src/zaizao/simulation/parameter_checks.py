"""What parameters say that cannot be; whether they fit a definition is asked when the two are brought together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from zaizao.simulation.clocks import WEEK_HOURS
from zaizao.simulation.parameters import HoursRow, Parameters
from zaizao.worktime import OfficeHoursError, parse_intervals

Path = tuple[str | int, ...]
Fault = tuple[str, Path, dict[str, object]]


def find_faults(parameters: Parameters) -> list[Fault]:
    """Every fault, with its path."""
    return [
        *_check_plain(parameters),
        *_check_hours(parameters),
        *_check_names(parameters),
        *_check_shares(parameters),
        *_check_course(parameters),
    ]


def _check_plain(parameters: Parameters) -> Iterator[Fault]:
    try:
        dt.date.fromisoformat(parameters.begins)
    except ValueError:
        yield "simulation-date", ("begins",), {"text": parameters.begins[:60]}
    if parameters.arrivals.every.mean <= 0:
        yield "simulation-positive", ("arrivals", "every"), {}
    if parameters.arrivals.factor <= 0:
        yield "simulation-positive", ("arrivals", "factor"), {}
    if parameters.cases < 1:
        yield "simulation-positive", ("cases",), {}
    for name, row in parameters.pools.items():
        if row.size < 1:
            yield "simulation-positive", ("pools", name, "size"), {}
    for name, step in parameters.steps.items():
        pool = parameters.pools.get(step.pool or "")
        if step.units < 1:
            yield "simulation-positive", ("steps", name, "units"), {}
        elif pool is not None and step.units > pool.size:
            yield (
                "simulation-units",
                ("steps", name, "units"),
                {"units": step.units, "pool": step.pool, "size": pool.size},
            )


def _check_hours(parameters: Parameters) -> Iterator[Fault]:
    for name, row in parameters.hours.items():
        if row.busy and (len(row.busy) != WEEK_HOURS or max(row.busy) <= 0):
            yield "simulation-busy", ("hours", name, "busy"), {"count": len(row.busy), "wanted": WEEK_HOURS}
        if row.weekly and len(row.weekly) != 7:
            yield "simulation-week", ("hours", name, "weekly"), {"count": len(row.weekly)}
        yield from _check_intervals(name, row)


def _check_intervals(name: str, row: HoursRow) -> Iterator[Fault]:
    texts: list[tuple[Path, str]] = [(("hours", name, "office"), row.office)] if row.office is not None else []
    texts += [(("hours", name, "weekly", place), text) for place, text in enumerate(row.weekly)]
    for path, text in texts:
        try:
            parse_intervals(text)
        except OfficeHoursError as error:
            yield error.problems[0].code, path, dict(error.problems[0].fields)
    if texts and not any(text.strip() for _, text in texts):
        yield "simulation-never-open", ("hours", name), {}


def _check_names(parameters: Parameters) -> Iterator[Fault]:
    used: list[tuple[Path, str | None]] = [(("arrivals", "hours"), parameters.arrivals.hours)]
    used += [(("pools", name, "hours"), pool.hours) for name, pool in parameters.pools.items()]
    for name, step in parameters.steps.items():
        used += [(("steps", name, "hours"), step.hours), (("steps", name, "delay_hours"), step.delay_hours)]
        if step.pool is not None and step.pool not in parameters.pools:
            yield _unknown(("steps", name, "pool"), step.pool, parameters.pools)
    used += [(("delays", name, "hours"), delay.hours) for name, delay in parameters.delays.items()]
    for path, hours in used:
        if hours is not None and hours not in parameters.hours:
            yield _unknown(path, hours, parameters.hours)


def _unknown(path: Path, name: str, known: Mapping[str, object]) -> Fault:
    return "simulation-unknown", path, {"name": name[:60], "known": tuple(known)[:20]}


def _check_shares(parameters: Parameters) -> Iterator[Fault]:
    shares: list[tuple[Path, float]] = [(("runs", name), share) for name, share in parameters.runs.items()]
    for name, row in parameters.rounds.items():
        shares += [(("rounds", name, "share"), row.share), (("rounds", name, "tolerated"), row.tolerated)]
    shares += [(("alike",), parameters.alike), (("warm_up",), parameters.warm_up)]
    for path, share in shares:
        if share > 1:
            yield "simulation-share", path, {"share": share}
    for table in ("facts", "outcomes"):
        for name, row in getattr(parameters, table).items():
            if not row or sum(row.values()) <= 0:
                yield "simulation-shares", (table, name), {"sum": sum(row.values())}


def _check_course(parameters: Parameters) -> Iterator[Fault]:
    for place, row in enumerate(parameters.past):
        if len(row.does) != len(row.waits) or not row.does or max(row.does) >= len(parameters.steps):
            yield "simulation-past", ("past", place), {"steps": len(row.does), "waits": len(row.waits)}
    for place, state in enumerate(parameters.course):
        if place and state.step not in parameters.steps:
            yield _unknown(("course", place, "step"), str(state.step), parameters.steps)
        if not state.ways or sum(way.share for way in state.ways) <= 0:
            yield "simulation-shares", ("course", place, "ways"), {"sum": 0}
        for number, way in enumerate(state.ways):
            if way.state is not None and not 0 < way.state < len(parameters.course):
                yield "simulation-state", ("course", place, "ways", number, "to"), {"state": way.state}
            if way.delay is not None and way.delay not in parameters.delays:
                yield _unknown(("course", place, "ways", number, "delay"), way.delay, parameters.delays)
