"""`zaizao mine LOG`: the real process, where the time goes and why; as text, JSON or a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec import Struct

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option

if TYPE_CHECKING:
    from zaizao.cli.mining.against import Against
    from zaizao.eventlog import EventLog


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="mine",
        language=language,
        callback=lambda **given: mine_file(language, Asked(**given)),
        params=[
            click.Argument(["file"], metavar="LOG"),
            *evidence_options(language),
            option(["--calendar"], language, about="mine-calendar", default="cn", metavar="cn|NL|…"),
            option(["--hours"], language, about="mine-hours", metavar="HOURS"),
            option(["--definition"], language, about="mine-definition", metavar="DEFINITION"),
            option(["--seed"], language, about="mine-seed", type=int, metavar="N"),
        ],
    )


class Asked(Struct, frozen=True):
    """What was asked for on the command line."""

    file: str
    form: Literal["text", "json", "html"]
    output: str | None
    mapping: str | None
    on_broken: Literal["skip", "stop"]
    calendar: str
    hours: str | None
    definition: str | None
    seed: int | None


def mine_file(language: str, asked: Asked) -> int:
    """Read, mine, and say what was found."""
    from zaizao.cli.evidence import answer, load_log, tell_problems
    from zaizao.cli.mining.clocks import read_clock
    from zaizao.mining.overview import SEED, mine_log

    clock = read_clock(asked.calendar, asked.hours)
    read = load_log(asked.file, mapping=asked.mapping, on_broken=asked.on_broken, language=language)
    tell_problems(read, language=language)
    against = None if asked.definition is None else _compare(read.log, asked.definition, language)
    found = mine_log(read.log, clock=clock, seed=SEED if asked.seed is None else asked.seed)
    from zaizao.cli.mining import build_mining_page, write_mining_summary
    from zaizao.mining.plain import to_plain

    answer(
        asked.form, output=asked.output, language=language,
        text=lambda: write_mining_summary(found, language=language, against=against),
        plain=lambda: to_plain(found) | ({} if against is None else {"against": against}),
        page=lambda: build_mining_page(found, file=Path(asked.file).name, language=language, against=against),
    )  # fmt: skip
    return FINE


def _compare(log: EventLog, definition: str, language: str) -> Against:
    from zaizao.cli.files import located
    from zaizao.cli.mining.against import set_against
    from zaizao.definition import read_definition

    with located(definition):
        return set_against(log, read_definition(definition), language=language)
