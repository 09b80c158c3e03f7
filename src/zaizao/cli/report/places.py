"""Places or years side by side: where the same service takes longer, and what the others do otherwise."""

from __future__ import annotations

from zaizao.cli.benchmark.page import list_comparison_parts
from zaizao.cli.benchmark.sentences import tell_findings
from zaizao.cli.page.html import Html
from zaizao.eventlog import EventLog
from zaizao.mining.clock import Clock
from zaizao.mining.comparison import (
    MONTH,
    YEAR,
    Comparison,
    TooFewSidesError,
    UnknownTraitError,
    compare_sides,
    make_sides,
    split_log,
)


def count_places(log: EventLog, *, by: str, called: str, clock: Clock) -> Comparison | None:
    """The comparison; nothing where the log has no two sides with cases enough.

    ``called``: what ``by`` is called before a number, which says nothing alone (``district 10``).
    """
    if not by:
        return None
    try:
        parts = split_log(log, by)
        sides = make_sides((_name_side(name, by=by, called=called), part) for name, part in parts)
    except (TooFewSidesError, UnknownTraitError):
        return None
    return compare_sides(sides, clock=clock)


def _name_side(name: str, *, by: str, called: str) -> str:
    return f"{called or by} {name}" if name.isdigit() and by not in (YEAR, MONTH) else name


def show_places(comparison: Comparison | None, *, language: str) -> tuple[list[Html | None], list[str]]:
    """The parts, and the sentences."""
    if comparison is None:
        return [], []
    told = [one.headline for one in tell_findings(comparison, language=language)]
    return list_comparison_parts(comparison, language=language), told
