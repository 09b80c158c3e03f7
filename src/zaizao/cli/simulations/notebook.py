"""`zaizao.simulate` and `zaizao.calibrate` for a notebook: values that also show themselves as tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from zaizao.units.record import show_without
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.eventlog import EventLog
    from zaizao.simulation import Calibration, Difference, Outcome, Parameters


class SimulationView(Struct, frozen=True):
    """Scenarios that were simulated, the first as given; shown with times, people and limits."""

    outcomes: tuple[Outcome, ...]
    language: str = "zh"

    __repr__ = show_without("outcomes")

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every scenario beside the first."""
        from zaizao.simulation import compare_outcomes

        return compare_outcomes(self.outcomes)

    def __str__(self) -> str:
        from zaizao.cli.simulations import write_outcomes

        return write_outcomes(self.outcomes, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.evidence import stand_with_charts
        from zaizao.cli.simulations.sheet import show_outcomes

        return stand_with_charts(show_outcomes(self.outcomes, language=self.language), language=self.language)


class CalibrationView(Struct, frozen=True):
    """What was learned from a log, shown with how far it is from what then happened."""

    calibration: Calibration
    language: str = "zh"

    __repr__ = show_without("calibration")

    @property
    def parameters(self) -> Parameters:
        """To be simulated, changed, written."""
        return self.calibration.parameters

    def __str__(self) -> str:
        from zaizao.cli.simulations import write_calibration

        return write_calibration(self.calibration, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.evidence import stand_with_charts
        from zaizao.cli.simulations.sheet import show_calibration

        return stand_with_charts(show_calibration(self.calibration, language=self.language), language=self.language)


def simulate(
    definition: ProcessDefinition | str | Path | None,
    parameters: Parameters | str | Path,
    *,
    what_if: Mapping[str, Mapping[str, Any]] | None = None,
    replications: int = 10,
    seed: int = 1,
    language: str = "zh",
) -> SimulationView:
    """Simulate a process, and the same with changes: ``{"三个窗口": {"pools.window.size": 3}}``.

    ``definition``: None where the parameters hold a course learned by `calibrate`. Raises as `read_definition`,
    `read_parameters` and `zaizao.simulation.build_model` do.
    """
    from zaizao.definition import read_definition
    from zaizao.simulation import Scenario, change, read_parameters, simulate_scenario

    loaded = read_definition(definition) if isinstance(definition, (str, Path)) else definition
    read = read_parameters(parameters) if isinstance(parameters, (str, Path)) else parameters
    scenarios = [Scenario(say("sim-as-is", {}, language), read, loaded)]
    scenarios += [Scenario(name, change(read, changes), loaded) for name, changes in (what_if or {}).items()]
    outcomes = (simulate_scenario(one, replications=replications, seed=seed) for one in scenarios)
    return SimulationView(tuple(outcomes), language)


def calibrate(
    log: EventLog | str | Path, *, calendar: str = "cn", seed: int = 1, replications: int = 10, language: str = "zh"
) -> CalibrationView:
    """Learn the parameters of a simulation from a log (or a file that `read_log` reads), and validate them.

    ``calendar``: ``cn``, an ISO country code for a log from there, or ``none``. Raises as `read_log` and
    `zaizao.simulation.calibrate` do.
    """
    from zaizao.eventlog import read_log
    from zaizao.simulation import calibrate as learn

    source = Path(log).name if isinstance(log, (str, Path)) else log.name
    read = read_log(log).log if isinstance(log, (str, Path)) else log
    return CalibrationView(
        learn(read, calendar=calendar, source=source, seed=seed, replications=replications), language
    )
