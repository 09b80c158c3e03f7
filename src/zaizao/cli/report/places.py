"""Places or years side by side: where the same service takes longer, and what the others do otherwise."""

from __future__ import annotations

from zaizao.cli.benchmark.page import list_comparison_parts
from zaizao.cli.benchmark.sentences import tell_findings
from zaizao.cli.page.html import Html
from zaizao.eventlog import EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.comparison import TooFewSidesError, UnknownTraitError, compare_sides, make_sides, split_log


def show_places(log: EventLog, *, by: str, clock: Clock, language: str) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences; nothing where the log has no two sides with cases enough."""
    if not by:
        return [], []
    try:
        sides = make_sides(split_log(log, by))
    except (TooFewSidesError, UnknownTraitError):
        return [], []
    comparison = compare_sides(sides, clock=clock)
    told = [one.headline for one in tell_findings(comparison, language=language)]
    return list_comparison_parts(comparison, language=language), told
