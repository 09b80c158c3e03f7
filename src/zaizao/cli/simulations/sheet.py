"""The pages of a simulation and of a calibration: one HTML text each, no network, no script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from zaizao.cli.evidence import show_chart, show_facts, show_table
from zaizao.cli.evidence.figures import chart_css
from zaizao.cli.page.document import frame_page, read_style
from zaizao.cli.page.html import Html, tag
from zaizao.cli.simulations.outcomes import (
    limit_heads,
    limit_rows,
    outcome_heads,
    outcome_rows,
    pool_heads,
    pool_rows,
    tell_assumptions,
    tell_differences,
    tell_head,
    tell_kept,
    tell_staffing,
)
from zaizao.cli.simulations.trust import distance_heads, distance_rows, tell_learned, tell_validation
from zaizao.cli.simulations.wording import say_estimate, say_hours
from zaizao.notation.charts import (
    Bar,
    Bin,
    Chart,
    Frame,
    Interval,
    Mark,
    cut_bins,
    draw_bars,
    draw_histogram,
    draw_intervals,
)
from zaizao.simulation import MEASURES, Calibration, Figures, Outcome, Staffing
from zaizao.wording import say

_DAY = 24.0
_IN_DAYS = 72.0
_TOLD = ("cycle", "ninth-tenth")
"""Figures that every model has."""


def build_outcome_page(outcomes: Sequence[Outcome], *, staffing: Staffing | None, language: str) -> str:
    """The scenarios beside each other, with their distributions, people and limits."""
    first = outcomes[0]
    title = say("sim-title", {"name": _name(first, language)}, language)
    main = show_outcomes(outcomes, staffing=staffing, language=language)
    return _frame(main, title=title, source=tell_head(first, language), language=language)


def _frame(main: Html, *, title: str, source: str, language: str) -> str:
    head = [tag("h1", title), tag("p", source, class_="note")]
    return frame_page(
        tag("div", tag("section", head, class_="opening"), main, class_="evidence"),
        title=title,
        style=f"{read_style()}\n{chart_css()}",
        language=language,
        badge="sim-badge",
        notice="sim-notice",
        foot=("sim", "offline"),
    )


def show_outcomes(outcomes: Sequence[Outcome], *, staffing: Staffing | None = None, language: str) -> Html:
    """The main part of the page; also what a notebook shows."""
    first = outcomes[0]
    said = tell_differences(outcomes, language) if len(outcomes) > 1 else []
    said += [tell_staffing(staffing, language)] if staffing is not None else []
    said += tell_assumptions(first, language)
    charts = [_draw_means(outcomes, language)] if len(outcomes) > 1 else []
    charts += [_draw_cycle(one, language) for one in outcomes[:4]]
    return tag(
        "div",
        tag("ul", [tag("li", one) for one in said], class_="said") if said else None,
        tag("section", _facts(first, language)),
        tag("section", tag("h2", say("sim-section-scenarios", {}, language)), _scenario_table(outcomes, language)),
        tag("section", tag("h2", say("sim-section-times", {}, language)), tag("div", charts, class_="charts")),
        [_show_scenario(one, language) for one in outcomes],
    )


def _name(outcome: Outcome, language: str) -> str:
    definition = outcome.scenario.definition
    return definition.name.say(language) if definition is not None else outcome.scenario.parameters.source or "—"


def _facts(outcome: Outcome, language: str) -> Html:
    keys = [key for key in ("cycle", "ninth-tenth", "waiting", "working") if key in _TOLD or _counts(outcome, key)]
    return show_facts(
        [
            (
                say(f"sim-column-{key}", {}, language),
                say_hours(outcome.estimate(MEASURES[key]).value, language),
                say(f"sim-fact-{key}", {"name": outcome.scenario.name}, language),
            )
            for key in keys
        ]
    )


def _counts(outcome: Outcome, key: str) -> bool:
    """Whether a model has any of it: where work and waiting cannot be told apart, zero would be no finding."""
    return outcome.estimate(MEASURES[key]).value > 0


def _scenario_table(outcomes: Sequence[Outcome], language: str) -> Html:
    return show_table(outcome_heads(language), outcome_rows(outcomes, language))


def _draw_means(outcomes: Sequence[Outcome], language: str) -> Html:
    found = [(one.scenario.name, one.estimate(MEASURES["cycle"])) for one in outcomes]
    in_days = max(estimate.value for _, estimate in found) >= _IN_DAYS
    scale, unit = (_DAY, say("sim-unit-days", {}, language)) if in_days else (1.0, say("sim-unit-hours", {}, language))
    rows = [
        Interval(
            label=name,
            value=one.value / scale,
            low=(one.value - _known(one.half_width)) / scale,
            high=(one.value + _known(one.half_width)) / scale,
        )
        for name, one in found
    ]
    title = say("sim-chart-means", {}, language)

    def draw(frame: Frame) -> Chart:
        return draw_intervals(rows, title=title, unit=unit, language=language, frame=frame)

    return show_chart(draw, title=title, note=say("sim-chart-means-note", {}, language), language=language, whole=True)


def _draw_cycle(outcome: Outcome, language: str) -> Html:
    half, nine = (outcome.estimate(MEASURES[key]).value for key in ("median", "ninth-tenth"))
    in_days = nine >= _IN_DAYS
    scale, unit = (_DAY, say("sim-unit-days", {}, language)) if in_days else (1.0, say("sim-unit-hours", {}, language))
    bins, beyond = cut_bins([hours / scale for hours in outcome.list_cycles()])
    marks = [Mark(at / scale, say(f"sim-mark-{name}", {}, language)) for at, name in ((half, "half"), (nine, "nine"))]
    fields = {
        "name": outcome.scenario.name,
        "half": say_estimate(outcome.estimate(MEASURES["median"]), language),
        "nine": say_estimate(outcome.estimate(MEASURES["ninth-tenth"]), language),
    }
    title = say("sim-chart-cycle", fields, language)
    draw = partial(_draw_bins, bins=bins, title=title, unit=unit, language=language, marks=marks, beyond=beyond)
    return show_chart(draw, title=title, language=language)


def _draw_bins(frame: Frame, **given: object) -> Chart:
    language = str(given["language"])
    return draw_histogram(frame=frame, counted=say("sim-unit-cases", {}, language), **given)  # type: ignore[arg-type]


def _show_scenario(outcome: Outcome, language: str) -> Html:
    pools, limits = pool_rows(outcome, language), limit_rows(outcome, language)
    parts = []
    if pools:
        parts.append(_draw_busy(outcome, language))
        parts.append(show_table(pool_heads(language), pools))
    if limits:
        parts.append(show_table(limit_heads(language), limits))
        parts.append(tag("p", tell_kept(outcome, language), class_="note"))
    return (
        tag("section", tag("h2", say("sim-of", {"name": outcome.scenario.name}, language)), parts)
        if parts
        else Html("")
    )


def _read_busy(figures: Figures, *, place: int) -> float:
    return figures.pools[place].utilisation


def _known(half: float) -> float:
    return 0.0 if math.isnan(half) else half


def _draw_busy(outcome: Outcome, language: str) -> Html:
    bars = []
    for row, place in zip(pool_rows(outcome, language), range(len(outcome.replications[0].pools)), strict=True):
        busy = outcome.estimate(partial(_read_busy, place=place)).value
        bars.append(Bar(row[0], round(100 * busy, 1), note=say("sim-bar-queue", {"count": row[3]}, language)))
    title = say("sim-chart-busy", {}, language)

    def draw(frame: Frame) -> Chart:
        return draw_bars(bars, title=title, unit="%", language=language, frame=frame)

    return show_chart(draw, title=title, language=language)


def build_calibration_page(made: Calibration, *, source: str, language: str) -> str:
    """What was learned from a log, and how far it can be trusted."""
    main = show_calibration(made, language=language)
    return _frame(main, title=say("cal-title", {}, language), source=source, language=language)


def show_calibration(made: Calibration, *, language: str) -> Html:
    """The main part of the page; also what a notebook shows."""
    said = [*tell_validation(made.validation, language), *tell_learned(made, language)]
    parts: list[object] = [tag("ul", [tag("li", one) for one in said], class_="said")]
    if made.validation is not None:
        table = show_table(distance_heads(language), distance_rows(made.validation, language))
        note = tag("p", say("cal-distances-note", {}, language), class_="note")
        parts.append(tag("section", tag("h2", say("cal-section-distances", {}, language)), table, note))
    if not made.dated_only:  # a log of dates says nothing of hours
        parts.append(tag("section", tag("h2", say("cal-section-rhythm", {}, language)), _draw_week(made, language)))
    return tag("div", parts)


def _draw_week(made: Calibration, language: str) -> Html:
    counts = made.history.count_by_hour()
    bins = [Bin(float(hour), float(hour + 1), count) for hour, count in enumerate(counts)]
    title = say("cal-chart-hours", {}, language)

    def draw(frame: Frame) -> Chart:
        unit = say("cal-unit-clock", {}, language)
        return draw_histogram(bins, title=title, unit=unit, language=language, frame=frame)

    return show_chart(draw, title=title, language=language)
