"""The values the before/after picture is laid out in, in pixels: frame, bars, visits, lanes, panels."""

from __future__ import annotations

from msgspec import Struct

from zaizao.notation.geometry import Point
from zaizao.notation.overlay_blocks import Label
from zaizao.notation.overlay_lineage import Key

BAR = 36
"""Height of a bar."""
ROW_GAP = 14
"""Between two rows of a lane; lines run here."""
LANE_PAD = 9
NARROWEST = 8
"""A step that takes no time still shows."""
AXIS = 30
GROUP_GAP = 10
"""Between the heading of all and that of the first process."""
WHOLE = 58
"""Height of the strip with the whole."""


class Frame(Struct, frozen=True):
    """How much room there is: the picture's width, the column of names (0: above the lanes), days to pixels."""

    width: float
    header: float
    pixels: float
    upright: bool

    @property
    def left(self) -> float:
        """Where day 0 stands."""
        return self.header + 12 if self.upright is False else 12.0

    @property
    def right(self) -> float:
        """The right end of what may be drawn on."""
        return self.width - 12

    def x_of(self, day: float) -> float:
        """The x of a moment, in working days from the start."""
        return self.left + day * self.pixels


class Bar(Struct, frozen=True):
    """One step: from ``x`` to ``right`` on the time scale, at ``y`` its upper edge."""

    key: Key
    name: str
    organ: str
    x: float
    right: float
    label: Label
    gone: bool
    new: bool
    critical: bool
    start: float
    y: float = 0.0

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + BAR

    @property
    def middle(self) -> float:
        """The y of its centre line."""
        return self.y + BAR / 2

    @property
    def extent(self) -> tuple[float, float]:
        """Its ends with the words beside it."""
        beside = self.label.beside
        if beside is None:
            return (self.x, self.right)
        return (min(self.x, self.label.x), max(self.right, self.label.x + beside.width))

    @property
    def height(self) -> float:
        """What it needs of its row."""
        return max(float(BAR), self.label.beside.height if self.label.beside is not None else 0.0)


class Line(Struct, frozen=True):
    """One prerequisite; ``pen`` says ground and whether it is dropped, critical or slack."""

    source: Key
    target: Key
    points: tuple[Point, ...]
    pens: tuple[str, ...]
    words: str


class Visit(Struct, frozen=True):
    """What the applicant does for one step: comes (numbered dots), brings (words)."""

    activity: str
    x: float
    width: float
    dots: tuple[tuple[int, int], ...]
    words: str
    y: float = 0.0


class Strip(Struct, frozen=True):
    """One lane: its organ's name, where it lies, and what is said when it is empty."""

    organ: str
    lines: tuple[str, ...]
    y: float
    height: float
    said: str = ""


class Panel(Struct, frozen=True):
    """One process laid out: heading, lanes, bars, lines, visits, and how long the whole takes."""

    process: str
    side: str
    heading: tuple[str, ...]
    small: tuple[str, ...]
    grouped: bool
    """Whether the small lines are the heading of one process among several."""
    top: float
    axis: float
    whole: float
    strips: tuple[Strip, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    visits: tuple[Visit, ...]
    begin: float
    days: float
    bottom: float
    axis_shown: bool
