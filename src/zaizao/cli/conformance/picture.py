"""The definition drawn with what happened on it: a bar in each box for the cases that did it, a sign for who departs."""

from __future__ import annotations

from zaizao.mining.conformance import Kind, Replay
from zaizao.notation import draw_lanes, lay_out
from zaizao.notation.geometry import Box
from zaizao.notation.pen import element, text

_BAR = 5.0
_PENS = """\
.zz-pic .zc-track{fill:var(--zz-rule)}.zz-pic .zc-share{fill:var(--zz-dai)}
.zz-pic text.zc-off{fill:var(--zz-zhe)}.zz-pic text.zc-said{paint-order:stroke;stroke:var(--zz-paper);stroke-width:4px}"""


def count_departing(replay: Replay) -> dict[str, int]:
    """How many cases depart at each activity."""
    found: dict[str, set[int]] = {}
    for one in replay.departures:
        if one.kind is not Kind.UNKNOWN:
            found.setdefault(one.activity, set()).update(one.cases.tolist())
    return {name: len(cases) for name, cases in found.items()}


def draw_conformance(replay: Replay, *, language: str) -> str:
    """The lanes of the definition as one SVG text, with shares of cases and departures on the boxes."""
    picture = draw_lanes(replay.definition, language=language, title="")
    layout = lay_out(replay.definition, language=language)
    reached, departing = replay.reached, count_departing(replay)
    cases = max(int(replay.judged.sum()), 1)
    marks = [element("style", inner=_PENS)]
    for name, box in layout.boxes.items():
        marks.append(_mark_box(box, share=reached.get(name, 0) / cases, departing=departing.get(name, 0)))
    at = picture.rindex("</svg>")
    return picture[:at] + "\n".join(marks) + "\n" + picture[at:]


def _mark_box(box: Box, *, share: float, departing: int) -> str:
    width = box.width - 12
    track = element("rect", class_="zc-track", x=box.x + 6, y=box.bottom - _BAR - 3, width=width, height=_BAR)
    filled = element("rect", class_="zc-share", x=box.x + 6, y=box.bottom - _BAR - 3, width=width * share, height=_BAR)
    said = text(f"{share:.0%}", x=box.x + 2, y=box.y - 3, class_="zz-t12 zz-soft zc-said")
    if departing:
        said += text(f"▲{departing:,}", x=box.right - 2, y=box.y - 3, class_="zz-t12 zz-b zz-end zc-off zc-said")
    return element("g", class_="zc-mark", inner=track + filled + said)
