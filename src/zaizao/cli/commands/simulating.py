"""`zaizao simulate DEFINITION PARAMETERS`: what would happen, how certain that is, and what if it were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zaizao.cli.evidence.options import FORMS
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option, refuse
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.simulation import Outcome, Scenario, Staffing

LEARNED = "-"
"""Instead of a definition: the parameters hold a course learned from a log."""


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="simulate",
        language=language,
        callback=lambda **given: simulate_process(language, **given),
        params=[
            click.Argument(["definition"], metavar="DEFINITION|-"),
            click.Argument(["parameters"], metavar="PARAMETERS"),
            option(["--what-if"], language, about="what-if", metavar="FILE"),
            option(["--replications"], language, about="replications", type=click.IntRange(1, 1000), default=10, metavar="N"),
            option(["--seed"], language, about="seed", type=click.IntRange(0, 2**31), default=1, metavar="S"),
            option(["--staff"], language, about="staff", metavar="POOL:SHARE:DURATION"),
            option(
                ["--format", "form"], language, about="evidence-format", type=click.Choice(list(FORMS)),
                default=FORMS[0], metavar="|".join(FORMS),
            ),
            option(["-o", "--output"], language, about="output", metavar="FILE"),
        ],
    )  # fmt: skip


def simulate_process(
    language: str, *, definition: str, parameters: str, replications: int, seed: int, **given: Any
) -> int:
    """Simulate, compare and tell."""
    from zaizao.cli.evidence import answer
    from zaizao.cli.simulations import build_outcome_page, describe_outcomes, write_outcomes

    scenarios = _read_scenarios(definition, parameters, given["what_if"], language)
    wanted = None if given["staff"] is None else _read_staff(given["staff"], scenarios[0])
    outcomes = _simulate(scenarios, replications=replications, seed=seed, language=language)
    staffing = None if wanted is None else _find(scenarios[0], wanted, seed=seed)
    answer(
        given["form"], output=given["output"], language=language,
        text=lambda: write_outcomes(outcomes, staffing=staffing, language=language),
        plain=lambda: describe_outcomes(outcomes, staffing=staffing, language=language),
        page=lambda: build_outcome_page(outcomes, staffing=staffing, language=language),
    )  # fmt: skip
    return FINE


def _read_scenarios(definition: str, parameters: str, what_if: str | None, language: str) -> tuple[Scenario, ...]:
    from zaizao.cli.files import located
    from zaizao.cli.loading import load_definition
    from zaizao.simulation import Scenario, read_parameters, read_what_if

    loaded = None if definition == LEARNED else load_definition(definition)
    with located(parameters):
        base = Scenario(say("sim-as-is", {}, language), read_parameters(parameters), loaded)
    if what_if is None:
        return (base,)
    with located(what_if):
        return (base, *read_what_if(what_if, base, load=load_definition))


def _simulate(scenarios: tuple[Scenario, ...], *, replications: int, seed: int, language: str) -> tuple[Outcome, ...]:
    from zaizao.cli.showing import Progress
    from zaizao.simulation import simulate_scenario

    progress = Progress(total=0, language=language)

    def tell(name: str, done: int) -> None:
        progress.tell(say("sim-progress", {"name": name, "done": done, "total": replications}, language))

    try:
        return tuple(simulate_scenario(one, replications=replications, seed=seed, tell=tell) for one in scenarios)
    finally:
        progress.close()


Wanted = tuple[str, float, float]
"""A pool, a share, and hours."""


def _read_staff(text: str, scenario: Scenario) -> Wanted:
    """``window:95%:3d``. Raises CommandError."""
    from zaizao.simulation.parameter_file import read_length

    pool, _, rest = text.rpartition(":")[0].rpartition(":")
    share = rest.removesuffix("%")
    hours = read_length(text.rpartition(":")[2])
    known = tuple(scenario.parameters.pools)
    if pool not in known or hours is None or not share.replace(".", "", 1).isdigit() or not 0 < float(share) < 100:
        raise refuse("sim-staff-wrong", None, text=text[:60], known=known)
    return pool, float(share) / 100, hours / 3600


def _find(scenario: Scenario, wanted: Wanted, *, seed: int) -> Staffing:
    from zaizao.simulation import find_size

    pool, share, hours = wanted
    return find_size(scenario, pool, within_hours=hours, share=share, seed=seed)
