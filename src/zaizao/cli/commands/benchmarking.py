"""`zaizao compare A B [C …]`: the same service in several places: what differs, how sure that is, what it costs in days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option, refuse
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.eventlog import EventLog
    from zaizao.mining.clock import Clock
    from zaizao.mining.comparison import Comparison, GapRow, Remeasured

_DEFINITIONS = (".yaml", ".yml")
_FOR_LOGS = ("by", "ending", "calendar", "steps", "write_steps", "gaps", "against")
"""Options that mean nothing for definitions."""
_MONTHS = 6
"""After this many months a gap is measured again, unless somebody writes another day into the list; our choice."""


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="compare",
        language=language,
        callback=lambda **given: compare_places(language, **given),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="FILE…"),
            *evidence_options(language, forms=("text", "json", "html", "csv")),
            option(["--by"], language, about="compare-by", metavar="ATTRIBUTE|year|month"),
            option(["--names"], language, about="compare-names", metavar="NAME,…"),
            option(["--steps"], language, about="compare-steps", metavar="STEPS.yaml"),
            option(["--write-steps"], language, about="compare-write-steps", metavar="STEPS.yaml"),
            option(["--ending"], language, about="compare-ending", multiple=True, metavar="STEP"),
            option(["--calendar"], language, about="compare-calendar", metavar="cn|NL|…"),
            option(["--gaps"], language, about="compare-gaps", metavar="GAPS.yaml"),
            option(["--against"], language, about="compare-against", metavar="GAPS.yaml"),
            option(["--seed"], language, about="compare-seed", type=click.IntRange(0), default=1, metavar="NUMBER"),
        ],
    )


def compare_places(language: str, *, paths: tuple[str, ...], form: str, output: str | None, **given: Any) -> int:
    """Read, compare, tell; 0 also where nothing differs."""
    called = _name_sides(paths, given["names"])
    are_definitions = [_is_definition(path) for path in paths]
    if any(are_definitions):
        if not all(are_definitions) or any(given[name] for name in _FOR_LOGS):
            raise refuse("cli-compare-mixed")
        return _compare_definitions(dict(zip(called, paths, strict=True)), form, output, language)
    read = [
        (name, _read_log(path, given["mapping"], given["on_broken"], language))
        for name, path in zip(called, paths, strict=True)
    ]
    comparison = _compare(
        _split(read, given["by"]),
        ending=given["ending"], clock=_make_clock(given["calendar"]), seed=given["seed"], steps=given["steps"],
    )  # fmt: skip
    if given["write_steps"]:
        _write_steps(comparison, given["write_steps"], language)
    gaps, again = _handle_gaps(comparison, write=given["gaps"], against=given["against"], language=language)
    _answer(comparison, gaps, again, form=form, output=output, language=language, paths=paths)
    return FINE


def _name_sides(paths: Sequence[str], names: str | None) -> list[str]:
    if names is None:
        stems = [Path(path).name.partition(".")[0] for path in paths]
        return stems if len(set(stems)) == len(stems) else list(paths)
    told = [part.strip() for part in names.replace("，", ",").split(",")]
    if len(told) != len(paths) or len(set(told)) != len(told) or not all(told):
        raise refuse("cli-compare-names", files=len(paths), names=len(told))
    return told


def _is_definition(path: str) -> bool:
    return Path(path).suffix.lower() in _DEFINITIONS


def _compare_definitions(files: dict[str, str], form: str, output: str | None, language: str) -> int:
    from zaizao.cli.benchmark import definitions
    from zaizao.cli.evidence import answer
    from zaizao.cli.loading import load_definition

    if len(files) < 2:
        raise refuse("cli-compare-two")
    named: list[tuple[str, ProcessDefinition]] = [(name, load_definition(path)) for name, path in files.items()]
    source = say("compare-source", {"files": tuple(Path(path).name for path in files.values())}, language)
    answer(
        "text" if form == "csv" else form, output=output, language=language,
        text=lambda: (
            definitions.write_definitions_csv(named) if form == "csv"
            else definitions.write_definitions(named, language=language)
        ),
        plain=lambda: definitions.describe_definitions(named, language=language),
        page=lambda: definitions.build_definitions_page(named, source=source, language=language),
    )  # fmt: skip
    return FINE


def _read_log(path: str, mapping: str | None, on_broken: Literal["skip", "stop"], language: str) -> EventLog:
    from zaizao.cli.evidence import load_log, tell_problems

    read = load_log(path, mapping=mapping, on_broken=on_broken, language=language)
    tell_problems(read, language=language)
    return read.log


def _split(read: Sequence[tuple[str, EventLog]], by: str | None) -> Sequence[tuple[str, EventLog]]:
    """The logs themselves, or the parts of each by an attribute; of several logs, parts of each with its name."""
    if by is None:
        if len(read) < 2:
            raise refuse("cli-compare-two")
        return read
    from zaizao.mining.comparison import split_log

    parts = [(name, part, log) for name, whole in read for part, log in split_log(whole, by)]
    return [(part if len(read) == 1 else f"{name} {part}", log) for name, part, log in parts]


def _make_clock(calendar: str | None) -> Clock | None:
    if calendar is None:
        return None
    from zaizao.cli.mining.clocks import read_clock

    return read_clock(calendar, None)


def _compare(
    logs: Sequence[tuple[str, EventLog]], *, ending: Sequence[str], clock: Clock | None, seed: int, steps: str | None
) -> Comparison:
    from zaizao.cli.files import read_text
    from zaizao.mining.comparison import compare_sides, make_sides, read_steps

    told = None if steps is None else read_steps(read_text(steps), file=steps)
    return compare_sides(make_sides(logs, ending=ending), told=told, clock=clock, seed=seed)


def _write_steps(comparison: Comparison, path: str, language: str) -> None:
    from zaizao.cli.files import write_whole
    from zaizao.mining.comparison import write_steps

    write_whole(path, write_steps(comparison.alignment))
    click.echo(say("cli-written", {"file": path}, language), err=True)


def _handle_gaps(
    comparison: Comparison, *, write: str | None, against: str | None, language: str
) -> tuple[tuple[GapRow, ...], tuple[Remeasured, ...]]:
    from zaizao.cli.clock import read_today
    from zaizao.cli.files import read_text, write_whole
    from zaizao.mining.comparison import list_gaps, measure_again, read_gaps, write_gaps

    day: dt.date = read_today()
    gaps = list_gaps(comparison, on=day, months=_MONTHS)
    again: tuple[Remeasured, ...] = ()
    if against is not None:
        again = measure_again(comparison, read_gaps(read_text(against), file=against))
    if write is not None:
        write_whole(write, write_gaps(gaps))
        click.echo(say("cli-written", {"file": write}, language), err=True)
    return gaps, again


def _answer(
    comparison: Comparison,
    gaps: Sequence[GapRow],
    again: Sequence[Remeasured],
    *,
    form: str,
    output: str | None,
    language: str,
    paths: Sequence[str],
) -> None:
    from zaizao.cli import benchmark
    from zaizao.cli.evidence import answer

    source = say("compare-source", {"files": tuple(Path(path).name for path in paths)}, language)
    answer(
        "text" if form == "csv" else form, output=output, language=language,
        text=lambda: (
            benchmark.write_comparison_csv(comparison) if form == "csv"
            else benchmark.write_summary(comparison, again=again, language=language)
        ),
        plain=lambda: benchmark.describe_comparison(comparison, gaps=gaps, again=again, language=language),
        page=lambda: benchmark.build_comparison_page(
            comparison, source=source, gaps=gaps, again=again, language=language
        ),
    )  # fmt: skip
