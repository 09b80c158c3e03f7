"""`zaizao run`: a case on the terminal, step by step or from a script."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zaizao.cli.exit_codes import FINE
from zaizao.cli.files import located, write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import CommandError, Spoken, format_option, option, refuse
from zaizao.cli.showing import print_json
from zaizao.errors import Location, Problem

if TYPE_CHECKING:
    from zaizao.net.scripts import Played
    from zaizao.net.state import CaseState


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="run",
        language=language,
        callback=lambda **given: play_case(language, **given),
        params=[
            click.Argument(["definition"], metavar="[DEFINITION]", required=False),
            option(["--script"], language, about="script", metavar="SCRIPT.yaml"),
            option(["--from", "start"], language, about="run-from", metavar="DATE"),
            option(["--save"], language, about="save", metavar="STATE.json"),
            format_option(language),
        ],
    )


def play_case(
    language: str, *, definition: str | None, script: str | None, start: str | None, save: str | None, form: str
) -> int:
    """Play from a script where there is one, else with whoever sits at the terminal."""
    if script is not None:
        return _play_from_script(language, script, expected=definition, save=save, form=form)
    if definition is None:
        raise click.MissingParameter(param=click.Argument(["definition"], metavar="DEFINITION"))
    from zaizao.cli.session import Session

    session = Session.begin(load_definition(definition), language=language, start=_read_start(start))
    session.converse()
    if save is not None:
        _save(save, session.state)
    if form == "json":
        from zaizao.cli.account import describe_events

        print_json(describe_events(session.definition, session.state, session.events, language=language))
    return FINE


def play_script(path: str, *, expected: str | None = None) -> Played:
    """Read and play a script; ``expected``: the file of the definition that it must begin with."""
    from zaizao.net.scripts import play, read_script

    if Path(path).suffix.lower() not in (".yaml", ".yml"):
        with located(path), Path(path).open("rb"):
            pass
        raise refuse("suffix-unknown", path, suffix=Path(path).suffix or "—", known=(".yaml", ".yml"))
    with located(path):
        script = read_script(path)
    first = script.steps[0].definition
    if expected is not None and first is not None and load_definition(expected).digest != first.digest:
        raise refuse("cli-script-other-process", path, process=first.process, definition=expected)
    return play(script)


def _play_from_script(language: str, path: str, *, expected: str | None, save: str | None, form: str) -> int:
    from zaizao.cli.account import describe_played, write_played

    played = play_script(path, expected=expected)
    if save is not None:
        _save(save, played.first.state)
    if form == "json":
        print_json(describe_played(played, language=language))
    else:
        click.echo(write_played(played, language=language))
    return FINE


def _save(path: str, state: CaseState) -> None:
    from zaizao.net.saving import state_to_json

    write_whole(path, state_to_json(state) + "\n")


def _read_start(text: str | None) -> datetime:

    from zaizao.cli.clock import read_today
    from zaizao.worktime import SHANGHAI

    if text is None:
        return datetime.combine(read_today(), time(9), SHANGHAI)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CommandError([Problem("cli-date", {"text": text[:80]}, Location(path="--from"))]) from None
    moment = moment.replace(hour=9) if len(text.strip()) == len("2026-01-01") else moment
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment
