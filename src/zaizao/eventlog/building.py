"""Making a log event by event: for small inputs, tests and the slow paths of readers; the fast paths fill columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute, AttributeKind, code_texts
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_KINDS = {bool: AttributeKind.BOOLEAN, int: AttributeKind.INTEGER, float: AttributeKind.NUMBER}


def to_microseconds(moment: dt.datetime | None) -> tuple[int, int]:
    """A moment as (microseconds of UTC, minutes east of UTC); a naive one is read as UTC with NO_OFFSET."""
    if moment is None:
        return NO_TIME, NO_OFFSET
    shift = moment.utcoffset()
    if shift is None:
        return (moment.replace(tzinfo=dt.UTC) - _EPOCH) // _MICROSECOND, NO_OFFSET
    return (moment - _EPOCH) // _MICROSECOND, round(shift.total_seconds() / 60)


class LogBuilder:
    """Collects events in order and makes the log. Columns of attributes take the kind of their first value."""

    def __init__(self, name: str = "", *, order_is_given: bool = False) -> None:
        self.name = name
        self.order_is_given = order_is_given
        self._codes: dict[str, dict[str, int]] = {"case": {}, "activity": {}, "resource": {}, "lifecycle": {}}
        self._rows: list[tuple[int, int, int, int, int, int, int]] = []
        self._attributes: dict[str, dict[int, object]] = {}
        self._case_attributes: dict[str, dict[int, object]] = {}

    def add(
        self,
        case: str,
        activity: str,
        time: dt.datetime | None = None,
        *,
        resource: str | None = None,
        lifecycle: str | None = None,
        start: dt.datetime | None = None,
        attributes: Mapping[str, object] | None = None,
    ) -> None:
        """Add one event; ``attributes`` are texts, whole or other numbers, booleans or moments."""
        moment, offset = to_microseconds(time)
        for key, value in (attributes or {}).items():
            self._attributes.setdefault(key, {})[len(self._rows)] = value
        self._rows.append(
            (
                self._code("case", case),
                self._code("activity", activity),
                moment,
                self._code("resource", resource),
                self._code("lifecycle", None if lifecycle is None else lifecycle.lower()),
                offset,
                to_microseconds(start)[0],
            )
        )

    def add_case(self, case: str, attributes: Mapping[str, object] | None = None) -> None:
        """Name a case (which may stay without events) and say what is known of it."""
        code = self._code("case", case)
        for key, value in (attributes or {}).items():
            self._case_attributes.setdefault(key, {})[code] = value

    def build(self) -> EventLog:
        """The log of what was added so far."""
        columns = np.array(self._rows, dtype=np.int64).reshape(-1, 7).T
        start = columns[6].copy()
        names = {column: tuple(codes) for column, codes in self._codes.items()}
        return EventLog(
            case=columns[0].astype(np.int32),
            activity=columns[1].astype(np.int32),
            time=columns[2].copy(),
            case_names=names["case"],
            activity_names=names["activity"],
            resource=columns[3].astype(np.int32),
            resource_names=names["resource"],
            lifecycle=columns[4].astype(np.int16),
            lifecycle_names=names["lifecycle"],
            offset=columns[5].astype(np.int16),
            start=start if np.any(start != NO_TIME) else None,
            name=self.name,
            order_is_given=self.order_is_given,
            attributes={key: make_attribute(key, rows, len(self._rows)) for key, rows in self._attributes.items()},
            case_attributes={
                key: make_attribute(key, rows, len(names["case"])) for key, rows in self._case_attributes.items()
            },
        )

    def _code(self, column: str, text: str | None) -> int:
        if text is None:
            return NO_CODE
        codes = self._codes[column]
        return codes.setdefault(text, len(codes))


def make_attribute(key: str, rows: Mapping[int, object], length: int) -> Attribute:
    """A column of ``length`` rows from the values of some of them. Values of several kinds become text."""
    present = np.zeros(length, dtype=np.bool_)
    present[list(rows)] = True
    kinds = {_kind_of(value) for value in rows.values()}
    if kinds == {AttributeKind.INTEGER, AttributeKind.NUMBER}:
        kinds = {AttributeKind.NUMBER}
    kind = kinds.pop() if len(kinds) == 1 else AttributeKind.TEXT
    if kind is AttributeKind.TEXT:
        codes, names = code_texts(str(rows[row]) if row in rows else None for row in range(length))
        return Attribute(key=key, kind=kind, values=codes, present=present, names=names)
    if kind is AttributeKind.TIME:
        moments = [to_microseconds(rows.get(row)) for row in range(length)]  # type: ignore[arg-type]
        values = np.array([moment for moment, _ in moments], dtype=np.int64)
        offsets = np.array([offset for _, offset in moments], dtype=np.int16)
        return Attribute(key=key, kind=kind, values=values, present=present, offsets=offsets)
    dtype = {AttributeKind.BOOLEAN: np.bool_, AttributeKind.INTEGER: np.int64, AttributeKind.NUMBER: np.float64}[kind]
    column: NDArray[np.generic] = np.zeros(length, dtype=dtype)
    column[list(rows)] = np.array(list(rows.values()), dtype=dtype)
    return Attribute(key=key, kind=kind, values=column, present=present)


def _kind_of(value: object) -> AttributeKind:
    if isinstance(value, dt.datetime):
        return AttributeKind.TIME
    return _KINDS.get(type(value), AttributeKind.TEXT)
