"""Small tables: what is guessed, what is reported, what becomes an attribute of what."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zaizao.eventlog import NO_OFFSET, NO_TIME, LogRefused, ReadLog, read_log
from zaizao.eventlog.reading import excel

TICKETS = """\
工单编号,环节,办理时间,经办人,来源
A1,受理,2026-03-18 09:05:00,李静,热线
A1,办结,2026-03-20 17:30:00,王勇,热线
A2,受理,2026-03-18 09:40:00,李静,网页
"""


def _read(text: str | bytes, **given: object) -> ReadLog:
    content = text if isinstance(text, bytes) else text.encode()
    return read_log(content, name="t.csv", **given)  # type: ignore[arg-type]


def _codes(read: ReadLog) -> list[tuple[str, int | None]]:
    return [(one.code, one.where.line) for one in read.problems if one.code != "log-zone-unknown"]


def _refusal(text: str | bytes, **given: object) -> tuple[str, ...]:
    with pytest.raises(LogRefused) as refused:
        _read(text, **given)
    return tuple(one.code for one in refused.value.problems)


def test_chinese_headings_are_understood_and_the_grounds_are_told() -> None:
    read = _read(TICKETS)

    assert [(one.code, one.fields["heading"]) for one in read.guess] == [
        ("log-guess-case-by-heading", "工单编号"),
        ("log-guess-activity-by-heading", "环节"),
        ("log-guess-time-by-heading", "办理时间"),
        ("log-guess-resource-by-heading", "经办人"),
    ]
    assert read.log.case_names == ("A1", "A2")
    assert read.log.activity_names == ("受理", "办结")
    assert read.log.resource_names == ("李静", "王勇")


def test_what_is_the_same_in_every_row_of_a_case_is_the_case_s() -> None:
    log = _read(TICKETS).log

    assert set(log.case_attributes) == {"来源"}
    assert [log.case_attributes["来源"].pick(row) for row in range(2)] == ["热线", "网页"]
    assert not log.attributes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    assert _read(TICKETS.encode(encoding)).log.activity_names == ("受理", "办结")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(delimiter: str, ending: str) -> None:
    text = TICKETS.replace(",", delimiter).replace("\n", ending)

    assert len(_read(text).log) == 3


def test_a_packed_table_is_unpacked() -> None:
    assert len(_read(gzip.compress(TICKETS.encode())).log) == 3


def test_broken_rows_are_reported_with_their_lines_and_the_others_kept() -> None:
    text = 'case,activity,time,note\nA,x,2026-03-01,"two\nlines"\n,x,2026-03-01,\nA,,2026-03-01,\nA,y,soon,\nA,y,2026-03-02\nA,z,,\n'

    read = _read(text)

    assert _codes(read) == [
        ("log-csv-width", 7), ("log-row-no-case", 4), ("log-row-no-activity", 5), ("log-row-time", 6), ("log-row-untimed", 8),
    ]  # fmt: skip
    assert (read.account.read, read.account.kept, read.account.reported) == (6, 2, 4)
    assert read.log.time[1] == NO_TIME


def test_a_broken_row_stops_the_load_where_that_is_asked() -> None:
    assert _refusal("case,activity,time\nA,x,2026-03-01\nA,y,soon\n", on_broken="stop") == ("log-row-time",)


def test_a_row_with_several_moments_becomes_several_events_in_the_order_of_the_columns() -> None:
    read = _read(
        "申请编号,受理时间,办结时间,承诺办结时间\nB1,2026-03-01 09:00,2026-03-01 09:00,2026-03-05 00:00\nB2,2026-03-02 10:00,,\n"
    )

    log = read.log
    assert [(log.case_names[case], log.activity_names[activity]) for case, activity in zip(log.case, log.activity, strict=True)] == [
        ("B1", "受理"), ("B1", "办结"), ("B2", "受理"),
    ]  # fmt: skip
    assert set(log.case_attributes) == {"承诺办结时间"}
    assert (read.account.read, read.account.kept) == (2, 2)


def test_a_wide_row_without_any_moment_is_reported() -> None:
    read = _read("id,opened_at,closed_at\n1,2026-03-01,2026-03-02\n2,,\n")

    assert _codes(read) == [("log-row-no-moment", 3)]


def test_a_mapping_says_what_a_guess_could_not() -> None:
    text = "a,b,c,d\n7,one,05/04/2026 10:00,x\n7,two,06/04/2026 10:00,x\n"
    mapping = {
        "case": "a",
        "activity": ["b", "d"],
        "time": "c",
        "format": "day-first",
        "zone": "Asia/Shanghai",
        "attributes": "none",
    }

    log = _read(text, mapping=mapping).log

    assert log.activity_names == ("one · x", "two · x")
    assert log.time.tolist() == [1_775_354_400_000_000, 1_775_440_800_000_000]
    assert log.offset.tolist() == [480, 480]
    assert not log.attributes


def test_a_mapping_with_events_makes_a_wide_table() -> None:
    text = "n,t1,t2\nA,2026-03-01,2026-03-02\n"

    log = _read(text, mapping={"case": "n", "events": {"受理": "t1", "办结": "t2"}}).log

    assert log.activity_names == ("受理", "办结")


def test_words_of_life_cycle_are_those_of_the_mapping() -> None:
    text = "case,activity,time,状态\nA,x,2026-03-01,开始\nA,x,2026-03-02,办结\n"

    log = _read(text, mapping={"lifecycle": "状态", "lifecycles": {"开始": "start", "办结": "Complete"}}).log

    assert log.lifecycle_names == ("start", "complete")


def test_a_mapping_file_tells_every_mistake_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_text("case: []\nactivty: x\nzone: Mars/Base\nformat: sometimes\nevents: {}\n", encoding="utf-8")

    with pytest.raises(LogRefused) as refused:
        _read(TICKETS, mapping=file)

    assert [(one.code, one.where.line) for one in refused.value.problems] == [
        ("log-mapping-text", 1), ("log-mapping-key", 2), ("log-mapping-zone", 3), ("log-mapping-choice", 4), ("log-mapping-pairs", 5),
    ]  # fmt: skip


def test_a_heading_the_table_does_not_have_is_told_with_the_nearest() -> None:
    with pytest.raises(LogRefused) as refused:
        _read(TICKETS, mapping={"case": "工单编码"})

    (problem,) = refused.value.problems
    assert (problem.code, problem.fields["heading"], problem.fields["near"]) == (
        "log-mapping-column",
        "工单编码",
        ("工单编号",),
    )


def test_texts_become_numbers_truths_and_moments_but_codes_with_leading_zeros_do_not() -> None:
    text = "case,activity,time,n,x,b,t,code\nA,p,2026-03-01,3,0.5,true,2026-01-01,0531\nA,q,2026-03-02,-4,1e3,False,2026-01-02,0532\n"

    kinds = {key: str(column.kind) for key, column in _read(text).log.attributes.items()}

    assert kinds == {"n": "integer", "x": "number", "b": "boolean", "t": "time", "code": "text"}


def test_headings_that_are_missing_or_stand_twice_get_a_name() -> None:
    read = _read("case,activity,time,x,x,\nA,p,2026-03-01,1,2,3\nA,q,2026-03-02,4,5,6\n")

    assert list(read.log.attributes) == ["x", "x (2)", "#6"]
    assert _codes(read) == [("log-heading-twice", 1)]


def test_apostrophes_that_guard_against_formulas_are_taken_away() -> None:
    log = _read("case,activity,time\nA,'=SUM(A1),2026-03-01\nA,'quoted',2026-03-02\n").log

    assert log.activity_names == ("=SUM(A1)", "'quoted'")


def test_json_lines_may_bring_keys_later() -> None:
    text = '{"case":"A","activity":"x","time":"2026-03-01T09:00:00+08:00"}\n\nnot json\n{"case":"A","activity":"y","time":"2026-03-02T09:00:00Z","extra":[1,2]}\n'

    read = read_log(text.encode(), name="t.jsonl")

    assert _codes(read) == [("log-json-line", 3)]
    assert read.log.offset.tolist() == [480, 0]
    assert read.log.attributes["extra"].pick(1) == "[1,2]"


def test_parquet_keeps_types_and_codes() -> None:
    table = pa.table({
        "case": pa.array(["A", "A", None, "B"]).dictionary_encode(),
        "activity": ["x", "y", "x", "x"],
        "time": pa.array([1, 2, 3, None], pa.timestamp("ns", tz="Asia/Shanghai")),
        "day": pa.array([1, 1, 1, 2], pa.date32()),
        "code": ["1", "2", "3", "4"],
    })  # fmt: skip
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=2)

    read = read_log(buffer.getvalue())

    assert _codes(read) == [("log-row-no-case", 3), ("log-row-untimed", 4)]
    assert read.log.case_names == ("A", "B")
    assert read.log.offset.tolist()[:2] == [480, 480]
    assert str(read.log.attributes["code"].kind) == "text"
    assert str(read.log.case_attributes["day"].kind) == "time"


def test_a_workbook_is_read_below_its_title() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("明细")
        rows = [
            ["三月办件"],
            ["案件号", "环节", "时间", "费用"],
            ["A", "受理", "2026-03-01 09:00", 12.5],
            [],
            ["A", "办结", "2026-03-02 10:00", 3],
        ]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    read = read_log(buffer.getvalue(), name="t.xlsx")

    assert read.log.activity_names == ("受理", "办结")
    assert str(read.log.attributes["费用"].kind) == "number"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "log-empty"),
        (b"case,activity,time\n", "log-no-rows"),
        (b"\n\n\n,,\n", "log-no-rows"),
        (b"x,y\n1,2\n3,4\n", "log-no-case-column"),
        (b"case,colour\nA,red\nB,blue\n", "log-no-activity-column"),
        (b"case,activity,time\n,,\n,x,2026\n", "log-nothing-kept"),
        (gzip.compress(b"case,activity,time\nA,x,2026-03-01\n" * 999, mtime=0)[:-20], "log-gzip-broken"),
        (b"PAR1 and then nothing of the kind", "log-parquet-broken"),
        (b"PK\x03\x04 xl/ broken", "log-excel-broken"),
    ],
)
def test_what_is_no_table_is_refused_and_told(content: bytes, code: str) -> None:
    assert code in _refusal(content)


def test_very_long_names_and_very_far_moments_are_kept() -> None:
    long = "名" * 10_000

    log = _read(f"case,activity,time\n{long},x,1948-01-01\n{long},{long},9999-12-31 23:59:59\n").log

    assert log.case_names == (long,)
    assert log.time.tolist() == [-694_310_400_000_000, 253_402_300_799_000_000]
    assert log.offset.tolist() == [NO_OFFSET, NO_OFFSET]


def test_a_workbook_whose_corners_are_far_apart_is_refused_before_it_is_unpacked() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", sheet)

    assert _refusal(buffer.getvalue()) == ("log-excel-large",)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_UNPACKED", 5_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 6_000_000)

    assert len(buffer.getvalue()) < 20_000
    assert _refusal(buffer.getvalue()) == ("log-excel-large",)


def test_timestamps_that_no_calendar_holds_are_reported() -> None:
    table = pa.table(
        {
            "case": ["A", "A"],
            "activity": ["x", "y"],
            "time": pa.array([0, 9_000_000_000_000_000_000], pa.timestamp("us")),
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer)

    assert _codes(read_log(buffer.getvalue())) == [("log-row-time", 2)]


@pytest.mark.parametrize(
    ("headings", "taken"),
    [
        ("Case ID,Activity,Resource,Start Timestamp,Complete Timestamp", ("Case ID", "Activity", "Complete Timestamp")),
        ("_CASE_KEY,ACTIVITY_EN,USER_NAME,SORTING,EVENTTIME", ("_CASE_KEY", "ACTIVITY_EN", "EVENTTIME")),
        ("case:concept:name,concept:name,org:resource,lifecycle:transition,time:timestamp", ("case:concept:name", "concept:name", "time:timestamp")),
        ("orderId,taskName,assignee,startTime,endTime", ("orderId", "taskName", "endTime")),
        ("办件编号,事项,审批环节,办理开始,完成时间", ("办件编号", "审批环节", "完成时间")),
    ],
)  # fmt: skip
def test_headings_of_other_tools_are_understood(headings: str, taken: tuple[str, str, str]) -> None:
    row = "A,x,y,2026-03-01 09:00,2026-03-01 10:00"

    read = _read(f"{headings}\n{row}\n{row}\n")

    roles = {one.code.split("-")[2]: one.fields["heading"] for one in read.guess}
    assert (roles["case"], roles["activity"], roles["time"]) == taken


def test_parquet_columns_of_any_type_become_attributes() -> None:
    columns = {
        "case_id": pa.array([1, 1, 2]).dictionary_encode(),
        "activity": pa.array([1.0, 2.0, 1.0]),
        "timestamp": [1_773_824_700, 1_773_824_800, 1_773_824_900],
        "list": [[1], [2], [3]],
        "half": pa.array([1.0, None, 2.5]),
        "large": pa.array([2**63 + 1, 1, 2], pa.uint64()),
        "nothing": pa.nulls(3),
    }
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)

    log = read_log(buffer.getvalue()).log

    assert (log.case_names, log.activity_names) == (("1", "2"), ("1", "2"))
    assert {key: (str(one.kind), one.pick(1)) for key, one in log.attributes.items()} == {
        "list": ("text", "[2]"), "half": ("number", None), "large": ("number", 1.0),
    }  # fmt: skip
