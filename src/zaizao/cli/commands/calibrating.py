"""`zaizao calibrate LOG`: parameters of a simulation learned from a log, and how far they can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option, refuse
from zaizao.wording import say

_WRITABLE = (".yaml", ".yml")


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="calibrate",
        language=language,
        callback=lambda **given: calibrate_log(language, **given),
        params=[
            click.Argument(["log"], metavar="LOG"),
            *evidence_options(language),
            option(["--definition"], language, about="calibrate-definition", metavar="DEFINITION.yaml"),
            option(["--parameters"], language, about="calibrate-parameters", metavar="PARAMS.yaml"),
            option(["--calendar"], language, about="calibrate-calendar", default="cn", metavar="cn|NL|…|none"),
            option(["--seed"], language, about="seed", type=click.IntRange(0, 2**31), default=1, metavar="S"),
        ],
    )


def calibrate_log(language: str, *, log: str, output: str | None, parameters: str | None, **given: Any) -> int:
    """Read, learn, validate; tell it, and write the parameters. ``-o`` with a YAML name is the parameters' file too."""
    from zaizao.cli.evidence import answer, load_log, tell_problems
    from zaizao.cli.files import write_whole
    from zaizao.cli.loading import load_definition
    from zaizao.cli.simulations import build_calibration_page, describe_calibration, write_calibration
    from zaizao.simulation import calibrate, write_parameters

    if (
        parameters is None
        and output is not None
        and given["form"] == "text"
        and Path(output).suffix.lower() in _WRITABLE
    ):
        parameters, output = output, None
    if parameters is not None and Path(parameters).suffix.lower() not in _WRITABLE:
        raise refuse("suffix-unknown", parameters, suffix=Path(parameters).suffix or "—", known=_WRITABLE)
    definition = None if given["definition"] is None else load_definition(given["definition"])
    read = load_log(log, mapping=given["mapping"], on_broken=given["on_broken"], language=language)
    tell_problems(read, language=language)
    made = calibrate(
        read.log, definition=definition, calendar=given["calendar"], source=Path(log).name, seed=given["seed"]
    )
    answer(
        given["form"], output=output, language=language,
        text=lambda: write_calibration(made, language=language),
        plain=lambda: describe_calibration(made),
        page=lambda: build_calibration_page(made, source=Path(log).name, language=language),
    )  # fmt: skip
    if parameters is not None:
        write_whole(parameters, write_parameters(made.parameters))
        click.echo(say("cli-written", {"file": parameters}, language), err=True)
    return FINE
