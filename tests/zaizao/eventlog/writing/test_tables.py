"""Logs written as tables are read back as they were, and hold nothing that a spreadsheet would execute."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.eventlog import EventLog, LogBuilder, LogNotWritten, read_log
from zaizao.eventlog.writing import write_log

CHINA = dt.timezone(dt.timedelta(hours=8))
FORMATS = ("csv", "parquet")


def _columns(log: EventLog) -> dict[str, object]:
    """Everything a log says, as plain values."""
    said: dict[str, object] = {
        name: getattr(log, name).tolist() for name in ("case", "activity", "time", "resource", "lifecycle", "offset")
    }
    said |= {name: getattr(log, name) for name in ("case_names", "activity_names", "resource_names", "lifecycle_names")}
    said["start"] = None if log.start is None else log.start.tolist()
    for name in ("attributes", "case_attributes"):
        found = getattr(log, name)
        said[name] = {key: (str(one.kind), [one.pick(row) for row in range(len(one))]) for key, one in found.items()}
    return said


def _small() -> EventLog:
    builder = LogBuilder("办件")
    at = dt.datetime(2026, 3, 18, 9, 5, tzinfo=CHINA)
    builder.add(
        "A",
        "=受理",
        at,
        resource="李静",
        lifecycle="complete",
        start=at - dt.timedelta(hours=1),
        attributes={"费用": 12.0, "急": True, "说": "-1"},
    )
    builder.add("A", "办结", at.astimezone(dt.UTC) + dt.timedelta(days=2), lifecycle="start", attributes={"费用": 3.5})
    builder.add(
        "B", "=受理", at.replace(tzinfo=None), resource="'王", start=None, attributes={"急": False, "说": "a\n“b”, c"}
    )
    builder.add_case("A", {"来源": "热线", "收件": at})
    builder.add_case("B", {"来源": "网页"})
    return builder.build()


@pytest.mark.parametrize("format", FORMATS)
def test_a_log_written_as_a_table_is_read_back_as_it_was(format: str, tmp_path: Path) -> None:
    log = _small()
    file = tmp_path / f"log.{format}"

    write_log(log, file)

    assert _columns(read_log(file).log) == _columns(log)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["receipt.csv", "traffic_fines_10000.csv.gz", "interval_event_log.csv"])
def test_a_real_table_comes_back_as_it_was(data: Path, name: str, format: str, tmp_path: Path) -> None:
    log = read_log(data / "eventlogs" / name).log
    file = tmp_path / f"log.{format}.gz"

    write_log(log, file)

    assert _columns(read_log(file).log) == _columns(log)


def test_parquet_also_keeps_the_name_and_whether_the_order_was_given(data: Path, tmp_path: Path) -> None:
    log = read_log(data / "eventlogs/08_receipt.xes.gz").log
    file = tmp_path / "log.parquet"

    write_log(log, file)

    back = read_log(file).log
    assert (back.name, back.order_is_given) == (log.name, True)
    assert _columns(back) == _columns(log)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.parametrize("format", FORMATS)
@given(names=st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_every_name_is_read_back(
    names: list[tuple[str, str]], format: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    builder = LogBuilder()
    for place, (case, activity) in enumerate(names):
        builder.add(case, activity, dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=place))
    log = builder.build()
    file = tmp_path_factory.mktemp("log") / f"log.{format}"

    write_log(log, file)

    back = read_log(file).log
    assert (back.case_names, back.activity_names) == (log.case_names, log.activity_names)
    assert np.array_equal(back.time, log.time)


def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path) -> None:
    builder = LogBuilder()
    for start in ("=", "+", "-", "@", "'="):
        builder.add(
            f"{start}cmd", f"{start}1", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), attributes={f"{start}k": f"{start}v"}
        )
    file = tmp_path / "log.csv"

    write_log(builder.build(), file)

    with file.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    back = read_log(file).log
    assert back.activity_names == ("=1", "+1", "-1", "@1", "'=1")
    assert set(back.attributes) == {"=k", "+k", "-k", "@k", "'=k"}


def test_a_case_without_events_has_no_place_in_a_table_and_no_file_is_left(tmp_path: Path) -> None:
    builder = LogBuilder()
    builder.add("A", "x")
    builder.add_case("B")
    file = tmp_path / "log.csv"

    with pytest.raises(LogNotWritten) as refused:
        write_log(builder.build(), file)

    (problem,) = refused.value.problems
    assert (problem.code, problem.fields) == ("log-table-empty-cases", {"count": 1})
    assert list(tmp_path.iterdir()) == []
