"""Parts of a page of evidence: a chart at the width of the reader with its table, a few figures, plain tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import folding_table, inline_picture
from zaizao.cli.page.widgets import stand_alone
from zaizao.notation.charts import NARROW, WIDE, Chart, Frame, own_style
from zaizao.wording import say

_ROWS = 400
"""A table behind a chart shows at most so many rows; the rest is counted."""
_SHORT = 12

CHART_CSS = """\
.charts{display:grid;gap:2.5rem 3rem;grid-template-columns:minmax(0,1fr)}
.charts .figure{min-width:0}
.chart svg.zz-chart{max-width:100%;height:auto}
.chart .as-table .table{max-width:44rem}
.evidence h2{padding-top:2.5rem;margin-bottom:.75rem}
.evidence .note{color:var(--ink-soft);font-size:var(--small)}
.said{display:grid;gap:.5rem;padding-block:.5rem 0}
.said>li{border-inline-start:3px solid var(--zhe);padding-inline-start:.85rem;max-width:none;line-height:1.6;font-size:var(--small)}
@media (min-width:70rem){.charts{grid-template-columns:repeat(2,minmax(0,1fr))}.charts>.whole{grid-column:1/-1}}
@media print{.chart .only-phone{display:none}.chart .not-phone{display:block}}"""


def chart_css() -> str:
    """What a page of evidence adds to the style of all pages."""
    return f"{own_style()}\n{CHART_CSS}"


def show_chart(
    draw: Callable[[Frame], Chart], *, title: object, language: str, note: str | None = None, whole: bool = False
) -> Html:
    """A chart drawn for telephones and for wide screens, its finding as title, its table behind it.

    ``draw`` is called with the frame; ``whole`` lets it take both columns of a wide page.
    """
    wide = draw(Frame(width=WIDE if not whole else 2 * WIDE - 200, heading=False))
    narrow = draw(Frame(width=NARROW, heading=False))
    rows = [list(row) for row in wide.table[:_ROWS]]
    more = len(wide.table) - len(rows)
    table = show_table(list(wide.heads), rows)
    rest = tag("p", say("evidence-rows-more", {"count": more}, language), class_="note") if more else None
    return tag(
        "figure",
        tag("figcaption", title, tag("small", note) if note else None),
        tag("div", inline_picture(narrow.svg), class_="only-phone"),
        tag("div", inline_picture(wide.svg), class_="not-phone"),
        tag("details", tag("summary", say("page-as-table", {}, language)), table, rest, class_="as-table"),
        class_="figure chart whole" if whole else "figure chart",
    )


def show_facts(facts: Sequence[tuple[str, object, str]]) -> Html:
    """A few numbers that matter: (name, number, what to say of it)."""
    return tag(
        "dl",
        [tag("div", tag("dt", name), tag("dd", tag("b", number), note)) for name, number, note in facts],
        class_="facts",
    )


def show_table(heads: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str | None = None) -> Html:
    """A table that folds on a telephone; what is short and in one word stays on one line."""
    return folding_table(heads, [[_keep_short(cell) for cell in row] for row in rows], caption=caption)


def _keep_short(cell: object) -> object:
    short = not isinstance(cell, Html) and len(str(cell)) <= _SHORT and " " not in str(cell)
    return tag("span", cell, class_="nowrap") if short else cell


def stand_with_charts(*parts: object, language: str) -> str:
    """Parts for a notebook, in a scope of their own, with the pens of charts."""
    style = Html(f"<style>@scope (.zaizao){{\n{chart_css()}\n}}</style>")
    return stand_alone(style, tag("div", *parts, class_="evidence"), language=language)
