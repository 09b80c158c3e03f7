"""`zaizao draw`: swim lanes of a definition as SVG, also where a played case stands; before and after in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from zaizao.cli.files import write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, option, refuse

if TYPE_CHECKING:
    from zaizao.notation.pen import Theme


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="draw",
        language=language,
        callback=lambda **given: draw(language, **given),
        params=[
            click.Argument(["definitions"], nargs=-1, metavar="[BEFORE]… DEFINITION"),
            option(["-o", "--output"], language, about="output", metavar="FILE.svg"),
            option(
                ["--scale"],
                language,
                about="scale",
                type=click.Choice(["order", "time"]),
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
    language: str,
    *,
    definitions: tuple[str, ...],
    output: str | None,
    scale: Literal["order", "time"] | None,
    script: str | None,
    theme: Theme,
) -> None:
    """Draw, and write the picture to a file or to standard output."""
    if len(definitions) > 1:
        for name, value in (("--scale", scale), ("--script", script)):
            if value is not None:
                raise refuse("cli-draw-change", option=name)
        picture = _draw_change(definitions, language=language, theme=theme)
    else:
        picture = _draw_one(definitions, language=language, scale=scale or "order", script=script, theme=theme)
    if output is None or output == "-":
        click.echo(picture, nl=False)
    else:
        write_whole(output, picture)


def _draw_one(
    definitions: tuple[str, ...], *, language: str, scale: Literal["order", "time"], script: str | None, theme: Theme
) -> str:
    from zaizao.notation import draw_lanes

    if script is not None:
        from zaizao.cli.commands.playing import play_script
        from zaizao.net.standing import standing_of

        played = play_script(script, expected=definitions[0] if definitions else None)
        case = played.first
        standing = standing_of(case.definition, case.state, played.script.ends)
        return draw_lanes(case.definition, standing=standing, language=language, scale=scale, theme=theme)
    if not definitions:
        raise click.MissingParameter(param=click.Argument(["definition"], metavar="DEFINITION"))
    return draw_lanes(load_definition(definitions[0]), language=language, scale=scale, theme=theme)


def _draw_change(files: tuple[str, ...], *, language: str, theme: Theme) -> str:
    """The last file in the place of those before it, with the figures of both sides."""
    from zaizao.cli.pictures import draw_difference

    *before, after = (load_definition(file) for file in files)
    return draw_difference(before, after, language=language, theme=theme)
