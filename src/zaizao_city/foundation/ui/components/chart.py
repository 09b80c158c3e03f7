"""Charts with the table of the same numbers: lines over time with their names at their ends, bars from zero.

The title says the finding. Six lines at most: more cannot be told apart, and a seventh is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zaizao_city.foundation.ui.components.drawing import Points, choose_ticks, spread_labels

MOST_LINES = 6
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 300.0, 44.0, 500.0, 20.0, 270.0


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name and its values, one for each label of the chart."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line laid out: its number (1–6) is its hue; the label stands at ``label_y``."""

    number: int
    name: str
    last: str
    points: str
    end_x: str
    end_y: str
    label_y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """``finding`` is the title, ``describes`` says the picture in words, ``unit`` follows each figure."""

    finding: str
    describes: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MOST_LINES:
            raise ValueError(f"{len(self.series)} lines in one chart: at most {MOST_LINES} can be told apart")
        odd = [one.name for one in self.series if len(one.values) != len(self.labels)]
        if odd:
            raise ValueError(f"{', '.join(odd)}: as many values as labels are needed")

    @property
    def ticks(self) -> list[tuple[str, str, str]]:
        """Each line of the scale: its figure, its height, the height of the figure's foot."""
        scale = self._scale()
        return [(f"{tick:g}{self.unit}", f"{self._y(tick):.1f}", f"{self._y(tick) + 5:.1f}") for tick in scale]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Each label below the chart and where it stands; every second one where there are many."""
        every = 1 if len(self.labels) <= 8 else -(-len(self.labels) // 8)
        return [(label, f"{self._x(index):.1f}") for index, label in enumerate(self.labels) if index % every == 0]

    @property
    def lines(self) -> list[DrawnLine]:
        """The lines with their names spread so that none covers another."""
        ends = [self._y(one.values[-1]) for one in self.series]
        heights = spread_labels(ends, apart=19, bottom=BOTTOM)
        return [self._draw(number, height) for number, height in enumerate(heights)]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table: one row a label."""
        return [
            (label, [f"{one.values[index]:g}{self.unit}" for one in self.series])
            for index, label in enumerate(self.labels)
        ]

    def _draw(self, number: int, height: float) -> DrawnLine:
        one = self.series[number]
        points = Points(tuple((self._x(index), self._y(value)) for index, value in enumerate(one.values)))
        end_x, end_y = points.at[-1]
        return DrawnLine(
            number + 1, one.name, f"{one.values[-1]:g}{self.unit}", points.written,
            f"{end_x:.1f}", f"{end_y:.1f}", f"{height + 5:.1f}",
        )  # fmt: skip

    def _scale(self) -> list[float]:
        highest = max((value for one in self.series for value in one.values), default=0)
        return [0, 25, 50, 75, 100] if self.unit == "%" else choose_ticks(highest)

    def _x(self, index: int) -> float:
        return LEFT + (RIGHT - LEFT) * (index / (len(self.labels) - 1) if len(self.labels) > 1 else 0)

    def _y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self._scale()[-1]


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar laid out in rows of 44."""

    name: str
    said: str
    y: int
    text_y: int
    width: str
    said_x: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars from zero, the longest 70 % of the width; the figure stands at the end of each."""

    finding: str
    describes: str
    heads: tuple[str, str]
    values: Sequence[tuple[str, float]]
    unit: str = ""
    note: str = ""

    @property
    def height(self) -> int:
        """How high the picture is."""
        return 44 * len(self.values) + 8

    @property
    def bars(self) -> list[DrawnBar]:
        """The bars, in the order given."""
        highest = max((value for _, value in self.values), default=0) or 1
        widths = [value / highest * 390 for _, value in self.values]
        return [
            DrawnBar(name, f"{value:g}{self.unit}", 44 * n + 8, 44 * n + 27, f"{width:.1f}", f"{158 + width:.1f}")
            for n, ((name, value), width) in enumerate(zip(self.values, widths, strict=True))
        ]
