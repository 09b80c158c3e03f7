"""Lengths of time, shares and intervals as people read them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from zaizao.cli.columns import write_columns
from zaizao.simulation import Estimate
from zaizao.wording import say


def say_hours(hours: float, language: str) -> str:
    """A length of time on the wall clock: minutes, hours or days of 24 hours."""
    if math.isnan(hours):
        return "—"
    size = abs(hours)
    if size < 1:
        return say("sim-minutes", {"count": f"{60 * hours:.0f}"}, language)
    if size < 72:
        return say("sim-hours", {"count": f"{hours:.1f}"}, language)
    return say("sim-days", {"count": f"{hours / 24:.1f}"}, language)


def say_estimate(found: Estimate, language: str) -> str:
    """A length of time with its interval."""
    if math.isnan(found.half_width) or found.half_width == 0:
        return say_hours(found.value, language)
    fields = {"value": say_hours(found.value, language), "half": say_hours(found.half_width, language)}
    return say("sim-interval", fields, language)


def say_share(share: float) -> str:
    """A share as per cent."""
    return "—" if math.isnan(share) else f"{100 * share:.1f}%"


def lay_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table for a terminal."""
    return write_columns([tuple(heads), *(tuple(row) for row in rows)])
