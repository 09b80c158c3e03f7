"""What would happen: a model learned from the log, how far it can be trusted, and one question asked of it."""

from __future__ import annotations

from typing import Final

from zaizao.cli.page.html import Html, tag
from zaizao.cli.simulations.outcomes import tell_differences
from zaizao.cli.simulations.sheet import show_calibration, show_outcomes
from zaizao.eventlog import EventLog
from zaizao.simulation import Calibration, Scenario, TooLittleError, calibrate, change, simulate_scenario
from zaizao.wording import say

REPLICATIONS: Final = 5
MORE: Final = 1.3
"""A third more demand: the question every office has; our choice."""


def show_future(log: EventLog, *, calendar: str, language: str) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences; where the log is too short for a model, a sentence says so."""
    try:
        made = calibrate(log, calendar=calendar, replications=REPLICATIONS)
    except TooLittleError:
        return [tag("p", say("report-too-little", {"cases": len(log.case_names)}, language), class_="note")], []
    outcomes = tuple(simulate_scenario(one, replications=REPLICATIONS) for one in _list_scenarios(made, language))
    shown = [show_calibration(made, language=language), show_outcomes(outcomes, language=language)]
    return list(shown), tell_differences(outcomes, language)


def _list_scenarios(made: Calibration, language: str) -> list[Scenario]:
    base = Scenario(say("sim-as-is", {}, language), made.parameters)
    more = change(made.parameters, {"arrivals.factor": MORE})
    return [base, Scenario(say("report-more-demand", {"share": round(100 * (MORE - 1))}, language), more)]
