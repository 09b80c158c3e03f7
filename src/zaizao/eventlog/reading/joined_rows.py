"""All rows of a table that were kept, as whole columns, and the log they make: an event a row, or several.

Which rows were kept, and what each column means, is decided before (`table`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog
from zaizao.eventlog.reading.account import SHOWN_OF_A_KIND, Reporter
from zaizao.eventlog.reading.mapping import ColumnMapping
from zaizao.eventlog.reading.time_texts import Moments
from zaizao.eventlog.reading.wide import count_repeats, melt_rows


class Coded(Struct, frozen=True, eq=False):
    """A column of texts: codes and the names they stand for."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]


class JoinedRows(Struct, frozen=True, eq=False):
    """Whole columns of one length. ``moments``: of each column of moments that makes events, then of the starts."""

    case: Coded
    activity: Coded | None
    """None where rows hold several events."""
    resource: Coded
    lifecycle: Coded
    moments: list[Moments]
    columns: Mapping[str, Attribute]
    lines: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.case.codes)

    def take(self, rows: NDArray[np.int64]) -> JoinedRows:
        """Only some rows; no case may lose all of its."""

        def pick(column: Coded) -> Coded:
            return Coded(codes=column.codes[rows], names=column.names)

        return JoinedRows(
            case=pick(self.case),
            activity=None if self.activity is None else pick(self.activity),
            resource=pick(self.resource),
            lifecycle=pick(self.lifecycle),
            moments=[keep_moments(one, rows) for one in self.moments],
            columns={key: column.take(rows) for key, column in self.columns.items()},
            lines=self.lines[rows],
        )


def keep_moments(moments: Moments, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Moments:
    """The moments of some rows."""
    return Moments(time=moments.time[rows], offset=moments.offset[rows], unreadable=moments.unreadable[rows])


def settle_repeats(rows: JoinedRows, mapping: ColumnMapping, reporter: Reporter) -> JoinedRows:
    """Rows that repeat another one exactly are noted, or dropped and reported where the mapping asks for it."""
    repeats = count_repeats(rows.case.codes, rows.moments, rows.columns, (rows.resource.codes, rows.lifecycle.codes))
    if not repeats.any():
        return rows
    drop = mapping.duplicates == "drop"
    code = "log-row-repeated-dropped" if drop else "log-row-repeated"
    found = np.flatnonzero(repeats)
    for row in found[:SHOWN_OF_A_KIND]:
        reporter.note(code, {}, line=int(rows.lines[row]))
    if len(found) > SHOWN_OF_A_KIND:
        reporter.note(code, {}, count=len(found) - SHOWN_OF_A_KIND)
    if not drop:
        return rows
    reporter.reported += len(found)
    return rows.take(np.flatnonzero(~repeats))


def make_log(
    rows: JoinedRows,
    mapping: ColumnMapping,
    *,
    attributes: Mapping[str, Attribute],
    case_attributes: Mapping[str, Attribute],
    name: str,
) -> EventLog:
    """The log of the rows; ``attributes`` are of the rows."""
    lifecycle, lifecycle_names = _name_lifecycles(rows.lifecycle, mapping)
    if rows.activity is not None:
        when, start = rows.moments
        return EventLog(
            case=rows.case.codes, activity=rows.activity.codes, time=np.ascontiguousarray(when.time),
            case_names=rows.case.names, activity_names=rows.activity.names, resource=rows.resource.codes,
            resource_names=rows.resource.names, lifecycle=lifecycle, lifecycle_names=lifecycle_names,
            offset=np.ascontiguousarray(when.offset), start=None if mapping.start is None else start.time, name=name,
            order_is_given=mapping.time is None, attributes=attributes, case_attributes=case_attributes,
        )  # fmt: skip
    melted = melt_rows(rows.moments[:-1], names=[activity for activity, _ in mapping.events])
    return EventLog(
        case=rows.case.codes[melted.row], activity=melted.activity, time=melted.time, case_names=rows.case.names,
        activity_names=melted.names, resource=rows.resource.codes[melted.row], resource_names=rows.resource.names,
        lifecycle=lifecycle[melted.row], lifecycle_names=lifecycle_names, offset=melted.offset, name=name,
        attributes={key: column.take(melted.row) for key, column in attributes.items()},
        case_attributes=case_attributes,
    )  # fmt: skip


def _name_lifecycles(column: Coded, mapping: ColumnMapping) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """Small letters, in the words of XES where the mapping gives them."""
    words = [mapping.lifecycles.get(one, one.lower()) for one in column.names]
    known = {word: place for place, word in enumerate(dict.fromkeys(words))}
    places = np.array([known[word] for word in words] + [NO_CODE], dtype=np.int16)
    return places[column.codes], tuple(known)


def note_zones(log: EventLog, reporter: Reporter) -> None:
    """Moments without a zone were read as UTC: that is said."""
    naive = int(np.sum((log.offset == NO_OFFSET) & (log.time != NO_TIME)))
    if naive:
        reporter.note("log-zone-unknown", {"count": naive})
