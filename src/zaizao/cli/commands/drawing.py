"""`zaizao draw`: swim lanes of a definition as SVG, also where a played case stands."""

from __future__ import annotations

from typing import Any

import click

from zaizao.cli.files import write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, option


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="draw",
        language=language,
        callback=lambda **given: draw(language, **given),
        params=[
            click.Argument(["definition"], metavar="DEFINITION", required=False),
            option(["-o", "--output"], language, about="output", metavar="FILE.svg"),
            option(
                ["--scale"],
                language,
                about="scale",
                type=click.Choice(["order", "time"]),
                default="order",
                metavar="order|time",
            ),
            option(["--script"], language, about="draw-script", metavar="SCRIPT.yaml"),
            option(
                ["--theme"],
                language,
                about="theme",
                type=click.Choice(["auto", "light", "dark"]),
                default="auto",
                metavar="auto|light|dark",
            ),
        ],
    )


def draw(
    language: str, *, definition: str | None, output: str | None, scale: Any, script: str | None, theme: Any
) -> None:
    """Draw, and write the picture to a file or to standard output."""
    from zaizao.notation import draw_lanes

    if script is not None:
        from zaizao.cli.commands.playing import play_script
        from zaizao.net.standing import standing_of

        played = play_script(script, expected=definition)
        case = played.first
        standing = standing_of(case.definition, case.state, played.script.ends)
        picture = draw_lanes(case.definition, standing=standing, language=language, scale=scale, theme=theme)
    elif definition is None:
        raise click.MissingParameter(param=click.Argument(["definition"], metavar="DEFINITION"))
    else:
        picture = draw_lanes(load_definition(definition), language=language, scale=scale, theme=theme)
    if output is None or output == "-":
        click.echo(picture, nl=False)
    else:
        write_whole(output, picture)
