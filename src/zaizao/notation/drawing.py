"""Swim lanes as a self-contained SVG: lanes by organ, links, the longest line, where a case stands.

Everything the picture says in colour it also says in a word or a shape. The same facts as rows are in `table`.
"""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec.structs import replace

from zaizao.definition.model import Ground, ProcessDefinition
from zaizao.notation.boxes import draw_box
from zaizao.notation.faces import name_all, short_limit
from zaizao.notation.geometry import LANE_NAME_LINE, Band, Dot, Layout, Tick, Wire
from zaizao.notation.layout import Scale, lay_out
from zaizao.notation.measure import clean_text, measure, shorten
from zaizao.notation.pen import Theme, arrow_head, draw_sheet, element, rounded_path, text, words
from zaizao.notation.standing import Standing, Status
from zaizao.notation.summary import describe_picture, title_picture
from zaizao.wording import say

_TITLE = 44
_NAMES_EVERY = 1200
_WIDEST_HEADING = 720


def draw_lanes(
    definition: ProcessDefinition,
    *,
    standing: Standing | None = None,
    language: str = "zh",
    scale: Scale = "order",
    theme: Theme = "auto",
    title: str | None = None,
) -> str:
    """The process as swim lanes: one SVG text, the same bytes for the same values.

    ``title`` stands above the lanes; absent, it says how many steps and how long; an empty one leaves it out
    (a page that has its own heading). ``theme`` fixes light or dark; ``auto`` follows the reader.
    """
    layout = lay_out(definition, standing=standing, language=language, scale=scale)
    names = name_all(definition, standing=standing, language=language)
    heading = title_picture(definition, layout=layout, language=language) if title is None else title
    layout, heading = _fit_heading(layout, heading)
    top = _TITLE if heading else 0
    body = element(
        "g", transform=f"translate(0 {top})" if top else None,
        inner="\n".join(_draw_parts(definition, layout=layout, standing=standing, names=names, language=language)),
    )  # fmt: skip
    if heading:
        body = text(heading, x=12, y=32, class_="zz-t16") + "\n" + body
    return draw_sheet(
        body, kind="lanes zz-plan" if standing is None else "lanes", size=(layout.width, layout.height + top), theme=theme, language=language,
        title=heading or title_picture(definition, layout=layout, language=language), process=definition.process,
        description=describe_picture(layout, standing=standing, names=names, language=language),
    )  # fmt: skip


def _fit_heading(layout: Layout, heading: str) -> tuple[Layout, str]:
    """A picture grows to hold its visits and, within reason, its heading; a longer heading is shortened."""
    visits = max((dot.x + dot.width + 8 for dot in layout.dots), default=0)
    needed = max(visits, min(measure(heading, size=16) + 24, _WIDEST_HEADING))
    layout = replace(layout, width=max(layout.width, math.ceil(needed)))
    return layout, shorten(clean_text(heading), width=layout.width - 24, size=16)


def _draw_parts(
    definition: ProcessDefinition,
    *,
    layout: Layout,
    standing: Standing | None,
    names: dict[str, str],
    language: str,
) -> list[str]:
    parts = [_draw_band(band, number, layout=layout) for number, band in enumerate(layout.bands)]
    parts += [_draw_tick(tick, definition=definition, layout=layout, language=language) for tick in layout.ticks]
    critical = _critical_pairs(layout)
    wires = sorted(layout.wires, key=lambda wire: _weigh(wire, critical=critical))
    parts += [_draw_wire(wire, critical=critical, standing=standing) for wire in wires]
    parts += [
        draw_box(box, critical=name in layout.critical.activities, language=language)
        for name, box in layout.boxes.items()
    ]
    parts += [_draw_words(wire, layout=layout, language=language) for wire in layout.wires]
    parts += [_draw_dot(dot, names=names, language=language) for dot in layout.dots]
    parts += _count_visits(layout, language=language) + _repeat_names(layout)
    return [part for part in parts if part]


def _count_visits(layout: Layout, *, language: str) -> list[str]:
    """How often the applicant comes, beside the dots, where the lane's name does not stand there."""
    lanes = {layout.bands[box.lane].organ for box in layout.boxes.values()}
    if not layout.dots or "applicant" not in lanes:
        return []
    count = say("draw-visit-count", {"count": layout.dots[-1].last}, language)
    return [text(count, x=12, y=layout.dots[-1].y + 4.5, class_="zz-t12 zz-soft")]


def _repeat_names(layout: Layout) -> list[str]:
    """In a picture that must be scrolled the lanes' names stand again at intervals, above the boxes."""
    parts = []
    for number, band in enumerate(layout.bands):
        at = _NAMES_EVERY
        while at < layout.width - _NAMES_EVERY / 3:
            odd = " zz-odd" if number % 2 == 0 else ""
            name = shorten(band.name, width=min(_NAMES_EVERY, layout.width - at) - 24, size=12)
            parts.append(text(name, x=at, y=band.y + 12, class_=f"zz-t12 zz-soft zz-halo{odd}"))
            at += _NAMES_EVERY
    return parts


def _draw_band(band: Band, number: int, *, layout: Layout) -> str:
    parts = []
    if number % 2 == 0:
        parts.append(element("rect", class_="zz-band", x=0, y=band.y, width=layout.width, height=band.height))
    first = band.y + band.height / 2 - (len(band.lines) - 1) * LANE_NAME_LINE / 2 + 5
    for index, line in enumerate(band.lines):
        parts.append(text(line, x=12, y=first + index * LANE_NAME_LINE, class_="zz-soft"))
    return element(
        "g", class_="zz-lane", data_organ=band.organ, inner=element("title", inner=words(band.name)) + "".join(parts)
    )


def _draw_tick(tick: Tick, *, definition: ProcessDefinition, layout: Layout, language: str) -> str:
    bottom = layout.bands[-1].y + layout.bands[-1].height if layout.bands else layout.top
    path = f"M{tick.x:.1f} {layout.top:.1f}V{bottom:.1f}"
    if not tick.firm:
        return element("path", class_="zz-hair", d=path) + text(
            tick.words, x=tick.x, y=layout.top - 10, class_="zz-soft zz-mid zz-t12"
        )
    promised = definition.promised
    said = short_limit(promised, language=language) if promised is not None else ""
    label = say("draw-promised", {"limit": said}, language)
    fits = tick.x + 6 + measure(label, size=12) <= layout.width - 4
    x, side = (tick.x + 6, "") if fits else (tick.x - 6, " zz-end")
    line = element("path", class_="zz-promise", d=path)
    return line + text(label, x=x, y=bottom + 12, class_=f"zz-t12 zz-brand zz-b{side}")


def _weigh(wire: Wire, *, critical: set[tuple[str, str]]) -> int:
    """Custom links beneath, the longest line on top."""
    if (wire.edge.source, wire.edge.target) in critical:
        return 3
    if wire.edge.back:
        return 2
    return 0 if wire.edge.ground in (Ground.CUSTOM, None) else 1


def _critical_pairs(layout: Layout) -> set[tuple[str, str]]:
    path = layout.critical.activities
    return set(pairwise(path))


def _draw_wire(wire: Wire, *, critical: set[tuple[str, str]], standing: Standing | None) -> str:
    edge = wire.edge
    classes = ["zz-link", f"zz-{edge.ground.value}" if edge.ground is not None else "zz-extra"]
    if edge.back:
        classes.append("zz-back")
    elif standing is not None:
        classes += _classes_now(wire, standing)
    if (edge.source, edge.target) in critical and not edge.back:
        classes.append("zz-critical")
    line = element("path", class_="zz-wire", d=rounded_path(wire.points, radius=14 if edge.back else 6))
    head = element("path", class_="zz-head", d=arrow_head(wire.points, size=8))
    return element("g", class_=" ".join(classes), data_from=edge.source, data_to=edge.target, inner=line + head)


def _classes_now(wire: Wire, standing: Standing) -> list[str]:
    """A link whose source is done in the way it asks for holds; one that leads from or to a skipped step is void."""
    source, target = standing.mark_of(wire.edge.source), standing.mark_of(wire.edge.target)
    if {source.status, target.status} & {Status.SKIPPED, Status.CANCELLED}:
        return ["zz-void"]
    holds = not wire.edge.on or source.outcome in wire.edge.on
    return ["zz-passed"] if source.status is Status.DONE and holds else []


def _draw_words(wire: Wire, *, layout: Layout, language: str) -> str:
    if wire.edge.back:
        words = say("draw-mutual", {}, language)
        x, y = _place_of_words(wire)
        x = min(x, layout.width - measure(words, size=12) - 4)  # a short way at the right edge has no room behind it
        return text(words, x=x, y=y - 5, class_="zz-t12 zz-ochre zz-b zz-halo")
    if not wire.label:
        return ""
    return text(wire.label, x=wire.label_at[0], y=wire.label_at[1], class_="zz-t12 zz-soft zz-end")


def _place_of_words(wire: Wire) -> tuple[float, float]:
    """Just behind the left end of the line's longest level stretch."""
    level = [(a, b) for a, b in pairwise(wire.points) if a[1] == b[1]]
    a, b = max(level or [(wire.points[0], wire.points[-1])], key=lambda one: abs(one[1][0] - one[0][0]))
    return min(a[0], b[0]) + 14, a[1]


def _draw_dot(dot: Dot, *, names: dict[str, str], language: str) -> str:
    radius = 11.0
    shape = element("rect", class_="zz-dot", x=dot.x, y=dot.y - radius, width=dot.width, height=2 * radius, rx=radius)
    label = text(dot.words, x=dot.x + dot.width / 2, y=dot.y + 4.5, class_="zz-t12 zz-on zz-mid zz-b")
    said = say("draw-visit", {"number": dot.words, "name": names[dot.activity]}, language)
    return element("g", class_="zz-visit", inner=element("title", inner=words(said)) + shape + label)
