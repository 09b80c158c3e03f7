"""`zaizao schema`: the JSON Schema of the definition language, for editors."""

from __future__ import annotations

import click

from zaizao.cli.files import write_whole
from zaizao.cli.program import Spoken, option


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="schema",
        language=language,
        callback=print_schema,
        params=[option(["-o", "--output"], language, about="output", metavar="FILE.json")],
    )


def print_schema(*, output: str | None) -> None:
    """Print the schema, or write it to a file."""
    import json

    from zaizao.definition import definition_schema

    text = json.dumps(definition_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
