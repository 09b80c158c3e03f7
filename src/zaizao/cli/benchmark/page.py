"""The page: for whoever decides, a sentence and a picture a finding; for whoever checks, all figures in tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from zaizao.cli.benchmark.figures import describe_difference, write_day
from zaizao.cli.benchmark.sentences import Told, list_values, name_subject, tell_findings, tell_others, tell_whole
from zaizao.cli.benchmark.summary import tell_again, tell_doubtful
from zaizao.cli.evidence import build_evidence_page, show_chart, show_facts, show_table
from zaizao.cli.page.html import Html, tag
from zaizao.mining.comparison import Comparison, GapRow, Remeasured
from zaizao.notation.charts import Bar, Chart, Frame, draw_bars
from zaizao.wording import say

_ROWS = 300
"""Rows of the analyst's table on the page; CSV and JSON have all."""
_SHOWN = 0.1
"""A smaller gap cannot be seen in figures of one decimal place; the file of gaps has it."""
_UNITS = ("days", "working-days")
COMPARISON_STYLE = """\
.why{margin:.25rem 0 0;padding-inline-start:1.1rem;color:var(--ink-soft);font-size:var(--small);line-height:1.6}
.figures .table{font-size:var(--small)}"""


def build_comparison_page(
    comparison: Comparison, *, source: str, gaps: Sequence[GapRow] = (), again: Sequence[Remeasured] = (), language: str
) -> str:
    """One self-contained page."""
    main = list_comparison_parts(comparison, gaps=gaps, again=again, language=language)
    title = tell_whole(comparison, language=language)
    return build_evidence_page(main, title=title, source=source, language=language, extra_style=COMPARISON_STYLE)


def list_comparison_parts(
    comparison: Comparison, *, gaps: Sequence[GapRow] = (), again: Sequence[Remeasured] = (), language: str
) -> list[Html | None]:
    """The parts of the page, for other pages too; they need `COMPARISON_STYLE`."""
    return [
        _show_sides(comparison, language),
        _show_section(comparison, tell_findings(comparison, language=language), "findings", language),
        _show_section(comparison, tell_others(comparison, language=language), "others", language),
        _show_gaps(comparison, gaps, language) if gaps else None,
        _show_again(again, language) if again else None,
        _show_figures(comparison, language),
        _show_method(comparison, language),
    ]


def _show_sides(comparison: Comparison, language: str) -> Html:
    facts = [
        (
            one.name,
            say("compare-days", {"days": f"{one.mean_days:.1f}"}, language),
            say("compare-fact", {"cases": one.cases, "median": f"{one.median_days:.1f}"}, language),
        )
        for one in comparison.profiles[:6]
    ]
    heads = [say(f"compare-head-{name}", {}, language) for name in _SIDES]
    rows = [
        [
            one.name, one.cases, f"{write_day(one.first)} – {write_day(one.last)}", f"{one.mean_days:.1f}",
            f"{one.median_days:.1f}", f"{one.cases_per_month:.1f}", one.people or "—", one.steps, one.left_out,
        ]
        for one in comparison.profiles
    ]  # fmt: skip
    doubtful = tell_doubtful(comparison, language=language) if comparison.alignment.doubtful else None
    note = tag("p", doubtful, class_="note") if doubtful else None
    return tag("section", show_facts(facts), show_table(heads, rows), note)


_SIDES = ("side", "cases", "period", "mean", "median", "monthly", "people", "steps", "left-out")


def _show_section(comparison: Comparison, told: Sequence[Told], kind: str, language: str) -> Html | None:
    if not told:
        return tag("section", tag("p", say("compare-no-findings", {}, language))) if kind == "findings" else None
    charts = [_show_finding(comparison, one, language) for one in told]
    return tag("section", tag("h2", say(f"compare-{kind}", {}, language)), tag("div", charts, class_="charts"))


def _show_finding(comparison: Comparison, told: Told, language: str) -> Html:
    draw = partial(_draw_sides, comparison=comparison, told=told, language=language)
    why = tag("ul", [tag("li", line) for line in told.why], class_="why") if told.why else None
    return tag("div", show_chart(draw, title=told.headline, note=told.note, language=language), why)


def _draw_sides(frame: Frame, *, comparison: Comparison, told: Told, language: str) -> Chart:
    """A bar for each side, the one with more in ochre."""
    one = told.difference
    values = list_values(comparison, one.measure.key)
    is_share = one.measure.unit == "share"
    bars = [
        Bar(
            side,
            100 * value if is_share else value,
            mark=side == one.more,
            says=f"{value:.0%}" if is_share else f"{value:,.1f}",
            note=say("compare-bar-more", {}, language) if side == one.more else "",
        )
        for side, value in values.items()
    ]
    unit = say(f"compare-unit-{one.measure.unit}", {}, language) if one.measure.unit in _UNITS else ""
    return draw_bars(bars, title=told.headline, unit=unit, language=language, frame=frame)


def _show_gaps(comparison: Comparison, gaps: Sequence[GapRow], language: str) -> Html:
    heads = [say(f"compare-head-{name}", {}, language) for name in ("measure", "side", "learns", "before", "target")]
    heads += [say(f"compare-head-{name}", {}, language) for name in ("owner", "remeasure")]
    nobody = say("compare-no-owner", {}, language)
    rows = [
        [
            _name_measure(comparison, row.measure), row.side, row.learns_from,
            _with_unit(row.before, row.unit, language), _with_unit(row.target, row.unit, language),
            row.owner or nobody, row.remeasure_on,
        ]
        for row in gaps
        if abs(row.before - row.target) >= _SHOWN
    ]  # fmt: skip
    note = tag("p", say("compare-gaps-note", {}, language), class_="note")
    return tag("section", tag("h2", say("compare-gaps", {}, language)), note, show_table(heads, rows))


def _name_measure(comparison: Comparison, key: str) -> str:
    """What is measured, in words; its key stands in the file of gaps."""
    _, _, *subject, _ = key.split("/")
    return name_subject(comparison, "/".join(subject)) if subject else key


def _with_unit(value: float, unit: str, language: str) -> str:
    return f"{value:.0%}" if unit == "share" else f"{value:.1f} {say(f'compare-unit-{unit}', {}, language)}"


def _show_again(again: Sequence[Remeasured], language: str) -> Html:
    lines = [tag("li", tell_again(one, language=language)) for one in again]
    return tag("section", tag("h2", say("compare-again", {}, language)), tag("ul", lines, class_="said"))


def _show_figures(comparison: Comparison, language: str) -> Html:
    names = ("measure", "more", "less", "a", "b", "gap", "interval", "n", "p", "q")
    heads = [say(f"compare-head-{name}", {}, language) for name in names]
    rows = []
    for one in comparison.differences[:_ROWS]:
        told = describe_difference(comparison, one)
        label = f"{one.measure.key} {told['label']}".strip()
        rows.append(
            [
                label, one.more, one.less, _write(one.value_more), _write(one.value_less), _write(one.gap),
                f"{_write(one.low)} … {_write(one.high)}", f"{one.cases_more} / {one.cases_less}", f"{one.p:.4f}",
                f"{one.q:.4f}",
            ]
        )  # fmt: skip
    more = len(comparison.differences) - len(rows)
    rest = tag("p", say("compare-rows-more", {"count": more}, language), class_="note") if more > 0 else None
    body = tag("details", tag("summary", say("compare-all-figures", {}, language)), show_table(heads, rows), rest)
    return tag("section", tag("h2", say("compare-figures", {}, language)), body, class_="figures")


def _show_method(comparison: Comparison, language: str) -> Html:
    told = {"tests": comparison.tests, "seed": comparison.seed}
    lines = [say("compare-method", told, language), say("compare-method-time", {}, language)]
    if comparison.calendar is not None:
        lines.append(say("compare-method-calendar", {"calendar": comparison.calendar}, language))
    lines.append(say("compare-method-cause", {}, language))
    return tag(
        "section", tag("h2", say("compare-how", {}, language)), [tag("p", line, class_="note") for line in lines]
    )


def _write(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
