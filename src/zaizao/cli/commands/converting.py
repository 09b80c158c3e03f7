"""`zaizao convert IN OUT`: between YAML, JSON and BPMN as we write it, and to SVG and Mermaid, by suffix."""

from __future__ import annotations

from pathlib import Path

import click

from zaizao.cli.files import read_text, write_whole
from zaizao.cli.loading import load_definition
from zaizao.cli.program import Spoken
from zaizao.cli.suffixes import find_writer
from zaizao.definition import ProcessDefinition


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
    write = find_writer(target)
    write_whole(target, write(_load(source), language))


def _load(source: str) -> ProcessDefinition:
    """A definition as every command loads it, or from a BPMN file that this command wrote."""
    if Path(source).suffix.lower() != ".bpmn":
        return load_definition(source)
    from zaizao.notation import from_bpmn

    return from_bpmn(read_text(source), file=source)
