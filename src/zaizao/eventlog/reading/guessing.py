"""Which column of a table is what, where nobody said: by headings first, then by what stands under them.

Every guess comes with its reason. A table with a column of activities has an event in each row; one without, but with
moments in several columns, has several events in each row (a wide table).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from msgspec.structs import replace

from zaizao.errors import Problem
from zaizao.eventlog.reading.headings import WORDS, is_due, name_event, names_moment, rank_heading
from zaizao.eventlog.reading.mapping import ColumnMapping
from zaizao.eventlog.reading.time_texts import TimeForm, find_form

SAMPLE = 10_000
"""Rows that are looked at."""
_MOST = 0.9
"""Of the values of a column of moments whose heading does not say so, at least this share must be moments."""
_FEW = 0.2
"""Activities repeat: fewer distinct values than this share of the rows."""


class Guess(Struct, frozen=True):
    """The whole mapping, how each column of moments is written, and why."""

    mapping: ColumnMapping
    forms: Mapping[str, TimeForm]
    reasons: tuple[Problem, ...] = ()


def guess_columns(sample: pa.Table, given: ColumnMapping | None) -> Guess:
    """Fill what ``given`` leaves open. What cannot be found stays empty: the caller decides what it cannot do without."""
    return _Guesser(sample, given or ColumnMapping()).close()


class _Guesser:
    """One table being looked at."""

    def __init__(self, sample: pa.Table, given: ColumnMapping) -> None:
        self.sample, self.given = sample, given
        self.names: list[str] = list(sample.column_names)
        self.reasons: list[Problem] = []
        self.taken = {heading for _, heading in given.list_columns()}
        self.forms = {name: form for name in self.names if (form := self._form_of(name)) is not None}
        self._settle_forms()

    def close(self) -> Guess:
        """The guess."""
        mapping = self.given
        if not mapping.case:
            case = self._choose("case", self._is_filled) or self._choose("case", self._is_said)
            mapping = replace(mapping, case=() if case is None else (case,))
        if not mapping.activity and not mapping.events:
            mapping = self._find_activity(mapping)
        if mapping.activity:
            mapping = self._find_times(mapping)
        elif not mapping.events:
            mapping = self._find_events(mapping)
        for role, fits in (("resource", self._is_text), ("lifecycle", self._is_text)):
            if getattr(mapping, role) is None and (mapping.activity or role == "resource"):
                mapping = replace(mapping, **{role: self._choose(role, fits)})
        self._tell_forms(mapping)
        return Guess(mapping=mapping, forms=self.forms, reasons=tuple(self.reasons))

    def _form_of(self, name: str) -> TimeForm | None:
        column = self.sample.column(name)
        if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
            return TimeForm("typed", clock=not pa.types.is_date(column.type) and _has_clock(column))
        mapped = name in (self.given.time, self.given.start) or name in {one for _, one in self.given.events}
        if mapped and self.given.format is not None:
            return TimeForm(self.given.format)
        if not _is_string(column.type) and not names_moment(name):
            return None
        texts = pa.array(column.cast(pa.string()).combine_chunks())
        form = find_form(texts, digits=mapped or names_moment(name))
        said = mapped or rank_heading(name, "time") is not None
        if form is None or (form.share < _MOST and not said and not names_moment(name)):
            return TimeForm("iso", share=0.0) if said else None
        if self.given.format is not None and form.name in ("day-first", "month-first"):
            return replace(form, name=self.given.format, ambiguous=False)
        return form

    def _settle_forms(self) -> None:
        """Where day and month could be exchanged, what other columns of the table tell holds here too."""
        told = {form.name for form in self.forms.values() if not form.ambiguous} & {"day-first", "month-first"}
        if len(told) == 1:
            (name,) = told
            for heading, form in self.forms.items():
                if form.ambiguous:
                    self.forms[heading] = replace(form, name=name, ambiguous=False)

    def _choose(self, role: str, fits: Callable[[str], bool]) -> str | None:
        """The column whose heading names the role best, the first of equals; it is then taken."""
        ranks = {
            name: rank
            for name in self.names
            if name not in self.taken and (rank := rank_heading(name, role)) is not None and fits(name)
        }
        if not ranks:
            return None
        best = min(ranks, key=lambda name: ranks[name])
        self._take(role, best, by="heading")
        return best

    def _take(self, role: str, heading: str, *, by: str) -> None:
        self.taken.add(heading)
        self.reasons.append(Problem(f"log-guess-{role}-by-{by}", {"heading": heading}))

    def _is_filled(self, name: str) -> bool:
        """At least half of the rows have something there, and it is no moment and no truth."""
        column = self.sample.column(name)
        if name in self.forms and self.forms[name].name != "compact" and not self.forms[name].name.startswith("epoch"):
            return False
        return not pa.types.is_boolean(column.type) and _count_known(column) * 2 >= len(column)

    def _is_said(self, name: str) -> bool:
        """The heading itself names the case, though hardly anything stands there."""
        rank = rank_heading(name, "case")
        return name not in self.forms and rank is not None and rank < len(WORDS["case"])

    def _is_text(self, name: str) -> bool:
        return name not in self.forms and _count_known(self.sample.column(name)) > 0

    def _find_activity(self, mapping: ColumnMapping) -> ColumnMapping:
        chosen = self._choose("activity", self._is_text)
        if chosen is None and mapping.case and len(self._list_moments()) == 1 and self._repeats(mapping.case):
            chosen = self._find_repeating()
            if chosen is not None:
                self._take("activity", chosen, by="values")
        return mapping if chosen is None else replace(mapping, activity=(chosen,))

    def _repeats(self, case: tuple[str, ...]) -> bool:
        """Whether cases have several rows."""
        column = self.sample.column(case[0])
        return len(case) == 1 and len(pc.unique(column)) <= 0.7 * len(column)

    def _find_repeating(self) -> str | None:
        """A text column with few values, in nearly every row: the first that is one."""
        for name in self.names:
            column = self.sample.column(name)
            if name in self.taken or not self._is_text(name) or not _is_string(column.type):
                continue
            if rank_heading(name, "resource") is not None or rank_heading(name, "lifecycle") is not None:
                continue
            count = len(pc.unique(column))
            if 2 <= count <= max(2, _FEW * len(column)) and _count_known(column) >= 0.95 * len(column):
                return name
        return None

    def _list_moments(self) -> list[str]:
        """Columns of what came to pass, not of what should; days alone only where nothing has a time of day."""
        found = [name for name in self.names if name in self.forms and name not in self.taken]
        found = [name for name in found if not is_due(name) and self.forms[name].share > 0]
        return [name for name in found if self.forms[name].clock] or found

    def _find_times(self, mapping: ColumnMapping) -> ColumnMapping:
        is_moment = self.forms.__contains__
        if mapping.start is None:
            mapping = replace(mapping, start=self._choose("start", is_moment))
        if mapping.time is None:
            mapping = replace(mapping, time=self._choose("time", is_moment))
        if mapping.time is None and (rest := self._list_moments()):
            self._take("time", rest[0], by="values")
            mapping = replace(mapping, time=rest[0])
        if mapping.time is None and mapping.start is not None:
            mapping = replace(mapping, time=mapping.start, start=None)
        return mapping

    def _find_events(self, mapping: ColumnMapping) -> ColumnMapping:
        moments = self._list_moments()
        names = [name_event(heading) for heading in moments]
        events = tuple(
            (name if names.count(name) == 1 else heading, heading) for name, heading in zip(names, moments, strict=True)
        )
        for name, heading in events:
            self.taken.add(heading)
            self.reasons.append(Problem("log-guess-event", {"activity": name, "heading": heading}))
        return replace(mapping, events=events)

    def _tell_forms(self, mapping: ColumnMapping) -> None:
        used = [mapping.time, mapping.start, *(heading for _, heading in mapping.events)]
        for heading in dict.fromkeys(one for one in used if one is not None):
            form = self.forms.get(heading)
            if form is not None and form.ambiguous:
                self.reasons.append(Problem("log-guess-ambiguous", {"heading": heading, "form": form.name}))


def _is_string(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _count_known(column: pa.ChunkedArray) -> int:
    """Values that are neither missing nor blank."""
    if not _is_string(column.type):
        return len(column) - int(column.null_count)
    blank = pc.sum(pc.equal(pc.utf8_trim_whitespace(column.cast(pa.string())), "")).as_py() or 0
    return len(column) - int(column.null_count) - int(blank)


def _has_clock(column: pa.ChunkedArray) -> bool:
    days = pc.floor_temporal(column, unit="day")
    return bool(pc.any(pc.not_equal(days, column)).as_py())
