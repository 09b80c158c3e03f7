"""A deadline derived day by day, as weeks of a calendar: every day with what it counts for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from zaizao.cli.page.html import Html, join, tag
from zaizao.wording import format_weekday, say
from zaizao.worktime import DayRow, Explanation

_LONG = 12
"""More weeks than this are folded in the middle."""
_ENDS = 4
_SILENT = frozenset({"rest", "closed", "time"})
"""Days of which the shading says enough."""


def day_table(explanation: Explanation, *, now: date | None, ended: bool = False, caption: str) -> Html:
    """The weeks of a derivation; a long one shows its first and last weeks, and the rest on request."""
    weeks = _weeks(explanation.rows)
    if len(weeks) <= _LONG:
        return _table(weeks, explanation, now=now, ended=ended, caption=caption)
    language = explanation.language
    between = weeks[_ENDS:-_ENDS]
    fold = tag(
        "details",
        tag("summary", say("page-weeks-between", {"count": len(between)}, language)),
        _table(between, explanation, now=now, ended=ended, caption=None),
        class_="fold",
    )
    return join([
        _table(weeks[:_ENDS], explanation, now=now, ended=ended, caption=caption),
        fold,
        _table(weeks[-_ENDS:], explanation, now=now, ended=ended, caption=None),
    ])  # fmt: skip


def _weeks(rows: Sequence[DayRow]) -> list[list[tuple[date, tuple[DayRow, ...]]]]:
    by_day: dict[date, list[DayRow]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    monday = rows[0].day - timedelta(days=rows[0].day.weekday())
    weeks = []
    while monday <= rows[-1].day:
        days = [monday + timedelta(days=n) for n in range(7)]
        weeks.append([(day, tuple(by_day.get(day, ()))) for day in days])
        monday += timedelta(days=7)
    return weeks


def _table(
    weeks: Sequence[Sequence[tuple[date, tuple[DayRow, ...]]]],
    explanation: Explanation,
    *,
    now: date | None,
    ended: bool,
    caption: str | None,
) -> Html:
    language = explanation.language
    heads = [tag("th", _short_weekday(day, language), scope="col") for day, _ in weeks[0]]
    body = [
        tag(
            "tr",
            [
                _cell(day, rows, explanation, now=now, ended=ended, month=day.day == 1 or (week, place) == (0, 0))
                for place, (day, rows) in enumerate(days)
            ],
        )
        for week, days in enumerate(weeks)
    ]
    return tag(
        "table",
        tag("caption", caption) if caption else None,
        tag("thead", tag("tr", heads)),
        tag("tbody", body),
        class_="daycount",
    )


def _short_weekday(day: date, language: str) -> str:
    return format_weekday(day, language=language).removeprefix("周")


def _cell(
    day: date, rows: tuple[DayRow, ...], explanation: Explanation, *, now: date | None, ended: bool, month: bool
) -> Html:
    words = _words(day, rows, explanation)
    shown = f"{day.month}.{day.day}" if month else str(day.day)
    return tag(
        "td",
        tag("span", shown, class_="d", data_mark=_mark(day, rows, explanation.language, now=now, ended=ended)),
        tag("span", words, class_="n"),
        class_=" ".join(_classes(day, rows, explanation, now=now)) or None,
    )


def _mark(day: date, rows: tuple[DayRow, ...], language: str, *, now: date | None, ended: bool) -> str | None:
    """今 on the day from which one looks, 结 on the day it ended, 班 on a make-up workday."""
    if any(row.why == "makeup" or row.kind.value == "makeup" for row in rows):
        return say("page-makeup", {}, language)
    return say("page-ended" if ended else "page-today", {}, language) if rows and day == now else None


def _words(day: date, rows: tuple[DayRow, ...], explanation: Explanation) -> str:
    if not rows:
        return ""
    language = explanation.language
    if day == explanation.last_day:
        return say("page-day-due", {}, language)
    row = rows[-1]
    if row.minutes is not None:
        return say("page-day-minutes", {"minutes": sum(one.minutes or 0 for one in rows)}, language)
    if row.n is not None:
        return say("page-day-n", {"n": row.n}, language)
    if row.why == "holiday":
        return row.name or ""
    return "" if row.why in _SILENT else say(f"page-day-{row.why}", {}, language)


def _classes(day: date, rows: tuple[DayRow, ...], explanation: Explanation, *, now: date | None) -> list[str]:
    if not rows:
        return ["outside"]
    why = rows[-1].why
    kinds = ["start" if why == "start" else "count" if rows[-1].counted else "stop" if why == "suspended" else "off"]
    if now is not None and day > now:
        kinds.append("left")
    if now is not None and day == now:
        kinds.append("today")
    if day == explanation.last_day:
        kinds.append("due")
    return kinds
