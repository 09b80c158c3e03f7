"""`zaizao check`: load definitions, scripts, packs and law texts, diagnose definitions, say everything that is wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from zaizao.cli.days import read_day
from zaizao.cli.exit_codes import BAD_INPUT, FINE
from zaizao.cli.program import Spoken, option, refuse
from zaizao.cli.showing import Progress
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.cli.examination import Examined, Question
    from zaizao.cli.reporting import Report
    from zaizao.cli.witness import Witness

_DIAGNOSING = {
    "select": "--select", "ignore": "--ignore", "baseline": "--baseline", "writes_baseline": "--write-baseline",
    "mends": "--fix", "shows_mending": "--diff", "log": "--log",
}  # fmt: skip
_ALONE = ("writes_baseline", "mends", "shows_mending")
"""Options of which only one can be meant."""


def build_command(language: str) -> click.Command:
    """The command in a language."""
    forms = click.Choice(["text", "json", "sarif"])
    return Spoken(
        name="check",
        language=language,
        callback=lambda **given: check(language, **given),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="PATH…"),
            option(["--format", "form"], language, about="check-format", type=forms, default="text",
                   metavar="text|json|sarif"),
            option(["--select"], language, about="select", multiple=True, metavar="CODE,…"),
            option(["--ignore"], language, about="ignore", multiple=True, metavar="CODE,…"),
            option(["--on"], language, about="check-on", metavar="DATE"),
            option(["--baseline"], language, about="baseline", metavar="FILE"),
            option(["--write-baseline", "writes_baseline"], language, about="write-baseline", is_flag=True),
            option(["--fix", "mends"], language, about="fix", is_flag=True),
            option(["--diff", "shows_mending"], language, about="fix-diff", is_flag=True),
            option(["--no-diagnosis", "is_plain"], language, about="no-diagnosis", is_flag=True),
            option(["--log"], language, about="check-log", metavar="LOG"),
            option(["--mapping"], language, about="mapping", metavar="MAPPING.yaml"),
            option(["--activities"], language, about="check-activities", metavar="ACTIVITIES.yaml"),
            option(["--calendar"], language, about="check-calendar", metavar="cn|NL|…"),
        ],
    )  # fmt: skip


def check(language: str, *, paths: tuple[str, ...], form: str, on: str | None, is_plain: bool, **given: Any) -> int:
    """Check every file, print what was found, and return the exit code."""
    from zaizao.cli.examination import Question

    _refuse_contradictions(is_plain=is_plain, given=given)
    question = Question(
        language=language, on=read_day("--on", on), select=_split(given["select"]) or None,
        ignore=_split(given["ignore"]), is_diagnosed=not is_plain, witness=_call_witness(given, language),
    )  # fmt: skip
    if question.select is not None or question.ignore:
        from zaizao.diagnosis import select_rules

        select_rules(question.select, question.ignore)  # a word that selects nothing is told before anything is read
    return _Call(question, paths, form, given["baseline"]).carry_out(given)


def _refuse_contradictions(*, is_plain: bool, given: dict[str, Any]) -> None:
    asked = [name for name in _DIAGNOSING if given[name]]
    if is_plain and asked:
        raise refuse("cli-not-together", options=("--no-diagnosis", _DIAGNOSING[asked[0]]))
    alone = [_DIAGNOSING[name] for name in asked if name in _ALONE]
    if len(alone) > 1:
        raise refuse("cli-not-together", options=tuple(alone))


def _call_witness(given: dict[str, Any], language: str) -> Witness | None:
    """The log to hold the definition against; nothing of it is loaded where there is none."""
    about = {name: given[name] for name in ("mapping", "activities", "calendar")}
    if given["log"] is None:
        alone = next((name for name, value in about.items() if value is not None), None)
        if alone is not None:
            raise refuse("cli-check-needs-log", option=f"--{alone}")
        return None
    from zaizao.cli.witness import Witness

    return Witness(given["log"], language=language, **about)


def _split(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for word in words for part in word.replace("，", ",").split(",") if part.strip())


class _Call:
    """One call of the command."""

    def __init__(self, question: Question, paths: Sequence[str], form: str, baseline: str | None) -> None:
        self.question = question
        self.language = question.language
        self.paths = paths
        self.form = form
        self.baseline = baseline

    def carry_out(self, given: dict[str, Any]) -> int:
        """Look, mend or remember as asked, print."""
        from zaizao.cli.reporting import print_report

        acts = given["writes_baseline"] or given["mends"] or given["shows_mending"]
        examined, report = self._look(is_writing=given["writes_baseline"], is_told=not acts)
        if given["writes_baseline"]:
            return self._remember(examined, report)
        if given["mends"] or given["shows_mending"]:
            report = self._mend(examined, report, is_written=given["mends"])
        print_report(report, self.form, language=self.language)
        return report.exit_code

    def _look(self, *, is_writing: bool = False, is_told: bool = False) -> tuple[list[Examined], Report]:
        """``is_told``: the findings are only told, so that they may be written where they are found."""
        from zaizao.cli.examination import examine_all, list_definitions
        from zaizao.cli.inspection import list_files
        from zaizao.cli.reporting import Report

        files, missing = list_files(self.paths, language=self.language)
        is_told = is_told and self.form in ("text", "json") and not self._has_records(files)
        question = replace(self.question, form=self.form) if is_told else self.question
        progress = Progress(total=len(files), language=self.language)
        examined = examine_all(files, question, advance=progress.advance)
        progress.close()
        problems = (*missing, *(problem for one in examined for problem in one.problems))
        report = Report(len(files), str(self.question.on), problems)
        if is_told:
            return examined, replace(report, written=tuple((one.file, one.written) for one in examined if one.written))
        if not self.question.is_diagnosed or not (list_definitions(examined) or self.baseline):
            return examined, report
        from zaizao.cli.decisions import load_records, sift_examined

        records = load_records(files, named=self.baseline, language=self.language, may_miss=is_writing)
        sifted, stale = sift_examined(examined, records, on=self.question.on, language=self.language)
        # a record in a folder that is checked has been read, and its faults told, as one of the files
        told = [one for one in records.problems if one not in problems]
        return examined, replace(report, problems=(*problems, *told, *stale), sifted=sifted)

    def _has_records(self, files: Sequence[str]) -> bool:
        """Whether something was decided about findings in these files."""
        from zaizao.cli.inspection import find_record

        return bool(self.baseline) or any(find_record(Path(folder)) for folder in set(map(os.path.dirname, files)))

    def _mend(self, examined: list[Examined], report: Report, *, is_written: bool) -> Report:
        if report.sifted is None:
            return report
        from zaizao.cli.mending import mend_files

        progress = Progress(total=len(examined), language=self.language)
        mended = mend_files(
            examined, report.sifted, self.question, is_written=is_written, advance=progress.advance
        )  # fmt: skip
        progress.close()
        if is_written and any(one.difference for one in mended):
            _, report = self._look()
        return replace(report, mended=mended, is_written=is_written)

    def _remember(self, examined: list[Examined], report: Report) -> int:
        from zaizao.cli.reporting import print_report

        broken = tuple(one for one in report.problems if one["kind"] == "input")
        if broken:  # what cannot be read would be missing from the baseline
            print_report(replace(report, problems=broken, sifted=None), self.form, language=self.language)
            return BAD_INPUT
        if report.sifted is not None:
            from zaizao.cli.decisions import load_records, write_baselines

            files = [one.file for one in examined]
            records = load_records(files, named=self.baseline, language=self.language, may_miss=True)
            for path, count in write_baselines(examined, report.sifted, records, paths=self.paths).items():
                click.echo(say("cli-check-remembered", {"file": str(path), "count": count}, self.language), err=True)
        return FINE
