"""`zaizao redesign FILE…`: a better process in the place of one or several, told change by change, with its proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zaizao.cli.days import read_day
from zaizao.cli.exit_codes import FINDINGS, FINE
from zaizao.cli.files import write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, format_option, option, refuse
from zaizao.cli.showing import Progress, print_json
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.redesign import Redesign

_WRITABLE = (".yaml", ".yml", ".json")


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="redesign",
        language=language,
        callback=lambda **given: redesign_processes(language, **given),
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE…"),
            format_option(language),
            option(["-o", "--output"], language, about="redesign-output", metavar="OUT.yaml"),
            option(["--certificate"], language, about="redesign-certificate", metavar="CERT.json"),
            option(["--operators"], language, about="operators", multiple=True, metavar="NAME,…"),
            option(["--process"], language, about="process", metavar="ID"),
            option(["--name"], language, about="name", metavar="NAME"),
            option(["--on"], language, about="check-on", metavar="DATE"),
        ],
    )


def redesign_processes(language: str, *, files: tuple[str, ...], form: str, **given: Any) -> int:
    """Redesign, print, and write what was asked for; 1 and nothing written where the proof does not hold."""
    from zaizao.cli.changes import describe_redesign, write_redesign
    from zaizao.redesign import redesign
    from zaizao.units import Text

    _refuse_targets(given["output"], given["certificate"])
    day = read_day("--on", given["on"])
    operators = [part.strip() for word in given["operators"] for part in word.replace("，", ",").split(",")]
    before = [load_definition(file) for file in files]
    _refuse_doubles(before, files)
    progress = Progress(total=0, language=language)

    def show(operator: str, kept: int) -> None:
        words = {"operator": say(f"cli-operator-{operator}", {}, language), "count": kept}
        progress.tell(say("cli-redesign-progress", words, language))

    name = Text(given["name"]) if given["name"] else None
    found = redesign(
        before, on=day, operators=[one for one in operators if one] or None, progress=show,
        process=given["process"], name=name,
    )  # fmt: skip
    progress.close()
    if form == "json":
        print_json(describe_redesign(found, on=day, language=language))
    else:
        click.echo(write_redesign(found, on=day, language=language))
    return _write(found, given["output"], given["certificate"], language)


def _refuse_targets(output: str | None, certificate: str | None) -> None:
    for target, known in ((output, _WRITABLE), (certificate, (".json",))):
        if target is not None and Path(target).suffix.lower() not in known:
            raise refuse("suffix-unknown", target, suffix=Path(target).suffix or "—", known=known)


def _refuse_doubles(definitions: list[ProcessDefinition], files: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for definition, file in zip(definitions, files, strict=True):
        if definition.process in seen:
            raise refuse("process-twice", file, process=definition.process)
        seen.add(definition.process)


def _write(found: Redesign, output: str | None, certificate: str | None, language: str) -> int:
    if not found.verdict.holds:
        if output is not None or certificate is not None:
            click.echo(say("cli-redesign-not-written", {"file": output or certificate}, language), err=True)
        return FINDINGS
    if output is not None:
        from zaizao.definition import to_json, write_definition

        is_json = Path(output).suffix.lower() == ".json"
        write_whole(output, to_json(found.after) + "\n" if is_json else write_definition(found.after))
        click.echo(say("cli-written", {"file": output}, language), err=True)
    if certificate is not None:
        write_whole(certificate, found.certificate.to_json() + "\n")
        click.echo(say("cli-written", {"file": certificate}, language), err=True)
    return FINE
