"""The comparison as plain values and as a table of text: every figure with its numbers of cases, interval, p and q."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import Any

from zaizao.cli.benchmark.sentences import Told, name_subject, tell_difference, tell_findings, tell_others
from zaizao.mining.comparison import Comparison, Difference, GapRow, Profile, Remeasured

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
COLUMNS = (
    "measure", "family", "level", "subject", "label", "unit", "more", "less", "cases_more", "cases_less", "value_more",
    "value_less", "gap", "low", "high", "p", "q", "sure", "effect", "days_saved", "by_mix", "by_pace",
)  # fmt: skip


def describe_comparison(
    comparison: Comparison, *, gaps: Sequence[GapRow] = (), again: Sequence[Remeasured] = (), language: str
) -> dict[str, Any]:
    """Everything as JSON has it."""
    told = tell_findings(comparison, language=language), tell_others(comparison, language=language)
    return {
        "sides": [describe_profile(one) for one in comparison.profiles],
        "steps": len(comparison.alignment.steps),
        "phases": list(comparison.alignment.phases),
        "unused": list(comparison.alignment.unused),
        "tests": comparison.tests,
        "seed": comparison.seed,
        "calendar": comparison.calendar,
        "findings": [_describe_told(one) for one in told[0]],
        "others": [_describe_told(one) for one in told[1]],
        "gaps": [{name: getattr(row, name) for name in GapRow.__struct_fields__} for row in gaps],
        "again": [_describe_again(one) for one in again],
        "differences": [
            {**describe_difference(comparison, one), "text": tell_difference(comparison, one, language=language)}
            for one in comparison.differences
        ],
    }


def describe_profile(one: Profile) -> dict[str, Any]:
    """One side."""
    values = {name: _tidy(getattr(one, name)) for name in Profile.__struct_fields__}
    return {**values, "first": write_day(one.first), "last": write_day(one.last)}


def describe_difference(comparison: Comparison, one: Difference) -> dict[str, Any]:
    """One difference, by the names of `COLUMNS`."""
    measure = one.measure
    days = one.days_saved
    label = name_subject(comparison, measure.subject).removeprefix(measure.subject).strip()
    values = (
        measure.key, measure.family.value, measure.level.value, measure.subject, label, measure.unit, one.more,
        one.less, one.cases_more, one.cases_less, one.value_more, one.value_less, one.gap, one.low, one.high, one.p,
        one.q, one.is_sure, one.effect, days, one.by_mix, one.by_pace,
    )  # fmt: skip
    return dict(zip(COLUMNS, map(_tidy, values), strict=True))


def write_comparison_csv(comparison: Comparison) -> str:
    """A row for each difference. A cell that a spreadsheet would take for a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in comparison.differences:
        writer.writerow([_disarm(value) for value in describe_difference(comparison, one).values()])
    return stream.getvalue()


def write_day(moment: int) -> str:
    """The day of microseconds of UTC."""
    return (_EPOCH + dt.timedelta(microseconds=moment)).date().isoformat()


def _describe_told(one: Told) -> dict[str, Any]:
    return {"measure": one.difference.measure.key, "headline": one.headline, "why": list(one.why)}


def _describe_again(one: Remeasured) -> dict[str, Any]:
    row = {name: getattr(one.row, name) for name in GapRow.__struct_fields__}
    return {**row, "now": _tidy(one.now), "closed": _tidy(one.closed_share), "progress": one.progress.value}


def _tidy(value: object) -> object:
    if isinstance(value, float):
        return None if math.isnan(value) else float(f"{value:.6g}")
    return value


def _disarm(value: object) -> object:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
