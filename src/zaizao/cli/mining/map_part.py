"""The map one can explore: every level of detail as a picture with its tables; a small script moves between them.

Without the script one level is seen, and frequency or time can still be chosen; nothing is fetched from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import folding_table, inline_picture
from zaizao.mining.processmap import MAP_STYLE, Level, draw_map, list_edges, list_nodes, say_level
from zaizao.wording import say

_OPEN_NODES: Final = 15
"""Of the levels with at most so many nodes the finest is the one that is seen first."""
_SMALL_NODES: Final = 9
_ROWS: Final = 400
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)

EXPLORER_CSS: Final = (
    MAP_STYLE
    + """
.pm{display:grid;gap:.5rem;grid-template-columns:minmax(0,1fr)}
.pm-tools{display:flex;flex-wrap:wrap;gap:.75rem 2rem;align-items:center}
.pm-tools fieldset{border:0;padding:0;margin:0;display:flex;gap:1.25rem;align-items:center}
.pm-tools legend{float:inline-start;padding:0;margin-inline-end:1rem;color:var(--ink-soft);font-size:var(--small)}
.pm-tools label{display:inline-flex;gap:.5rem;align-items:center;min-height:var(--target)}
.pm-tools input{accent-color:var(--dai);margin:0}
.pm-tools input[type=radio]{inline-size:1.15rem;block-size:1.15rem}
.pm-tools .pm-detail{display:none}.pm.live .pm-detail{display:inline-flex}
.pm-range{inline-size:min(14rem,45vw)}
.pm-figures{min-height:3.2em;border-inline-start:3px solid var(--dai);padding-inline-start:.85rem;font-size:var(--small);line-height:1.6;max-width:none;display:none}
.pm.live .pm-figures{display:block}
.pm-level[hidden]{display:none}
.pm-level .scroll-x{padding-block:.25rem .75rem}
.pm-level svg{max-width:none}
.pm:has(.pm-time:checked) .m-time{display:inline}.pm:has(.pm-time:checked) .m-freq{display:none}
.pm:has(.pm-time:checked) .mp-way{stroke-width:var(--t)}
.pm .as-table{max-width:46rem}
.pm-side{display:grid;gap:.5rem 2rem;background:var(--paper);padding-block:.35rem}
@media (min-width:48rem){.pm-side{position:sticky;inset-block-start:0;z-index:1;grid-template-columns:auto minmax(0,1fr);align-items:center}
.pm-level svg{margin-inline:auto}}
@media (min-width:60rem){.pm-level svg{max-width:100%;height:auto}}
@media print{.pm-side{display:none}.pm-level svg{max-width:100%;height:auto}}"""
)


def show_map(levels: Sequence[Level], *, language: str, script: bool = True) -> Html:
    """All levels with the tools around them; ``script`` False leaves the moving out (a picture with tables)."""
    opened = _choose(levels, _OPEN_NODES)
    small = _choose(levels, _SMALL_NODES)
    shown = [_show_level(level, hidden=n != opened, language=language) for n, level in enumerate(levels)]
    side = tag(
        "div",
        tag(
            "div",
            _show_measures(language),
            _show_detail(levels, opened, language) if script else None,
            class_="pm-tools",
        ),
        tag("p", say("map-hint", {}, language), class_="pm-figures", aria_live="polite"),
        class_="pm-side",
    )
    map_ = tag("div", side, tag("div", shown, class_="pm-levels"), class_="pm", data_small=str(small))
    return Html(map_ + (_read_script() if script else ""))


def _choose(levels: Sequence[Level], most: int) -> int:
    return max((n for n, level in enumerate(levels) if len(level.map.nodes) <= most), default=0)


def _show_level(level: Level, *, hidden: bool, language: str) -> Html:
    said = say_level(level, language=language)
    picture = inline_picture(_TITLE.sub("", draw_map(level, language=language)))
    heads, rows = list_nodes(level, language=language)
    edge_heads, edge_rows = list_edges(level, language=language)
    return tag(
        "figure",
        tag("figcaption", tag("small", said)),
        tag("div", picture, class_="scroll-x", tabindex="0", role="region", aria_label=said),
        tag(
            "details",
            tag("summary", say("map-as-table", {}, language)),
            folding_table(heads, rows[:_ROWS], caption=say("map-nodes-table", {}, language)),
            folding_table(edge_heads, edge_rows[:_ROWS], caption=say("map-edges-table", {}, language)),
            class_="as-table",
        ),
        class_="figure pm-level",
        hidden=hidden,
        data_says=said,
    )


def _show_measures(language: str) -> Html:
    choices = [
        tag("label", tag("input", type="radio", name="pm-measure", class_=f"pm-{key}", checked=key == "freq"),
            say(f"map-{'time' if key == 'time' else 'frequency'}", {}, language))
        for key in ("freq", "time")
    ]  # fmt: skip
    return tag("fieldset", tag("legend", say("map-show", {}, language)), choices)


def _show_detail(levels: Sequence[Level], opened: int, language: str) -> Html:
    slider = tag(
        "input", type="range", class_="pm-range", min="0", max=str(max(len(levels) - 1, 0)), step="1", value=str(opened),
        aria_valuetext=say_level(levels[opened], language=language) if levels else None,
    )  # fmt: skip
    ends = [tag("span", say(f"map-{end}", {}, language), class_="soft small") for end in ("coarse", "fine")]
    return tag(
        "label",
        tag("span", say("map-detail", {}, language), class_="soft small"),
        ends[0],
        slider,
        ends[1],
        class_="pm-detail",
    )


def _read_script() -> str:
    text = files("zaizao.cli.mining").joinpath("explorer.js").read_text(encoding="utf-8")
    return f"<script>\n{text}</script>"
