"""Handing an answer over in the form asked for: to the screen, or whole into a file, never half of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import click

from zaizao.cli.files import write_whole
from zaizao.cli.showing import to_plain
from zaizao.wording import say


def answer(
    form: str,
    *,
    output: str | None,
    language: str,
    text: Callable[[], str],
    plain: Callable[[], object],
    page: Callable[[], str] | None = None,
) -> None:
    """Make the answer and print it, or write it to ``output``; only the form asked for is made."""
    if form == "json":
        made = json.dumps(plain(), ensure_ascii=False, indent=2, default=to_plain)
    elif form == "html":
        assert page is not None, "a command that offers html makes a page"
        made = page()
    else:
        made = text()
    made = made if made.endswith("\n") else made + "\n"
    if output is None or output == "-":
        click.echo(made, nl=False)
        return
    write_whole(output, made)
    click.echo(say("cli-written", {"file": output}, language), err=True)
