"""The map as SVG: boxes with a bar for how often (or how long), ways as wide as they are much gone, labels that touch nothing.

Both measures are in the picture; which one is seen is said by ``data-measure`` on it or around it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from zaizao.mining.processmap.abstraction import Level
from zaizao.mining.processmap.flow import END, START, Edge, Node
from zaizao.mining.processmap.layout import Box, Line, Plan, Point, Way, lay_out_graph
from zaizao.mining.processmap.usual_order import find_usual_order
from zaizao.mining.spans import say_span
from zaizao.notation.measure import clean_text, measure, wrap
from zaizao.notation.pen import Theme, arrow_head, element, number, style_sheet, text, words
from zaizao.wording import say

Measure = Literal["frequency", "time"]

_NARROWEST: Final = 132.0
_WIDEST: Final = 196.0
_ONE_LINE: Final = 186.0
_NAME_SIZE: Final = 14.0
_LINE: Final = 19.0
_END_HEIGHT: Final = 30.0
_LABEL: Final = 17.0
_MARGIN: Final = 12.0
_LOOP: Final = 26.0
_THIN: Final = 1.25
_THICK: Final = 7.0

MAP_STYLE: Final = """\
.zz-map .m-time{display:none}
.zz-map[data-measure=time] .m-time,[data-measure=time] .zz-map:not([data-measure]) .m-time{display:inline}
.zz-map[data-measure=time] .m-freq,[data-measure=time] .zz-map:not([data-measure]) .m-freq{display:none}
.zz-map .mp-way{fill:none;stroke:var(--zz-rule-firm);stroke-width:var(--f);stroke-linecap:butt}
.zz-map .mp-head{fill:var(--zz-rule-firm);stroke:none}
.zz-map[data-measure=time] .mp-way,[data-measure=time] .zz-map:not([data-measure]) .mp-way{stroke-width:var(--t)}
.zz-map .mp-back .mp-way{stroke:var(--zz-zhe);stroke-dasharray:7 4}.zz-map .mp-back .mp-head{fill:var(--zz-zhe)}
.zz-map .mp-hit{fill:none;stroke:transparent;stroke-width:16;pointer-events:stroke}
.zz-map .mp-box{fill:var(--zz-paper);stroke:var(--zz-ink);stroke-width:1.25}
.zz-map .mp-end{fill:var(--zz-ink);stroke:none}.zz-map text.mp-on{fill:var(--zz-paper)}
.zz-map .mp-track{fill:var(--zz-dai-wash)}.zz-map .mp-bar{fill:var(--zz-dai)}.zz-map .m-time.mp-bar{fill:var(--zz-zhe)}
.zz-map .mp-node,.zz-map .mp-edge{cursor:default;outline:none}
.zz-map .mp-edge text{paint-order:stroke;stroke:var(--zz-paper);stroke-width:4px;stroke-linejoin:round}
.zz-map :is(.mp-node,.mp-edge):is(:hover,:focus-visible,.lit) .mp-box{stroke:var(--zz-dai);stroke-width:2.5}
.zz-map :is(.mp-edge):is(:hover,:focus-visible,.lit) .mp-way{stroke:var(--zz-dai)}
.zz-map :is(.mp-edge):is(:hover,:focus-visible,.lit) .mp-head{fill:var(--zz-dai)}
.zz-map :is(.mp-edge):is(:hover,:focus-visible,.lit) text{fill:var(--zz-dai);font-weight:600}
.zz-map.touched :is(.mp-node,.mp-edge):not(.lit){opacity:.28}
@media print{.zz-map .mp-track,.zz-map .mp-bar{print-color-adjust:exact}}"""


def draw_map(
    level: Level, *, language: str = "zh", theme: Theme = "auto", measure_by: Measure | None = None, title: str = ""
) -> str:
    """One level as an SVG text. ``measure_by``: None leaves it to what stands around (frequency where nothing does)."""
    sheet = _Sheet(level, language)
    plan = sheet.plan
    left = _MARGIN
    width = plan.width + 2 * _MARGIN
    body = [sheet.draw_edge(edge) for edge in sorted(level.map.edges, key=lambda e: e.count)]
    body += [sheet.draw_end(code) for code in (START, END) if code in plan.spots]
    body += [sheet.draw_node(node) for node in sorted(level.map.nodes, key=lambda n: plan.spots[n.code][1])]
    height = plan.height + 2 * _MARGIN
    name = title or say("map-title", {}, language)
    head = element("title", inner=words(name)) + element("desc", inner=words(say_level(level, language=language)))
    style = element("style", inner=f"{style_sheet()}\n{MAP_STYLE}")
    paper = element("rect", class_="zz-paper", width=width, height=height)
    inner = element("g", transform=f"translate({number(left)} {number(_MARGIN)})", inner="\n".join(body))
    return element(
        "svg", inner=f"\n{head}\n{style}\n{paper}\n{inner}\n", xmlns="http://www.w3.org/2000/svg",
        class_="zz-pic zz-map", role="group", aria_label=name, lang="en" if language == "en" else "zh-CN",
        data_theme=None if theme == "auto" else theme, data_measure=measure_by,
        viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height,
    ) + "\n"  # fmt: skip


def lay_out_level(level: Level, *, language: str) -> tuple[Sequence[Box], Plan]:
    """The boxes of a level and where everything lies, as `draw_map` draws it."""
    sheet = _Sheet(level, language)
    return sheet.boxes, sheet.plan


def say_level(level: Level, *, language: str) -> str:
    """How much of the whole a level shows."""
    fields = {
        "nodes": len(level.map.nodes),
        "shown": level.nodes_in_all,
        "edges": len(level.map.edges),
        "all": level.edges_in_all,
        "share": _say_share(level.passes_shown),
    }
    return say("map-level-family-says" if level.by_family else "map-level-says", fields, language)


def _say_share(share: float) -> str:
    """Never a whole hundred where something is left out."""
    return f"{100 * share:.0f}" if share in (0.0, 1.0) or 0.01 < share < 0.99 else f"{min(100 * share, 99.9):.1f}"


class _Sheet:
    """What one picture is drawn from: geometry, scales and words."""

    def __init__(self, level: Level, language: str) -> None:
        self.map = level.map
        self.language = language
        self.nodes = {node.code: node for node in self.map.nodes}
        self.width = {code: _choose_width(node.name) for code, node in self.nodes.items()}
        self.lines = {code: wrap(clean_text(node.name), width=self.width[code] - 20, size=_NAME_SIZE, most=3).lines
                      for code, node in self.nodes.items()}  # fmt: skip
        self.loops = [edge for edge in self.map.edges if edge.source == edge.target]
        self.most_count = max((edge.count for edge in self.map.edges), default=1)
        self.most_time = max((edge.median or 0.0 for edge in self.map.edges), default=0.0)
        self.most_inside = max((node.median or 0.0 for node in self.map.nodes), default=0.0)
        self.boxes: list[Box] = []
        self.plan = self._lay_out()

    def _lay_out(self) -> Plan:
        ends = {code for edge in self.map.edges for code in (edge.source, edge.target) if code < 0}
        given = sorted(self.nodes.values(), key=lambda node: (node.place, node.code))
        passes = {(edge.source, edge.target): edge.count for edge in self.map.edges}
        order = find_usual_order([node.code for node in given], passes)
        beside = {
            edge.source: _LOOP + max(measure(label, size=12) for label in self.labels_of(edge)) for edge in self.loops
        }
        self.boxes = [
            Box(code, self.width[code], self.height_of(code), place, beside.get(code, 0.0))
            for place, code in enumerate(order)
        ]
        sides = ((START, -1.0), (END, float(len(order))))
        self.boxes += [Box(code, 96.0, _END_HEIGHT, place) for code, place in sides if code in ends]
        lines = [
            Line(edge.source, edge.target, max(measure(label, size=12) for label in self.labels_of(edge)) + 8, _LABEL)
            for edge in self.map.edges
        ]
        return lay_out_graph(self.boxes, lines)

    def height_of(self, code: int) -> float:
        return 10 + len(self.lines[code]) * _LINE + 17 + 12

    def labels_of(self, edge: Edge) -> tuple[str, str]:
        return f"{edge.count:,}", "" if edge.median is None else say_span(edge.median, self.language)

    def name_of(self, code: int) -> str:
        if code in self.nodes:
            return self.nodes[code].name
        return say("map-start" if code == START else "map-end", {}, self.language)

    def draw_end(self, code: int) -> str:
        x, y = self.plan.spots[code]
        box = element("rect", class_="mp-end", x=x - 48, y=y - _END_HEIGHT / 2, width=96.0, height=_END_HEIGHT, rx=15.0)
        label = f"{self.name_of(code)} {self.map.cases:,}" if code == START else self.name_of(code)
        return element(
            "g", class_="mp-node mp-fixed", data_n=code, inner=box + text(label, x=x, y=y + 5, class_="zz-mid mp-on")
        )

    def draw_node(self, node: Node) -> str:
        x, y = self.plan.spots[node.code]
        height = self.height_of(node.code)
        width = self.width[node.code]
        left, top = x - width / 2, y - height / 2
        parts = [
            element("title", inner=words(self.say_node(node))),
            element("rect", class_="mp-box", x=left, y=top, width=width, height=height, rx=3.0),
            *(
                text(line, x=left + 10, y=top + 22 + n * _LINE, class_="zz-b")
                for n, line in enumerate(self.lines[node.code])
            ),
        ]
        below = top + 10 + len(self.lines[node.code]) * _LINE + 13
        parts += self._draw_bars(node, left, top + height - 7)
        counted = say("map-cases", {"count": f"{node.cases:,}"}, self.language)
        visits = say("map-passes", {"count": f"{node.visits:,}"}, self.language)
        parts.append(text(f"{counted} · {visits}", x=left + 10, y=below, class_="zz-t12 zz-soft m-freq"))
        parts.append(text(say_span(node.median, self.language), x=left + 10, y=below, class_="zz-t12 zz-soft m-time"))
        return element("g", class_="mp-node", data_n=node.code, tabindex="0", role="img",
                       aria_label=self.say_node(node), inner="".join(parts))  # fmt: skip

    def _draw_bars(self, node: Node, left: float, y: float) -> list[str]:
        room = self.width[node.code] - 20
        shares = (
            ("m-freq", node.cases / max(self.map.cases, 1)),
            ("m-time", (node.median or 0.0) / (self.most_inside or 1)),
        )
        track = element("rect", class_="mp-track", x=left + 10, y=y, width=room, height=3.0)
        return [track, *(
            element("rect", class_=f"mp-bar {kind}", x=left + 10, y=y, width=max(room * share, 1.0), height=3.0)
            for kind, share in shares if share
        )]  # fmt: skip

    def say_node(self, node: Node) -> str:
        name = node.name
        if node.activities > 1:
            name = say("map-family", {"name": name, "count": node.activities}, self.language)
        fields = {"name": name, "cases": f"{node.cases:,}", "visits": f"{node.visits:,}",
                  "median": say_span(node.median, self.language)}  # fmt: skip
        return say("map-node-says", fields, self.language)

    def draw_edge(self, edge: Edge) -> str:
        thick = {"f": edge.count / self.most_count, "t": (edge.median or 0.0) / (self.most_time or 1)}
        widths = {key: _THIN + (_THICK - _THIN) * math.sqrt(share) for key, share in thick.items()}
        fields = {"source": self.name_of(edge.source), "target": self.name_of(edge.target),
                  "count": f"{edge.count:,}", "median": say_span(edge.median, self.language)}  # fmt: skip
        said = say("map-edge-says", fields, self.language)
        if edge.source == edge.target:
            path, head, label = self._bend_loop(edge)
            back = True
        else:
            way = self.plan.ways[edge.source, edge.target]
            path, head = _bend(way)
            label, back = way.label, way.back
        style = f"--f:{widths['f']:.1f}px;--t:{widths['t']:.1f}px"
        counted, timed = self.labels_of(edge)
        parts = [
            element("title", inner=words(said)),
            element("path", class_="mp-hit", d=path),
            element("path", class_="mp-way", d=path, style=style),
            element("path", class_="mp-head", d=head),
            text(counted, x=label[0], y=label[1] + 4, class_="zz-t12 zz-mid m-freq"),
            text(timed, x=label[0], y=label[1] + 4, class_="zz-t12 zz-mid m-time") if timed else "",
        ]
        return element("g", class_="mp-edge mp-back" if back else "mp-edge", data_s=edge.source, data_t=edge.target,
                       data_says=said, inner="".join(parts))  # fmt: skip

    def _bend_loop(self, edge: Edge) -> tuple[str, str, Point]:
        x, y = self.plan.spots[edge.source]
        right, half = x + self.width[edge.source] / 2, 11.0
        path = f"M{number(right)} {number(y - half)}c{_LOOP} -8 {_LOOP} {2 * half + 8} 3 {2 * half}"
        head = arrow_head([(right + 8, y + half - 1), (right, y + half)], size=7.0)
        return path, head, (right + _LOOP - 4 + max(measure(label, size=12) for label in self.labels_of(edge)) / 2, y)


def _choose_width(name: str) -> float:
    """Wide enough for a short name in one line, and for the longest word of any, so that none is cut."""
    whole = measure(name, size=_NAME_SIZE) * 1.04
    if whole + 22 <= _ONE_LINE:
        return max(whole + 22, _NARROWEST)
    longest = max((measure(part, size=_NAME_SIZE) * 1.04 for part in re.findall(r"[^\s_/-]+[_/-]?", name)), default=0.0)
    return min(max(longest + 22, _NARROWEST), _WIDEST)


def _bend(way: Way) -> tuple[str, str]:
    """The line as path data, upright where it enters and leaves a layer, and its head."""
    points = list(way.points)
    (x, y), before = points[-1], points[-2]
    shift = -6.0 if y > before[1] else 6.0
    points[-1] = (x, y + shift)
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if abs(x0 - x1) < 0.5:
            parts.append(f"L{number(x1)} {number(y1)}")
        else:
            half = (y1 - y0) / 2
            parts.append(
                f"C{number(x0)} {number(y0 + half)} {number(x1)} {number(y1 - half)} {number(x1)} {number(y1)}"
            )
    return "".join(parts), arrow_head([(x, y + 2 * shift), (x, y)], size=9.0)


def list_nodes(level: Level, *, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The table behind the boxes: headings and rows, most cases first."""
    heads = [say(f"map-{key}", {}, language) for key in ("node", "case-count", "count", "inside")]
    rows = [
        [node.name, f"{node.cases:,}", f"{node.visits:,}", say_span(node.median, language)]
        for node in sorted(level.map.nodes, key=lambda node: (-node.cases, node.code))
    ]
    return heads, rows


def list_edges(level: Level, *, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The table behind the ways: headings and rows, most gone first."""
    heads = [say(f"map-{key}", {}, language) for key in ("source", "target", "count", "between")]
    names: Mapping[int, str] = {node.code: node.name for node in level.map.nodes} | {
        START: say("map-start", {}, language),
        END: say("map-end", {}, language),
    }
    rows = [
        [names[edge.source], names[edge.target], f"{edge.count:,}", say_span(edge.median, language)]
        for edge in sorted(level.map.edges, key=lambda edge: (-edge.count, edge.source, edge.target))
    ]
    return heads, rows
