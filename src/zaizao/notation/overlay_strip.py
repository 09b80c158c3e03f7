"""Above and below the lanes: the reductions in figures, what became of the materials, the key to the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from zaizao.notation.measure import clean_text, measure, shorten, wrap
from zaizao.notation.overlay_change import Change, MaterialChange, MaterialFate
from zaizao.notation.overlay_panel import Panel
from zaizao.notation.overlay_plan import count_handed
from zaizao.notation.pen import arrow_head, element, number, text
from zaizao.wording import list_codes, say

Measures = Mapping[str, tuple[float | Fraction, float | Fraction]]

_FOUR = ("materials", "certificates", "visits", "working-days")
_HEIGHT = 92
_ORDER = (
    MaterialFate.SHARED, MaterialFate.WITHIN, MaterialFate.PLEDGED, MaterialFate.GAP, MaterialFate.JOINED,
    MaterialFate.DROPPED, MaterialFate.KEPT, MaterialFate.NEW,
)  # fmt: skip
_LINE = 24
_SHIFTS = {"": 0, "tag": 32, "visit": 26}
"""How far the words of the key stand from their sample; 40 where it is not said."""


class Piece(Struct, frozen=True):
    """Something painted and how high it is."""

    svg: str
    height: float


def paint_reductions(measures: Measures, *, width: float, upright: bool, language: str) -> Piece:
    """Before struck, after large, one column for each measure: the four first, in their order."""
    given = {name.replace("_", "-"): pair for name, pair in measures.items()}
    names = [name for name in _FOUR if name in given] + [name for name in given if name not in _FOUR]
    if not names:
        return Piece("", 0)
    columns = min(len(names), 2 if upright else 4)
    gutter = 16 if upright else 32
    column = (width - 24 - gutter * (columns - 1)) / columns
    parts = [
        _paint_figure(
            name, given[name], x=12 + (index % columns) * (column + gutter), y=8 + (index // columns) * _HEIGHT,
            width=column, language=language,
        )
        for index, name in enumerate(names)
    ]  # fmt: skip
    rows = -(-len(names) // columns)
    return Piece(element("g", class_="zo-reductions", inner="\n".join(parts)), 8 + rows * _HEIGHT + 12)


def _paint_figure(
    name: str, pair: tuple[float | Fraction, float | Fraction], *, x: float, y: float, width: float, language: str
) -> str:
    code = f"overlay-reduce-{name}"
    label = shorten(say(code, {}, language) if code in list_codes() else clean_text(name), width=width, size=14)
    old, new = (f"{round(float(one), 1):g}" for one in pair)
    wide = measure(old, size=22)
    parts = [
        element("path", class_="zo-rule", d=f"M{number(x)} {number(y)}H{number(x + width)}"),
        text(label, x=x, y=y + 24, class_="zz-soft"),
    ]
    at = x
    if old != new:
        parts.append(text(old, x=x, y=y + 64, class_="zo-was"))
        parts.append(element("path", class_="zo-cut", d=f"M{number(x - 1)} {number(y + 56)}H{number(x + wide + 1)}"))
        at += wide + 12
    parts.append(text(new, x=at, y=y + 66, class_="zo-to"))
    return element("g", class_="zo-figure", data_measure=name, inner="".join(parts))


def paint_materials(change: Change, *, width: float, top: float, upright: bool, language: str) -> Piece:
    """One row for each fate: its sign, how many, which. Nothing when nothing is or was brought."""
    if not change.materials:
        return Piece("", 0)
    old = sum(sum(count_handed(side.definition).values()) for side in change.before)
    new = sum(count_handed(change.after.definition).values())
    heading = say("overlay-materials", {"before": old, "after": new}, language)
    size = 18 if upright else 22
    lines = wrap(heading, width=width - 24, size=size, most=2).lines
    parts = [text(line, x=12, y=top + 22 + 30 * index, class_="zo-t22") for index, line in enumerate(lines)]
    y = top + 30 * len(lines) + 10
    labels = [_label_fate(fate, change.materials, language=language) for fate in _ORDER]
    left = 46.0 if upright else 46 + max(measure(one, size=14) for one in labels) + 32
    for fate in _ORDER:
        members = [one for one in change.materials if one.fate is fate]
        if members:
            piece = _paint_fate(fate, members, change=change, y=y, left=left, width=width, language=language)
            parts.append(piece.svg)
            y += piece.height
    return Piece(element("g", class_="zo-materials", inner="\n".join(parts)), y - top + 8)


def _label_fate(fate: MaterialFate, members: Sequence[MaterialChange], *, language: str) -> str:
    count = sum(one.fate is fate for one in members)
    if not count:
        return ""
    said = say(f"overlay-fate-{fate.value}", {}, language)
    return say("overlay-kinds", {"said": said, "count": count}, language)


def _paint_fate(
    fate: MaterialFate, members: Sequence[MaterialChange], *, change: Change, y: float, left: float, width: float,
    language: str,
) -> Piece:  # fmt: skip
    label = _label_fate(fate, members, language=language)
    names = [name_material(one, change=change, language=language) for one in members]
    joined = (", " if language == "en" else "、").join(dict.fromkeys(names))
    upright = left < 47
    room = width - 12 - left
    lines = wrap(joined, width=room, size=14, most=12).lines
    rows = len(lines) + (1 if upright else 0)
    middle = y + _LINE / 2 + 6
    parts = [
        element("path", class_="zz-hair", d=f"M12 {number(y)}H{number(width - 12)}"),
        _paint_sign(fate, x=24, y=middle, language=language),
        text(label, x=46, y=middle + 5, class_="zz-b zo-fate"),
    ]
    first = middle + 5 + (_LINE if upright else 0)
    for index, line in enumerate(lines):
        at = first + index * _LINE
        cut = " zo-struck" if fate is MaterialFate.DROPPED else ""
        parts.append(text(line, x=left, y=at, class_=f"zz-soft zo-fate-names{cut}"))
    return Piece(element("g", class_=f"zo-fate-row zo-is-{fate.value}", inner="".join(parts)), rows * _LINE + 12)


def _paint_sign(fate: MaterialFate, *, x: float, y: float, language: str) -> str:
    round_ = fate in (MaterialFate.SHARED, MaterialFate.WITHIN)
    frame = element(
        "rect", class_=f"zo-sign zo-sign-{fate.value}", x=x - 10.5, y=y - 10.5, width=21.0, height=21.0,
        rx=10.5 if round_ else 2,
    )  # fmt: skip
    sign = say(f"overlay-sign-{fate.value}", {}, language)
    return frame + text(sign, x=x, y=y + 4.5, class_=f"zz-t12 zz-mid zz-b zo-signed-{fate.value}")


def name_material(one: MaterialChange, *, change: Change, language: str) -> str:
    """What people call the material: its name before, else after."""
    if one.before is not None:
        process, name = one.before
        side = next(side for side in change.before if side.definition.process == process)
        return clean_text(side.definition.materials[name].name.say(language)) or name
    return clean_text(change.after.definition.materials[one.after or ""].name.say(language)) or (one.after or "")


def paint_key(panels: Sequence[Panel], *, width: float, top: float, language: str) -> Piece:
    """The key: only what occurs in the panels, each with its sample."""
    parts = []
    x, y = 12.0, top + 16
    for sample, code in _find_samples(panels):
        said = say(code, {}, language)
        shift = _SHIFTS.get(sample.partition(":")[0], 40)
        wide = shift + measure(said, size=14)
        if x > 12 and x + wide > width - 12:
            x, y = 12.0, y + _LINE
        if sample:
            parts.append(_paint_sample(sample, x=x, y=y))
        parts.append(text(said, x=x + shift, y=y, class_="zz-soft"))
        x += wide + 28
    return Piece(element("g", class_="zo-key", inner="".join(parts)), y - top + 16)


def _find_samples(panels: Sequence[Panel]) -> list[tuple[str, str]]:
    pens = {pen for panel in panels for line in panel.lines for pen in line.pens}
    plain = {line.pens[0] for panel in panels for line in panel.lines if "zo-dropped" not in line.pens}
    bars = [bar for panel in panels for bar in panel.bars]
    tags = {run.words[:1] for bar in bars for block in (bar.label.inside, bar.label.beside) if block
            for line in block.lines for run in line if run.tag}  # fmt: skip
    found = [("", "overlay-key-scale")]
    rules = [
        ("gone", "overlay-key-gone", any(bar.gone for bar in bars)),
        ("on-line", "overlay-key-line", any(bar.critical for bar in bars)),
        ("law", "overlay-key-law", "zo-law" in plain),
        ("data", "overlay-key-data", "zo-data" in plain),
        ("custom", "overlay-key-custom", "zo-custom" in plain),
        ("dropped", "overlay-key-dropped", "zo-dropped" in pens),
        ("visit", "overlay-key-visit", any(visit.dots for panel in panels for visit in panel.visits)),
    ]
    found += [(sample, code) for sample, code, holds in rules if holds]
    marks = (("合", "j", "joined"), ("并", "p", "parallel"))
    found += [(f"tag:{han}", f"overlay-key-{what}") for han, _, what in marks if han in tags]
    return found


def _paint_sample(sample: str, *, x: float, y: float) -> str:
    kind, _, sign = sample.partition(":")
    middle = y - 5
    if kind == "tag":
        frame = element("rect", class_="zo-tag-box", x=x, y=y - 13, width=22.0, height=17.0, rx=8.5)
        return frame + text(sign, x=x + 5, y=y - 0.5, class_="zo-tag zz-t12")
    if kind in ("gone", "on-line"):
        box = element("rect", class_="zo-box", x=x, y=middle - 8, width=30.0, height=16.0, rx=2)
        state = "zo-gone" if kind == "gone" else "zo-kept zo-on-line zo-sample"
        strike = element(
            "path", class_="zo-strike", d=f"M{number(x + 4)} {number(y)}L{number(x + 26)} {number(y - 10)}"
        )
        return element("g", class_=state, inner=box + (strike if kind == "gone" else ""))
    if kind == "visit":
        dot = element("rect", class_="zz-dot", x=x, y=middle - 9, width=18.0, height=18.0, rx=9)
        return dot + text("1", x=x + 9, y=y - 0.5, class_="zz-t12 zz-on zz-mid zz-b")
    points = [(x, middle), (x + 30, middle)]
    line = element("path", class_="zo-wire", d=f"M{number(x)} {number(middle)}H{number(x + 26)}")
    foot = element("circle", class_="zo-foot", cx=x + 3, cy=middle, r=3) if kind == "data" else ""
    head = element("path", class_="zo-head", d=arrow_head(points, size=7))
    return element("g", class_=f"zo-link zo-{kind}", inner=line + foot + head)
