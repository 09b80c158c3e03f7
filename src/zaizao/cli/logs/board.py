"""A log as a page: how much, when, what is done, which ways cases take, how long they take, what else is known."""

from __future__ import annotations

from zaizao.cli.evidence.figures import show_chart, show_facts, show_table, stand_with_charts
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.logs.telling import choose_span, pick_quantile, say_span, tell_path, tell_time
from zaizao.cli.page.html import Html, tag
from zaizao.errors import Problem
from zaizao.eventlog import ReadLog
from zaizao.eventlog.survey import Survey
from zaizao.notation.charts import (
    Bar,
    Chart,
    Frame,
    Line,
    Mark,
    cut_bins,
    draw_bars,
    draw_histogram,
    draw_lines,
)
from zaizao.wording import say

_BARS = 12
_PATHS = 10
_ROWS = 60


def build_log_page(read: ReadLog, survey: Survey, *, file: str, language: str) -> str:
    """The page as one HTML text."""
    title = say("log-page-title", {"name": survey.name or file}, language)
    return build_evidence_page(_list_parts(read, survey, language), title=title, source=file, language=language)


def show_log(read: ReadLog, survey: Survey, *, language: str) -> str:
    """The same parts for a notebook."""
    return stand_with_charts(*_list_parts(read, survey, language), language=language)


def _list_parts(read: ReadLog, survey: Survey, language: str) -> list[Html]:
    facts = [
        (say(f"log-fact-{key}", {}, language), f"{count:,}", say(f"log-fact-{key}-note", {}, language))
        for key, count in (
            ("cases", survey.cases), ("events", survey.events), ("activities", len(survey.activities)),
            ("variants", survey.variants), ("resources", len(survey.resources)),
        )
    ]  # fmt: skip
    charts = [_show_periods(survey, language), _show_durations(survey, language)]
    charts += [_show_activities(survey, language), _show_resources(survey, language)]
    parts = [
        tag("p", tell_time(survey, language), class_="lead"),
        show_facts(facts),
        tag("div", [one for one in charts if one is not None], class_="charts"),
        _show_paths(survey, language),
        _show_known(survey, language),
        _show_reading(read, language),
    ]
    return [one for one in parts if one is not None]


def _show_periods(survey: Survey, language: str) -> Html | None:
    periods = survey.periods
    if periods is None or len(periods.starts) < 2:
        return None
    title = say(f"log-periods-{periods.unit}", {}, language)
    points = tuple(zip(periods.starts, map(float, periods.counts), strict=True))

    def draw(frame: Frame) -> Chart:
        line = Line(say("log-events", {}, language), points, area=True)
        return draw_lines(
            [line], title=title, unit=say("log-unit-events", {}, language), language=language, frame=frame
        )

    note = None
    if periods.before or periods.after:
        note = say("log-periods-outside", {"before": f"{periods.before:,}", "after": f"{periods.after:,}"}, language)
    return show_chart(draw, title=title, note=note, language=language)


def _show_durations(survey: Survey, language: str) -> Html | None:
    median = pick_quantile(survey.durations, 0.5)
    if median is None or not survey.durations[-1]:
        return None
    ninety = pick_quantile(survey.durations, 0.9) or 0.0
    factor, name = choose_span(ninety)
    unit = say(f"log-unit-{name}", {}, language)
    bins, beyond = cut_bins([value * factor for value in survey.durations])
    title = say("log-durations", {"median": say_span(median, language), "ninety": say_span(ninety, language)}, language)
    marks = [
        Mark(value * factor, say(f"log-mark-{key}", {"value": say_span(value, language)}, language))
        for key, value in (("half", median), ("ninety", ninety))
    ]

    def draw(frame: Frame) -> Chart:
        return draw_histogram(
            bins, title=title, unit=unit, counted=say("log-unit-cases", {}, language), marks=marks, beyond=beyond,
            language=language, frame=frame,
        )  # fmt: skip

    return show_chart(draw, title=title, note=say("log-durations-note", {}, language), language=language)


def _show_activities(survey: Survey, language: str) -> Html:
    shown = survey.activities[:_BARS]
    part = sum(one.events for one in shown[:3]) / max(survey.events, 1)
    title = say("log-activities", {"count": len(survey.activities), "share": f"{part:.0%}"}, language)
    bars = [
        Bar(one.name, one.events, note=say("log-in-cases", {"share": f"{one.cases / survey.cases:.0%}"}, language))
        for one in shown
    ]
    return _show_bars(bars, title=title, more=len(survey.activities) - len(shown), language=language)


def _show_resources(survey: Survey, language: str) -> Html | None:
    if not survey.resources:
        return None
    shown = survey.resources[:_BARS]
    title = say("log-resources", {"count": f"{len(survey.resources):,}"}, language)
    bars = [Bar(one.name, one.events, note=say("log-cases-of", {"count": f"{one.cases:,}"}, language)) for one in shown]
    return _show_bars(bars, title=title, more=len(survey.resources) - len(shown), language=language)


def _show_bars(bars: list[Bar], *, title: str, more: int, language: str) -> Html:
    def draw(frame: Frame) -> Chart:
        return draw_bars(bars, title=title, language=language, frame=frame)

    note = say("log-bars-more", {"count": f"{more:,}"}, language) if more else None
    return show_chart(draw, title=title, note=note, language=language)


def _show_paths(survey: Survey, language: str) -> Html:
    shown = survey.paths[:_PATHS]
    covered = sum(one.cases for one in shown) / max(survey.cases, 1)
    fields = {"variants": f"{survey.variants:,}", "shown": len(shown), "share": f"{covered:.0%}"}
    rows = [
        [f"{one.cases:,}", f"{one.cases / survey.cases:.1%}", len(one.activities), tell_path(one.activities, most=14)]
        for one in shown
    ]
    heads = [say(f"log-path-{key}", {}, language) for key in ("cases", "share", "length", "way")]
    return tag("section", tag("h2", say("log-paths", fields, language)), show_table(heads, rows))


def _show_known(survey: Survey, language: str) -> Html | None:
    if not survey.known:
        return None
    rows = [
        [one.key, say(f"log-of-{one.of}", {}, language), say(f"log-kind-{one.kind}", {}, language), f"{one.given:,}", f"{one.values:,}"]
        for one in survey.known[:_ROWS]
    ]  # fmt: skip
    heads = [say(f"log-known-{key}", {}, language) for key in ("key", "of", "kind", "given", "values")]
    title = say("log-known", {"count": len(survey.known)}, language)
    fold = tag(
        "details", tag("summary", say("page-as-table", {}, language)), show_table(heads, rows), class_="as-table"
    )
    return tag("section", tag("h2", title), fold)


def _show_reading(read: ReadLog, language: str) -> Html:
    account = read.account
    fields = {"read": f"{account.read:,}", "kept": f"{account.kept:,}", "reported": f"{account.reported:,}"}
    code = "cli-log-account" if account.reported else "cli-log-account-all"
    parts = [tag("h2", say("log-reading", {}, language)), tag("p", say(code, fields, language))]
    for heading, problems in (("cli-log-notes", read.problems), ("cli-log-guess", read.guess)):
        if problems:
            shown = [tag("li", _tell(one, language)) for one in problems[:_ROWS]]
            parts += [tag("h4", say(heading, {}, language)), tag("ul", shown, class_="said")]
    return tag("section", parts)


def _tell(one: Problem, language: str) -> str:
    place = "" if one.where.line is None else say("cli-log-line", {"line": one.where.line}, language)
    return place + say(one.code, one.fields, language)
