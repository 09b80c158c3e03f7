"""Where there is no log: definitions (a published guide is one as found) by the four counts, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from zaizao.cli.evidence import build_evidence_page, show_chart, show_table
from zaizao.cli.page.html import tag
from zaizao.notation.charts import Bar, Chart, Frame, draw_bars
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition

COUNTS = ("materials", "activities", "visits", "elapsed")
"""Papers, steps, visits and working days."""
Named = tuple[str, "ProcessDefinition"]


def count_definitions(named: Sequence[Named]) -> list[dict[str, Any]]:
    """The counts of each definition: for everything written, and for what rests on a source."""
    from zaizao.redesign import measure

    found = []
    for name, definition in named:
        told = measure([definition]).to_plain()
        found.append({"side": name, "process": definition.process, "digest": definition.digest, **told})
    return found


def describe_definitions(named: Sequence[Named], *, language: str) -> dict[str, Any]:
    """The counts, and in words who has most and least of each."""
    sides = count_definitions(named)
    return {"sides": sides, "findings": list(tell_definitions(sides, language=language))}


def tell_definitions(sides: Sequence[dict[str, Any]], *, language: str) -> list[str]:
    """A sentence for each count in which the sides differ."""
    told = []
    for count in COUNTS:
        ordered = sorted(sides, key=lambda side: side["everything"][count])
        least, most = ordered[0], ordered[-1]
        if least["everything"][count] != most["everything"][count]:
            fields = {
                "more": most["side"], "less": least["side"], "a": most["everything"][count],
                "b": least["everything"][count],
            }  # fmt: skip
            told.append(say(f"compare-count-{count}", fields, language))
    return told or [say("compare-counts-same", {}, language)]


def write_definitions(named: Sequence[Named], *, language: str) -> str:
    """The counts as text."""
    sides = count_definitions(named)
    lines = [
        say("compare-counts", {"side": one["side"], **{name: one["everything"][name] for name in COUNTS}}, language)
        for one in sides
    ]
    return "\n".join([*lines, "", *tell_definitions(sides, language=language)]) + "\n"


def write_definitions_csv(named: Sequence[Named]) -> str:
    """A row a definition."""
    rows = [["side", "process", *COUNTS, *(f"founded_{name}" for name in COUNTS)]]
    for one in count_definitions(named):
        counts = [str(one[part][name]) for part in ("everything", "founded") for name in COUNTS]
        rows.append([one["side"], one["process"], *counts])
    return "".join(",".join(row) + "\n" for row in rows)


def build_definitions_page(named: Sequence[Named], *, source: str, language: str) -> str:
    """One self-contained page."""
    sides = count_definitions(named)
    charts = [
        show_chart(
            partial(_draw_count, sides=sides, count=count, language=language),
            title=say(f"compare-head-{count}", {}, language), language=language,
        )
        for count in COUNTS
    ]  # fmt: skip
    heads = [say("compare-head-side", {}, language), *(say(f"compare-head-{name}", {}, language) for name in COUNTS)]
    rows = [[one["side"], *(one["everything"][name] for name in COUNTS)] for one in sides]
    said = tag("ul", [tag("li", line) for line in tell_definitions(sides, language=language)], class_="said")
    main = [tag("section", said), tag("section", tag("div", charts, class_="charts")), show_table(heads, rows)]
    title = say("compare-title", {"count": len(sides)}, language)
    return build_evidence_page(main, title=title, source=source, language=language)


def _draw_count(frame: Frame, *, sides: Sequence[dict[str, Any]], count: str, language: str) -> Chart:
    least = min(one["everything"][count] for one in sides)
    bars = [Bar(one["side"], float(one["everything"][count]), mark=one["everything"][count] > least) for one in sides]
    return draw_bars(bars, title=say(f"compare-head-{count}", {}, language), language=language, frame=frame)
