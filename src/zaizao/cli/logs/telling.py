"""A log told in plain values for JSON, and in a few lines for the terminal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zaizao.cli.evidence.reading import describe_problem
from zaizao.errors import Problem
from zaizao.eventlog import ReadLog
from zaizao.eventlog.survey import Survey
from zaizao.notation.charts import format_number
from zaizao.wording import say

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_ACTIVITIES = 6
_PROBLEMS = 5
_HOURS = 2.0
"""Days under which spans are told in hours."""


def describe_log(read: ReadLog, survey: Survey, *, language: str) -> dict[str, Any]:
    """What JSON gives: the counts first, then what they are made of."""
    zone = survey.zones[0][0] if survey.zones else None
    return {
        "name": survey.name,
        "cases": survey.cases,
        "events": survey.events,
        "activities": len(survey.activities),
        "variants": survey.variants,
        "resources": len(survey.resources),
        "first": _write(survey.first, zone),
        "last": _write(survey.last, zone),
        "problems": [describe_problem(one, language=language) for one in read.problems],
        "account": {"read": read.account.read, "kept": read.account.kept, "reported": read.account.reported},
        "untimed": survey.untimed,
        "empty_cases": survey.empty_cases,
        "zones": [{"zone": None if one is None else write_zone(one), "events": count} for one, count in survey.zones],
        "guess": [describe_problem(one, language=language) for one in read.guess],
        "activity": [{"name": one.name, "events": one.events, "cases": one.cases} for one in survey.activities],
        "resource": [{"name": one.name, "events": one.events, "cases": one.cases} for one in survey.resources],
        "lifecycle": [{"name": one.name, "events": one.events} for one in survey.lifecycles],
        "paths": [{"activities": list(one.activities), "cases": one.cases} for one in survey.paths],
        "days": {"median": pick_quantile(survey.durations, 0.5), "ninety": pick_quantile(survey.durations, 0.9)},
        "attributes": [
            {"key": one.key, "of": one.of, "kind": one.kind, "given": one.given, "values": one.values}
            for one in survey.known
        ],
    }


def write_log_summary(read: ReadLog, survey: Survey, *, language: str) -> str:
    """A short friendly summary."""
    lines = [
        say("cli-log-name", {"name": survey.name or "—"}, language),
        say("cli-log-counts", {
            "cases": f"{survey.cases:,}", "events": f"{survey.events:,}", "activities": len(survey.activities),
            "variants": f"{survey.variants:,}",
        }, language),
        tell_time(survey, language),
        *_tell_more(survey, language),
        "",
        say("cli-log-activities", {}, language),
        *_list_activities(survey, language),
        "",
        say("cli-log-common", {"path": tell_path(survey.paths[0].activities), "count": f"{survey.paths[0].cases:,}"}, language),
        *_tell_reading(read, language),
    ]  # fmt: skip
    return "\n".join(lines)


def tell_time(survey: Survey, language: str) -> str:
    """From when to when, and how long cases take."""
    if survey.first is None or survey.last is None:
        return say("cli-log-timeless", {}, language)
    zone = _main_zone(survey)
    middle, ninety = (pick_quantile(survey.durations, share) for share in (0.5, 0.9))
    fields = {
        "first": _to_moment(survey.first, zone).date(), "last": _to_moment(survey.last, zone).date(),
        "median": say_span(middle or 0.0, language), "ninety": say_span(ninety or 0.0, language),
    }  # fmt: skip
    return say("cli-log-time", fields, language)


def choose_span(days: float) -> tuple[float, str]:
    """How many of which unit (minutes, hours, days) make a day, by what is easiest to read."""
    return (1440.0, "minutes") if days < 1 / 12 else (24.0, "hours") if days < _HOURS else (1.0, "days")


def say_span(days: float, language: str) -> str:
    """``16 分钟`` ``3.5 小时`` ``125 天``."""
    factor, unit = choose_span(days)
    return f"{format_number(days * factor)} {say(f'log-unit-{unit}', {}, language)}"


def _tell_more(survey: Survey, language: str) -> list[str]:
    lines = []
    if survey.resources:
        lines.append(say("cli-log-resources", {"count": f"{len(survey.resources):,}"}, language))
    if survey.untimed and survey.first is not None:
        lines.append(say("cli-log-untimed", {"count": f"{survey.untimed:,}"}, language))
    if survey.empty_cases:
        lines.append(say("cli-log-empty", {"count": f"{survey.empty_cases:,}"}, language))
    return lines


def _list_activities(survey: Survey, language: str) -> list[str]:
    shown = survey.activities[:_ACTIVITIES]
    widest = max((len(f"{one.events:,}") for one in shown), default=0)
    lines = [f"  {one.events:>{widest},}  {one.name}" for one in shown]
    if more := len(survey.activities) - len(shown):
        lines.append("  " + say("cli-log-more", {"count": more}, language))
    return lines


def _tell_reading(read: ReadLog, language: str) -> list[str]:
    account = read.account
    lines = [""]
    if account.reported:
        fields = {"read": f"{account.read:,}", "kept": f"{account.kept:,}", "reported": f"{account.reported:,}"}
        lines.append(say("cli-log-account", fields, language))
    else:
        lines.append(say("cli-log-account-all", {"read": f"{account.read:,}"}, language))
    lines += _list_problems(say("cli-log-notes", {}, language), read.problems, language)
    return lines + _list_problems(say("cli-log-guess", {}, language), read.guess, language, most=20)


def _list_problems(heading: str, problems: tuple[Problem, ...], language: str, *, most: int = _PROBLEMS) -> list[str]:
    if not problems:
        return []
    lines = [heading]
    for one in problems[:most]:
        place = "" if one.where.line is None else say("cli-log-line", {"line": one.where.line}, language)
        lines.append(f"  {place}{say(one.code, one.fields, language)}")
    if len(problems) > most:
        lines.append("  " + say("cli-evidence-more", {"count": len(problems) - most}, language))
    return lines


def tell_path(activities: tuple[str, ...], *, most: int = 8) -> str:
    """A path in a line; a long one keeps its beginning and its end."""
    if len(activities) > most:
        activities = (*activities[: most - 2], "…", activities[-1])
    return " → ".join(activities)


def pick_quantile(values: tuple[float, ...], share: float) -> float | None:
    """The value below which ``share`` of the sorted values lie; None where there is none."""
    return values[min(len(values) - 1, int(share * len(values)))] if values else None


def write_zone(minutes: int) -> str:
    """``+08:00``."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _main_zone(survey: Survey) -> int:
    return next((one for one, _ in survey.zones if one is not None), 0)


def _to_moment(micros: int, minutes: int) -> dt.datetime:
    """A moment in a zone; at the ends of the calendar in UTC."""
    moment = _EPOCH + dt.timedelta(microseconds=micros)
    try:
        return moment.astimezone(dt.timezone(dt.timedelta(minutes=minutes)))
    except (OverflowError, ValueError):
        return moment


def _write(micros: int | None, zone: int | None) -> str | None:
    """ISO 8601; without a zone where the log has none."""
    if micros is None:
        return None
    moment = _to_moment(micros, zone or 0)
    return (moment.replace(tzinfo=None) if zone is None else moment).isoformat()
