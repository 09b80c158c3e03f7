"""From finding to redesign to its effect: what stood before beside what is in force, played with the times of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zaizao.cli.evidence.figures import show_table
from zaizao.cli.page.html import Html, tag
from zaizao.cli.simulations.outcomes import tell_differences
from zaizao.cli.simulations.sheet import show_outcomes
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import diagnose
from zaizao.eventlog import EventLog
from zaizao.mining.clock import Clock
from zaizao.redesign import measure
from zaizao.simulation import Parameters, Scenario, simulate_scenario
from zaizao.simulation.calibration.observed import observe_times
from zaizao.wording import say

REPLICATIONS: Final = 5
FIGURES: Final = ("materials", "certificates", "visits", "elapsed", "activities")


def show_change(
    log: EventLog,
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition | None,
    parameters: tuple[Parameters, Parameters] | None,
    *,
    clock: Clock,
    language: str,
) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences; nothing where one process did not take the place of one other."""
    if after is None or len(before) != 1 or parameters is None:
        return [], []
    found = diagnose(before[0])
    lead = say("report-change-found", {"count": len(found), "rules": len({one.rule.code for one in found})}, language)
    scenarios = [
        Scenario(say("report-before", {}, language), observe_times(parameters[0], before[0], log, clock=clock).parameters, before[0]),
        Scenario(say("report-after", {}, language), observe_times(parameters[1], after, log, clock=clock).parameters, after),
    ]  # fmt: skip
    outcomes = tuple(simulate_scenario(one, replications=REPLICATIONS) for one in scenarios)
    shown = [tag("p", lead), _show_figures(before[0], after, language), show_outcomes(outcomes, language=language)]
    return list(shown), tell_differences(outcomes, language)


def _show_figures(before: ProcessDefinition, after: ProcessDefinition, language: str) -> Html:
    old, new = measure([before]).everything.to_plain(), measure([after]).everything.to_plain()
    heads = [say(f"report-change-{name}", {}, language) for name in ("what", "before", "after")]
    return show_table(heads, [[say(f"report-figure-{name}", {}, language), old[name], new[name]] for name in FIGURES])
