"""How a deadline came about, as values: one row a day, numbered rules, and what each rule rests on.

Rows and rules are codes and fields. Whoever prints them hands in ``say`` (`zaizao.wording.say`), because
rooms hold no words; making the rows is `derivation.py`'s work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from msgspec import Struct

from zaizao.units import Limit
from zaizao.worktime.year_plan import DayKind

Say = Callable[[str, Mapping[str, object], str], str]
"""Code, fields and language in, words out."""

LONG = 62
"""From this many rows on, the text tells months instead of runs of days; the rows themselves are all there."""


class Basis(Struct, frozen=True):
    """What a rule rests on: a provision, a notice of a year, or the words handed in with a stop or an extension."""

    code: str
    fields: Mapping[str, object] = {}

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, **{name: to_plain(value) for name, value in self.fields.items()}}


class DayRow(Struct, frozen=True):
    """One day of the derivation.

    ``why`` is one of: start, counted, makeup, holiday, rest, suspended, carried (a day off between the end of the
    count and the day it comes to rest on), landed (that day), time (hours or minutes counted), closed (none).
    """

    day: date
    kind: DayKind
    name: str | None
    """The holiday in the reader's language, also on a make-up workday; the ground on a suspended day."""
    counted: bool
    why: str
    n: int | None = None
    """The running count of days, when this day counts."""
    minutes: int | None = None
    """Minutes counted on this day, for limits in hours and minutes."""

    @property
    def weekday(self) -> int:
        """Monday is 0."""
        return self.day.weekday()

    def to_json(self) -> dict[str, Any]:
        return {
            "date": self.day.isoformat(),
            "weekday": self.weekday,
            "kind": self.kind.value,
            "name": self.name,
            "counted": self.counted,
            "why": self.why,
            "n": self.n,
            "minutes": self.minutes,
        }


class Rule(Struct, frozen=True):
    """One sentence of the derivation and the provisions behind it."""

    code: str
    fields: Mapping[str, object]
    basis: tuple[Basis, ...] = ()


class Explanation(Struct, frozen=True):
    """The whole derivation of one deadline, to be shown or kept."""

    language: str
    start: datetime
    limit: Limit
    due: datetime | None
    last_day: date | None
    provisional: bool
    edition: str
    rows: tuple[DayRow, ...]
    rules: tuple[Rule, ...]

    def to_json(self, say: Say | None = None) -> dict[str, Any]:
        """Plain values only; with ``say`` the rules carry their sentences too."""
        return {
            "language": self.language,
            "start": self.start.isoformat(),
            "limit": str(self.limit),
            "due": None if self.due is None else self.due.isoformat(),
            "last_day": None if self.last_day is None else self.last_day.isoformat(),
            "paused": self.due is None,
            "provisional": self.provisional,
            "edition": self.edition,
            "rows": [row.to_json() for row in self.rows],
            "rules": [self._rule_to_json(rule, say) for rule in self.rules],
        }

    def _rule_to_json(self, rule: Rule, say: Say | None) -> dict[str, Any]:
        plain: dict[str, Any] = {
            "code": rule.code,
            "fields": {name: to_plain(value) for name, value in rule.fields.items()},
            "basis": [basis.to_json() for basis in rule.basis],
        }
        return plain if say is None else {**plain, "text": self.rule_text(rule, say)}

    def rule_text(self, rule: Rule, say: Say) -> str:
        """The sentence, with what it rests on in brackets."""
        sentence = say(rule.code, rule.fields, self.language)
        if not rule.basis:
            return sentence
        basis = [say(f"basis-{basis.code}", basis.fields, self.language) for basis in rule.basis]
        return say("deadline-rule-with-basis", {"sentence": sentence, "basis": basis}, self.language)

    def row_text(self, row: DayRow, say: Say) -> str:
        """What happened on this day, in a few words (a cell of the day table)."""
        fields = {"n": row.n, "name": row.name or "", "minutes": row.minutes}
        named = "-named" if row.why == "suspended" and row.name else ""
        return say(f"deadline-day-{row.why}{named}", fields, self.language)

    def to_text(self, say: Say) -> str:
        """The derivation as plain text: heading, days in runs (or months when long), numbered rules."""
        heading = say("deadline-heading", {"limit": self.limit, "start": self.start}, self.language)
        rules = (f"{i}. {self.rule_text(rule, say)}" for i, rule in enumerate(self.rules, start=1))
        days = _month_lines(self, say) if len(self.rows) > LONG else _run_lines(self, say)
        return "\n".join((heading, *(f"  {line}" for line in days), *rules))


def to_plain(value: object) -> Any:
    """Dates as ISO texts, limits as written, tuples as lists; everything else as it is."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Limit):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return value


def _run_lines(explanation: Explanation, say: Say) -> Iterator[str]:
    for (why, name), group in groupby(explanation.rows, key=_run_key):
        rows = list(group)
        if len(rows) == 1 or why == "time":
            yield from (_line(row.day, explanation.row_text(row, say), explanation, say) for row in rows)
            continue
        code = f"deadline-days-{why}{'-named' if why == 'suspended' and name else ''}"
        words = say(code, _run_fields(rows), explanation.language)
        period = {"first": rows[0].day, "last": rows[-1].day}
        yield _line(say("deadline-period", period, explanation.language), words, explanation, say)


def _run_key(row: DayRow) -> tuple[str, str | None]:
    """Days are told together when the same thing happened to them; a name matters only where it is told."""
    return row.why, row.name if row.why in ("holiday", "suspended") else None


def _run_fields(rows: Sequence[DayRow]) -> dict[str, object]:
    return {"from_n": rows[0].n, "to_n": rows[-1].n, "name": rows[0].name or "", "days": len(rows)}


def _month_lines(explanation: Explanation, say: Say) -> Iterator[str]:
    for (year, month), group in groupby(explanation.rows, key=lambda row: (row.day.year, row.day.month)):
        rows = list(group)
        counted = [row.n for row in rows if row.n is not None]
        fields = {"days": len(counted), "rest": len(rows) - len(counted)}
        if counted:
            fields |= {"from_n": counted[0], "to_n": counted[-1]}
        code = "deadline-month-counted" if counted else "deadline-month-uncounted"
        when = say("deadline-month", {"year": year, "month": month, "iso": f"{year}-{month:02}"}, explanation.language)
        yield _line(when, say(code, fields, explanation.language), explanation, say)


def _line(when: object, words: str, explanation: Explanation, say: Say) -> str:
    return say("deadline-line", {"when": when, "words": words}, explanation.language)
