"""Before and after in one picture, with the figures of `zaizao.redesign`; the drawing is `zaizao.notation`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from zaizao.notation import draw_change
from zaizao.redesign import measure

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.notation.pen import Theme

_FIGURES = {"materials": "materials", "certificates": "certificates", "visits": "visits", "elapsed": "working-days"}
"""The four reductions, and what the picture calls them."""


def draw_difference(
    before: Sequence[ProcessDefinition], after: ProcessDefinition, *, language: str = "zh", theme: Theme = "auto"
) -> str:
    """The picture as SVG."""
    return draw_change(before, after, language=language, measures=measure_both(before, after), theme=theme)


def measure_both(before: Sequence[ProcessDefinition], after: ProcessDefinition) -> dict[str, tuple[Fraction, Fraction]]:
    """Each reduction before and after, everything counted."""
    was, now = (measure(side).everything.list_values() for side in (before, (after,)))
    return {name: (was[figure], now[figure]) for figure, name in _FIGURES.items()}
