"""Tables of any trade: the encoding is found or refused, the cells of a workbook are text that lost nothing unseen."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from zaizao_city.foundation.tables import workbooks
from zaizao_city.foundation.tables.encodings import decode_text, find_encoding
from zaizao_city.foundation.tables.errors import TableTooLargeError, TableUnreadableError
from zaizao_city.foundation.tables.guards import drop_guard, put_guard
from zaizao_city.foundation.tables.workbooks import read_workbook

TEXT = "姓名,身份证号码\n王芳,11010519491231002X\n欧阳建国,\n"


def _write(*rows: list[object]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_the_encoding_in_which_it_was_written(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(("encoding", "found"), [("utf-8", "utf-8-sig"), ("gb18030", "gb18030")])
def test_signs_cut_in_two_by_pieces_do_not_hide_the_encoding(encoding: str, found: str) -> None:
    content = TEXT.encode(encoding)

    assert find_encoding(content[place : place + 1] for place in range(len(content))) == found


def test_a_text_with_one_broken_byte_is_refused_and_not_read_as_other_signs() -> None:
    broken = TEXT.encode().replace("建".encode(), b"\xe5\xbb")
    assert broken.decode("gb18030", "replace")

    with pytest.raises(TableUnreadableError):
        find_encoding([broken])


def test_an_empty_text_and_plain_latin_are_utf_8() -> None:
    assert [find_encoding(pieces) for pieces in ([], [b""], [b"name,number\n"])] == ["utf-8-sig"] * 3


def test_the_cells_of_a_workbook_are_text_and_a_number_that_lost_digits_is_no_whole_number() -> None:
    content = _write(["姓名", "手机号码", "号码"], ["王芳", 13800138000, 110105194912310021])

    assert read_workbook(content) == [["姓名", "手机号码", "号码"], ["王芳", "13800138000", "1.10105194912310e+17"]]


def test_a_workbook_of_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_BYTES", 10)

    with pytest.raises(TableTooLargeError):
        read_workbook(_write(["a"]))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "王芳", "'quoted'", ""])
def test_a_guarded_cell_is_the_same_when_it_is_read(cell: str) -> None:
    assert drop_guard(put_guard(cell)) == cell
