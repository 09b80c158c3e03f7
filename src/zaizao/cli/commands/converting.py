"""`zaizao convert IN OUT`: between YAML, JSON and BPMN as we write it, and to SVG and Mermaid, by suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from zaizao.cli.files import read_text, write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken, refuse
from zaizao.definition import ProcessDefinition


def _to_yaml(definition: ProcessDefinition, _language: str) -> str:
    from zaizao.definition import write_definition

    return write_definition(definition)


def _to_json(definition: ProcessDefinition, _language: str) -> str:
    from zaizao.definition import to_json

    return to_json(definition)


def _to_svg(definition: ProcessDefinition, language: str) -> str:
    from zaizao.notation import draw_lanes

    return draw_lanes(definition, language=language)


def _to_mermaid(definition: ProcessDefinition, language: str) -> str:
    from zaizao.notation import to_mermaid

    return to_mermaid(definition, language=language)


def _to_bpmn(definition: ProcessDefinition, language: str) -> str:
    from zaizao.notation import to_bpmn

    return to_bpmn(definition, language=language)


WRITERS: dict[str, Callable[[ProcessDefinition, str], str]] = {
    ".yaml": _to_yaml,
    ".yml": _to_yaml,
    ".json": _to_json,
    ".svg": _to_svg,
    ".mmd": _to_mermaid,
    ".bpmn": _to_bpmn,
}


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="convert",
        language=language,
        callback=lambda **given: convert(language, **given),
        params=[click.Argument(["source"], metavar="IN"), click.Argument(["target"], metavar="OUT")],
    )


def convert(language: str, *, source: str, target: str) -> None:
    """Read one form, write the other."""
    suffix = Path(target).suffix.lower()
    if suffix not in WRITERS:
        raise refuse("suffix-unknown", target, suffix=suffix or "—", known=tuple(WRITERS))
    text = WRITERS[suffix](_load(source), language)
    write_whole(target, text if text.endswith("\n") else text + "\n")


def _load(source: str) -> ProcessDefinition:
    """A definition as every command loads it, or from a BPMN file that this command wrote."""
    if Path(source).suffix.lower() != ".bpmn":
        return load_definition(source)
    from zaizao.notation import from_bpmn

    return from_bpmn(read_text(source), file=source)
