"""What every chart is: a picture, the same facts as a table, the frame it is drawn in, and the pens charts add to ours.

Six hues that colour-blind readers can tell apart, each with its own dash; nothing is said by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from zaizao.notation.measure import clean_text, wrap
from zaizao.notation.pen import Theme, element, number, style_sheet, text, words
from zaizao.units.record import show_without
from zaizao.wording import say

NARROW = 358
"""The width a telephone of 390 px leaves."""
WIDE = 720
_HEADING_LINE = 24.0
_MARGIN = 2.0
_TOLD = 12


class Frame(Struct, frozen=True):
    """How wide a chart is (px), in which theme, and whether its title stands in the picture (pages have their own)."""

    width: int = WIDE
    theme: Theme = "auto"
    heading: bool = True


class Chart(Struct, frozen=True):
    """A chart; a notebook shows it, ``str`` gives its SVG."""

    svg: str
    heads: tuple[str, ...]
    """The headings of the table."""
    table: tuple[tuple[str, ...], ...]
    """The same facts in words, a row for each mark."""

    __repr__ = show_without("svg")

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


class Plot(Struct, frozen=True):
    """The area marks are put in, and how values become places."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    """The least value on the horizontal axis."""
    high: float
    floor: float = 0.0
    """The least value on the vertical axis."""
    ceiling: float = 1.0

    def x(self, value: float) -> float:
        """Where a value stands from left to right."""
        return self.left + (self.right - self.left) * _share(value, self.low, self.high)

    def y(self, value: float) -> float:
        """Where a value stands from bottom to top."""
        return self.bottom - (self.bottom - self.top) * _share(value, self.floor, self.ceiling)


def _share(value: float, low: float, high: float) -> float:
    return 0.0 if high <= low else (value - low) / (high - low)


def is_drawable(*values: float) -> bool:
    """Whether every value is a finite number; what is not is in the table and not in the picture."""
    return all(math.isfinite(value) for value in values)


def make_table(
    keys: Sequence[str], rows: Sequence[tuple[str, ...]], *, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and rows; a last column in which nothing stands is left out."""
    kept = len(keys) if any(row[-1] for row in rows) else len(keys) - 1
    return tuple(say(f"chart-{key}", {}, language) for key in keys[:kept]), tuple(row[:kept] for row in rows)


def tell_table(rows: Sequence[Sequence[str]], *, language: str) -> str:
    """The first rows in words, for who cannot see the picture."""
    return ("; " if language == "en" else "；").join(" ".join(row) for row in rows[:_TOLD])


def finish_chart(
    body: Sequence[str],
    *,
    kind: str,
    height: float,
    title: str,
    description: str,
    frame: Frame,
    language: str,
) -> str:
    """The whole SVG around the marks of a chart, with its title and what a screen reader says; nothing to tell: it says so."""
    if not description:
        height, empty = 40.0, say("chart-empty", {}, language)
        body, description = [text(empty, x=_MARGIN, y=24, class_="zz-soft")], empty
    heading: list[str] = []
    top = 0.0
    if frame.heading and title:
        lines = wrap(clean_text(title), width=frame.width - 2 * _MARGIN, size=16, most=3).lines
        heading = [text(line, x=_MARGIN, y=18 + n * _HEADING_LINE, class_="zz-t16") for n, line in enumerate(lines)]
        top = len(lines) * _HEADING_LINE + 8
    inner = element("g", transform=f"translate(0 {number(top)})" if top else None, inner="\n".join(body))
    head = element("title", inner=words(title)) + element("desc", inner=words(description))
    style = element("style", inner=chart_style())
    paper = element("rect", class_="zz-paper", width=float(frame.width), height=top + height)
    return element(
        "svg", inner=f"\n{head}\n{style}\n{paper}\n" + "".join(heading) + inner + "\n",
        xmlns="http://www.w3.org/2000/svg", class_=f"zz-pic zz-chart zz-{kind}", role="img", aria_label=title,
        lang="en" if language == "en" else "zh-CN", data_theme=None if frame.theme == "auto" else frame.theme,
        viewBox=f"0 0 {frame.width} {number(top + height)}", width=frame.width, height=top + height,
    ) + "\n"  # fmt: skip


_HUES = (
    ("c1", "#1b5560", "#8ac8ce"),
    ("c2", "#b1740f", "#e4b46c"),
    ("c3", "#6a4c93", "#b9a0de"),
    ("c4", "#3d7fb5", "#6fb1e6"),
    ("c5", "#7d8a3a", "#b9c76b"),
    ("c6", "#8b5e52", "#c99a8d"),
)
_DASHES = ("none", "7 3", "2 3", "10 3 2 3", "4 2", "1 4")
HUES = len(_HUES)


def chart_style() -> str:
    """The pens of all pictures and, after them, those of charts; scoped to our own class names."""
    return f"{style_sheet()}\n{own_style()}"


def own_style() -> str:
    """Only what charts add, for a page that has the pens of all pictures already."""
    light = "".join(f"--zz-{name}:var(--{name},{value});" for name, value, _ in _HUES)
    dark = "".join(f"--zz-{name}:var(--{name},{value});" for name, _, value in _HUES)
    lines = [
        f".zz-chart{{{light}}}",
        f"@media (prefers-color-scheme:dark){{.zz-chart:not([data-theme=light]){{{dark}}}}}",
        f"[data-theme=light] .zz-chart:not([data-theme]){{{light}}}",
        f"[data-theme=dark] .zz-chart:not([data-theme]),.zz-chart[data-theme=dark]{{{dark}}}",
        ".zz-mark{fill:var(--zz-zhe)}.zz-base{stroke:var(--zz-ink);stroke-width:1.5;fill:none}",
        ".zz-aim{stroke:var(--zz-ink);stroke-width:2;fill:none}.zz-sign-at{stroke:var(--zz-zhe);stroke-width:1.5;stroke-dasharray:5 3;fill:none}",
        ".zz-span{stroke:var(--zz-dai);stroke-width:2;fill:none}.zz-span.zz-mark{stroke:var(--zz-zhe)}",
        ".zz-point{fill:var(--zz-dai);stroke:var(--zz-paper);stroke-width:1.5}.zz-point.zz-mark{fill:var(--zz-zhe)}",
        ".zz-curve{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}.zz-area{stroke:none;opacity:.16}",
    ]
    for place, (name, _, _) in enumerate(_HUES):
        dash = f";stroke-dasharray:{_DASHES[place]}" if place else ""
        lines.append(
            f".zz-curve.zz-h{place}{{stroke:var(--zz-{name}){dash}}}.zz-area.zz-h{place},.zz-end.zz-h{place}{{fill:var(--zz-{name})}}"
        )
    return "\n".join(lines)
