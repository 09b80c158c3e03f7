"""The sections of the page of a mined log: each a chart or two with their tables."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.cli.evidence.figures import show_chart, show_table
from zaizao.cli.mining.telling import find_day, say_path
from zaizao.cli.page.html import Html, tag
from zaizao.mining.causes import CAUSES, CauseRow
from zaizao.mining.drift import Change
from zaizao.mining.effects import Effect
from zaizao.mining.handover import HandOvers
from zaizao.mining.overview import Overview
from zaizao.mining.spans import say_span, say_workdays
from zaizao.mining.times import ActivityTimes
from zaizao.notation.charts import (
    Bar,
    Interval,
    Line,
    Mark,
    cut_bins,
    draw_bars,
    draw_histogram,
    draw_intervals,
    draw_lines,
    to_number,
)
from zaizao.wording import say

_BARS = 12
_ROWS = 15
_DAY = 86_400.0


def show_times(found: Overview, language: str) -> list[Html]:
    """Shares of time with their intervals, the distribution of cases, a table by activity."""
    rows = found.bottlenecks.rows[:_BARS]
    shares = [
        Interval(row.activity, 100 * row.share, 100 * row.low, 100 * row.high, note=say_span(row.seconds, language))
        for row in rows
    ]
    title = say("mine-chart-bottlenecks", {}, language)
    percent = say("mine-unit-percent", {}, language)
    charts = [show_chart(lambda frame: draw_intervals(shares, title=title, unit=percent, language=language, frame=frame),
                         title=title, language=language)] if rows else []  # fmt: skip
    cycle = _show_cycle(found, language)
    charts += [cycle] if cycle is not None else []
    return [tag("div", charts, class_="charts"), _show_activities(found, language)] if charts else []


def _show_cycle(found: Overview, language: str) -> Html | None:
    cycle = found.times.cycle.calendar
    if cycle.median is None:
        return None
    bins, beyond = cut_bins(found.times.list_cycle_days())
    title = say("mine-chart-cycle", {}, language)
    marks = [Mark(cycle.median / _DAY, f"{say('mine-line-median', {}, language)} {say_span(cycle.median, language)}")]
    return show_chart(
        lambda frame: draw_histogram(
            bins, title=title, unit=say("mine-unit-days", {}, language), language=language, frame=frame, marks=marks,
            beyond=beyond, counted=say("mine-unit-cases", {}, language),
        ),
        title=title,
        language=language,
    )  # fmt: skip


def _show_activities(found: Overview, language: str) -> Html:
    rows = sorted((one for one in found.times.activities if one.count), key=lambda one: -one.count)[: 2 * _ROWS]
    if found.times.waiting.calendar.count:
        keys = ("activity", "count", "waiting", "working", "ninety", "processing", "passage")
        return show_table(_heads(keys, language), [_row_of_spans(one, found, language) for one in rows])
    heads = _heads(("activity", "count", "passage", "ninety"), language)
    passing = [
        [
            one.activity,
            f"{one.count:,}",
            *(say_span(value, language) for value in (one.passage.calendar.median, one.passage.calendar.q90)),
        ]
        for one in rows
    ]
    return show_table(heads, passing)


def _row_of_spans(one: ActivityTimes, found: Overview, language: str) -> list[str]:
    waiting = one.waiting.calendar
    return [
        one.activity,
        f"{one.count:,}",
        say_span(waiting.median, language),
        say_workdays(one.waiting.working.median, day_seconds=found.day_seconds, language=language),
        say_span(waiting.q90, language),
        say_span(one.processing.calendar.median, language),
        say_span(one.passage.calendar.median, language),
    ]


def show_causes(found: Overview, language: str) -> list[Html]:
    """All waiting by cause, and the table of causes by activity."""
    whole = found.causes.whole
    if not whole.total:
        count = f"{found.causes.undivided:,}"
        said = say("mine-says-undivided", {"count": count}, language) if found.causes.undivided else None
        return [tag("p", said, class_="note")] if said else []
    bars = [
        Bar(say(f"mine-cause-{cause}", {}, language), seconds / _DAY, note=say(f"mine-cause-{cause}-says", {}, language),
            says=f"{say_span(seconds, language)} · {100 * seconds / whole.total:.0f}%")
        for seconds, cause in sorted(zip(whole.seconds, map(str, CAUSES), strict=True), reverse=True)
        if seconds
    ]  # fmt: skip
    title = say("mine-chart-causes", {}, language)
    chart = show_chart(
        lambda frame: draw_bars(bars, title=title, language=language, frame=frame), title=title, language=language
    )
    heads = [*_heads(("activity", "total"), language), *(say(f"mine-cause-{cause}", {}, language) for cause in CAUSES)]
    rows = [_row_of_causes(row, row.name[0], language) for row in found.causes.by_activity[:_ROWS]]
    return [tag("div", chart, class_="charts"), show_table(heads, rows)]


def _row_of_causes(row: CauseRow, name: str, language: str) -> list[str]:
    total = row.total or 1.0
    return [name, say_span(row.total, language), *(f"{100 * seconds / total:.0f}%" for seconds in row.seconds)]


def show_rework(found: Overview, language: str) -> list[Html]:
    """The dearest repeats and their table."""
    rows = found.rework.activities
    if not rows:
        return []
    bars = [
        Bar(row.activity, row.seconds / _DAY, says=say_span(row.seconds, language),
            note=say("mine-bar-rework", {"once": f"{row.at_once:,}", "returns": f"{row.returns:,}"}, language))
        for row in rows[:_BARS]
    ]  # fmt: skip
    title = say("mine-chart-rework", {}, language)
    chart = show_chart(
        lambda frame: draw_bars(bars, title=title, language=language, frame=frame), title=title, language=language
    )
    heads = _heads(("activity", "cases", "repeating", "once", "returns", "time"), language)
    table = [
        [
            row.activity,
            *(f"{count:,}" for count in (row.cases, row.repeating, row.at_once, row.returns)),
            say_span(row.seconds, language),
        ]
        for row in rows[:_ROWS]
    ]
    return [tag("div", chart, tag("div", show_table(heads, table)), class_="charts")]


def show_hand_overs(found: Overview, language: str) -> list[Html]:
    """Between people, and between groups where the log names them."""
    shown: list[Html] = []
    for hands in (found.hand_overs, found.group_hand_overs):
        if hands is not None and hands.pairs:
            people = hands.kind == "resource"
            name = say("mine-people", {}, language) if people else say("mine-groups", {"key": hands.kind}, language)
            tables = [_show_matrix(hands, language), *_show_ping_pong(hands, language)]
            shown += [tag("h3", name), tag("div", [tag("div", table) for table in tables], class_="charts")]
    return shown


def _show_matrix(hands: HandOvers, language: str) -> Html:
    rows = [
        [pair.source, pair.target, f"{pair.count:,}", say_span(pair.between.median, language)]
        for pair in hands.pairs[:_ROWS]
    ]
    heads = _heads(("from", "to", "count", "between"), language)
    return show_table(heads, rows, caption=say("mine-chart-pairs", {}, language))


def _show_ping_pong(hands: HandOvers, language: str) -> list[Html]:
    if not hands.ping_pong:
        return []
    rows = [[one.first, one.second, f"{one.count:,}", f"{one.cases:,}"] for one in hands.ping_pong[:_ROWS]]
    heads = _heads(("first", "second", "trips", "cases"), language)
    return [show_table(heads, rows, caption=say("mine-chart-trips", {}, language))]


def show_drift(found: Overview, language: str) -> list[Html]:
    """The median case by period with the changes, and what changed."""
    drift = found.drift
    if not drift.tests:
        return []
    points = tuple((find_day(window.begins), window.median_cycle / _DAY) for window in drift.windows)
    lines = [Line(say("mine-line-median", {}, language), points)]
    marks = [
        Mark(to_number(find_day(change.at)), say(f"mine-mark-{change.kind}", {}, language)) for change in drift.changes
    ]
    title = say("mine-chart-drift", {}, language)
    chart = show_chart(
        lambda frame: draw_lines(lines, title=title, unit=say("mine-unit-days", {}, language), language=language, frame=frame, marks=marks),
        title=title, language=language, whole=True,
    )  # fmt: skip
    note = tag("p", say("mine-drift-note", {"tests": drift.tests}, language), class_="note")
    heads = _heads(("moment", "kind", "before", "after", "p", "detail"), language)
    rows = [_row_of_change(change, language) for change in drift.changes]
    return [tag("div", chart, class_="charts"), note, *([show_table(heads, rows)] if rows else [])]


def _row_of_change(change: Change, language: str) -> list[object]:
    shifts = [
        say(
            "mine-shift",
            {"source": one.source, "target": one.target, "before": f"{one.before:.2f}", "after": f"{one.after:.2f}"},
            language,
        )
        for one in change.shifts[:3]
    ]
    spans = (say_span(change.before, language), say_span(change.after, language))
    kind = say(f"mine-mark-{change.kind}", {}, language)
    return [find_day(change.at).isoformat(), kind, *spans, _say_q(change.q), tag("span", "；".join(shifts) or "—")]


def show_effects(found: Overview, language: str) -> list[Html]:
    """Values that go with longer cases or more rework."""
    effects = found.effects
    if not effects.tests:
        return []
    note = tag("p", say("mine-association", {"tests": effects.tests}, language), class_="note")
    heads = _heads(("attribute", "value", "outcome", "cases", "inside", "others", "size", "excess", "p"), language)
    rows = [_row_of_effect(effect, language) for effect in effects.rows[: 2 * _ROWS]]
    return [note, show_table(heads, rows)] if rows else [note]


def _row_of_effect(effect: Effect, language: str) -> list[str]:
    pair: Sequence[str] = [f"{100 * value:.0f}%" for value in (effect.inside, effect.others)]
    if effect.outcome == "time":
        pair = [say_span(value, language) for value in (effect.inside, effect.others)]
    return [
        effect.attribute, effect.value, say(f"mine-outcome-{effect.outcome}", {}, language), f"{effect.cases:,}",
        *pair, f"{effect.size:+.2f}", say_span(effect.seconds, language), _say_q(effect.q),
    ]  # fmt: skip


def show_variants(found: Overview, language: str) -> list[Html]:
    """The most common ways, and their families."""
    variants = found.variants
    if not variants.top:
        return []
    bars = [
        Bar(say_path(one.path, most=5), one.cases, note=say_span(one.median_cycle, language))
        for one in variants.top[:_BARS]
    ]
    title = say("mine-chart-variants", {}, language)
    cases = say("mine-unit-cases", {}, language)
    chart = show_chart(
        lambda frame: draw_bars(bars, title=title, unit=cases, language=language, frame=frame),
        title=title,
        language=language,
    )
    share = f"{100 * variants.covered_by_families:.0f}"
    note = tag("p", say(f"mine-families-{variants.by}", {"share": share}, language), class_="note")
    shown = variants.rows[:_ROWS]
    core = set.intersection(*(set(row.members) for row in shown))
    heads = _heads(("members", "cases", "ways", "median"), language)
    rows = [
        [
            _say_members(row.members, core, language),
            f"{row.cases:,}",
            f"{row.variants:,}",
            say_span(row.median_cycle, language),
        ]
        for row in shown
    ]
    common = tuple(member for member in shown[0].members if member in core)
    said = (
        tag("p", say("mine-families-core", {"names": _join(common, language)}, language), class_="note")
        if core
        else None
    )
    return [
        tag("div", chart, class_="charts"),
        *(part for part in (note, said, show_table(heads, rows)) if part is not None),
    ]


def _say_members(members: tuple[str, ...], core: set[str], language: str) -> str:
    """What a family has beyond what all listed families have."""
    more = tuple(member for member in members if member not in core)
    return _join(more, language) if more else say("mine-families-only-core", {}, language)


def _join(names: tuple[str, ...], language: str) -> str:
    return (", " if language == "en" else "、").join(names)


def _say_q(q: float) -> str:
    return "< 0.001" if q < 0.001 else f"{q:.3f}"


def _heads(keys: Sequence[str], language: str) -> list[str]:
    return [say(f"mine-head-{key}", {}, language) for key in keys]
