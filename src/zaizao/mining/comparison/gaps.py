"""The list of gaps: what is to be closed, by how much, by whom, and when it is measured again.

An owner stays empty until somebody is named. `measure_again` looks at the same measures in later logs.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct

from zaizao.errors import Location, Problem
from zaizao.mining.comparison.comparison import Comparison, Difference
from zaizao.mining.comparison.errors import GapListError
from zaizao.units.yaml import dotted, locate_all, read_yaml

_TEXTS = ("measure", "side", "learns_from", "unit")
_NUMBERS = ("before", "target")


class GapRow(Struct, frozen=True):
    """One gap to close."""

    measure: str
    """The key of the measure."""
    side: str
    """Who has the gap."""
    learns_from: str
    unit: str
    before: float
    """The side's figure when the gap was written down."""
    target: float
    """The figure of the side it learns from."""
    owner: str = ""
    remeasure_on: str = ""
    """ISO date."""


class Progress(StrEnum):
    """How a gap stands when it is measured again."""

    CLOSED = "closed"
    NARROWER = "narrower"
    SAME = "same"
    WIDER = "wider"
    UNKNOWN = "unknown"


class Remeasured(Struct, frozen=True):
    """A gap measured again."""

    row: GapRow
    progress: Progress
    now: float
    """NaN where the measure or the side is not in the new comparison."""
    closed_share: float
    """How much of the gap is gone: 1 is all of it, below 0 it grew."""


def list_gaps(comparison: Comparison, *, on: dt.date, months: int = 6) -> tuple[GapRow, ...]:
    """A row for each finding, to be measured again so many months after ``on``; for each side and measure the largest."""
    rows: dict[tuple[str, str], GapRow] = {}
    for one in comparison.findings:
        row = _make_row(one, _add_months(on, months))
        known = rows.get((row.measure, row.side))
        if known is None or row.target < known.target:
            rows[row.measure, row.side] = row
    return tuple(rows.values())


def measure_again(comparison: Comparison, rows: Sequence[GapRow]) -> tuple[Remeasured, ...]:
    """How each gap stands in a later comparison. A gap counts as changed where a tenth of it or more did."""
    values = {
        (one.measure.key, side): value
        for one in comparison.differences
        for side, value in ((one.more, one.value_more), (one.less, one.value_less))
    }
    return tuple(_judge(row, values.get((row.measure, row.side), math.nan)) for row in rows)


def _judge(row: GapRow, now: float) -> Remeasured:
    whole = row.before - row.target
    share = (row.before - now) / whole if whole else math.nan
    if math.isnan(share):
        return Remeasured(row, Progress.UNKNOWN, now, share)
    if share >= 1:
        progress = Progress.CLOSED
    elif abs(share) < 0.1:
        progress = Progress.SAME
    else:
        progress = Progress.NARROWER if share > 0 else Progress.WIDER
    return Remeasured(row, progress, now, share)


def _make_row(one: Difference, day: dt.date) -> GapRow:
    values = round(one.value_more, 4), round(one.value_less, 4)
    return GapRow(one.measure.key, one.more, one.less, one.measure.unit, *values, remeasure_on=day.isoformat())


def _add_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + year, month + 1, min(day.day, 28))


def write_gaps(rows: Sequence[GapRow]) -> str:
    """The list as YAML."""
    from zaizao.units.yaml_write import write_yaml  # noqa: PLC0415  # PyYAML is slow to load; most calls only read

    return write_yaml({"gaps": [{name: getattr(row, name) for name in GapRow.__struct_fields__} for row in rows]})


def read_gaps(text: str | bytes, *, file: str | None = None) -> tuple[GapRow, ...]:
    """Read it back. Raises YamlError and GapListError with every fault located."""
    plain = read_yaml(text, file=file)
    listed = plain.get("gaps") if isinstance(plain, dict) else None
    faults: list[tuple[tuple[str | int, ...], str, dict[str, object]]] = []
    rows: list[GapRow] = []
    for place, one in enumerate(listed if isinstance(listed, list) else []):
        wrong = _find_faults(one)
        faults += [(("gaps", place, name) if name else ("gaps", place), code, {"name": name}) for name, code in wrong]
        if not wrong:
            rows.append(GapRow(**{name: _tidy(one[name]) for name in GapRow.__struct_fields__ if name in one}))
    if not isinstance(listed, list):
        faults.append((("gaps",), "gap-shape", {}))
    if faults:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        places = locate_all(decoded, [path for path, _, _ in faults])
        raise GapListError(
            Problem(code, fields, Location(file, *places[path], dotted(path))) for path, code, fields in faults
        )
    return tuple(rows)


def _find_faults(one: Any) -> list[tuple[str, str]]:
    if not isinstance(one, dict):
        return [("", "gap-shape")]
    texts = [(name, "gap-text") for name in _TEXTS if not isinstance(one.get(name), str) or not one[name]]
    numbers = [(name, "gap-number") for name in _NUMBERS if not _is_number(one.get(name))]
    optional = [(name, "gap-text") for name in ("owner",) if not isinstance(one.get(name) or "", str)]
    days = [("remeasure_on", "gap-day")] if not _is_day(one.get("remeasure_on")) else []
    return [*texts, *numbers, *optional, *days]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_day(value: object) -> bool:
    try:
        return value in (None, "") or bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False


def _tidy(value: Any) -> Any:
    return "" if value is None else value
