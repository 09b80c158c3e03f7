"""Looking at what a calendar file holds, field by field, collecting everything wrong before refusing anything.

Which files there are and what becomes of them is in `calendar_file.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from zaizao.errors import Location, Problem
from zaizao.worktime.errors import CalendarFileError
from zaizao.worktime.year_plan import DayKind, NamedDay, Notice, YearPlan

Path = tuple[str | int, ...]

_PLAN_KEYS = ("country", "year", "plans", "days", "notice", "notices", "published_on", "papers", "$schema", "$id")
_DAY_KEYS = ("date", "name", "kind", "isOffDay")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {"holiday": DayKind.HOLIDAY, "workday": DayKind.MAKEUP}
_MANY = 100


class Findings:
    """The problems of one file; they are placed in the text once, at the end."""

    def __init__(self, text: str, file: str | None) -> None:
        self._text, self._file = text, file
        self._found: list[tuple[str, Mapping[str, object], Path]] = []

    def add(self, code: str, path: Path, fields: Mapping[str, object]) -> None:
        self._found.append((code, fields, path))

    def refuse(self) -> None:
        """Raise CalendarFileError when anything was found (the first hundred are told)."""
        if not self._found:
            return
        from zaizao.units.yaml import dotted, locate_all  # noqa: PLC0415  # slow to load, needed for problems only

        told = self._found[:_MANY]
        places = locate_all(self._text, {path for _, _, path in told})
        raise CalendarFileError(
            Problem(code, fields, Location(self._file, *places[path], dotted(path))) for code, fields, path in told
        )


class Fields(Struct, frozen=True):
    """One mapping of the file, at its path."""

    values: Mapping[str, object]
    path: Path
    findings: Findings

    @classmethod
    def of(cls, value: object, path: Path, findings: Findings) -> Fields:
        """``value`` as a mapping; anything else is a problem and reads as an empty one."""
        if isinstance(value, dict):
            return cls(value, path, findings)
        findings.add("calendar-field-kind", path, {"expected_zh": "一组“名称: 值”", "expected_en": "a mapping"})
        return cls({}, (*path, "?"), findings)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    @property
    def is_readable(self) -> bool:
        """False for a stand-in; its missing fields are not worth a word."""
        return self.path[-1:] != ("?",)

    def problem(self, name: str, code: str, **fields: object) -> None:
        self.findings.add(code, (*self.path, name), fields)

    def allow(self, names: Sequence[str]) -> None:
        """Report every name that is not expected here."""
        for name in self.values:
            if name not in names:
                self.problem(name, "calendar-field-unknown", field=name, expected=list(names))

    def get(self, name: str, *, required: bool = True) -> object:
        if required and name not in self.values and self.is_readable:
            self.findings.add("calendar-field-missing", self.path, {"field": name})
        return self.values.get(name)

    def text(self, name: str, *, required: bool = True) -> str | None:
        value = self.get(name, required=required)
        if isinstance(value, str) and value.strip():
            return value
        if name in self.values:
            self.problem(name, "calendar-field-kind", expected_zh="文字", expected_en="a text")
        return None

    def pattern(self, name: str, pattern: str, example: str) -> str | None:
        """An optional text of a certain form."""
        value = self.text(name, required=False)
        if value is not None and not re.fullmatch(pattern, value):
            self.problem(name, "calendar-field-value", text=value, expected=example)
            return None
        return value

    def choice(self, name: str, choices: Sequence[str], *, required: bool = True) -> str | None:
        value = self.text(name, required=required)
        if value is not None and value not in choices:
            self.problem(name, "calendar-field-value", text=value, expected=list(choices))
            return None
        return value

    def whole(self, name: str, lowest: int, highest: int) -> int | None:
        value = self.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        if name in self.values:
            self.problem(name, "calendar-field-value", text=str(value)[:40], expected=f"{lowest}–{highest}")
        return None

    def day(self, name: str, *, required: bool = True) -> date | None:
        value = self.get(name, required=required)
        if name not in self.values:
            return None
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.problem(name, "calendar-date", text=str(value)[:40])
        return None

    def listed(self, name: str, *, required: bool = True) -> list[object]:
        value = self.get(name, required=required)
        if isinstance(value, list):
            return value
        if name in self.values:
            self.problem(name, "calendar-field-kind", expected_zh="一个列表", expected_en="a list")
        return []

    def texts(self, name: str, choices: Sequence[str]) -> list[str]:
        """A list of texts, each one of ``choices``."""
        chosen = []
        for index, value in enumerate(self.listed(name)):
            if isinstance(value, str) and value in choices:
                chosen.append(value)
            else:
                fields = {"text": str(value)[:40], "expected": list(choices)}
                self.findings.add("calendar-field-value", (*self.path, name, index), fields)
        return chosen

    def items(self, name: str, *, required: bool = True) -> Iterator[Fields]:
        """The mappings of a list."""
        for index, value in enumerate(self.listed(name, required=required)):
            yield Fields.of(value, (*self.path, name, index), self.findings)


def read_plan(fields: Fields) -> YearPlan | None:
    """The plan of one year; None when its year cannot be read (which is reported)."""
    fields.allow(_PLAN_KEYS)
    year = fields.whole("year", 1900, 2200)
    if "plans" in fields:
        announced = list(fields.items("plans"))
        days = [_read_days(plan, year) for plan in announced]
        notices = tuple(notice for plan in announced for notice in _read_notices(plan))
        last = days[-1] if days else ()
    else:
        last, notices = _read_days(fields, year), _read_notices(fields)
    return None if year is None else YearPlan(year, last, notices)


def _read_days(fields: Fields, year: int | None) -> tuple[NamedDay, ...]:
    days: dict[date, NamedDay] = {}
    rows = list(fields.items("days"))
    if not rows and isinstance(fields.values.get("days"), list):
        fields.problem("days", "calendar-plan-empty")
    for row in rows:
        named = _read_day(row, year)
        if named is not None and named.day in days:
            row.problem("date", "calendar-day-twice", day=named.day)
        elif named is not None:
            days[named.day] = named
    return tuple(days[day] for day in sorted(days))


def _read_day(row: Fields, year: int | None) -> NamedDay | None:
    row.allow(_DAY_KEYS)
    day, name = row.day("date"), row.text("name")
    kind = _read_off_day(row) if "isOffDay" in row else row.choice("kind", tuple(_KINDS))
    if day is not None and year is not None and abs(day.year - year) > 1:
        row.problem("date", "calendar-day-far", day=day, year=year)
    if day is None or name is None or kind is None:
        return None
    return NamedDay(day, _KINDS[kind], name)


def _read_off_day(row: Fields) -> str | None:
    value = row.values["isOffDay"]
    if isinstance(value, bool):
        return "holiday" if value else "workday"
    row.problem("isOffDay", "calendar-field-value", text=str(value)[:40], expected=["true", "false"])
    return None


def _read_notices(fields: Fields) -> tuple[Notice, ...]:
    """Notices in any of three forms: a list of mappings, a list of addresses, or one address with its date."""
    published = fields.day("published_on", required=False)
    single = fields.text("notice", required=False)
    notices = [] if single is None else [Notice(published, single)]
    for item in fields.items("notices", required=False):
        item.allow(("published_on", "url"))
        url = item.text("url")
        notices.append(Notice(item.day("published_on", required=False), url or ""))
    for index, paper in enumerate(fields.listed("papers", required=False)):
        if isinstance(paper, str):
            notices.append(Notice(None, paper))
        else:
            at = (*fields.path, "papers", index)
            fields.findings.add("calendar-field-kind", at, {"expected_zh": "文字", "expected_en": "a text"})
    return tuple(notices)
