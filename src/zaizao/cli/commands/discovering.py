"""`zaizao discover LOG -o OUT`: the model behind a log as a definition, with what was left out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option


def build_command(language: str) -> click.Command:
    """The command in a language."""
    shared = [one for one in evidence_options(language) if one.name != "output"]
    return Spoken(
        name="discover",
        language=language,
        callback=lambda **given: tell_discovery(language, **given),
        params=[
            click.Argument(["log"], metavar="LOG"),
            option(["-o", "--output"], language, about="discover-output", metavar="FILE", multiple=True),
            *shared,
            option(["--noise"], language, about="discover-noise", type=click.FloatRange(0, 1), metavar="SHARE"),
            option(["--every-event", "every_event"], language, about="conform-every", is_flag=True),
            option(["--name"], language, about="discover-name", metavar="NAME"),
        ],
    )


def tell_discovery(
    language: str,
    *,
    log: str,
    output: tuple[str, ...],
    form: Literal["text", "json", "html"],
    mapping: str | None,
    on_broken: Literal["skip", "stop"],
    noise: float | None,
    **asked: Any,
) -> int:
    """Read, find the model, write it where asked, and say what it leaves out. ``asked``: every_event, name."""
    from zaizao.cli.discovery import build_discovery_page, describe_discovery, write_discovery
    from zaizao.cli.discovery.writing import find_model_writer
    from zaizao.cli.evidence import answer, load_log, tell_problems
    from zaizao.mining.conformance import discover_model
    from zaizao.mining.discovery import NOISE

    file = Path(log).name
    writers = {path: find_model_writer(path, file=file, language=language) for path in output}
    read = load_log(log, mapping=mapping, on_broken=on_broken, language=language)
    tell_problems(read, language=language)
    found = discover_model(read.log, noise=NOISE if noise is None else noise, **asked)
    _write_files({path: write(found) for path, write in writers.items()}, language)
    answer(
        form, output=None, language=language,
        text=lambda: write_discovery(found, language=language),
        plain=lambda: describe_discovery(found, language=language),
        page=lambda: build_discovery_page(found, file=file, language=language),
    )  # fmt: skip
    return FINE


def _write_files(texts: dict[str, str], language: str) -> None:
    from zaizao.cli.files import write_whole
    from zaizao.wording import say

    for path, text in texts.items():
        write_whole(path, text)
        click.echo(say("cli-written", {"file": path}, language), err=True)
