"""Files of people and enterprises as rows: CSV, JSON lines, workbooks. A row is kept as it was, to be given back if refused.

No column can hold the end of a line, so that a line is a row, and a quotation mark that is never closed spoils its own
row alone. CSV and JSON lines are read a line at a time, however many there are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from attrs import field, frozen
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.tables.encodings import find_encoding
from zaizao_city.foundation.tables.errors import TableUnreadableError
from zaizao_city.foundation.tables.guards import drop_guard, put_guard
from zaizao_city.foundation.tables.workbooks import MARK, MAX_BYTES, read_workbook
from zaizao_city.identity.mapping.people_faults import (
    CellsLeftOverError,
    ColumnsMissingError,
    RowUnreadableError,
    ValueNoTextError,
)
from zaizao_city.identity.mapping.people_rows import KNOWN, check_names, find_column, name_columns, show_names

DELIMITERS = ",;\t"
LINES = {".jsonl", ".json"}
REFUSED = ".refused"
LONGEST = 1 << 16
_PIECE = 1 << 20
_MARK = "\N{BYTE ORDER MARK}".encode()


@frozen
class SourceRow:
    """A row as it was handed in: its number as people count rows, its cells by column, or why it has none."""

    number: int
    raw: str
    cells: Mapping[str, str] = field(factory=dict)
    faults: Sequence[Refusal] = ()


@frozen
class Source:
    """An open file: its rows, and how refused ones are written so that they can be loaded again."""

    rows: Iterator[SourceRow]
    head: str
    encoding: str


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The file, open: its contents say whether it is a workbook, its name whether it is JSON lines; all else is CSV.

    Raises:
        OSError: it cannot be opened.
        TableUnreadableError: it is no table. TableTooLargeError: a workbook that is too large.
        ColumnsMissingError, ColumnsUnknownError, ColumnsDoubledError: what the header of a table refuses.
    """
    with path.open("rb") as file:
        if file.read(len(MARK)) == MARK:
            file.seek(0)
            yield _open_workbook(file.read(MAX_BYTES + 1))
            return
        file.seek(0)
        encoding = find_encoding(iter(partial(file.read, _PIECE), b""))
        file.seek(0)
        is_marked = file.read(len(_MARK)) == _MARK
        file.seek(0)
        lines = io.TextIOWrapper(file, encoding=encoding, newline="")
        written = "utf-8" if encoding.startswith("utf-8") and not is_marked else encoding
        yield _open_lines(lines, written) if _is_lines(path) else _open_csv(lines, written)


def _is_lines(path: Path) -> bool:
    """Whether it is JSON lines; refused rows keep the kind of the file they come from."""
    name = path.name.lower()
    while name.endswith(REFUSED):
        name = name.removesuffix(REFUSED)
    return Path(name).suffix in LINES


def _open_csv(lines: Iterable[str], encoding: str) -> Source:
    numbered = enumerate(lines, start=1)
    head = next((line for _number, line in numbered if line.strip()), "")
    if not head:
        raise TableUnreadableError(detail=_("没有内容"))
    if len(head) > LONGEST or "\0" in head:
        raise ColumnsMissingError(known=KNOWN)
    delimiter = max(DELIMITERS, key=lambda sign: sum(map(bool, map(find_column, _split(head, sign)))))
    columns = name_columns(_split(head, delimiter))
    rows = (_read_line(number, raw, columns, delimiter) for number, raw in numbered if raw.strip())
    return Source((row for row in rows if row is not None), head, encoding)


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader((line,), delimiter=delimiter))


def _read_line(number: int, raw: str, columns: Sequence[str], delimiter: str) -> SourceRow | None:
    if len(raw) > LONGEST:
        return SourceRow(number, raw, faults=[RowUnreadableError(detail=_("太长"))])
    try:
        cells = _split(raw, delimiter)
    except csv.Error as error:
        return SourceRow(number, raw, faults=[RowUnreadableError(detail=error)])
    return _place_cells(number, raw, columns, [drop_guard(cell) for cell in cells])


def _place_cells(number: int, raw: str, columns: Sequence[str], cells: Sequence[str]) -> SourceRow | None:
    """The row, or nothing where all its cells are empty."""
    if not any(cell.strip() for cell in cells):
        return None
    named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    nameless = [cell for name, cell in zip(columns, cells, strict=False) if not name]
    if any(cell.strip() for cell in chain(nameless, cells[len(columns) :])):
        return SourceRow(number, raw, faults=[CellsLeftOverError()])
    return SourceRow(number, raw, named)


def _open_workbook(content: bytes) -> Source:
    grid = read_workbook(content)
    numbered = enumerate(grid, start=1)
    head: Sequence[str] = next((row for _number, row in numbered if any(row)), ())
    if not head:
        raise TableUnreadableError(detail=_("没有内容"))
    columns = name_columns(head)
    rows = (_place_cells(number, _join(row), columns, row) for number, row in numbered)
    return Source((row for row in rows if row is not None), _join(head), "utf-8-sig")


def _join(cells: Sequence[str]) -> str:
    """The cells as a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([put_guard(cell) for cell in cells])
    return line.getvalue()


def _open_lines(lines: Iterable[str], encoding: str) -> Source:
    numbered = ((number, raw) for number, raw in enumerate(lines, start=1) if raw.strip())
    first = next(numbered, None)
    if first is None:
        raise TableUnreadableError(detail=_("没有内容"))
    if first[1].lstrip().startswith("["):
        raise TableUnreadableError(detail=_("每一行应当是一个 JSON 对象，不是整个文件一个列表"))
    return Source((_read_object(number, raw) for number, raw in chain([first], numbered)), "", encoding)


class _Pairs(NamedTuple):
    """An object of JSON with all its keys, those too that come twice."""

    pairs: list[tuple[str, Any]]


def _read_object(number: int, raw: str) -> SourceRow:
    if len(raw) > LONGEST:
        return SourceRow(number, raw, faults=[RowUnreadableError(detail=_("太长"))])
    try:
        value = json.loads(raw, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError) as error:
        return SourceRow(number, raw, faults=[RowUnreadableError(detail=error)])
    if not isinstance(value, _Pairs):
        return SourceRow(number, raw, faults=[RowUnreadableError(detail=_("不是 JSON 对象"))])
    try:
        check_names([name.strip() or "?" for name, _value in value.pairs])
    except Refusal as refusal:
        return SourceRow(number, raw, faults=[refusal])
    odd = [name for name, each in value.pairs if not _is_text(each)]
    if odd:
        return SourceRow(number, raw, faults=[ValueNoTextError(names=show_names(odd))])
    cells = {find_column(name): "" if each is None else str(each) for name, each in value.pairs}
    return SourceRow(number, raw, cells)


def _is_text(value: object) -> bool:
    """Whether it can be a cell: a text, nothing, or a whole number, whose digits are all there."""
    return value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
