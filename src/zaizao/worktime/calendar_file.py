"""Reading a city's own calendar, or the official plan of one year, from YAML or JSON.

Everything wrong with a file is reported at once, with file, line, column and path; a file is taken whole or not at all.

    year: 2027                         one year, added to the shipped calendar
    notice: https://…
    published_on: 2026-11-10
    days:
      - {date: 2027-02-06, kind: holiday, name: 春节}
      - {date: 2027-02-14, kind: workday, name: 春节}

    tag: cn-jinan                      or a calendar: based on the shipped one, or from nothing (country,
    based_on: cn                       first_year, last_year, weekend, zone)
    years: [{year: 2027, days: […]}]

Files of holiday-cn (``papers``, ``isOffDay``) are read as they are.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

from msgspec.structs import replace

from zaizao.errors import Location, Problem
from zaizao.units.zone import SHANGHAI
from zaizao.worktime.calendar import CalendarSource, WorkCalendar, build_calendar
from zaizao.worktime.errors import CalendarFileError
from zaizao.worktime.plan_reading import Fields, Findings, read_plan
from zaizao.worktime.shipped import china
from zaizao.worktime.year_plan import YearPlan

MAX_BYTES = 500_000
"""Thirty years of holidays take about 100 KB."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CALENDAR_KEYS = ("country", "tag", "based_on", "first_year", "last_year", "weekend", "zone", "years")
_EARLIEST, _LATEST = 1900, 2200


def load_calendar(path: str | Path) -> WorkCalendar:
    """The calendar in the file, or the shipped calendar with the file's year in it. Raises CalendarFileError."""
    return read_calendar(_read_bytes(path), file=str(path))


def load_year_plan(path: str | Path) -> YearPlan:
    """The plan of one year, ready for `WorkCalendar.with_year`. Raises CalendarFileError."""
    text, table = _parse(_read_bytes(path), str(path))
    findings = Findings(text, str(path))
    plan = read_plan(Fields.of(table, (), findings))
    findings.refuse()
    assert plan is not None  # a plan is missing only where a problem was found
    return plan


def read_calendar(content: str | bytes, *, file: str | None = None) -> WorkCalendar:
    """As `load_calendar`, from a text at hand; ``file`` names it in problems."""
    text, table = _parse(content, file)
    findings = Findings(text, file)
    fields = Fields.of(table, (), findings)
    source = _extend_shipped(fields) if "year" in fields else _read_source(fields)
    findings.refuse()
    assert source is not None  # a source is missing only where a problem was found
    return build_calendar(source)


def _read_bytes(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        problem = Problem("calendar-unreadable", {"detail": detail}, Location(file=str(path)))
        raise CalendarFileError([problem]) from None


def _parse(content: str | bytes, file: str | None) -> tuple[str, object]:
    from zaizao.units.yaml import YamlError, read_yaml  # noqa: PLC0415  # slow to load, and most callers read no file

    # JSON may be indented with tabs, YAML may not; in valid JSON no tab stands inside a text.
    is_json = file is not None and file.lower().endswith(".json")
    tab, space = ("\t", " ") if isinstance(content, str) else (b"\t", b" ")
    plain = content.replace(tab, space) if is_json else content  # type: ignore[arg-type]
    try:
        table = read_yaml(plain, file=file, limit=MAX_BYTES)
    except YamlError as error:
        raise CalendarFileError(error.problems) from None
    return plain if isinstance(plain, str) else plain.decode("utf-8-sig"), table


def _extend_shipped(fields: Fields) -> CalendarSource | None:
    plan = read_plan(fields)
    return None if plan is None else _with_plans(china().source, [plan], fields)


def _with_plans(source: CalendarSource, plans: list[YearPlan], fields: Fields) -> CalendarSource:
    for index, plan in enumerate(plans):
        if not source.first_year <= plan.year <= source.last_year:
            at = ("years", index, "year") if "years" in fields else ("year",)
            span = {"year": plan.year, "first": source.first_year, "last": source.last_year}
            fields.findings.add("calendar-year-range", at, span)
    own = {plan.year for plan in plans}
    merged = sorted((*(p for p in source.plans if p.year not in own), *plans), key=lambda plan: plan.year)
    return replace(source, plans=tuple(merged))


def _read_source(fields: Fields) -> CalendarSource | None:
    fields.allow(_CALENDAR_KEYS)
    based_on = fields.choice("based_on", ("cn",), required=False)
    tag, country = fields.text("tag", required=False), fields.text("country", required=based_on is None)
    plans = _read_plans(fields)
    if based_on is not None:
        shipped = china().source
        return _with_plans(replace(shipped, tag=tag or f"{shipped.tag}-own"), plans, fields)
    first = fields.whole("first_year", _EARLIEST, _LATEST)
    last = fields.whole("last_year", _EARLIEST, _LATEST)
    weekend, zone = _read_weekend(fields), _read_zone(fields)
    if first is None or last is None or country is None:
        return None
    if last < first:
        fields.problem("last_year", "calendar-field-value", text=last, expected=f"{first}–{_LATEST}")
        return None
    source = CalendarSource(country, tag or country.lower(), first, last, weekend=weekend, zone=zone)
    return _with_plans(source, plans, fields)


def _read_plans(fields: Fields) -> list[YearPlan]:
    plans: list[YearPlan] = []
    for item in fields.items("years", required=False):
        plan = read_plan(item)
        if plan is not None and any(known.year == plan.year for known in plans):
            item.problem("year", "calendar-year-twice", year=plan.year)
        elif plan is not None:
            plans.append(plan)
    return plans


def _read_weekend(fields: Fields) -> frozenset[int]:
    if "weekend" not in fields:
        return frozenset({5, 6})
    chosen = fields.texts("weekend", _WEEKDAYS)
    if len(set(chosen)) == len(_WEEKDAYS):
        fields.problem("weekend", "calendar-no-workday")
    return frozenset(_WEEKDAYS.index(name) for name in chosen)


def _read_zone(fields: Fields) -> timezone:
    text = fields.pattern("zone", r"[+-](0\d|1[0-4]):[0-5]\d", "+08:00")
    if text is None:
        return SHANGHAI if isinstance(SHANGHAI, timezone) else timezone(timedelta(hours=8))
    minutes = int(text[1:3]) * 60 + int(text[4:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
