"""From finding to redesign to its effect: what stood before beside what is in force, played with the times of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from zaizao.cli.evidence.figures import show_table
from zaizao.cli.page.html import Html, tag
from zaizao.cli.report.future import name_outcomes
from zaizao.cli.simulations.outcomes import tell_differences
from zaizao.cli.simulations.sheet import show_outcomes
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import diagnose
from zaizao.eventlog import EventLog
from zaizao.mining.clock import Clock
from zaizao.redesign import measure
from zaizao.simulation import Outcome, Parameters, Scenario, simulate_scenario
from zaizao.simulation.calibration.observed import observe_times
from zaizao.wording import say

REPLICATIONS: Final = 5
FIGURES: Final = ("materials", "certificates", "visits", "elapsed", "activities")


class Changed(Struct, frozen=True, eq=False):
    """What stood before and what is in force, with what the rules say of the former and how both played."""

    before: ProcessDefinition
    after: ProcessDefinition
    findings: int
    rules: int
    outcomes: tuple[Outcome, ...]


def count_change(
    log: EventLog,
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition | None,
    parameters: tuple[Parameters, Parameters] | None,
    *,
    clock: Clock,
) -> Changed | None:
    """None where one process did not take the place of one other."""
    if after is None or len(before) != 1 or parameters is None:
        return None
    found = diagnose(before[0])
    outcomes = tuple(
        simulate_scenario(
            Scenario("", observe_times(own, definition, log, clock=clock).parameters, definition),
            replications=REPLICATIONS,
        )
        for own, definition in zip(parameters, (before[0], after), strict=True)
    )
    return Changed(before[0], after, len(found), len({one.rule.code for one in found}), outcomes)


def show_change(changed: Changed | None, *, language: str) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences."""
    if changed is None:
        return [], []
    lead = say("report-change-found", {"count": changed.findings, "rules": changed.rules}, language)
    names = say("report-before", {}, language), say("report-after", {}, language)
    outcomes = name_outcomes(changed.outcomes, names)
    figures = _show_figures(changed.before, changed.after, language)
    return [tag("p", lead), figures, show_outcomes(outcomes, language=language)], tell_differences(outcomes, language)


def _show_figures(before: ProcessDefinition, after: ProcessDefinition, language: str) -> Html:
    old, new = measure([before]).everything.to_plain(), measure([after]).everything.to_plain()
    heads = [say(f"report-change-{name}", {}, language) for name in ("what", "before", "after")]
    return show_table(heads, [[say(f"report-figure-{name}", {}, language), old[name], new[name]] for name in FIGURES])
