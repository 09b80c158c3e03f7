"""What really happened: the mined log, as `zaizao mine` shows it."""

from __future__ import annotations

from zaizao.cli.mining.against import set_against
from zaizao.cli.mining.board import list_parts
from zaizao.cli.mining.telling import tell_findings
from zaizao.cli.page.html import Html
from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.mining.overview import Overview


def show_reality(
    found: Overview, *, log: EventLog, definition: ProcessDefinition | None, language: str
) -> tuple[list[Html], list[str]]:
    """The parts, and the sentences."""
    against = None if definition is None else set_against(log, definition, language=language)
    said = tell_findings(found, language=language, against=against)
    return list_parts(found, language=language, against=against, script=True), said
