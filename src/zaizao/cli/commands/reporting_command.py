"""`zaizao report LOG`: everything a log says, what would happen and what a change would bring, on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option
from zaizao.wording import say


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="report",
        language=language,
        callback=lambda **given: report_log(language, **given),
        params=[
            click.Argument(["log"], metavar="LOG"),
            *evidence_options(language, forms=("html", "text")),
            option(["--by"], language, about="report-by", default="", metavar="ATTRIBUTE|year"),
            option(["--definition"], language, about="report-definition", metavar="DEFINITION"),
            option(["--calendar"], language, about="report-calendar", default="cn", metavar="cn|NL|…"),
        ],
    )


def report_log(
    language: str,
    *,
    log: str,
    form: Literal["html", "text"],
    output: str | None,
    mapping: str | None,
    on_broken: Literal["skip", "stop"],
    **asked_for: str | None,
) -> int:
    """Read, count, write; the findings as text are those of the page."""
    from zaizao.cli.evidence import answer, load_log, tell_problems
    from zaizao.cli.loading import load_definition
    from zaizao.cli.report import Asked, count_report, show_report

    read = load_log(log, mapping=mapping, on_broken=on_broken, language=language)
    tell_problems(read, language=language)
    definition = asked_for["definition"]
    loaded = None if definition is None else load_definition(definition)
    title = say("report-title", {"name": read.log.name or Path(log).name}, language)
    asked = Asked(calendar=asked_for["calendar"] or "cn", by=asked_for["by"] or "", definition=loaded)
    made = show_report(count_report(read.log, asked=asked), language=language)
    answer(
        form, output=output, language=language, text=lambda: "\n".join(made.headlines) + "\n",
        plain=lambda: {"findings": list(made.headlines)},
        page=lambda: made.write_page(title=title, source=Path(log).name),
    )  # fmt: skip
    return FINE
