"""What was mined in sentences: each says one finding with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from zaizao.cli.mining.against import Against
from zaizao.mining.causes import CAUSES, CauseRow
from zaizao.mining.overview import Overview
from zaizao.mining.spans import round_count, say_span, say_workdays
from zaizao.wording import say

_ACTIVITIES = 8
_WAYS = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tell_findings(found: Overview, *, language: str, against: Against | None = None) -> list[str]:
    """The findings, the most important first."""
    told = [*_tell_times(found, language), *_tell_waiting(found, language), *_tell_work(found, language)]
    told += [*_tell_change(found, language), *_tell_effects(found, language)]
    if against is not None:
        told += tell_against(against, language)
    return told


def write_mining_summary(found: Overview, *, language: str, against: Against | None = None) -> str:
    """The findings, where the time goes, the most common ways, and how it was counted; for a terminal."""
    lines = [say("mine-title", {"name": found.scale.name or "—"}, language), ""]
    lines += [f"· {line}" for line in tell_findings(found, language=language, against=against)]
    if found.bottlenecks.rows:
        lines += ["", say("mine-heading-time", {}, language)]
    lines += [
        f"  {100 * row.share:5.1f}%  ({100 * row.low:.1f}–{100 * row.high:.1f})  {row.activity}  {say_span(row.seconds, language)}"
        for row in found.bottlenecks.rows[:_ACTIVITIES]
    ]
    lines += ["", say("mine-heading-ways", {}, language)]
    lines += [f"  {variant.cases:>7,}  {say_path(variant.path)}" for variant in found.variants.top[:_WAYS]]
    lines += ["", say("mine-notes", {}, language)]
    lines += [f"  {line}" for line in tell_notes(found, language=language)]
    return "\n".join(lines)


def tell_notes(found: Overview, *, language: str) -> list[str]:
    """The calendar, what is doubtful, what is not counted."""
    calendar = found.clock.calendar
    hours = round_count(found.day_seconds / 3600)
    fields = {"country": calendar.country, "edition": calendar.edition, "hours": hours}
    lines = [say("mine-note-calendar", fields, language)]
    if found.times.doubtful_years and calendar.country == "CN":
        years = tuple(str(year) for year in found.times.doubtful_years)
        lines.append(
            say("mine-note-years", {"years": "、".join(years) if language != "en" else ", ".join(years)}, language)
        )
    if calendar.country != "CN":
        lines.append(say("mine-note-foreign", {}, language))
    scale = found.scale
    if scale.untimed:
        lines.append(say("mine-note-untimed", {"count": f"{scale.untimed:,}"}, language))
    lines += [
        say("mine-note-left-out", {"count": f"{count:,}", "transition": name}, language)
        for name, count in scale.left_out
    ]
    if scale.empty_cases:
        lines.append(say("mine-note-empty", {"count": f"{scale.empty_cases:,}"}, language))
    if found.causes.undivided and found.causes.whole.total:
        lines.append(say("mine-says-undivided", {"count": f"{found.causes.undivided:,}"}, language))
    lines.append(say("mine-note-seed", {"seed": found.seed}, language))
    return lines


def say_path(path: tuple[str, ...], most: int = 8) -> str:
    """A way in one line; what is repeated at once is said once with how often, a long one is cut."""
    steps: list[tuple[str, int]] = []
    for name in path:
        if steps and steps[-1][0] == name:
            steps[-1] = (name, steps[-1][1] + 1)
        else:
            steps.append((name, 1))
    shown = [f"{name} ×{count}" if count > 1 else name for name, count in steps]
    return " → ".join([*shown[:most], "…"] if len(shown) > most else shown)


def say_causes(row: CauseRow, *, language: str) -> str:
    """The causes of some waiting by share, the largest first."""
    shares = sorted(
        ((value / row.total, str(cause)) for cause, value in zip(CAUSES, row.seconds, strict=True) if value > 0),
        reverse=True,
    )
    told = [
        say(
            "mine-cause-share",
            {"cause": say(f"mine-cause-{cause}", {}, language), "share": f"{100 * share:.0f}"},
            language,
        )
        for share, cause in shares
        if share >= 0.005
    ]
    return (", " if language == "en" else "、").join(told)


def tell_against(against: Against, language: str) -> list[str]:
    """What the definition has and the log has not, and the other way round."""
    separator = ", " if language == "en" else "、"
    told = []
    if against.unseen:
        told.append(say("mine-says-unseen", {"names": separator.join(against.unseen)}, language))
    if against.undefined:
        told.append(say("mine-says-undefined", {"names": separator.join(against.undefined)}, language))
    return told or [say("mine-says-defined", {}, language)]


def find_day(microseconds: int) -> date:
    """The day of a moment (UTC)."""
    return (_EPOCH + timedelta(microseconds=microseconds)).date()


def _tell_times(found: Overview, language: str) -> Iterator[str]:
    cycle, cases = found.times.cycle, f"{found.scale.cases:,}"
    if cycle.calendar.median is None:
        yield say("mine-says-timeless", {"cases": cases}, language)
        return
    working = say_workdays(cycle.working.median, day_seconds=found.day_seconds, language=language)
    fields = {"median": say_span(cycle.calendar.median, language), "ninety": say_span(cycle.calendar.q90, language)}
    yield say("mine-says-cycle", {"cases": cases, "working": working, **fields}, language)
    if found.bottlenecks.rows:
        top = found.bottlenecks.rows[0]
        shares = {"share": f"{100 * top.share:.0f}", "low": f"{100 * top.low:.0f}", "high": f"{100 * top.high:.0f}"}
        yield say("mine-says-bottleneck", {"activity": top.activity, **shares}, language)


def _tell_waiting(found: Overview, language: str) -> Iterator[str]:
    row, worked = found.causes.whole, found.times.processing.calendar.total or 0.0
    if row.total:
        fields = {"total": say_span(row.total, language), "causes": say_causes(row, language=language)}
        if worked:
            yield say("mine-says-waiting", {**fields, "times": round_count(row.total / worked)}, language)
        else:
            yield say("mine-says-waiting-alone", fields, language)
    elif found.causes.undivided:
        yield say("mine-says-undivided", {"count": f"{found.causes.undivided:,}"}, language)


def _tell_work(found: Overview, language: str) -> Iterator[str]:
    rework, hands = found.rework, found.hand_overs
    if rework.activities:
        first = rework.activities[0]
        fields = {"share": f"{100 * rework.repeating / rework.cases:.0f}", "activity": first.activity}
        yield say("mine-says-rework", {**fields, "time": say_span(first.seconds, language)}, language)
    else:
        yield say("mine-says-no-rework", {}, language)
    if hands.moved:
        fields = {
            "moves": round_count(hands.moved / hands.cases),
            "share": f"{100 * hands.ping_pong_cases / hands.cases:.0f}",
        }
        yield say("mine-says-handover", fields, language)


def _tell_change(found: Overview, language: str) -> Iterator[str]:
    changes = found.drift.changes
    if changes:
        flow = sum(change.kind == "flow" for change in changes)
        fields = {"count": len(changes), "flow": flow, "time": len(changes) - flow, "first": find_day(changes[0].at)}
        yield say("mine-says-drift", fields, language)
    elif found.drift.tests:
        yield say("mine-says-no-drift", {"tests": found.drift.tests}, language)


def _tell_effects(found: Overview, language: str) -> Iterator[str]:
    slower = [
        one for one in found.effects.rows if one.outcome == "time" and one.seconds > 0 and one.inside > one.others
    ]
    for effect in sorted(slower, key=lambda one: -one.size)[:1]:
        fields = {"attribute": effect.attribute, "value": effect.value, "cases": f"{effect.cases:,}"}
        spans = {"inside": say_span(effect.inside, language), "others": say_span(effect.others, language)}
        yield say("mine-says-effect", {**fields, **spans}, language)
