"""Tables written out: Excel, CSV and YAML with the same columns that are read in, and nothing that a spreadsheet executes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from zaizao.units.yaml_write import write_yaml
from zaizao_city.catalogue.mapping.columns import COLUMNS, ELEMENTS
from zaizao_city.foundation.tables.guards import put_guard

HEADINGS = tuple(column.heading for column in (*COLUMNS, *ELEMENTS))
MAX_CELL = 32_767
_WIDE = 40


def write_workbook(rows: Iterable[Mapping[str, str]], *, headings: Sequence[str] = HEADINGS) -> bytes:
    """An Excel workbook of one sheet; every cell is text, whatever it looks like."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("事项")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 2)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, min(_WIDE, 2 * len(heading) + 6))
        for number, row in enumerate(rows, start=1):
            for column, heading in enumerate(headings):
                if row.get(heading):
                    sheet.write_string(number, column, row[heading][:MAX_CELL])
    return buffer.getvalue()


def write_csv(rows: Iterable[Mapping[str, str]], *, headings: Sequence[str] = HEADINGS) -> bytes:
    """A CSV file as spreadsheets expect it (UTF-8 with its mark); a cell that would be a formula gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(headings)
    writer.writerows([put_guard(row.get(heading, "")) for heading in headings] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def write_records(rows: Iterable[Mapping[str, str]], *, headings: Sequence[str] = HEADINGS) -> bytes:
    """A YAML file: a list of the rows, empty cells left out."""
    plain = [{name: row[name] for name in headings if row.get(name)} for row in rows]
    return write_yaml(plain).encode() if plain else b"[]\n"


WRITERS = {"xlsx": write_workbook, "csv": write_csv, "yaml": write_records}
"""By the ending of the file."""
