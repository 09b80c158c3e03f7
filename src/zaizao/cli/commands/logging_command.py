"""`zaizao log FILE`: what an event log holds, as text, JSON or a page; and the same log in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option, refuse
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.eventlog import ReadLog


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="log",
        language=language,
        callback=lambda **given: tell_log(language, **given),
        params=[
            click.Argument(["file"], metavar="FILE"),
            *evidence_options(language),
            option(["--to"], language, about="log-to", metavar="FORMAT"),
        ],
    )


def tell_log(
    language: str,
    *,
    file: str,
    form: Literal["text", "json", "html"],
    output: str | None,
    mapping: str | None,
    on_broken: Literal["skip", "stop"],
    to: str | None,
) -> int:
    """Read, and say what was read or write it in another format; 0 also where records were reported."""
    from zaizao.cli.evidence import answer, load_log

    if to is not None and output is None:
        raise refuse("cli-log-to-where", to=to)
    read = load_log(file, mapping=mapping, on_broken=on_broken, language=language)
    if to is not None:
        assert output is not None
        return _convert(read, output, to, language)
    from zaizao.cli.logs import build_log_page, describe_log, write_log_summary
    from zaizao.eventlog.survey import survey_log

    survey = survey_log(read.log)
    answer(
        form, output=output, language=language,
        text=lambda: write_log_summary(read, survey, language=language),
        plain=lambda: describe_log(read, survey, language=language),
        page=lambda: build_log_page(read, survey, file=Path(file).name, language=language),
    )  # fmt: skip
    return FINE


def _convert(read: ReadLog, output: str, to: str, language: str) -> int:
    from zaizao.cli.evidence import tell_problems
    from zaizao.eventlog.writing import write_log

    tell_problems(read, language=language)
    write_log(read.log, output, format=to)
    click.echo(say("cli-written", {"file": output}, language), err=True)
    return FINE
