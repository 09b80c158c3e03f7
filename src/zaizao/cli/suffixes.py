"""A definition in the form that a file's suffix names: YAML, JSON and BPMN, which can be read again, SVG and Mermaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from zaizao.cli.program import refuse
from zaizao.definition import ProcessDefinition

Write = Callable[[ProcessDefinition, str], str]


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


WRITERS: Final[dict[str, Write]] = {
    ".yaml": _to_yaml,
    ".yml": _to_yaml,
    ".json": _to_json,
    ".svg": _to_svg,
    ".mmd": _to_mermaid,
    ".bpmn": _to_bpmn,
}


def find_writer(path: str, *, more: tuple[str, ...] = ()) -> Write:
    """What writes a definition (and a language) as the text of a file called ``path``; ends with a line's end.

    ``more``: suffixes that the caller writes itself, to be named with the others. Raises CommandError.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        raise refuse("suffix-unknown", path, suffix=suffix or "—", known=(*WRITERS, *more))

    def write(definition: ProcessDefinition, language: str) -> str:
        text = WRITERS[suffix](definition, language)
        return text if text.endswith("\n") else text + "\n"

    return write
