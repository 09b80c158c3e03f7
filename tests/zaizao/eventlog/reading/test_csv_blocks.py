"""A text table is the same rows however it is cut into blocks, and whichever way a block is read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaizao.eventlog import read_log
from zaizao.eventlog.reading import csv_blocks
from zaizao.eventlog.reading.account import Reporter
from zaizao.eventlog.reading.csv_blocks import Block, cut_blocks
from zaizao.eventlog.reading.csv_rows import read_one_by_one, read_quickly

cells = st.text(st.sampled_from("ab,\"'\n =;办"), max_size=6)
tables = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=12)


def _write(rows: list[tuple[str, str, str]], *, quoting: int) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue().encode()


@given(tables, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.integers(1, 40), st.integers(1, 9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blocks_end_where_records_end_and_lose_nothing(
    monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str, str]], quoting: int, block: int, chunk: int
) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK", block)
    content = _write(rows, quoting=quoting)
    chunks = (content[at : at + chunk] for at in range(0, len(content), chunk))

    blocks = list(cut_blocks(chunks, "utf-8"))

    assert b"".join(one.content for one in blocks) == content
    found = [tuple(row) for one in blocks for row in csv.reader(io.StringIO(one.content.decode(), newline=""))]
    assert found == [tuple(row) for row in csv.reader(io.StringIO(content.decode(), newline=""))]


@given(tables, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_block_read_at_once_has_the_rows_of_one_read_record_by_record(
    rows: list[tuple[str, str, str]], quoting: int
) -> None:
    block = Block(_write(rows, quoting=quoting), 5)
    heading = ("a", "b", "c")

    at_once = read_quickly(block, heading, ",")
    singly = list(read_one_by_one(block, heading, ",", Reporter()))

    if at_once is None:
        assert block.lines != len(rows) or any(not "".join(row).strip() for row in rows)
        return
    kept = [place for place, row in enumerate(rows) if "".join(row).strip()]
    columns = {name: column.to_pylist() for name, column in at_once.columns.items()}
    assert [[columns[name][place] for place in kept] for name in heading] == [
        [cell for one in singly for cell in one.columns[name].to_pylist()] for name in heading
    ]


def test_lines_are_counted_over_blocks_and_over_fields_of_several_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK", 64)
    good = "".join(f"A,x{n},2026-03-{n % 28 + 1:02d},plain\n" for n in range(40))
    text = f'case,activity,time,note\n{good}A,y,2026-03-01,"three\nlines\nhere"\nA,z,soon,\n{good},w,2026-03-01,\n'

    read = read_log(text.encode(), name="t.csv")

    assert [(one.code, one.where.line) for one in read.problems if one.code.startswith("log-row")] == [
        ("log-row-time", 45), ("log-row-no-case", 86),
    ]  # fmt: skip
    assert (read.account.read, read.account.kept) == (83, 81)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16-le"])
def test_small_blocks_of_any_encoding_and_line_end_give_one_log(
    monkeypatch: pytest.MonkeyPatch, encoding: str, ending: str
) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK", 16)
    text = "案件号,环节,时间\n" + "".join(f"A{n},受理,2026-03-01\n" for n in range(30))

    read = read_log(text.replace("\n", ending).encode(encoding), name="t.csv", mapping={"encoding": encoding})

    assert (len(read.log), read.log.activity_names, read.account.reported) == (30, ("受理",), 0)


def test_a_quote_that_is_never_closed_costs_its_line_and_not_the_rest() -> None:
    good = "".join(f"A,x{n},2026-03-01\n" for n in range(200))

    read = read_log(f'case,activity,time\n{good}A,"open,2026-03-01\n{good}'.encode(), name="t.csv")

    assert [(one.code, one.where.line) for one in read.problems if one.where.line] == [("log-csv-width", 202)]
    assert (read.account.read, read.account.kept) == (401, 400)
