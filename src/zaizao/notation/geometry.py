"""The values a layout is made of: bands, boxes, wires, dots and ticks, in pixels from the top left corner."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from zaizao.notation.critical import CriticalPath
from zaizao.notation.faces import Face
from zaizao.notation.graph import Edge

Point = tuple[float, float]

ROW_GAP = 12
"""Least distance between two boxes of neighbouring tracks."""
LANE_PAD = 16
POINTER = 28
"""Room above a box for the words 现在在这里."""
FOOT = 20
"""Room beneath a box for its status."""
VISITS = 36
"""Height of the strip with the applicant's visits."""
DOT = 11
"""Radius of a visit's dot."""
MARGIN = 16
LANE_NAME = 14
LANE_NAME_LINE = 20


class Band(Struct, frozen=True):
    """One lane: who, the name in lines, and the strip it fills."""

    organ: str
    name: str
    lines: tuple[str, ...]
    y: float
    height: float


class Box(Struct, frozen=True):
    """One activity's box; ``bar`` is its planned duration on the time scale (from x, to x)."""

    face: Face
    lane: int
    x: float
    y: float
    width: float
    height: float
    bar: tuple[float, float] | None = None

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The y of its centre line."""
        return self.y + self.height / 2


class Wire(Struct, frozen=True):
    """One link as a line of right angles from the source's box to the target's, with its words near the end."""

    edge: Edge
    points: tuple[Point, ...]
    label: str = ""
    label_at: Point = (0.0, 0.0)
    label_end: bool = True
    """Whether the words end at ``label_at`` (rather than begin there)."""


class Dot(Struct, frozen=True):
    """One visit of the applicant, or several for one activity (``first`` to ``last``); x is its left end."""

    first: int
    last: int
    activity: str
    x: float
    y: float

    @property
    def words(self) -> str:
        """1, or 3–7."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def width(self) -> float:
        """How wide it is drawn: a circle, or a longer pill for several."""
        return 2 * DOT if self.first == self.last else 2 * DOT + 8 * (len(self.words) - 1)


class Tick(Struct, frozen=True):
    """One mark of the time axis; ``firm`` for the promised day."""

    x: float
    words: str
    firm: bool = False


class Layout(Struct, frozen=True):
    """A whole picture, ready to be painted."""

    width: float
    height: float
    top: float
    header: float
    """Width of the column with the lanes' names."""
    bands: tuple[Band, ...]
    boxes: Mapping[str, Box]
    wires: tuple[Wire, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    critical: CriticalPath
    scale: str
