"""What would happen: a model learned from the log, how far it can be trusted, and one question asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from zaizao.cli.page.html import Html, tag
from zaizao.cli.simulations.outcomes import tell_differences
from zaizao.cli.simulations.sheet import show_calibration, show_outcomes
from zaizao.eventlog import EventLog
from zaizao.simulation import Calibration, Outcome, Scenario, TooLittleError, calibrate, change, simulate_scenario
from zaizao.wording import say

REPLICATIONS: Final = 5
MORE: Final = 1.3
"""A third more demand: the question every office has; our choice."""


class Future(Struct, frozen=True, eq=False):
    """What was learned, and what it foretells: as it is, and with more demand where people can become scarce."""

    made: Calibration
    outcomes: tuple[Outcome, ...]


def count_future(log: EventLog, *, calendar: str) -> Future | None:
    """None where the log is too short for a model."""
    try:
        made = calibrate(log, calendar=calendar, replications=REPLICATIONS)
    except TooLittleError:
        return None
    scenarios = [Scenario("", made.parameters)]
    if made.parameters.pools:  # without people nobody waits for anybody, however many come
        scenarios.append(Scenario("", change(made.parameters, {"arrivals.factor": MORE})))
    return Future(made, tuple(simulate_scenario(one, replications=REPLICATIONS) for one in scenarios))


def show_future(future: Future | None, *, cases: int, language: str) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences; where there is no model, a sentence says so."""
    if future is None:
        return [tag("p", say("report-too-little", {"cases": cases}, language), class_="note")], []
    names = say("sim-as-is", {}, language), say("report-more-demand", {"share": round(100 * (MORE - 1))}, language)
    outcomes = name_outcomes(future.outcomes, names[: len(future.outcomes)])
    shown = [show_calibration(future.made, language=language), show_outcomes(outcomes, language=language)]
    return list(shown), tell_differences(outcomes, language) if len(outcomes) > 1 else []


def name_outcomes(outcomes: Sequence[Outcome], names: Sequence[str]) -> tuple[Outcome, ...]:
    """The outcomes with their scenarios called by these names; they are counted before anybody knows who reads."""
    return tuple(
        replace(outcome, scenario=replace(outcome.scenario, name=name))
        for outcome, name in zip(outcomes, names, strict=True)
    )
