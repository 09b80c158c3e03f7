"""Tables that are handed in (Excel, CSV, YAML, the listing of a provincial service site) as rows of text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from attrs import frozen
from django.utils.translation import gettext_lazy as _

from zaizao.units.yaml import YamlError, read_yaml
from zaizao_city.foundation.tables.archives import MAX_COLUMNS, MAX_ROWS
from zaizao_city.foundation.tables.encodings import decode_text
from zaizao_city.foundation.tables.errors import TableTooLargeError, TableUnreadableError
from zaizao_city.foundation.tables.guards import drop_guard
from zaizao_city.foundation.tables.workbooks import MARK, MAX_BYTES, read_workbook


@frozen
class SourceRow:
    """One row as it was handed in; ``number`` is the line of the table as people count it."""

    number: int
    values: Mapping[str, str]


def read_table(content: bytes, *, filename: str) -> list[SourceRow]:
    """The rows of a file, by its contents: a zip is a workbook, ``[`` or ``{`` is JSON, else its name decides.

    Raises:
        TableTooLargeError: more bytes, rows or columns than a list of items can have.
        TableUnreadableError: it is none of the kinds, or damaged.
    """
    if len(content) > MAX_BYTES:
        raise TableTooLargeError(what=_("字节数"), most=MAX_BYTES)
    ending = filename.rpartition(".")[2].lower()
    if content.startswith(MARK):
        rows = _read_grid(read_workbook(content))
    elif ending == "json":
        rows = _read_json(content)
    elif ending in {"yaml", "yml"}:
        rows = _read_yaml(content, filename=filename)
    elif ending in {"csv", "tsv", "txt"}:
        rows = _read_csv(decode_text(content), delimiter="\t" if ending == "tsv" else ",")
    else:
        raise TableUnreadableError(detail=ending or "?")
    if len(rows) > MAX_ROWS:
        raise TableTooLargeError(what=_("行数"), most=MAX_ROWS)
    return rows


def _read_csv(text: str, *, delimiter: str) -> list[SourceRow]:
    if "\0" in text:
        raise TableUnreadableError(detail="NUL")
    try:
        grid = [[drop_guard(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise TableUnreadableError(detail=str(error)[:80]) from None
    return _read_grid(grid)


def _read_grid(grid: list[list[str]]) -> list[SourceRow]:
    if not grid:
        return []
    header = [name.strip() for name in grid[0]]
    if len(header) > MAX_COLUMNS:
        raise TableTooLargeError(what=_("列数"), most=MAX_COLUMNS)
    if len(set(filter(None, header))) < len(list(filter(None, header))):
        raise TableUnreadableError(detail=_("两列同名"))
    rows = [
        SourceRow(number, {name: cell.strip() for name, cell in zip(header, row, strict=False) if name})
        for number, row in enumerate(grid[1:], start=2)
    ]
    return [row for row in rows if any(row.values.values())]


def _read_yaml(content: bytes, *, filename: str) -> list[SourceRow]:
    try:
        plain = read_yaml(content, file=filename, limit=MAX_BYTES)
    except YamlError as error:
        raise TableUnreadableError(detail=str(error)[:200]) from None
    return _read_records(plain)


def _read_json(content: bytes) -> list[SourceRow]:
    try:
        plain = json.loads(decode_text(content))
    except (ValueError, RecursionError) as error:
        raise TableUnreadableError(detail=str(error)[:80]) from None
    if isinstance(plain, list) and any(
        isinstance(part, dict) and "sub_items" in str(part)[:4000] for part in plain[:3]
    ):
        return _read_listing(plain)
    return _read_records(plain)


def _read_records(plain: object) -> list[SourceRow]:
    if not isinstance(plain, list):
        raise TableUnreadableError(detail=_("不是列表"))
    return [
        SourceRow(number, {str(k): _write_value(v) for k, v in row.items()} if isinstance(row, dict) else {})
        for number, row in enumerate(plain, start=1)
    ]


def _write_value(value: object) -> str:
    if isinstance(value, list):
        return "；".join(str(part) for part in value)
    return "" if value is None else str(value)


def _read_listing(plain: list[Any]) -> list[SourceRow]:
    """The listing of a provincial service site: departments, their main items, the items under them with a link."""
    rows: list[SourceRow] = []
    for department in plain:
        for main in department.get("items", []):
            rows += [
                SourceRow(len(rows) + 1 + at, _read_listed(entry, department.get("department", "")))
                for at, entry in enumerate(main.get("sub_items", []))
            ]
    return rows


def _read_listed(entry: Mapping[str, Any], department: str) -> dict[str, str]:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(str(entry.get("link", ""))).query).items()}
    return {
        "实施编码": asked.get("itemCode", ""),
        "事项名称": str(entry.get("name", "")).strip(),
        "事项类型": asked.get("taskType", ""),
        "实施部门": str(department).strip(),
        "实施主体编码": asked.get("deptCode", ""),
        "区划代码": asked.get("areaCode", ""),
    }
