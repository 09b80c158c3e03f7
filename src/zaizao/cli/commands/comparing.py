"""`zaizao diff OLD NEW`: what two definitions differ in, in the reader's words."""

from __future__ import annotations

import click

from zaizao.cli.entry import FINDINGS, FINE
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, format_option
from zaizao.cli.showing import print_json
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
    from zaizao.definition import compare_definitions

    before, after = load_definition(old), load_definition(new)
    changes = compare_definitions(before, after)
    told = [say(change.code, change.fields, language) for change in changes]
    if form == "json":
        plain = [
            {"code": change.code, "path": change.path, "fields": dict(change.fields), "text": text}
            for change, text in zip(changes, told, strict=True)
        ]
        print_json({"same": not changes, "old": before.digest, "new": after.digest, "changes": plain})
    else:
        for text in told or [say("cli-diff-none", {}, language)]:
            click.echo(text)
    return FINDINGS if changes else FINE
