"""Workbooks (xlsx, xlsb, xls, ods): the first sheet with a table in it, or the one the mapping names.

A workbook is read whole, so what it would unpack to is looked at first: a bomb is refused before it goes off.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import pyarrow as pa

from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.mapping import ColumnMapping, to_mapping
from zaizao.eventlog.reading.names import name_columns, name_log
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.source import Source
from zaizao.eventlog.reading.table import Rows, read_table

BATCH: Final = 50_000
MAX_UNPACKED: Final = 1_500_000_000
MAX_CELLS: Final = 150_000_000
_ZIP: Final = b"PK\x03\x04"
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_PIECE: Final = 1 << 20


def read_log_table(source: Source, options: ReadOptions) -> ReadLog:
    """The log in a workbook. Raises LogRefused for a file that is damaged or too large, or whose columns say no log."""
    reporter = Reporter(source.name or None, on_broken=options.on_broken)
    mapping = to_mapping(options.mapping)
    rows = _list_rows(source, mapping.sheet if mapping else None, reporter)
    return read_table(
        _list_batches(rows, reporter), reporter=reporter, options=options, mapping=mapping or ColumnMapping(),
        name=name_log(source.name),
    )  # fmt: skip


def _list_rows(source: Source, wanted: str | None, reporter: Reporter) -> Iterator[list[Any]]:
    """The rows of a sheet, empty ones included so that row numbers hold."""
    try:
        import python_calamine  # noqa: PLC0415  # not part of the core: most logs are no workbooks
    except ImportError:
        raise reporter.refuse("log-excel-missing") from None
    content = source.read_all()
    if content.startswith(_ZIP):
        _refuse_bomb(content, reporter)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        names = [one for one in book.sheet_names if one == wanted] if wanted else list(book.sheet_names)
        if not names:
            raise reporter.refuse("log-sheet-unknown", {"sheet": wanted or "", "known": tuple(book.sheet_names)})
        sheets = (book.get_sheet_by_name(name) for name in names)
        sheet = next((one for one in sheets if one.height > 1 and one.width > 1), None)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise reporter.refuse("log-excel-broken", {"detail": str(error)[:200]}) from None
    if sheet is None:
        raise reporter.refuse("log-no-rows")
    yield from sheet.iter_rows()


def _refuse_bomb(content: bytes, reporter: Reporter) -> None:
    """Unpack to nowhere, counting: what a workbook says of its own size may be a lie."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            total = sum(one.file_size for one in packed.infolist())
            for one in packed.infolist() if total <= MAX_UNPACKED else ():
                with packed.open(one) as stream:
                    total = max(total, _weigh(stream, reporter, is_sheet="worksheets/" in one.filename))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise reporter.refuse("log-excel-broken", {"detail": str(error)[:200]}) from None
    if total > MAX_UNPACKED:
        raise reporter.refuse("log-excel-large", {"limit": MAX_UNPACKED})


def _weigh(stream: Any, reporter: Reporter, *, is_sheet: bool) -> int:
    """The unpacked bytes of one member; a sheet's cells must fit between its corners as well."""
    total, width, height, rest = 0, 1, 1, b""
    while piece := stream.read(_PIECE):
        total += len(piece)
        if total > MAX_UNPACKED:
            break
        if is_sheet:
            text = rest + piece
            for letters, row in _CELL.findall(text):
                height = max(height, int(row))
                width = max(width, _count_letters(letters))
            rest = text[-24:]
    if width * height > MAX_CELLS:
        raise reporter.refuse("log-excel-large", {"limit": MAX_CELLS})
    return total


def _count_letters(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _list_batches(rows: Iterator[list[Any]], reporter: Reporter) -> Iterator[Rows]:
    heading: tuple[str, ...] | None = None
    kept: list[Sequence[Any]] = []
    places: list[int] = []
    for number, row in enumerate(rows, start=1):
        if not any(_is_filled(cell) for cell in row):
            continue
        if heading is None:
            if sum(_is_filled(cell) for cell in row) > 1:  # a title above the table stands alone in its row
                heading = name_columns([_write(cell) or "" for cell in row], reporter, line=number)
            continue
        kept.append(row)
        places.append(number)
        if len(kept) == BATCH:
            yield _make_rows(heading, kept, places)
            kept, places = [], []
    if kept and heading is not None:
        yield _make_rows(heading, kept, places)


def _is_filled(cell: object) -> bool:
    return not (cell is None or (isinstance(cell, str) and not cell.strip()))


def _make_rows(heading: tuple[str, ...], rows: list[Sequence[Any]], places: list[int]) -> Rows:
    columns = zip(heading, zip(*rows, strict=True), strict=True)
    return Rows(
        columns={name: pa.array([_write(cell) for cell in cells], pa.large_string()) for name, cells in columns},
        lines=np.array(places, dtype=np.int64),
    )


def _write(cell: object) -> str | None:
    """A cell as a table of texts would have it; a day has no time of day."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)
