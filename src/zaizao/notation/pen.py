"""The few SVG pens all pictures share: elements, escaped text, numbers, rounded lines, the tokens of the look.

Colours are custom properties that take over the page's own tokens (``--paper``, ``--ink`` …) where it has them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Literal

from zaizao.notation.geometry import Point
from zaizao.notation.measure import clean_text

Theme = Literal["auto", "light", "dark"]

_TOKENS = (
    ("paper", "#fbfaf5", "#13191a"),
    ("paper-sunk", "#f2f0e8", "#1b2324"),
    ("ink", "#1c2526", "#eae7de"),
    ("ink-soft", "#515c5d", "#b0b9b7"),
    ("rule", "#dad7cb", "#344041"),
    ("rule-firm", "#788484", "#869393"),
    ("dai", "#1b5560", "#8ac8ce"),
    ("dai-on", "#fbfaf5", "#0e1718"),
    ("dai-wash", "#e3edec", "#1c3135"),
    ("zhusha", "#b02e1c", "#f58a74"),
    ("zhe", "#7f4d08", "#e4b46c"),
)
_FACES = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif'

_SETTING = "font-variant-numeric:tabular-nums;font-synthesis:none;max-width:none"


def element(tag: str, *, inner: str | None = None, **attributes: object) -> str:
    """One SVG element; ``class_`` and ``data_x`` lose their underscores, None is left out, values are escaped."""
    parts = [tag]
    for key, value in attributes.items():
        if value is not None:
            name = key.rstrip("_").replace("_", "-") if key != "viewBox" else key
            text = number(value) if isinstance(value, float) else str(value)
            parts.append(f'{name}="{escape(clean_text(text))}"')
    opening = " ".join(parts)
    return f"<{opening}/>" if inner is None else f"<{opening}>{inner}</{tag}>"


def words(text: str) -> str:
    """Text as element content."""
    return escape(clean_text(text), quote=False)


def text(content: str, *, x: float, y: float, class_: str) -> str:
    """A line of text; the class says size, colour and anchor."""
    return element("text", class_=class_, x=float(x), y=float(y), inner=words(content))


def number(value: float) -> str:
    """At most one decimal, none when it is whole."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def rounded_path(points: Sequence[Point], *, radius: float) -> str:
    """A line of right angles with rounded corners, as path data."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        enter, leave = _towards(corner, before, r), _towards(corner, after, r)
        parts.append(
            f"L{number(enter[0])} {number(enter[1])}"
            f"Q{number(corner[0])} {number(corner[1])} {number(leave[0])} {number(leave[1])}"
        )
    parts.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(parts)


def arrow_head(points: Sequence[Point], *, size: float = 7.0) -> str:
    """A triangle at the end of the line, as path data."""
    (x0, y0), (x, y) = points[-2], points[-1]
    length = _length((x0, y0), (x, y)) or 1.0
    dx, dy = (x - x0) / length, (y - y0) / length
    half = size * 0.55
    back = (x - dx * size, y - dy * size)
    corners = ((x, y), (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half))
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "Z"


def _length(a: Point, b: Point) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def _towards(a: Point, b: Point, distance: float) -> Point:
    length = _length(a, b)
    if not length:
        return a
    return (a[0] + (b[0] - a[0]) * distance / length, a[1] + (b[1] - a[1]) * distance / length)


def draw_sheet(
    body: str, *, kind: str, size: tuple[float, float], title: str, description: str, theme: Theme, language: str,
    process: str,
) -> str:  # fmt: skip
    """The whole SVG document around ``body``; ``size`` is width and height."""
    width, height = size
    head = element("title", inner=words(title)) + element("desc", inner=words(description))
    style = element("style", inner=style_sheet())
    paper = element("rect", class_="zz-paper", width=float(width), height=float(height))
    return element(
        "svg", inner=f"\n{head}\n{style}\n{paper}\n{body}\n", xmlns="http://www.w3.org/2000/svg",
        class_=f"zz-pic zz-{kind}", role="img", aria_label=title, lang="en" if language == "en" else "zh-CN",
        data_process=process, data_theme=None if theme == "auto" else theme,
        viewBox=f"0 0 {number(width)} {number(height)}", width=float(width), height=float(height),
    ) + "\n"  # fmt: skip


def style_sheet() -> str:
    """Tokens and pens, scoped to our own class names."""
    light = "".join(f"--zz-{name}:var(--{name},{value});" for name, value, _ in _TOKENS)
    dark = "".join(f"--zz-{name}:var(--{name},{value});" for name, _, value in _TOKENS)
    return "\n".join(
        (
            f".zz-pic{{{light}font-family:var(--sans,{_FACES});{_SETTING}}}",
            f"@media (prefers-color-scheme:dark){{.zz-pic:not([data-theme=light]){{{dark}}}}}",
            f"[data-theme=light] .zz-pic:not([data-theme]){{{light}}}",
            f"[data-theme=dark] .zz-pic:not([data-theme]),.zz-pic[data-theme=dark]{{{dark}}}",
            ".zz-pic[data-theme=light]{color-scheme:light}.zz-pic[data-theme=dark]{color-scheme:dark}",
            _PENS,
        )
    )


_PENS = """\
.zz-pic text{fill:var(--zz-ink);font-size:14px;unicode-bidi:isolate}
.zz-pic .zz-t12{font-size:12px}.zz-pic .zz-t15{font-size:15px}.zz-pic .zz-t16{font-size:16px;font-weight:600}.zz-pic .zz-b{font-weight:600}
.zz-pic .zz-mid{text-anchor:middle}.zz-pic .zz-end{text-anchor:end}
.zz-pic .zz-soft{fill:var(--zz-ink-soft)}.zz-pic .zz-on{fill:var(--zz-dai-on)}.zz-pic .zz-brand{fill:var(--zz-dai)}
.zz-pic .zz-ochre{fill:var(--zz-zhe)}.zz-pic .zz-late{fill:var(--zz-zhusha)}
.zz-pic .zz-halo{paint-order:stroke;stroke:var(--zz-paper);stroke-width:4px;stroke-linejoin:round}
.zz-pic .zz-halo.zz-odd{stroke:var(--zz-paper-sunk)}
.zz-paper{fill:var(--zz-paper)}.zz-band{fill:var(--zz-paper-sunk)}
.zz-hair{stroke:var(--zz-rule);stroke-width:1;fill:none}
.zz-promise{stroke:var(--zz-dai);stroke-width:2;fill:none}
.zz-box{fill:var(--zz-paper);stroke:var(--zz-ink);stroke-width:1.25}
.zz-inner{fill:none;stroke:var(--zz-ink);stroke-width:1}
.zz-bar{fill:var(--zz-dai)}
.zz-seal{fill:var(--zz-paper);stroke:var(--zz-ink-soft);stroke-width:1.25}.zz-seal-dot{fill:var(--zz-ink-soft)}
.zz-done .zz-box{fill:var(--zz-dai-wash);stroke:var(--zz-dai)}.zz-done .zz-inner{stroke:var(--zz-dai)}
.zz-here .zz-box{stroke:var(--zz-dai);stroke-width:2.5}.zz-here .zz-inner{stroke:var(--zz-dai)}
.zz-overdue .zz-box{stroke:var(--zz-zhusha);stroke-width:2.5}.zz-overdue .zz-inner{stroke:var(--zz-zhusha)}
.zz-skipped .zz-box,.zz-cancelled .zz-box{fill:none;stroke:var(--zz-rule-firm);stroke-dasharray:5 4}
.zz-skipped .zz-inner,.zz-cancelled .zz-inner{stroke:none}
.zz-skipped text,.zz-cancelled text{fill:var(--zz-ink-soft)}
.zz-added .zz-box{stroke-dasharray:1.5 3;stroke-linecap:round;stroke-width:1.75}
.zz-strike{stroke:var(--zz-rule-firm);stroke-width:1.25;fill:none}
.zz-wire{fill:none;stroke:var(--zz-rule-firm);stroke-width:1.5;stroke-linejoin:round}
.zz-head{fill:var(--zz-rule-firm)}
.zz-custom .zz-wire{stroke-width:1.25;stroke-dasharray:4 4}
.zz-extra .zz-wire{stroke-dasharray:1.5 4;stroke-linecap:round}
.zz-passed .zz-wire{stroke:var(--zz-dai)}.zz-passed .zz-head{fill:var(--zz-dai)}
.zz-critical .zz-wire{stroke-width:3}
.zz-plan .zz-critical .zz-wire{stroke:var(--zz-dai)}.zz-plan .zz-critical .zz-head{fill:var(--zz-dai)}
.zz-void .zz-wire{stroke-dasharray:5 4}
.zz-back .zz-wire{stroke:var(--zz-zhe);stroke-width:2;stroke-dasharray:none}.zz-back .zz-head{fill:var(--zz-zhe)}
.zz-dot{fill:var(--zz-dai)}.zz-pill{fill:var(--zz-dai)}.zz-pill-on{fill:var(--zz-dai-on)}
.zz-sign{fill:var(--zz-ink-soft)}.zz-here .zz-sign,.zz-done .zz-sign{fill:var(--zz-dai)}.zz-overdue .zz-sign{fill:var(--zz-zhusha)}
.zz-sign-line{fill:none;stroke:var(--zz-ink-soft);stroke-width:2}.zz-done .zz-sign-line{stroke:var(--zz-dai)}
.zz-track{fill:none;stroke:var(--zz-rule-firm);stroke-width:2}.zz-track.zz-go{stroke:var(--zz-dai)}
.zz-track.zz-off{stroke-dasharray:5 4}.zz-track.zz-now{stroke:var(--zz-dai);stroke-width:4}
.zz-knot{fill:var(--zz-paper);stroke:var(--zz-rule-firm);stroke-width:2}.zz-knot.zz-full{fill:var(--zz-dai);stroke:var(--zz-dai)}
.zz-knock{fill:var(--zz-paper)}
@media print{.zz-pic{print-color-adjust:exact}}"""
