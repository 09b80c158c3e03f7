"""Real tables of four cities and three other administrations read as expected, without a mapping file."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaizao.eventlog import ReadLog, read_log
from zaizao.eventlog.survey import survey_log

BOSTON = "requests/boston311/boston311"
COUNTS = {
    # file: (cases, events, activities, variants, resources), as counted by an independent reader
    "eventlogs/receipt.csv": (1_434, 8_577, 27, 116, 48),
    "eventlogs/traffic_fines_10000.csv.gz": (10_000, 34_724, 11, 44, 15),
    "eventlogs/interval_event_log.csv": (1_266, 8_109, 8, 10, 0),
    # A row is a request; created, closed and last action are three events. 9,630 are closed, all have a last action.
    "requests/sf-311-10000.csv.gz": (10_000, 10_000 + 9_630 + 10_000, 3, 4, 200),
    # A row is a unit sent out to a call; 8,989 calls.
    "requests/sf-fire-calls-10000.csv.gz": (8_989, 59_853, 8, 240, 229),
    "requests/nyc-311-2000.csv.gz": (2_000, 5_958, 3, 4, 30),
    f"{BOSTON}-100.csv": (100, 185, 2, 2, 7),
    f"{BOSTON}-dmy-100.csv": (100, 185, 2, 2, 7),
    f"{BOSTON}-100-with-nonascii.csv": (100, 185, 2, 2, 7),
    f"{BOSTON}-100-with-fake-pii.csv": (100, 185, 2, 2, 7),
    f"{BOSTON}-100-untrimmed.jsonl": (100, 185, 2, 2, 7),
    f"{BOSTON}-100-deduped.csv": (80, 148, 2, 2, 7),
}


def _count(read: ReadLog) -> tuple[int, int, int, int, int]:
    found = survey_log(read.log)
    return (found.cases, found.events, len(found.activities), found.variants, len(found.resources))


@pytest.mark.parametrize("file", COUNTS)
def test_a_real_table_has_the_counts_of_an_independent_reader(data: Path, file: str) -> None:
    read = read_log(data / file)

    assert _count(read) == COUNTS[file]
    assert (read.account.kept, read.account.reported) == (read.account.read, 0)


def test_day_first_dates_are_the_same_moments_as_those_of_the_original(data: Path) -> None:
    original = read_log(data / f"{BOSTON}-100.csv").log
    turned = read_log(data / f"{BOSTON}-dmy-100.csv").log

    assert turned.time.tolist() == original.time.tolist()


def test_stray_spaces_do_not_make_other_names(data: Path) -> None:
    original = read_log(data / f"{BOSTON}-100.csv").log
    untrimmed = read_log(data / f"{BOSTON}-100-untrimmed.jsonl").log

    assert untrimmed.case_names == original.case_names
    assert untrimmed.resource_names == original.resource_names


def test_the_broken_line_is_reported_with_its_number_and_nothing_else_is_lost(data: Path) -> None:
    read = read_log(data / f"{BOSTON}-100-bad.tsv")

    assert (read.account.read, read.account.kept, read.account.reported) == (100, 99, 1)
    (broken,) = [one for one in read.problems if one.code == "log-csv-width"]
    assert (broken.where.line, broken.fields) == (41, {"found": 30, "expected": 29})


def test_repeated_rows_are_noted_and_dropped_where_the_mapping_asks_for_it(data: Path) -> None:
    file = data / f"{BOSTON}-100-20dupes-random.csv"

    kept, dropped = read_log(file), read_log(file, mapping={"duplicates": "drop"})

    assert sum(one.code == "log-row-repeated" for one in kept.problems) == 20
    assert (kept.account.kept, kept.account.reported) == (100, 0)
    assert (dropped.account.kept, dropped.account.reported) == (80, 20)
    assert len(dropped.log) == len(read_log(data / f"{BOSTON}-100-deduped.csv").log)


def test_two_formats_of_one_log_give_one_log(data: Path) -> None:
    table = read_log(data / "eventlogs/receipt.csv").log
    xes = read_log(data / "eventlogs/08_receipt.xes.gz").log

    assert (table.case_names, table.activity_names, table.resource_names) == (
        xes.case_names, xes.activity_names, xes.resource_names,
    )  # fmt: skip
    assert table.case.tolist() == xes.case.tolist()
    assert table.activity.tolist() == xes.activity.tolist()
    assert table.time.tolist() == xes.time.tolist()
    assert table.offset.tolist() == xes.offset.tolist()
    assert set(table.case_attributes) == set(xes.case_attributes)


def test_what_is_due_becomes_an_attribute_and_no_event(data: Path) -> None:
    log = read_log(data / "requests/nyc-311-2000.csv.gz").log

    assert log.activity_names == ("created", "closed", "resolution action updated")
    assert log.case_attributes["Due Date"].kind == "time"


def test_intervals_have_a_start_before_their_end(data: Path) -> None:
    log = read_log(data / "eventlogs/interval_event_log.csv").log

    assert log.start is not None
    assert (log.start <= log.time).all()
