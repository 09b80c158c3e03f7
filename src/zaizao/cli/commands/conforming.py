"""`zaizao conform LOG MODEL`: what happened beside what should have, as text, JSON or a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from zaizao.cli.evidence.options import evidence_options
from zaizao.cli.exit_codes import FINE
from zaizao.cli.program import Spoken, option, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zaizao.definition.model import ProcessDefinition
    from zaizao.mining.discovery import AcceptingNet
    from zaizao.worktime import WorkCalendar


def build_command(language: str) -> click.Command:
    """The command in a language."""
    shared = [one for one in evidence_options(language) if one.name != "mapping"]
    return Spoken(
        name="conform",
        language=language,
        callback=lambda **given: tell_conformance(language, **given),
        params=[
            click.Argument(["log"], metavar="LOG"),
            click.Argument(["model"], metavar="DEFINITION|NET.pnml"),
            *shared,
            option(["--mapping"], language, about="conform-mapping", metavar="MAPPING.yaml"),
            option(["--align"], language, about="conform-align", is_flag=True),
            option(["--every-event", "every_event"], language, about="conform-every", is_flag=True),
            option(["--calendar"], language, about="calendar", metavar="FILE"),
        ],
    )


def tell_conformance(
    language: str,
    *,
    log: str,
    model: str,
    form: Literal["text", "json", "html"],
    output: str | None,
    mapping: str | None,
    calendar: str | None,
    **asked: Any,
) -> int:
    """Read both, judge, and say what was found; 0 also where cases depart. ``asked``: on_broken, align, every_event."""
    from zaizao.cli.conformance import build_conformance_page, describe_conformance, write_conformance
    from zaizao.cli.conformance.view import load_model
    from zaizao.cli.evidence import answer, load_log, tell_problems
    from zaizao.mining.conformance import check_conformance

    known = load_model(model)
    told, columns = _read_mapping(mapping, known)
    days = _read_calendar(calendar)
    read = load_log(log, mapping=columns, on_broken=asked["on_broken"], language=language)
    tell_problems(read, language=language)
    judged = check_conformance(
        read.log, known, align=asked["align"], mapping=told, calendar=days, every_event=asked["every_event"]
    )  # fmt: skip
    answer(
        form, output=output, language=language,
        text=lambda: write_conformance(judged, language=language),
        plain=lambda: describe_conformance(judged, language=language),
        page=lambda: build_conformance_page(judged, file=Path(log).name, language=language),
    )  # fmt: skip
    return FINE


def _read_mapping(
    path: str | None, model: ProcessDefinition | AcceptingNet
) -> tuple[Mapping[str, str | None] | None, str | None]:
    """The mapping of activities, or the file of columns that the log's reader takes."""
    if path is None:
        return None, None
    from zaizao.cli.files import read_text
    from zaizao.definition.model import ProcessDefinition
    from zaizao.mining.matching import read_mapping
    from zaizao.units.yaml import read_yaml

    text = read_text(path)
    plain = read_yaml(text, file=path)
    if not (isinstance(plain, dict) and "activities" in plain):
        return None, path
    if isinstance(model, ProcessDefinition):
        return read_mapping(text, model, file=path), None
    named = plain["activities"]
    if not isinstance(named, dict):
        raise refuse("mapping-shape", path)
    return {str(name): None if label is None else str(label) for name, label in named.items()}, None


def _read_calendar(path: str | None) -> WorkCalendar | None:
    if path is None:
        return None
    from zaizao.cli.files import located
    from zaizao.worktime import load_calendar

    with located(path):
        return load_calendar(path)
