"""How the panels of the before/after picture are painted: lanes, time axis, the whole, lines, bars, visits."""

from __future__ import annotations

from fractions import Fraction

from zaizao.notation.measure import measure, shorten
from zaizao.notation.overlay_bars import width_of_dot
from zaizao.notation.overlay_blocks import GAP, LINE, TAG_PAD, Block, Phrase
from zaizao.notation.overlay_panel import BAR, GROUP_GAP, Bar, Frame, Line, Panel, Strip, Visit
from zaizao.notation.overlay_plan import HOURS
from zaizao.notation.overlay_words import say_days
from zaizao.notation.pen import arrow_head, element, number, rounded_path, text, words
from zaizao.wording import say

_HEADING_LINE = 30
_SMALL_LINE = 22
_STEPS: tuple[float, ...] = (
    1 / float(HOURS),
    2 / float(HOURS),
    0.5,
    *(front * 10**zeros for zeros in range(7) for front in (1, 2, 5)),
)
_LEAST_APART = 64
_NARROW_RUNS = 0.86
"""Latin words are measured generously; a line through them should not reach beyond."""
"""Distances of the axis' marks in working days; an hour, two hours, half a day, …"""
_WEIGHTS = ("zo-slack", "zo-dropped", "zo-back", "zo-critical")


def paint_panel(panel: Panel, *, frame: Frame, until: float, language: str) -> str:
    """One panel; ``until`` is how long the longer side takes, in working days."""
    parts = _paint_head(panel)
    parts += [_paint_strip(strip, index, frame=frame) for index, strip in enumerate(panel.strips)]
    parts += _paint_axis(panel, frame=frame, until=until, language=language)
    if panel.whole:
        parts += _paint_whole(panel, frame=frame, until=until, language=language)
    parts += [_paint_line(line) for line in sorted(panel.lines, key=_weigh)]
    if frame.upright:
        parts += [_paint_name(strip, index) for index, strip in enumerate(panel.strips)]
    parts += [_say_empty(strip, index, frame=frame) for index, strip in enumerate(panel.strips) if strip.said]
    odd = {strip.organ for index, strip in enumerate(panel.strips) if index % 2 == 0}
    parts += [_paint_bar(bar, after=panel.side == "after", odd=bar.organ in odd) for bar in panel.bars]
    parts += [_paint_visit(visit) for visit in panel.visits]
    return element("g", class_=f"zo-panel zo-{panel.side}", data_process=panel.process, inner="\n".join(parts))


def _paint_head(panel: Panel) -> list[str]:
    size = "zo-t22"
    parts = [
        text(line, x=12, y=panel.top + 22 + index * _HEADING_LINE, class_=size)
        for index, line in enumerate(panel.heading)
    ]
    top = panel.top + _HEADING_LINE * len(panel.heading)
    top += GROUP_GAP if panel.heading and panel.grouped else 0
    parts += [
        text(line, x=12, y=top + 16 + index * _SMALL_LINE, class_="zz-t16" if panel.grouped else "zz-soft")
        for index, line in enumerate(panel.small)
    ]
    return parts


def _paint_strip(strip: Strip, index: int, *, frame: Frame) -> str:
    parts = [element("title", inner=words(strip.organ))]
    if index % 2 == 0:
        parts.append(element("rect", class_="zz-band", x=0, y=strip.y, width=frame.width, height=strip.height))
    first = strip.y + strip.height / 2 - (len(strip.lines) - 1) * 10 + 5
    if not frame.upright:
        parts += [text(line, x=12, y=first + i * 20, class_="zz-soft zo-lane") for i, line in enumerate(strip.lines)]
    return element("g", class_="zo-strip", data_organ=strip.organ, inner="".join(parts))


def _paint_name(strip: Strip, index: int) -> str:
    """Above its lane, over the lines that pass."""
    pen = "zz-soft zo-lane zz-b zz-halo" + (" zz-odd" if index % 2 == 0 else "")
    return text("".join(strip.lines), x=12, y=strip.y + 18, class_=pen)


def _say_empty(strip: Strip, index: int, *, frame: Frame) -> str:
    """What is said in an empty lane, over the lines that pass."""
    pen = "zz-soft zz-halo" + (" zz-odd" if index % 2 == 0 else "")
    y = strip.y + strip.height / 2 + (13 if frame.upright else 5)
    return text(strip.said, x=frame.left + 2, y=y, class_=pen)


def _paint_axis(panel: Panel, *, frame: Frame, until: float, language: str) -> list[str]:
    step = _choose_step(frame.pixels)
    parts = []
    day = 0.0
    while day == 0 or frame.x_of(day) <= frame.right:
        x = frame.x_of(day)
        parts.append(element("path", class_="zz-hair", d=f"M{number(x)} {number(panel.axis)}V{number(panel.bottom)}"))
        said = _say_tick(day, step=step, language=language)
        half = measure(said, size=14) / 2
        at, pen = (x, "zz-soft zz-mid") if x - half >= 4 and x + half <= frame.width - 2 else (x, "zz-soft")
        if x + half > frame.width - 2:
            at, pen = frame.width - 4, "zz-soft zz-end"
        elif x - half < 4:
            at = 4
        parts.append(text(said, x=at, y=panel.axis - 9, class_=pen))
        day += step
    return parts


def _say_tick(day: float, *, step: float, language: str) -> str:
    if not day:
        return say("draw-day-zero", {}, language)
    if step < 0.5:
        return say("overlay-hour-tick", {"hour": f"{round(day * float(HOURS)):g}"}, language)
    return say("draw-day-tick", {"day": f"{day:g}"}, language)


def _choose_step(pixels: float) -> float:
    return next((one for one in _STEPS if one * pixels >= _LEAST_APART), _STEPS[-1])


def _paint_whole(panel: Panel, *, frame: Frame, until: float, language: str) -> list[str]:
    """One line from day 0 to the end; after, what was saved up to the end of before."""
    end = frame.x_of(panel.days)
    y = panel.axis + 40
    label = say_days(Fraction(panel.days).limit_denominator(10000), language=language)
    after = panel.side == "after"
    pen = "zo-whole zo-on" if after else "zo-whole"
    parts = []
    if frame.header:
        parts.append(text(say("overlay-whole", {}, language), x=12, y=panel.axis + 32, class_="zz-soft"))
    parts.append(
        element("path", class_=pen, d=f"M{number(frame.left)} {number(y - 7)}V{number(y + 7)}M{number(frame.left)} {number(y)}H{number(end)}M{number(end)} {number(y - 7)}V{number(y + 7)}")
    )  # fmt: skip
    width = measure(label, size=16)
    right = end - 6 if end - 6 - width >= frame.left + 4 else frame.left + 4 + width
    parts.append(text(label, x=right - width, y=y - 11, class_="zz-t16" + (" zz-brand" if after else "")))
    if after:
        parts.append(element("path", class_="zo-end", d=f"M{number(end)} {number(y - 7)}V{number(panel.bottom)}"))
        parts += _paint_saved(panel, frame=frame, until=until, free=max(right, end), language=language)
    return parts


def _paint_saved(panel: Panel, *, frame: Frame, until: float, free: float, language: str) -> list[str]:
    saved = until - panel.days
    if saved < 0.05:
        return []
    days = say_days(Fraction(saved).limit_denominator(10000), language=language)
    said = say("overlay-saved", {"days": days}, language)
    y = panel.axis + 40
    x, far = frame.x_of(panel.days), frame.x_of(until)
    parts = []
    if far - x > 30:
        line = [(x + 8, y), (far - 1, y)]
        parts.append(element("path", class_="zo-saved", d=f"M{number(x + 8)} {number(y)}H{number(far - 8)}"))
        parts.append(element("path", class_="zo-saved-head", d=arrow_head(line, size=9)))
    size, pen = (16, "zz-t16") if frame.upright else (22, "zo-t22")
    room = frame.right - free - 16
    if measure(said, size=size) > room:
        size, pen = 14, "zz-b"
    wide = measure(said, size=size)
    if wide <= room:
        parts.append(text(said, x=free + 16, y=y - 11, class_=f"{pen} zz-brand"))
    else:  # beneath the line, where nothing else stands
        at = max(12.0, min(x + 8, frame.right - wide))
        parts.append(text(shorten(said, width=frame.right - 12, size=14), x=at, y=y + 15, class_=f"{pen} zz-brand"))
    return parts


def _weigh(line: Line) -> int:
    return max((_WEIGHTS.index(pen) for pen in line.pens if pen in _WEIGHTS), default=1)


def _paint_line(line: Line) -> str:
    parts = [
        element("title", inner=words(line.words)),
        element("path", class_="zo-wire", d=rounded_path(line.points, radius=12 if "zo-back" in line.pens else 4)),
    ]
    (x0, y0), (x, y) = line.points[-2], line.points[-1]
    if abs(x - x0) + abs(y - y0) > 8:
        parts.append(element("path", class_="zo-head", d=arrow_head(line.points, size=7)))
    if "zo-data" in line.pens:
        parts.append(element("circle", class_="zo-foot", cx=line.points[0][0], cy=line.points[0][1], r=3))
    return element(
        "g", class_=" ".join(("zo-link", *line.pens)), data_from="/".join(line.source), data_to="/".join(line.target),
        inner="".join(parts),
    )  # fmt: skip


def _paint_bar(bar: Bar, *, after: bool, odd: bool) -> str:
    state = "zo-gone" if bar.gone else "zo-fresh" if bar.new else "zo-kept"
    classes = ["zo-step", state] + (["zo-on-line"] if bar.critical else [])
    width = bar.right - bar.x
    parts = [
        element("title", inner=words(bar.name)),
        element("rect", class_="zo-box", x=bar.x, y=bar.y, width=width, height=float(BAR), rx=2),
    ]
    if bar.gone and width >= 40:
        strike = f"M{number(bar.x + 6)} {number(bar.bottom - 6)}L{number(bar.right - 6)} {number(bar.y + 6)}"
        parts.append(element("path", class_="zo-strike", d=strike))
    label = bar.label
    if label.inside is not None:
        x = bar.x + (width - label.inside.width) / 2
        parts.append(_paint_block(label.inside, x=x, middle=bar.middle, pen="zo-inside", width=label.inside.width))
    if label.beside is not None:
        pen = "zo-beside zz-halo" + (" zz-odd" if odd else "")
        struck = bar.gone and label.inside is None
        parts.append(_paint_block(label.beside, x=label.x, middle=bar.middle, pen=pen, struck=struck))
    return element("g", class_=" ".join(classes), data_step="/".join(bar.key), inner="".join(parts))


def _paint_block(
    block: Block, *, x: float, middle: float, pen: str, width: float | None = None, struck: bool = False
) -> str:
    """Lines of runs; centred when ``width`` is given."""
    parts = []
    baseline = middle - block.height / 2 + 13
    for index, line in enumerate(block.lines):
        y = baseline + index * LINE
        wide = sum(run.width for run in line) + GAP * (len(line) - 1)
        at = x + (width - wide) / 2 if width is not None else x
        for run in line:
            parts.append(_paint_run(run, x=at, y=y, pen=pen, struck=struck))
            at += run.width + GAP
    return "".join(parts)


def _paint_run(run: Phrase, *, x: float, y: float, pen: str, struck: bool) -> str:
    if run.tag:
        frame = element("rect", class_="zo-tag-box", x=x, y=y - 13, width=run.width, height=17.0, rx=8.5)
        return frame + text(run.words, x=x + TAG_PAD, y=y - 0.5, class_="zo-tag zz-t12")
    small = " zz-t12" if run.size == 12 else ""
    drawn = text(run.words, x=x, y=y, class_=f"{pen} {run.pen}{small}")
    if struck and run.pen == "zo-name":  # a line of its own: the halo of the words would double a decoration
        wide = run.width * (_NARROW_RUNS if run.words.isascii() else 1)
        drawn += element("path", class_="zo-strike", d=f"M{number(x)} {number(y - 5)}H{number(x + wide)}")
    return drawn


def _paint_visit(visit: Visit) -> str:
    parts = []
    x = visit.x
    for first, last in visit.dots:
        said = str(first) if first == last else f"{first}–{last}"
        width = width_of_dot(first, last)
        parts.append(element("rect", class_="zz-dot", x=x, y=visit.y - 11, width=width, height=22.0, rx=11))
        parts.append(text(said, x=x + width / 2, y=visit.y + 4.5, class_="zz-t12 zz-on zz-mid zz-b"))
        x += width + 4
    if visit.words:
        parts.append(text(visit.words, x=x, y=visit.y + 4.5, class_="zz-t12 zz-soft zz-halo zz-odd zo-brings"))
    return element("g", class_="zo-visit", data_step=visit.activity, inner="".join(parts))
