"""Labels of the before/after picture: words, limit and marks set in lines, inside a bar or beside it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.notation.measure import measure, shorten, wrap

NAME = 14
SMALL = 12
LINE = 17
GAP = 8
"""Between two runs of a line."""
TAG_PAD = 5
_LEAST_INSIDE = 5 * NAME
BESIDE = 15
"""Between a bar and the words on its right; a line may run down there."""
_LEAST_BESIDE = 6 * NAME
_RUNS_BEYOND = 110
"""How far limit and marks may reach beyond the width that a name is broken at."""


class Phrase(Struct, frozen=True):
    """Some words with one pen; a tag has a frame round it."""

    words: str
    pen: str
    size: int = SMALL
    tag: bool = False

    @property
    def width(self) -> float:
        """Its width in pixels, frame included."""
        return measure(self.words, size=self.size) + (2 * TAG_PAD if self.tag else 0)


class Block(Struct, frozen=True):
    """Runs in lines."""

    lines: tuple[tuple[Phrase, ...], ...]
    cut: bool = False

    @property
    def width(self) -> float:
        """The widest line."""
        return max((sum(run.width for run in line) + GAP * (len(line) - 1) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines."""
        return float(LINE * len(self.lines))


class Label(Struct, frozen=True):
    """What stands inside a bar and what beside it; ``x`` is the left end of the words beside."""

    inside: Block | None
    beside: Block | None
    x: float


def set_lines(name: str, runs: Sequence[Phrase], *, width: float, most: int, beyond: float = 0.0) -> Block:
    """``name`` in at most ``most`` lines no wider than ``width``; the runs after it within ``beyond`` more, else below."""
    wrapped = wrap(name, width=width, size=NAME, most=most) if name else None
    lines = [[Phrase(line, "zo-name", NAME)] for line in wrapped.lines] if wrapped else []
    for run in (shorten_run(one, width=width + beyond) for one in runs):
        if lines and sum(one.width + GAP for one in lines[-1]) + run.width <= width + beyond:
            lines[-1].append(run)
        else:
            lines.append([run])
    return Block(tuple(map(tuple, lines)), bool(wrapped and wrapped.cut))


def shorten_run(run: Phrase, *, width: float) -> Phrase:
    """The run, or as much of its words as fits."""
    if run.width <= width:
        return run
    return replace(run, words=shorten(run.words, width=width - (2 * TAG_PAD if run.tag else 0), size=run.size))


def place_label(
    name: str, runs: Sequence[Phrase], *, bar: tuple[float, float], room: tuple[float, float], widest: float
) -> Label:
    """Inside the bar if it fits there, in one line or two; else on its right, or on its left where there is more room.

    ``bar`` is its left and right end, ``room`` the ends of what may be written on.
    """
    inner = bar[1] - bar[0] - 12
    label_name = name
    inside, rest = _fill_bar(name, runs, width=inner)
    if inside is not None and not rest:
        return Label(inside, None, bar[1])
    name = "" if inside is not None else name
    right, left = room[1] - bar[1] - BESIDE, bar[0] - 8 - room[0]
    for beyond in (_RUNS_BEYOND, 0):
        block = set_lines(name, rest, width=widest, most=2, beyond=beyond)
        if block.cut:
            block = set_lines(name, rest, width=widest, most=3, beyond=beyond)
        if block.width <= right:
            return Label(inside, block, bar[1] + BESIDE)
        if block.width <= left:
            return Label(inside, block, bar[0] - 8 - block.width)
    width = max(right, left)
    if width < _LEAST_BESIDE:
        return Label(_squeeze(label_name, runs, width=inner), None, bar[1])
    block = set_lines(name, rest, width=width, most=4)
    x = bar[1] + BESIDE if right >= left else bar[0] - 8 - block.width
    return Label(inside, block, x)


def _squeeze(name: str, runs: Sequence[Phrase], *, width: float) -> Block:
    """Two lines inside a bar that leaves no room beside it: the name shortened, then the runs that fit."""
    block = set_lines(name, runs, width=width, most=1)
    return Block(block.lines[:2], cut=True)


def _fill_bar(name: str, runs: Sequence[Phrase], *, width: float) -> tuple[Block | None, Sequence[Phrase]]:
    whole = set_lines(name, runs, width=width, most=1) if width > 0 else None
    if whole is not None and not whole.cut and len(whole.lines) == 1 and whole.width <= width:
        return whole, ()
    if measure(name, size=NAME) <= width:
        return set_lines(name, (), width=width, most=1), runs
    if width >= _LEAST_INSIDE:
        two = set_lines(name, (), width=width, most=2)
        if not two.cut:
            return two, runs
    return None, runs
