"""The straight path from Parquet into a store: the log that is read is the log that was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zaizao.eventlog import NO_CODE, NO_OFFSET, NO_TIME
from zaizao.eventlog.store import EmbeddedStore, WrongColumnsError, create_store
from zaizao.eventlog.store.parquet_loading import Loaded, ParquetColumns, load_parquet

COLUMNS = ParquetColumns(case="工单", activity="环节", time="时间", resource="人", lifecycle="状态", start="起")
DAY = dt.datetime(2026, 3, 2)
HOUR = 3_600_000_000
BEGIN = 1_772_409_600_000_000
TABLE = pa.table(
    {
        "工单": pa.array(["b", "a", None, "b", "a"]),
        "环节": pa.array(["受理", "受理", "受理", "办结", None]),
        "时间": pa.array([DAY, None, DAY, DAY + dt.timedelta(hours=2), DAY], pa.timestamp("ns")),
        "人": pa.array(["甲", None, "乙", "甲", "乙"]),
        "状态": pa.array(["COMPLETE", "start", "start", None, "start"]),
        "起": pa.array([None, None, None, DAY, None], pa.timestamp("us")),
    }
)


def load(folder: Path, table: pa.Table, **how: object) -> tuple[EmbeddedStore, Loaded]:
    pq.write_table(table, folder / "log.parquet", **how)
    store = create_store(folder / "store")
    return store, load_parquet(store, folder / "log.parquet", COLUMNS)


@pytest.mark.parametrize("rows", [1, 2, 100])
@pytest.mark.parametrize("dictionary", [True, False])
def test_rows_come_in_the_order_of_the_file_and_those_without_a_name_are_counted(
    tmp_path: Path, rows: int, dictionary: bool
) -> None:
    store, loaded = load(tmp_path, TABLE, row_group_size=rows, use_dictionary=dictionary)

    with store:
        log = store.select()
        assert (loaded.read, loaded.kept, loaded.unnamed, loaded.late) == (5, 3, 2, 0)
        assert [log.case_names[code] for code in log.case] == ["b", "a", "b"]
        assert [log.activity_names[code] for code in log.activity] == ["受理", "受理", "办结"]
        assert log.time.tolist() == [BEGIN, NO_TIME, BEGIN + 2 * HOUR]
        assert [log.resource_names[code] if code != NO_CODE else None for code in log.resource] == ["甲", None, "甲"]
        names = [log.lifecycle_names[code] if code != NO_CODE else None for code in log.lifecycle]
        assert names == ["complete", "start", None]
        assert log.start is not None
        assert log.start.tolist() == [NO_TIME, NO_TIME, BEGIN]
        assert set(log.offset.tolist()) == {NO_OFFSET}
        assert store.verify() == ()


def test_cases_may_be_numbers_and_times_may_have_a_zone(tmp_path: Path) -> None:
    time = pa.array([DAY, DAY], pa.timestamp("ms", tz="Asia/Shanghai"))
    table = TABLE.slice(0, 2).set_column(0, "工单", pa.array([7, 8])).set_column(2, "时间", time)

    store, _ = load(tmp_path, table)

    with store:
        assert store.case_names == ("7", "8")
        assert store.select().offset.tolist() == [0, 0]


def test_a_column_that_is_absent_or_of_another_type_is_said_and_nothing_is_added(tmp_path: Path) -> None:
    table = TABLE.drop_columns(["环节"]).set_column(1, "时间", pa.array(["today"] * 5))

    with pytest.raises(WrongColumnsError) as said:
        load(tmp_path, table)

    assert [problem.fields["column"] for problem in said.value.problems] == ["环节", "时间"]


def test_what_is_no_parquet_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.parquet").write_bytes(b"PAR1, but not really")

    with create_store(tmp_path / "store") as store, pytest.raises(WrongColumnsError):
        load_parquet(store, tmp_path / "log.parquet", COLUMNS)


def test_a_file_that_ends_in_the_middle_adds_nothing(tmp_path: Path) -> None:
    many = pa.concat_tables([TABLE] * 400)
    pq.write_table(many, tmp_path / "log.parquet", row_group_size=100, compression="none", use_dictionary=False)
    content = bytearray((tmp_path / "log.parquet").read_bytes())
    content[len(content) // 3 : len(content) // 2] = bytes(len(content) // 2 - len(content) // 3)
    (tmp_path / "log.parquet").write_bytes(content)

    with create_store(tmp_path / "store") as store:
        with pytest.raises(WrongColumnsError):
            load_parquet(store, tmp_path / "log.parquet", COLUMNS)

        assert (len(store), store.case_names, store.segments) == (0, (), 0)
