from __future__ import annotations

import datetime as dt
import gzip
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import example, given, settings

from examples import examples
from log_values import describe_log, draw_logs
from zaizao.errors import Problem
from zaizao.eventlog import EventLog, LogBuilder, LogNotWritten, read_log, write_log
from zaizao.eventlog.writing.xes import write_xes

NAMESPACE = "{http://www.xes-standard.org/}"
KINDS = {"string", "date", "int", "float", "boolean", "id", "list", "container"}
"""The elements for attributes of IEEE 1849-2023, 5.3."""


def write_bytes(log: EventLog) -> bytes:
    stream = BytesIO()
    write_xes(log, stream)
    return stream.getvalue()


@settings(max_examples=examples(25, proof=600))
@given(log=draw_logs())
@example(log=LogBuilder("empty").build())
def test_what_is_written_as_xes_is_read_back_as_it_was(log: EventLog) -> None:
    read = read_log(write_bytes(log), name="written.xes")

    assert describe_log(read.log) == describe_log(log)
    assert (read.account.read, read.account.kept) == (len(log), len(log))


@settings(max_examples=examples(12, proof=300))
@given(log=draw_logs())
def test_what_is_written_keeps_the_structure_of_the_standard(log: EventLog) -> None:
    root = ET.fromstring(write_bytes(log))

    assert root.tag == NAMESPACE + "log"
    assert set(root.attrib) == {"xes.version", "xes.features"}
    order = ["extension", "global", "classifier", "attribute", "trace"]
    places = [order.index(name if name in order else "attribute") for name in map(name_of, root)]
    assert places == sorted(places)
    assert [part for part in root.iter() if not is_allowed(part)] == []
    assert [
        part.tag for part in root.iter() if name_of(part) in {"trace", "event"} and not has_each_key_once(part)
    ] == []


def name_of(part: ET.Element) -> str:
    return part.tag.removeprefix(NAMESPACE)


def is_allowed(part: ET.Element) -> bool:
    """Each element with the attributes it must have and the children it may have (IEEE 1849-2023, clause 5)."""
    name, children = name_of(part), {name_of(child) for child in part}
    if name == "extension":
        return set(part.attrib) == {"name", "prefix", "uri"} and not children
    if name == "classifier":
        return set(part.attrib) == {"name", "scope", "keys"} and not children
    if name == "global":
        return part.get("scope") in {"trace", "event"} and children <= KINDS
    if name == "log":
        return children <= KINDS | {"extension", "global", "classifier", "trace"}
    if name in {"trace", "event", "values"}:
        return not part.attrib and children <= (KINDS | {"event"} if name == "trace" else KINDS)
    if name in {"list", "container"}:
        return set(part.attrib) == {"key"} and children <= KINDS | {"values"}
    return name in KINDS and set(part.attrib) == {"key", "value"} and children <= KINDS


def has_each_key_once(part: ET.Element) -> bool:
    keys = [child.get("key") for child in part if name_of(child) != "event"]
    return len(keys) == len(set(keys))


def test_an_interval_keeps_its_begin(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add("c", "survey", _moment(2), start=_moment(1))
    log.add("c", "decide", _moment(3))

    write_log(log.build(), tmp_path / "log.xes")

    read = read_log(tmp_path / "log.xes").log
    assert read.start is not None
    assert read.start.tolist() == [_micros(1), np.iinfo(np.int64).min]
    assert read.time.tolist() == [_micros(2), _micros(3)]


def test_a_packed_log_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    log = LogBuilder("twice")
    log.add("c", "survey", _moment(2))

    write_log(log.build(), tmp_path / "one.xes.gz")
    write_log(log.build(), tmp_path / "two.xes.gz")

    packed = (tmp_path / "one.xes.gz").read_bytes()
    assert packed == (tmp_path / "two.xes.gz").read_bytes()
    assert gzip.decompress(packed) == write_bytes(log.build())


def test_a_log_that_cannot_be_written_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text("the old one")
    log = LogBuilder()
    log.add("c", "bell \x07")

    with pytest.raises(LogNotWritten) as caught:
        write_log(log.build(), tmp_path / "log.xes")

    assert [problem.code for problem in caught.value.problems] == ["xes-character"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("log.xes", "the old one")]


def test_a_time_outside_the_calendar_is_refused() -> None:
    log = LogBuilder()
    log.add("c", "survey", _moment(1))
    built = log.build()
    built.time[0] = 10**18

    with pytest.raises(LogNotWritten) as caught:
        write_bytes(built)

    assert caught.value.problems == (Problem("log-time-unwritable", {"key": "time:timestamp"}),)


def test_a_format_nobody_writes_and_a_place_nobody_has_are_refused(tmp_path: Path) -> None:
    log = LogBuilder().build()

    with pytest.raises(LogNotWritten) as unknown:
        write_log(log, tmp_path / "log.docx")
    with pytest.raises(LogNotWritten) as absent:
        write_log(log, tmp_path / "no such folder" / "log.xes")

    assert [problem.code for problem in unknown.value.problems] == ["log-format-unwritable"]
    assert [problem.code for problem in absent.value.problems] == ["log-place-unwritable"]
    assert list(tmp_path.iterdir()) == []


def _moment(hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, 22, hour, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _micros(hour: int) -> int:
    return int(_moment(hour).timestamp()) * 1_000_000
