"""The embedded store: one writer, a process that dies in the middle, damaged files, late events."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from log_columns import make_log
from zaizao.errors import Problem
from zaizao.eventlog import NO_CODE, NO_TIME, EventLog, LogBuilder
from zaizao.eventlog.counting import count_flow, count_variants, measure_cases
from zaizao.eventlog.store import (
    NotAStoreError,
    StoreDamagedError,
    StoreExistsError,
    StoreInUseError,
    StoreReadOnlyError,
    create_store,
    embedded,
    naming_loops,
    open_store,
)
from zaizao.eventlog.store.naming import Names, split_names
from zaizao.units.compiling import is_fast

APPEND_FOREVER = """
import sys
sys.path[:0] = sys.argv[2:]
from examples import examples
from log_columns import make_log
from zaizao.eventlog.store import open_store

store = open_store(sys.argv[1], write=True)
while True:
    begin = len(store)
    store.append(make_log([(row % 50, row % 7, row) for row in range(begin, begin + 1000)], cases=50, activities=7))
    print(len(store), flush=True)
"""
TIMES = st.one_of(st.integers(0, 8), st.just(NO_TIME))


def make_rows(begin: int, end: int) -> EventLog:
    return make_log([(row % 5, row % 4, row) for row in range(begin, end)])


@settings(max_examples=examples(20))
@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), TIMES), max_size=40),
    bounds=st.lists(st.integers(0, 40), max_size=4),
)
def test_parts_in_any_order_count_like_the_whole(rows, bounds, tmp_path_factory) -> None:
    place = tmp_path_factory.mktemp("log") / "store"
    whole = make_log(rows)
    with create_store(place) as store:
        for begin, end in zip([0, *sorted(bounds)], [*sorted(bounds), len(rows)], strict=True):
            store.append(make_log(rows[begin:end]))
            if end % 2:
                store.save()

        with open_store(place) as reader:
            found = [reader.count_flow(), reader.count_variants(), reader.measure_cases()]
            assert reader.verify() == ()

    for mine, expected in zip(found, [count_flow(whole), count_variants(whole), measure_cases(whole)], strict=True):
        for name in expected.__struct_fields__:
            assert np.array_equal(getattr(mine, name), getattr(expected, name)), name
    shutil.rmtree(place)


def test_a_second_writer_is_refused_while_the_first_is_at_work(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store, pytest.raises(StoreInUseError) as refused:
        open_store(store.folder, write=True)

    assert refused.value.code == "store-in-use"


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    create_store(tmp_path / "log").close()

    with open_store(tmp_path / "log") as reader, pytest.raises(StoreReadOnlyError):
        reader.append(make_rows(0, 5))


def test_a_folder_that_holds_something_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(StoreExistsError):
        create_store(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_place_without_a_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotAStoreError):
        open_store(tmp_path)


def test_a_writer_that_is_killed_leaves_the_store_at_its_last_complete_segment(tmp_path: Path) -> None:
    place = tmp_path / "log"
    create_store(place).close()
    published = 0
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", APPEND_FOREVER, place, *sys.path], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(10):
            published = int(writer.stdout.readline())
        time.sleep(0.003)
        os.kill(writer.pid, signal.SIGKILL)
        published = int(([published, *writer.stdout.read().split()])[-1])
        writer.wait()
        writer.stdout.close()

        with open_store(place) as reader:
            assert published <= len(reader) <= published + 1000
            assert len(reader) % 1000 == 0
            assert reader.verify() == ()
            rows = len(reader)

    assert rows == published or rows == published + 1000
    with open_store(place, write=True) as store:
        store.append(make_log([(row % 50, row % 7, row) for row in range(rows, rows + 9)], cases=50, activities=7))
        assert store.select().time.tolist() == list(range(rows + 9))


@pytest.mark.parametrize("cut", range(0, 128, 9))
def test_half_a_journal_record_is_no_segment(tmp_path: Path, cut: int) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 10))
        store.append(make_rows(10, 30))
    journal = tmp_path / "log" / "journal"
    journal.write_bytes(journal.read_bytes()[: 128 + cut])
    shutil.rmtree(tmp_path / "log" / "states")

    with open_store(tmp_path / "log", write=True) as store:
        assert len(store) == 10
        store.append(make_rows(10, 12))
        assert store.select().time.tolist() == list(range(12))
        assert store.verify() == ()


def test_last_segments_whose_columns_were_lost_with_the_power_are_no_segments(tmp_path: Path) -> None:
    with create_store(tmp_path / "log", durable=False) as store:
        store.append(make_rows(0, 10))
        store.save()
        store.append(make_rows(10, 20))
        store.append(make_rows(20, 30))
        lost = tmp_path / "copy"
        shutil.copytree(tmp_path / "log", lost)
    (column,) = (lost / "columns").glob("time.*")
    column.write_bytes(column.read_bytes()[: 10 * 8] + bytes(20 * 8))

    with open_store(lost, write=True) as store:
        assert (len(store), store.lost) == (10, 2)
        store.append(make_rows(10, 15))
        assert store.select().time.tolist() == list(range(15))
    with open_store(lost) as store:
        assert (len(store), store.lost) == (15, 0)


def test_a_changed_byte_is_found_and_its_segment_named(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store:
        for begin in range(0, 30, 10):
            store.append(make_rows(begin, begin + 10))
    (column,) = (tmp_path / "log" / "columns").glob("time.*")
    content = bytearray(column.read_bytes())
    content[15 * 8] ^= 1
    column.write_bytes(content)

    with open_store(tmp_path / "log") as store:
        problems = store.verify()

    assert [_show(problem) for problem in problems] == [("segment-damaged", {"segment": 2, "first": 11, "last": 20})]


def test_counts_that_were_damaged_are_found(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 30))
    (firsts,) = (tmp_path / "log" / "states").glob("*/firsts")
    firsts.write_bytes(b"\x07" + firsts.read_bytes()[1:])

    with open_store(tmp_path / "log") as store:
        assert [problem.code for problem in store.verify()] == ["counts-differ"]


def test_a_broken_record_before_a_whole_one_is_damage_and_not_an_end(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 10))
        store.append(make_rows(10, 20))
    journal = tmp_path / "log" / "journal"
    journal.write_bytes(b"\x07" + journal.read_bytes()[1:])

    with pytest.raises(StoreDamagedError):
        open_store(tmp_path / "log")


def test_a_column_that_was_cut_off_is_said(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 10))
    (column,) = (tmp_path / "log" / "columns").glob("case.*")
    column.write_bytes(column.read_bytes()[:-1])

    with pytest.raises(StoreDamagedError) as said, open_store(tmp_path / "log") as store:
        store.select()

    assert said.value.fields == {"file": "case.i4", "have": 39, "need": 40}


def test_intervals_may_come_after_points(tmp_path: Path) -> None:
    points, intervals = make_rows(0, 3), make_rows(3, 5)
    begun = {name: getattr(intervals, name) for name in intervals.__struct_fields__} | {"start": intervals.time - 2}
    with create_store(tmp_path / "log") as store:
        store.append(points)
        store.append(EventLog(**begun))
        store.append(make_rows(5, 6))

        start = store.select().start
        assert start is not None
        assert start.tolist() == [NO_TIME, NO_TIME, NO_TIME, 1, 2, NO_TIME]
        assert store.verify() == ()


@pytest.mark.parametrize("last", ["a,b", "a\0b", "\0"])
def test_names_of_any_text_come_back(tmp_path: Path, last: str) -> None:
    log = make_log([(0, 0, 1), (1, 1, 2), (2, 2, 3)], cases=3, activities=3)
    names = {"case_names": ("", "一行\n两行", "x" * 10_000), "activity_names": ("受理", "\udc80", last)}
    odd = EventLog(**{name: getattr(log, name) for name in log.__struct_fields__} | names)

    with create_store(tmp_path / "log") as store:
        store.append(odd)
    with open_store(tmp_path / "log") as store:
        assert (store.case_names, store.activity_names) == (names["case_names"], names["activity_names"])


def test_the_interpreted_loops_know_names_again_as_the_compiled_do(monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_fast():
        pytest.skip("no compiler is installed: the loops are interpreted in every test")
    texts = [f"案件-{number * 7919 % 700}" for number in range(900)]
    expected = intern_in_two_parts(texts)
    for name in ("hash_text", "place_names", "look_ahead", "intern_texts"):
        monkeypatch.setattr(naming_loops, name, getattr(naming_loops, name).py_func)

    assert intern_in_two_parts(texts) == expected
    assert expected[0] == [*range(700), *range(200), NO_CODE]


def intern_in_two_parts(texts: list[str]) -> tuple[list[int], tuple[str, ...]]:
    """The codes of all, after the first three hundred were interned, and the names by code."""
    names = Names(np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.int64))
    names.intern(texts[:300])
    codes = names.intern(texts).tolist()
    text, ends = names.take_new()
    return codes, split_names(np.frombuffer(text, dtype=np.uint8), ends)


def test_a_reader_that_follows_a_writer_counts_what_the_writer_counts(tmp_path: Path) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 10))
        store.save()
        with open_store(tmp_path / "log") as reader:
            for begin in (10, 20, 30):
                store.append(make_rows(begin, begin + 10))
                assert reader.refresh() == 10
                assert reader.count_flow().count.tolist() == store.count_flow().count.tolist()
                assert reader.measure_cases().last.tolist() == store.measure_cases().last.tolist()
            assert reader.verify() == ()


def test_attributes_that_are_not_kept_are_named(tmp_path: Path) -> None:
    builder = LogBuilder()
    builder.add("1", "a", attributes={"cost": 3})
    builder.add_case("1", {"district": "west"})

    with create_store(tmp_path / "log") as store:
        assert store.append(builder.build()).left_out == ("cost", "district")


def _show(problem: Problem) -> tuple[str, object]:
    return problem.code, dict(problem.fields)


def test_an_append_that_fails_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with create_store(tmp_path / "log") as store:
        store.append(make_rows(0, 10))
        monkeypatch.setattr(embedded, "write_extents", _run_out_of_space)
        with pytest.raises(OSError, match="full"):
            store.append(make_log([(0, 0, 99)], cases=9))
        monkeypatch.undo()

        assert (len(store), len(store.case_names), store.count_flow().counts.sum()) == (10, 5, 10)
        store.append(make_rows(10, 12))
        assert store.select().time.tolist() == list(range(12))
        assert store.verify() == ()


def _run_out_of_space(*_: object, **__: object) -> None:
    raise OSError("the disk is full")
