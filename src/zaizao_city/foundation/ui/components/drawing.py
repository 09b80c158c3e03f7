"""The arithmetic of small pictures: values to points, labels that do not cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Points:
    """Points of a line, left to right."""

    at: tuple[tuple[float, float], ...]

    @property
    def written(self) -> str:
        """As the attribute ``points`` of a polyline."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.at)


def scale_values(values: Sequence[float], *, width: float, height: float, top: float = 0) -> Points:
    """A trend in a field: the smallest value at the bottom, the largest at the top; one value alone is a flat line."""
    if not values:
        return Points(())
    low, high = min(values), max(values)
    spread = (high - low) or 1
    step = width / (len(values) - 1) if len(values) > 1 else 0
    return Points(
        tuple((index * step, top + height - (value - low) / spread * height) for index, value in enumerate(values))
    )


def spread_labels(wanted: Sequence[float], *, apart: float, bottom: float) -> list[float]:
    """Heights of labels near ``wanted``, in the same order, at least ``apart`` from each other and above ``bottom``.

    From the top down each label moves below the one before it; what runs over the bottom pushes the others up again.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    previous = float("-inf")
    for index in order:
        previous = placed[index] = max(wanted[index], previous + apart)
    limit = bottom
    for index in reversed(order):
        limit = placed[index] = min(placed[index], limit)
        limit -= apart
    return placed


def choose_ticks(highest: float) -> list[float]:
    """Four or five round steps from zero to at least ``highest``."""
    if highest <= 0:
        return [0, 1]
    magnitude = 10.0 ** (len(str(int(highest))) - 1) if highest >= 1 else 0.1
    step = next(unit * magnitude / 4 for unit in (1, 2, 4, 6, 8, 10, 20) if unit * magnitude >= highest)
    return [step * count for count in range(5)]
