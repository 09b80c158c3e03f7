"""Whatever comes in as a table is a log whose account adds up, or a refusal that can be told in both languages."""

from __future__ import annotations

import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.errors import ZaizaoError
from zaizao.eventlog import read_log
from zaizao.wording import describe, say

CSV = "case,activity,time,resource,amount\nA,受理,2026-03-01 09:00,李,3\nA,决定,2026-03-02 10:00,王,4\nB,受理,2026-03-01 09:30,李,\n".encode()
JSON = b'{"case":"A","activity":"x","time":"2026-03-01T09:00:00Z","n":1}\n{"case":"A","activity":"y","time":"2026-03-01T10:00:00Z","l":[1]}\n'
SPECIAL = (
    b'"',
    b"\n",
    b",",
    b"\r",
    b"'",
    b"\0",
    b"9999-12-31",
    b"1948-01-01",
    b"=1+1",
    b"{",
    b"1e999",
    b"9" * 30,
    b"x" * 10_000,
)


def _make_parquet() -> bytes:
    buffer = io.BytesIO()
    columns = {"case": ["A", "A", "B"], "activity": ["x", "y", "x"], "time": pa.array([1, 2, 3], pa.timestamp("us"))}
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


SEEDS = (CSV, JSON, _make_parquet(), gzip.compress(CSV, mtime=0))
changes = st.tuples(
    st.integers(0, 2_000),
    st.one_of(st.sampled_from(SPECIAL), st.binary(max_size=4)),
    st.integers(0, 20),
)


@settings(max_examples=examples(60, proof=1500))
@given(
    seed=st.sampled_from(SEEDS),
    edits=st.lists(changes, max_size=5),
    name=st.sampled_from(["x", "x.csv", "x.jsonl", "x.parquet", "x.xlsx", "x.csv.gz"]),
    on_broken=st.sampled_from(["skip", "stop"]),
)
def test_a_damaged_table_is_read_with_an_account_or_refused_in_words(
    seed: bytes, edits: list[tuple[int, bytes, int]], name: str, on_broken: str
) -> None:
    content = bytearray(seed)
    for place, added, removed in edits:
        begin = place % (len(content) + 1)
        content[begin : begin + removed] = added

    try:
        read = read_log(bytes(content), name=name, on_broken=on_broken)  # type: ignore[arg-type]
    except ZaizaoError as error:
        for language in ("zh", "en"):
            describe(error, language)  # raises where words or their fields are missing
        return

    assert read.account.read == read.account.kept + read.account.reported
    assert all(say(one.code, one.fields, "en") for one in (*read.problems, *read.guess))
    assert len(read.log.case) == len(read.log.time) == len(read.log.offset) == len(read.log.resource)
