"""`zaizao explain RULE`: the manual page of a rule of the diagnosis."""

from __future__ import annotations

import click

from zaizao.cli.program import Spoken


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="explain",
        language=language,
        callback=lambda **given: explain_rules(language, **given),
        params=[click.Argument(["wanted"], nargs=-1, required=True, metavar="RULE…")],
    )


def explain_rules(language: str, *, wanted: tuple[str, ...]) -> None:
    """Print the pages; nothing is printed where one of the words is no rule."""
    from zaizao.diagnosis import explain

    pages = [explain(word, language=language) for word in wanted]
    click.echo("\n".join(pages), nl=False)
