"""A gap has a target, an owner to be named and a day; a later comparison says how it stands."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from zaizao.eventlog import LogBuilder
from zaizao.mining.comparison import (
    Comparison,
    GapListError,
    GapRow,
    Progress,
    compare_sides,
    list_gaps,
    make_sides,
    measure_again,
    read_gaps,
    write_gaps,
)

DAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def compare(north: float, south: float) -> Comparison:
    logs = []
    for name, days in (("north", north), ("south", south)):
        builder = LogBuilder()
        for number in range(60):
            builder.add(f"c{number}", "受理", DAY)
            builder.add(f"c{number}", "决定", DAY + dt.timedelta(days=days, hours=number))
        logs.append((name, builder.build()))
    return compare_sides(make_sides(logs))


def test_each_finding_becomes_a_row_that_is_measured_again_after_half_a_year() -> None:
    rows = list_gaps(compare(30, 10), on=dt.date(2026, 8, 31))

    assert rows == (
        GapRow("time/phase/决定/days", "north", "south", "days", 31.2292, 11.2292, remeasure_on="2027-02-28"),
    )


def test_a_list_reads_back_as_it_was_written_and_keeps_its_owner() -> None:
    rows = list_gaps(compare(30, 10), on=dt.date(2026, 8, 31))
    text = write_gaps(rows).replace("owner: ''", "owner: 李局长")

    read = read_gaps(text)

    assert read[0].owner == "李局长"
    assert write_gaps(read) == text


@pytest.mark.parametrize(
    ("later", "progress"),
    [(10, Progress.CLOSED), (20, Progress.NARROWER), (29.5, Progress.SAME), (40, Progress.WIDER)],
)
def test_a_later_comparison_says_how_a_gap_stands(later: float, progress: Progress) -> None:
    rows = list_gaps(compare(30, 10), on=dt.date(2026, 8, 31))

    again = measure_again(compare(later, 10), rows)

    assert [one.progress for one in again] == [progress]
    assert again[0].closed_share == pytest.approx((30 - later) / 20, abs=1e-3)


def test_what_is_no_longer_measured_is_unknown() -> None:
    row = GapRow("time/phase/gone/days", "north", "south", "days", 3.0, 1.0)

    again = measure_again(compare(30, 10), [row])

    assert again[0].progress is Progress.UNKNOWN
    assert math.isnan(again[0].now)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gaps: 3", [("gap-shape", 1)]),
        ("gaps:\n- 3", [("gap-shape", 2)]),
        (
            "gaps:\n- measure: m\n  side: ''\n  learns_from: x\n  unit: days\n  before: a\n  target: 1\n  remeasure_on: soon",
            [("gap-text", 3), ("gap-number", 6), ("gap-day", 8)],
        ),
    ],
)
def test_faults_of_a_list_are_all_told_with_their_lines(text: str, found: list[tuple[str, int]]) -> None:
    with pytest.raises(GapListError) as refused:
        read_gaps(text, file="gaps.yaml")

    assert [(one.code, one.where.line) for one in refused.value.problems] == found
