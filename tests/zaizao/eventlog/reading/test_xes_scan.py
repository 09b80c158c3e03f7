"""Both ways of reading XES give one log: the scan, where it does not hand the file over, and the parser."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from examples import PROOF, examples
from log_values import describe_log
from zaizao.eventlog import LogRefused, ReadLog, read_log
from zaizao.eventlog.reading import ReadOptions, Reporter, Source
from zaizao.eventlog.reading.assembling import COLUMNS, FALLBACK_KEYS, assemble_log
from zaizao.eventlog.reading.xes_expat import read_tape
from zaizao.eventlog.reading.xes_fast import scan_tape
from zaizao.units.compiling import is_fast

LOGS = [
    "03_repairExample.xes.gz", "08_receipt.xes.gz", "12_roadtraffic_1t_per_variant.xes.gz", "Sepsis.xes.gz",
    "a32f0n10.xes.gz", "reviewing.xes", "roadtraffic100traces.xes", "running-example.xes",
]  # fmt: skip
LARGE_LOGS = [
    "07_bpic2013_incidents.xes.gz", "16_bpic2019_1t_per_variant.xes.gz", "bpic2012.xes.gz", "BPIC15_1.xes.gz",
    "BPIC15_2.xes.gz", "BPIC15_3.xes.gz", "BPI_2020_RequestForPayment.xes.gz",
]  # fmt: skip
HEAD = b'<?xml version="1.0"?>\n<!-- a <trace> --><log>\n<classifier name="c" keys="step"/>\n'
TAGS = ["string", "int", "float", "date", "boolean", "id"]
KEYS = [
    "concept:name",
    "time:timestamp",
    "org:resource",
    "lifecycle:transition",
    "start_timestamp",
    "Activity",
    "k",
    "é",
]
VALUES = [
    "a", "b c", "", "7", "-3", "1.5", "true", "0", "2026-11-22T10:00:00+08:00", "1948-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999999-05:00", "2026-02-29T00:00:00", "2026-11-22", "2026-11-22 10:00:00.1234567",
    "&amp;", "&#65;&#x4e2d;", "&quot;x&apos;", "x > y", "申请", "a\nb\tc", "COMPLETE", "2026-11-22T24:00:00Z", "0000-01-01T00:00:00Z",
]  # fmt: skip
ODD = [
    "<!-- <event> -->", "<![CDATA[ ]]>", "&nbsp;", "stray", "<other/>", "<?pi?>", "\r", "<event/>", "<trace/>",
    '<string key="k" value="<"/>', '<string key="k"/>', '<string key="k" value="&#0;"/>', "</event>",
    "<list key='l'><values><string key='a' value='1'/></values></list>", "<container key='c'></container>",
    '<string value="v" key="k" />', '<int key="n" value="4"><string key="m" value="&lt;>"/>\n</int>',
    '<string key="k" value="v"> </string>', '<string key="k" value="v"></int>', '<string key="k" value="v"key="w"/>',
]  # fmt: skip


def read_both(content: bytes, chosen: frozenset[str] | None = None, chunk: int = 1 << 20) -> list[object]:
    """What scan and parser make of some bytes: values, account and problems, or the refusal; None for a handing over."""
    options = ReadOptions(attributes="all" if chosen is None else chosen)
    made: list[object] = []
    for scans in (True, False):
        reporter = Reporter("log.xes")
        chunks = (content[place : place + chunk] for place in range(0, len(content), chunk))
        keys = None if chosen is None else chosen | COLUMNS | set(FALLBACK_KEYS)
        try:
            tape = scan_tape(chunks, reporter, keys) if scans else read_tape(chunks, reporter)
            made.append(None if tape is None else show(assemble_log(tape, reporter, options)))
        except LogRefused as refused:
            made.append(refused.problems)
    return made


def show(read: ReadLog) -> tuple[object, ...]:
    return describe_log(read.log), read.account, read.problems


@pytest.mark.parametrize("name", LOGS + (LARGE_LOGS if PROOF else []))
def test_scan_and_parser_agree_on_real_logs(data: Path, name: str) -> None:
    content = Source(data / "eventlogs" / name).read_all()

    scanned, parsed = read_both(content)

    assert scanned == parsed


@pytest.mark.skipif(not is_fast(), reason="the compiler is not installed; without it files are parsed")
def test_the_door_scans_a_large_log_and_gives_the_log_of_the_parser(data: Path) -> None:
    path = data / "eventlogs" / "helpdesk.xes.gz"

    read = read_log(path, attributes="none")

    reporter = Reporter(path.name)
    parsed = assemble_log(read_tape(Source(path).list_chunks(), reporter), reporter, ReadOptions(attributes="none"))
    columns = ["case", "activity", "time", "resource", "lifecycle", "offset"]
    assert all(np.array_equal(getattr(read.log, name), getattr(parsed.log, name)) for name in columns)
    assert read.log.case_names == parsed.log.case_names
    assert read.log.activity_names == parsed.log.activity_names


@st.composite
def draw_documents(draw: st.DrawFn) -> bytes:
    """XES of a few traces with values of every kind, and now and then something unusual."""
    attribute = st.builds(
        '<{} key={quote}{}{quote} value="{}"/>'.format,
        st.sampled_from(TAGS),
        st.sampled_from(KEYS),
        st.sampled_from(VALUES),
        quote=st.sampled_from("\"'"),
    )
    plain = st.lists(st.one_of(attribute, attribute, attribute, attribute, st.sampled_from(ODD)), max_size=5)
    strange = draw(st.booleans())
    parts = plain if strange else st.lists(attribute, max_size=5)
    space = draw(st.sampled_from(["", "\n", "\n\t", "\r\n "]))
    event = parts.map(lambda given: f"<event>{space}{space.join(given)}{space}</event>")
    trace = st.builds(
        lambda given, events: f"<trace>{space.join(given + events)}</trace>", parts, st.lists(event, max_size=3)
    )
    body = space.join(draw(st.lists(trace, max_size=3)))
    tail = draw(
        st.sampled_from(["</log>", "</log>\n<!-- end -->", "<string key='late' value='1'/></log>", "", "</log>x"])
    )
    return HEAD + body.encode() + tail.encode()


@settings(max_examples=examples(100, proof=2500))
@given(content=draw_documents(), chunk=st.sampled_from([1 << 20, 64, 301]))
@example(content=HEAD + b"<trace><event><string key='concept:name' value='a'/></event></trace>", chunk=64)
@example(content=b"<log><trace></trace></log>", chunk=64)
@example(content=HEAD + b"<trace>" + b"<event/>" * 20 + b"</trace></log>", chunk=64)
def test_scan_and_parser_agree_on_made_documents_or_the_scan_hands_over(content: bytes, chunk: int) -> None:
    scanned, parsed = read_both(content, chunk=chunk)

    assert scanned is None or scanned == parsed


@settings(max_examples=examples(25, proof=600))
@given(content=draw_documents(), chosen=st.frozensets(st.sampled_from(KEYS)))
def test_reading_chosen_keys_gives_the_same_columns_by_both_ways(content: bytes, chosen: frozenset[str]) -> None:
    scanned, parsed = read_both(content, chosen)

    # What is not asked for is not looked at, so only the parser may find something wrong in it.
    assert scanned is None or scanned[0] == parsed[0]


@settings(max_examples=examples(60, proof=1500))
@given(content=draw_documents(), seed=st.integers(0, 2**32))
def test_damaged_bytes_are_read_or_refused_and_never_anything_else(content: bytes, seed: int) -> None:
    damaged = damage(content, random.Random(seed))

    with contextlib.suppress(LogRefused):
        read = read_log(damaged, name="log.xes")
        assert read.account.read == read.account.kept + read.account.reported
    scanned, parsed = read_both(damaged)
    assert scanned is None or scanned == parsed


def damage(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, dropped or doubled."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed))
        kind = chance.randrange(3)
        if kind == 0:
            changed[place] = chance.choice(b"<>/\"'=& \x00\xff\n") if chance.random() < 0.7 else chance.randrange(256)
        elif kind == 1:
            del changed[place : place + chance.randint(1, 30)]
        else:
            changed[place:place] = changed[place : place + chance.randint(1, 30)]
    return bytes(changed or b" ")


def test_the_loops_find_the_same_interpreted(data: Path) -> None:
    script = (
        "import sys, test_xes_scan as here\n"
        "from zaizao.eventlog.reading import Source\n"
        "scanned, parsed = here.read_both(Source(sys.argv[1]).read_all())\n"
        "print(scanned == parsed, len(parsed[0]['cases']))"
    )
    path = [str(folder) for folder in (Path(__file__).parent, Path(__file__).parents[3] / "support")]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(path)}

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, data / "eventlogs" / "running-example.xes"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert (done.stdout.split(), done.stderr) == (["True", "6"], "")
