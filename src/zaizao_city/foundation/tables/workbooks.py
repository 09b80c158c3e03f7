"""The first sheet of an Excel workbook as rows of text, refused where it would fill the memory or lost digits."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from zaizao_city.foundation.tables.archives import MAX_ROWS, check_workbook
from zaizao_city.foundation.tables.errors import TableTooLargeError, TableUnreadableError

MAX_BYTES = 20_000_000
MARK = b"PK"
"""With this a workbook begins, as every zip does."""

EXACT = 10**15
"""From here on a number in a workbook no longer has all the digits that were typed."""


def read_workbook(content: bytes) -> list[list[str]]:
    """The cells of the first sheet, from its first row on; at most a row more than `MAX_ROWS` below the header.

    Raises:
        TableTooLargeError: too many bytes, packed or not, or cells.
        TableUnreadableError: it is no workbook, or damaged.
    """
    if len(content) > MAX_BYTES:
        raise TableTooLargeError(what=_("字节数"), most=MAX_BYTES)
    check_workbook(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
    except (CalamineError, ValueError, OSError) as error:
        raise TableUnreadableError(detail=str(error)[:80]) from None
    return [[write_cell(cell) for cell in row] for row in cells]


def write_cell(cell: Any) -> str:
    """The cell as text. A number that has lost digits keeps its exponent, so that it is taken for no whole number."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < EXACT else f"{cell:.14e}"
    return str(cell)
