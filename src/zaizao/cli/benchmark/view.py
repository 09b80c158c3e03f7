"""Comparing places in a notebook: a value that shows itself as the page's parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from zaizao.mining.comparison import Comparison, compare_sides, make_sides, split_log

if TYPE_CHECKING:
    from zaizao.eventlog import EventLog
    from zaizao.mining.clock import Clock


class ComparedPlaces(Struct, frozen=True):
    """A comparison; a notebook shows it."""

    comparison: Comparison

    def _repr_html_(self) -> str:
        from zaizao.cli.benchmark.page import COMPARISON_STYLE, list_comparison_parts
        from zaizao.cli.evidence import stand_with_charts
        from zaizao.cli.page.html import Html

        style = Html(f"<style>{COMPARISON_STYLE}</style>")
        return stand_with_charts(style, *list_comparison_parts(self.comparison, language="zh"), language="zh")


def compare_places(
    logs: Mapping[str, EventLog] | EventLog,
    *,
    by: str | None = None,
    ending: Sequence[str] = (),
    clock: Clock | None = None,
    seed: int = 1,
) -> ComparedPlaces:
    """Compare logs by name, or the parts of one log ``by`` an attribute, ``year`` or ``month``; as `zaizao compare`.

    Raises TooFewSidesError, UnknownTraitError, UnknownStepError.
    """
    named = tuple(logs.items()) if isinstance(logs, Mapping) else (("", logs),)
    parts = [(name, part, log) for name, whole in named for part, log in split_log(whole, by)] if by else []
    sides = [(f"{name} {part}".strip(), log) for name, part, log in parts] if by else named
    return ComparedPlaces(compare_sides(make_sides(sides, ending=ending), clock=clock, seed=seed))
