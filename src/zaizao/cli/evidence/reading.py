"""Reading a log for a command: progress on standard error, problems told there too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from zaizao.cli.files import located
from zaizao.cli.program import refuse
from zaizao.cli.showing import Progress
from zaizao.errors import Problem
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.eventlog import ReadLog

_SHOWN = 5
"""Problems told one by one; the rest are counted."""


def load_log(
    path: str,
    *,
    mapping: str | None = None,
    on_broken: Literal["skip", "stop"] = "skip",
    language: str,
) -> ReadLog:
    """The log in a file, with a line of progress where it takes more than a second.

    Raises LogRefused, CommandError with every problem located.
    """
    from pathlib import Path

    from zaizao.eventlog import read_log

    with located(path):
        if Path(path).is_dir():
            raise refuse("file-is-folder", path)
    progress = Progress(total=0, language=language)

    def show(done: int, total: int) -> None:
        share = 100 * done // total if total else 100
        progress.tell(say("cli-evidence-reading", {"file": Path(path).name, "percent": min(share, 100)}, language))

    try:
        with located(path):
            return read_log(path, mapping=mapping, on_broken=on_broken, progress=show)
    finally:
        progress.close()


def tell_problems(read: ReadLog, *, language: str, most: int = _SHOWN) -> None:
    """What was found in the log, on standard error: the first few, and how many more."""
    for problem in read.problems[:most]:
        click.echo(say_problem(problem, language), err=True)
    if len(read.problems) > most:
        click.echo(say("cli-evidence-more", {"count": len(read.problems) - most}, language), err=True)


def say_problem(problem: Problem, language: str) -> str:
    """One problem in a line, with its place."""
    place = str(problem.where)
    words = say(problem.code, problem.fields, language)
    return f"{place}: {words}" if place else words


def describe_problem(problem: Problem, *, language: str) -> dict[str, Any]:
    """One problem as plain values."""
    where = problem.where
    return {
        "code": problem.code,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "path": where.path or None,
        "text": say(problem.code, problem.fields, language),
    }
