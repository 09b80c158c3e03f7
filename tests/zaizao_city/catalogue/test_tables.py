"""Tables that are handed in: read whatever their kind, refused with a reason when they are harmful or broken."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from zaizao_city.catalogue.mapping.codes import CodeParts, split_code
from zaizao_city.catalogue.mapping.drafts import read_drafts
from zaizao_city.catalogue.mapping.reading import SourceRow, read_table
from zaizao_city.catalogue.mapping.writing import HEADINGS, WRITERS, write_csv, write_workbook
from zaizao_city.foundation.tables.errors import TableTooLargeError, TableUnreadableError

ROW = {"实施编码": "A1", "事项名称": "养蜂证申领", "实施部门": "农业农村局", "事项类型": "行政许可"}


def write_zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def find_codes(**cells: str) -> list[tuple[str, bool]]:
    _, problems = read_drafts([SourceRow(2, {**ROW, **cells})])
    return [(problem.code, problem.blocking) for problem in problems if problem.code != "code-shape"]


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_what_is_written_is_read_back(ending: str) -> None:
    rows = [ROW, {**ROW, "实施编码": "007", "受理条件": "第一行\n第二行，“引号”", "咨询方式": "0546-1234567"}]

    read = read_table(WRITERS[ending](rows), filename=f"a.{ending}")

    assert [{name: cell for name, cell in row.values.items() if cell} for row in read] == rows


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]
)
def test_no_cell_becomes_a_formula(cell: str) -> None:
    row = {**ROW, "受理条件": cell}

    sheet = zipfile.ZipFile(io.BytesIO(write_workbook([row]))).read("xl/worksheets/sheet1.xml")
    lines = write_csv([row]).decode("utf-8-sig").splitlines()

    assert b"<f>" not in sheet
    assert f"'{cell[:3]}" in lines[1].replace('""', '"')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_spreadsheets_are_read_in_their_encodings(encoding: str) -> None:
    content = "实施编码,事项名称\nA1,养蜂证申领\n".encode(encoding)

    assert read_table(content, filename="a.csv") == [SourceRow(2, {"实施编码": "A1", "事项名称": "养蜂证申领"})]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 broken", "a.xlsx"),
        (write_zip({"readme.txt": b"no workbook"}), "a.xlsx"),
        (b"\xff\xfe\x00\xd8", "a.csv"),
        (b"a,a\n1,2\n", "a.csv"),
        (b"a\0b\n", "a.csv"),
        (b"{broken", "a.json"),
        (b"[" * 100_000, "a.json"),
        (b"a: &x [1]\nb: *x\n", "a.yaml"),
        (b"just: a mapping\n", "a.yaml"),
        (b"MZ\x90", "a.exe"),
        (b"", "noending"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(TableUnreadableError):
        read_table(content, filename=name)


def test_a_zip_bomb_is_refused_whatever_its_headers_claim() -> None:
    honest = write_zip({"xl/worksheets/sheet1.xml": b"<c/>" + b" " * 130_000_000})
    lying = bytearray(honest)
    place = bytes(lying).rindex(b"PK\x01\x02")
    struct.pack_into("<I", lying, place + 24, 100)
    struct.pack_into("<I", lying, 22, 100)

    for content in (honest, bytes(lying)):
        with pytest.raises(TableTooLargeError):
            read_table(content, filename="a.xlsx")


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZZ1"])
def test_a_single_cell_far_away_does_not_fill_the_memory(place: str) -> None:
    sheet = f'<worksheet><sheetData><row r="1"><c r="{place}" t="inlineStr"/></row></sheetData></worksheet>'

    with pytest.raises(TableTooLargeError):
        read_table(write_zip({"xl/worksheets/sheet1.xml": sheet.encode()}), filename="a.xlsx")


def test_too_many_parts_rows_and_bytes_are_refused() -> None:
    heavy = [
        (write_zip({f"x{number}": b"" for number in range(2_100)}), "a.xlsx"),
        (b"a\n" + b"1\n" * 50_001, "a.csv"),
        (b" " * 20_000_001, "a.csv"),
    ]

    for content, name in heavy:
        with pytest.raises(TableTooLargeError):
            read_table(content, filename=name)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"事项名称": ""}, [("missing", True)]),
        ({"事项名称": "长" * 301}, [("too-long", True)]),
        ({"事项名称": "养\u202e蜂"}, [("control-character", True)]),
        ({"事项类型": "神秘许可"}, [("unknown-word", True)]),
        ({"事项类型": "99"}, [("kind-unknown", False)]),
        ({"法定办结时限": "很快"}, [("bad-limit", True)]),
        ({"法定办结时限": "20个工作日", "承诺办结时限": "21wd"}, [("promise-longer", True)]),
        ({"法定办结时限": "20wd", "承诺办结时限": "30天"}, [("promise-unit", False)]),
        ({"法定办结时限": "20 工作日", "承诺办结时限": "即办"}, []),
        ({"受理条件": "法律法规规定的其他条件"}, [("fallback-clause", True)]),
        ({"申请材料": "身份证[A]；其他材料"}, [("fallback-clause", True)]),
        ({"申请材料": "身份证[E]"}, [("bad-trust", True)]),
        ({"设定依据": "行政许可法第十二条"}, [("bad-basis", True)]),
        ({"实施主体编码": "12345"}, [("body-code-shape", False)]),
        ({"没有的列": "x"}, [("unknown-column", False)]),
    ],
)
def test_every_problem_of_a_row_is_named(cells: dict[str, str], expected: list[tuple[str, bool]]) -> None:
    assert find_codes(**cells) == expected


def test_all_problems_of_all_rows_come_at_once_with_their_rows() -> None:
    rows = [
        SourceRow(2, {**ROW, "事项名称": ""}),
        SourceRow(3, {}),
        SourceRow(4, {**ROW, "法定办结时限": "?", "状态": "?"}),
    ]

    drafts, problems = read_drafts(rows)

    found = [(problem.row, problem.code) for problem in problems if problem.blocking]
    assert (drafts, found) == (
        [], [(2, "missing"), (3, "not-a-row"), (4, "unknown-word"), (4, "bad-limit"), (4, "code-twice")]
    )  # fmt: skip
    assert all("{" not in problem.tell() for problem in problems)


def test_codes_come_apart_in_both_spellings() -> None:
    assert split_code("511Z07001006-511602000000-000-11511301008778183N-1-00") == CodeParts(
        "511Z07001006", "11511301008778183N", "1", "511602000000"
    )
    assert split_code("11511301008778183N" + "1" + "511Z07001006") == CodeParts(
        "511Z07001006", "11511301008778183N", "1"
    )
    assert [split_code(text) for text in ("", "养蜂", "1" * 30, "1" * 34)] == [None] * 4


def test_every_column_has_a_heading_of_its_own() -> None:
    assert len(set(HEADINGS)) == len(HEADINGS)
