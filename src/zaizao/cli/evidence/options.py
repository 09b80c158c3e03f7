"""The options every command on event logs has."""

from __future__ import annotations

from collections.abc import Sequence

import click

from zaizao.cli.program import option

FORMS = ("text", "json", "html")


def evidence_options(language: str, *, forms: Sequence[str] = FORMS) -> list[click.Option]:
    """``--format`` (handed on as ``form``), ``-o`` (``output``), ``--mapping`` and ``--on-broken`` (``on_broken``)."""
    return [
        option(
            ["--format", "form"], language, about="evidence-format", type=click.Choice(list(forms)), default=forms[0],
            metavar="|".join(forms),
        ),
        option(["-o", "--output"], language, about="output", metavar="FILE"),
        option(["--mapping"], language, about="mapping", metavar="MAPPING.yaml"),
        option(
            ["--on-broken", "on_broken"], language, about="on-broken", type=click.Choice(["skip", "stop"]),
            default="skip", metavar="skip|stop",
        ),
    ]  # fmt: skip
