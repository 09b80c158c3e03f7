"""Conformance as a page: the sentence, the figures, the definition with what happened on it, every departure as a row."""

from __future__ import annotations

from zaizao.cli.conformance.picture import count_departing, draw_conformance
from zaizao.cli.conformance.telling import (
    count_cases,
    list_notes,
    name_activity,
    name_model,
    say_departure,
    say_examples,
    say_label,
    say_lead,
    say_proven,
)
from zaizao.cli.evidence.figures import show_chart, show_facts, show_table, stand_with_charts
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import inline_picture
from zaizao.mining.conformance import Aligned, Conformance, Kind, Replay
from zaizao.notation.charts import Bar, Chart, Frame, draw_bars
from zaizao.wording import say

_ROWS = 200
_BARS = 12
_STYLE = """\
.conform .scroll-x{padding-top:.5rem}
.zz-pic .zc-track{fill:var(--zz-rule)}.zz-pic .zc-share{fill:var(--zz-dai)}
.zz-pic text.zc-off{fill:var(--zz-zhe)}
.zz-pic text.zc-said{paint-order:stroke;stroke:var(--zz-paper);stroke-width:4px}"""


def build_conformance_page(told: Conformance, *, file: str, language: str) -> str:
    """The page as one HTML text."""
    from zaizao.notation.pen import style_sheet

    title = say("conform-title", {"log": told.log.name or file, "model": name_model(told, language)}, language)
    return build_evidence_page(
        tag("div", list_parts(told, language), class_="conform"),
        title=title, source=file, language=language, extra_style=f"{style_sheet()}\n{_STYLE}",
    )  # fmt: skip


def show_conformance(told: Conformance, *, language: str) -> str:
    """The same parts for a notebook."""
    return stand_with_charts(*list_parts(told, language), language=language)


def list_parts(told: Conformance, language: str) -> list[Html]:
    """The parts of the page, top to bottom."""
    parts = [tag("p", say_lead(told, language), class_="lead"), show_facts(_list_facts(told, language))]
    if told.replay is not None:
        parts += [_show_picture(told.replay, language), _show_departures(told.replay, language)]
    if told.aligned is not None:
        parts.append(_show_aligned(told, told.aligned, language))
    if told.replay is not None:
        notes = list_notes(told.replay, language)
        if told.replay.matching.unmatched:
            notes.append(say("conform-unmatched-note", {}, language))
        if notes:
            parts.append(tag("section", tag("ul", [tag("li", one) for one in notes], class_="said")))
    return parts


def _list_facts(told: Conformance, language: str) -> list[tuple[str, object, str]]:
    cases = count_cases(told)
    figures: list[tuple[str, str]] = [("cases", f"{cases:,}")]
    if told.replay is not None and cases:
        late = {case for one in told.replay.departures if one.kind is Kind.EXCEEDED for case in one.cases.tolist()}
        figures.append(("fitting", f"{told.replay.fitness:.1%}"))
        figures.append(("obeying", f"{int(told.replay.obeying.sum()) / cases:.1%}"))
        figures.append(("late", f"{len(late):,}"))
    if told.aligned is not None:
        quality = told.aligned.quality
        figures += [(key, f"{getattr(quality, key):.3f}") for key in ("fitness", "precision", "generalisation")]
    return [
        (say(f"conform-fact-{key}", {}, language), value, say(f"conform-fact-{key}-note", {}, language))
        for key, value in figures
    ]


def _show_picture(replay: Replay, language: str) -> Html:
    reached, departing = replay.reached, count_departing(replay)
    heads = [say(f"conform-head-{key}", {}, language) for key in ("activity", "reached", "departing")]
    rows = [
        [name_activity(replay.definition, name, language), f"{count:,}", f"{departing.get(name, 0):,}"]
        for name, count in reached.items()
    ]
    return tag(
        "figure",
        tag(
            "figcaption", say("conform-picture", {}, language),
            tag("small", say("conform-picture-note", {}, language)),
        ),
        tag("div", inline_picture(draw_conformance(replay, language=language)), class_="scroll-x", tabindex="0"),
        tag("details", tag("summary", say("page-as-table", {}, language)), show_table(heads, rows), class_="as-table"),
        class_="figure",
    )  # fmt: skip


def _show_departures(replay: Replay, language: str) -> Html:
    if not replay.departures:
        return tag("p", say("conform-none", {}, language))
    cases = max(int(replay.judged.sum()), 1)
    departing = {case for one in replay.departures for case in one.cases.tolist()}
    fields = {"count": len(replay.departures), "cases": f"{len(departing):,}"}
    title = say("conform-departures", fields, language)
    bars = [Bar(say_departure(replay, one, language), len(one.cases)) for one in replay.departures[:_BARS]]

    def draw(frame: Frame) -> Chart:
        return draw_bars(bars, title=title, language=language, frame=frame)

    heads = [say(f"conform-head-{key}", {}, language) for key in ("what", "kind", "cases", "share", "examples")]
    rows = [
        [
            say_departure(replay, one, language), say(f"conform-kind-{one.kind.value}", {}, language),
            f"{len(one.cases):,}", f"{len(one.cases) / cases:.1%}", say_examples(replay, one),
        ]
        for one in replay.departures[:_ROWS]
    ]  # fmt: skip
    more = len(replay.departures) - len(rows)
    rest = tag("p", say("conform-more", {"count": more}, language), class_="note") if more else None
    return tag(
        "section", tag("h2", title),
        tag("div", show_chart(draw, title=title, language=language, whole=True), class_="charts"),
        tag("details", tag("summary", say("conform-all", {}, language)), show_table(heads, rows), rest, class_="as-table"),
    )  # fmt: skip


def _show_aligned(told: Conformance, aligned: Aligned, language: str) -> Html:
    fields = {"variants": f"{len(aligned.variants):,}", "cost": f"{aligned.quality.cost:,}"}
    heads = [say(f"conform-head-{key}", {}, language) for key in ("activity", "together", "extra", "missing")]
    rows = [
        [say_label(told, one.activity, language), f"{one.together:,}", f"{one.extra:,} ({one.extra_cases:,})", f"{one.missing:,} ({one.missing_cases:,})"]
        for one in aligned.deviations[:_ROWS]
    ]  # fmt: skip
    return tag(
        "section", tag("h2", say("conform-alignments", fields, language)),
        tag("p", say_proven(aligned, language)),
        tag("details", tag("summary", say("page-as-table", {}, language)), show_table(heads, rows), class_="as-table"),
    )  # fmt: skip
