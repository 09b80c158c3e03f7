"""From the rows of any table to the log: what is dropped and reported, and what is a column, an attribute, a case's.

- A row without a case, without an activity, or with a moment nobody can read is broken: reported with its line.
- A row without a moment is kept without one, and noted; where rows hold several moments (`wide`) one of them must be there.
- Spaces around a text do not belong to it; a blank text is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME
from zaizao.eventlog.reading.account import Account, ReadLog, Reporter
from zaizao.eventlog.reading.constancy import split_by_case
from zaizao.eventlog.reading.guessing import SAMPLE, Guess, guess_columns
from zaizao.eventlog.reading.joined_rows import Coded, JoinedRows, keep_moments, make_log, note_zones, settle_repeats
from zaizao.eventlog.reading.mapping import ColumnMapping, check_columns
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.table_columns import Column, open_column
from zaizao.eventlog.reading.texts import TextColumn
from zaizao.eventlog.reading.time_texts import Moments, TimeForm, parse_texts, read_typed

_JOINT = " · "
_TOLD = 20


class Rows(Struct, frozen=True, eq=False):
    """Some rows of a table: equally long columns by heading, and the line each row begins in (its number, if no text)."""

    columns: Mapping[str, pa.Array]
    lines: NDArray[np.int64]


def read_table(
    batches: Iterator[Rows], *, reporter: Reporter, options: ReadOptions, mapping: ColumnMapping | None, name: str,
    typed: bool = False,
) -> ReadLog:  # fmt: skip
    """The log of a table. ``typed``: the file says which columns are texts, so that no text is taken for a number.

    Raises LogRefused for a table without rows, without a column for the case, or with neither activities nor moments.
    """
    first = next(batches, None)
    if first is None:
        raise reporter.refuse("log-no-rows")
    if mapping is not None:
        check_columns(mapping, list(first.columns), file=reporter.file)
    sample = pa.table(dict(first.columns)).slice(0, SAMPLE)
    guess = guess_columns(sample, mapping)
    if not guess.mapping.case or not (guess.mapping.activity or guess.mapping.events):
        missing = "case" if not guess.mapping.case else "activity"
        raise reporter.refuse(f"log-no-{missing}-column", {"headings": tuple(first.columns)[:60]})
    collector = _Collector(guess, reporter=reporter, options=options, typed=typed)
    for rows in chain([first], batches):
        collector.add(rows)
    return collector.close(name)


class _Collector:
    """The rows kept so far."""

    def __init__(self, guess: Guess, *, reporter: Reporter, options: ReadOptions, typed: bool) -> None:
        self.guess, self.mapping, self.reporter = guess, guess.mapping, reporter
        self.options, self.typed = options, typed
        self.case, self.activity = TextColumn(), TextColumn()
        self.resource, self.lifecycle = TextColumn(), TextColumn()
        self.times: list[list[Moments]] = []
        """By batch: of each column of moments that makes events, then of the column of starts."""
        self.lines: list[NDArray[np.int64]] = []
        self.others: dict[str, Column] = {}
        self.read = self.kept = 0
        used: list[str | None] = [self.mapping.time, self.mapping.start, self.mapping.resource, self.mapping.lifecycle]
        used += [heading for _, heading in self.mapping.events]
        for several in (self.mapping.case, self.mapping.activity):
            used += several if len(several) == 1 else ()
        self.used = {heading for heading in used if heading is not None}
        self.moments: list[str | None] = [heading for _, heading in self.mapping.events]
        self.moments = self.moments or [self.mapping.time]
        self.is_wide = bool(self.mapping.events)

    def add(self, rows: Rows) -> None:
        """Take a batch of rows."""
        count = len(rows.lines)
        self.read += count
        case_known = self.case.add(self._join(rows, self.mapping.case))
        activity_known = None if self.is_wide else self.activity.add(self._join(rows, self.mapping.activity))
        moments = [self._read_moments(rows, heading) for heading in (*self.moments, self.mapping.start)]
        keep = self._report(rows, case_known, activity_known, moments)
        dropped = not keep.all()
        if dropped:
            self.case.keep_last(keep)
            if activity_known is not None:
                self.activity.keep_last(keep)
            moments = [keep_moments(one, keep) for one in moments]
        self.times.append(moments)
        self.lines.append(rows.lines[keep])
        mask = pa.array(keep) if dropped else None
        for text, heading in ((self.resource, self.mapping.resource), (self.lifecycle, self.mapping.lifecycle)):
            if heading is not None:
                text.add(_filter(self._column(rows, heading), mask))
        self._add_others(rows, mask)
        self.kept += int(keep.sum())

    def _add_others(self, rows: Rows, mask: pa.Array | None) -> None:
        for name, given in rows.columns.items():
            if name in self.used or not (self._is_wanted(name) or self.is_wide):
                continue
            column = _decode_numbers(given)
            if name not in self.others:
                self.others[name] = open_column(column.type, declared=self.typed)
                if self.kept:
                    self.others[name].add(pa.nulls(self.kept, column.type))
            self.others[name].add(_filter(column, mask))
        for name in self.others.keys() - rows.columns.keys():
            self.others[name].add(pa.nulls(len(self.lines[-1]), pa.string()))

    def _is_wanted(self, name: str) -> bool:
        chosen = self.mapping.attributes
        if name in self.mapping.case_attributes:
            return True
        return self.options.wants(name) and (chosen == "all" or (chosen != "none" and name in chosen))

    def _column(self, rows: Rows, name: str) -> pa.Array:
        found = rows.columns.get(name)
        return pa.nulls(len(rows.lines), pa.string()) if found is None else found

    def _join(self, rows: Rows, names: Sequence[str]) -> pa.Array:
        """One text for each row; several columns are joined, and all of them must be there."""
        columns = [_as_texts(self._column(rows, name)) for name in names]
        if len(columns) == 1:
            return columns[0]
        trimmed = [pc.utf8_trim_whitespace(column.cast(pa.large_string())) for column in columns]
        trimmed = [pc.if_else(pc.equal(column, ""), None, column) for column in trimmed]
        return pc.binary_join_element_wise(*trimmed, pa.scalar(_JOINT, pa.large_string()))

    def _read_moments(self, rows: Rows, heading: str | None) -> Moments:
        if heading is None:
            return _no_moments(len(rows.lines))
        column = self._column(rows, heading)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        form = self.guess.forms.get(heading)
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            return parse_texts(column, form or TimeForm("iso"), zone=self.mapping.zone)
        return read_typed(column, form, zone=self.mapping.zone)

    def _report(
        self, rows: Rows, case: NDArray[np.bool_], activity: NDArray[np.bool_] | None, moments: Sequence[Moments]
    ) -> NDArray[np.bool_]:
        """Which rows are kept; the others are reported with the first reason that holds."""
        *events, start = moments
        unreadable = np.logical_or.reduce([one.unreadable for one in events])
        known = np.logical_or.reduce([one.time != NO_TIME for one in events])
        bad_time = unreadable if not self.is_wide else ~known
        keep: NDArray[np.bool_] = case & ~bad_time
        if activity is not None:
            keep &= activity
        if not keep.all():
            for row in np.flatnonzero(~keep):
                if not case[row]:
                    self._drop(rows, int(row), "log-row-no-case", heading=_JOINT.join(self.mapping.case))
                elif activity is not None and not activity[row]:
                    self._drop(rows, int(row), "log-row-no-activity", heading=_JOINT.join(self.mapping.activity))
                else:
                    self._drop_for_time(rows, int(row), unreadable=bool(unreadable[row]))
        if self.is_wide:
            for heading, one in zip(self.moments, events, strict=True):
                self._note(rows, one.unreadable & keep, "log-moment-unreadable", heading)
        elif self.mapping.time is not None:
            self._note(rows, ~known & keep, "log-row-untimed", self.mapping.time)
        if self.mapping.start is not None:
            self._note(rows, start.unreadable & keep, "log-moment-unreadable", self.mapping.start)
        return keep

    def _drop(self, rows: Rows, row: int, code: str, **fields: object) -> None:
        self.reporter.drop(code, fields, line=int(rows.lines[row]))

    def _drop_for_time(self, rows: Rows, row: int, *, unreadable: bool) -> None:
        headings = [one for one in self.moments if one is not None]
        if not unreadable:
            self._drop(rows, row, "log-row-no-moment", headings=tuple(headings))
            return
        values = [_show(self._column(rows, heading), row) for heading in headings]
        self._drop(rows, row, "log-row-time", heading="、".join(headings), value="、".join(values)[:80])

    def _note(self, rows: Rows, where: NDArray[np.bool_], code: str, heading: str | None) -> None:
        if not where.any():
            return
        found = np.flatnonzero(where)
        for row in found[:_TOLD]:
            value = _show(self._column(rows, heading or ""), int(row))[:80]
            self.reporter.note(code, {"heading": heading, "value": value}, line=int(rows.lines[row]))
        if len(found) > _TOLD:
            self.reporter.note(code, {"heading": heading, "value": ""}, count=len(found) - _TOLD)

    def close(self, name: str) -> ReadLog:
        """The log of all rows, with the account of them."""
        if not self.kept:
            raise self.reporter.refuse("log-nothing-kept", {"count": self.read})
        rows = JoinedRows(
            case=_close_text(self.case),
            activity=None if self.is_wide else _close_text(self.activity),
            resource=self._close_optional(self.resource, self.mapping.resource),
            lifecycle=self._close_optional(self.lifecycle, self.mapping.lifecycle),
            moments=[_concatenate([batch[place] for batch in self.times]) for place in range(len(self.moments) + 1)],
            columns={key: column.close(key) for key, column in self.others.items()},
            lines=np.concatenate(self.lines),
        )  # fmt: skip
        self.times, self.others = [], {}
        if self.is_wide:
            rows = settle_repeats(rows, self.mapping, self.reporter)
        of_rows, of_cases = split_by_case(
            {key: column for key, column in rows.columns.items() if self._is_wanted(key)}, rows.case.codes,
            len(rows.case.names), wanted=self.mapping.case_attributes, rows_are_cases=self.is_wide,
        )  # fmt: skip
        log = make_log(rows, self.mapping, attributes=of_rows, case_attributes=of_cases, name=name)
        note_zones(log, self.reporter)
        reported = self.reporter.reported
        return ReadLog(
            log=log,
            account=Account(read=len(rows) + reported, kept=len(rows), reported=reported),
            problems=self.reporter.list_problems(),
            guess=self.guess.reasons,
        )

    def _close_optional(self, text: TextColumn, heading: str | None) -> Coded:
        if heading is None:
            return Coded(codes=np.full(self.kept, NO_CODE, dtype=np.int32), names=())
        return _close_text(text)


def _close_text(text: TextColumn) -> Coded:
    codes, names = text.close()
    return Coded(codes=codes, names=tuple(names.to_pylist()))


def _as_texts(column: pa.Array) -> pa.Array:
    """Texts as they are; numbers as they are written; whole floating numbers without their point."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(kind):
        texts = column.cast(pa.string())
        return pc.replace_substring_regex(texts, r"\.0$", "")
    return column.cast(pa.string())


def _show(column: pa.Array, row: int) -> str:
    """What stands in a cell, as text; also a timestamp that no date can hold."""
    try:
        return str(column[row].as_py())
    except (ValueError, OverflowError):
        return str(column[row].value)


def _decode_numbers(column: pa.Array) -> pa.Array:
    """Coded texts as they are; what else is coded as if it were not."""
    if not pa.types.is_dictionary(column.type) or column.type.value_type in (pa.string(), pa.large_string()):
        return column
    return column.dictionary_decode()


def _filter(column: pa.Array, mask: pa.Array | None) -> pa.Array:
    return column if mask is None else column.filter(mask)


def _no_moments(length: int) -> Moments:
    time = np.broadcast_to(np.int64(NO_TIME), length)
    return Moments(
        time=time, offset=np.broadcast_to(np.int16(NO_OFFSET), length), unreadable=np.broadcast_to(np.False_, length)
    )


def _concatenate(parts: Sequence[Moments]) -> Moments:
    if len(parts) == 1:
        return parts[0]
    return Moments(
        time=np.concatenate([one.time for one in parts]),
        offset=np.concatenate([one.offset for one in parts]),
        unreadable=np.concatenate([one.unreadable for one in parts]),
    )
