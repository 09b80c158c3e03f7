"""`zaizao completion SHELL`: the script that makes a shell complete commands and options."""

from __future__ import annotations

import click

from zaizao.cli.program import Program, Spoken


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="completion",
        language=language,
        callback=print_script,
        params=[click.Argument(["shell"], type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")],
    )


def print_script(shell: str) -> None:
    """Print the shell's script."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # the three that the argument allows are click's own
    click.echo(kind(Program(), {}, "zaizao", "_ZAIZAO_COMPLETE").source())
