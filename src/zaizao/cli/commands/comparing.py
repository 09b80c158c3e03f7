"""`zaizao diff OLD NEW`: what two definitions differ in, in the reader's words."""

from __future__ import annotations

import click

from zaizao.cli.exit_codes import FINDINGS, FINE
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, format_option
from zaizao.cli.showing import print_json
from zaizao.definition import Change, ProcessDefinition, compare_definitions
from zaizao.units.yaml import dotted
from zaizao.wording import say


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="diff",
        language=language,
        callback=lambda **given: compare(language, **given),
        params=[
            click.Argument(["old"], metavar="OLD"),
            click.Argument(["new"], metavar="NEW"),
            format_option(language),
        ],
    )


def compare(language: str, *, old: str, new: str, form: str) -> int:
    """Print the differences; 0 when there are none, 1 when there are."""
    before, after = load_definition(old), load_definition(new)
    told = tell_differences(before, after, language=language)
    if form == "json":
        plain = [{"code": change.code, "path": dotted(change.path), "text": text} for change, text in told]
        print_json({"same": not told, "old": before.digest, "new": after.digest, "changes": plain})
    else:
        for text in [text for _, text in told] or [say("cli-diff-none", {}, language)]:
            click.echo(text)
    return FINDINGS if told else FINE


def tell_differences(old: ProcessDefinition, new: ProcessDefinition, *, language: str) -> list[tuple[Change, str]]:
    """Every difference with its sentence."""
    return [(change, say(change.code, change.fields, language)) for change in compare_definitions(old, new)]
