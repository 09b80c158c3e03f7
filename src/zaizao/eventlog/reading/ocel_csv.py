"""Logs of objects as a table (OCEL 1.0): one row an event, one column of lists for each type of object."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from zaizao.eventlog.objects import Relation
from zaizao.eventlog.reading.object_building import Given, ObjectLogBuilder
from zaizao.eventlog.reading.source import Source

_TYPE: Final = "ocel:type:"
_ITEM: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s,\[\]'"][^,\[\]]*)""")
_OWN: Final = {"ocel:eid", "ocel:activity", "ocel:timestamp"}


def build_from_csv(source: Source, builder: ObjectLogBuilder) -> None:
    """Put the whole file into the builder. Raises LogRefused for what is no UTF-8 or lacks a column."""
    try:
        text = source.read_all().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise builder.reporter.refuse("ocel-csv", {"detail": "UTF-8"}) from None
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        heading = next(rows)
        if missing := sorted(_OWN - set(heading)):
            raise builder.reporter.refuse("ocel-csv", {"detail": ", ".join(missing)}, line=1)
        for name in heading:
            if name.startswith(_TYPE):
                builder.add_type("object", name.removeprefix(_TYPE))
        for row in rows:
            if row:
                _take_row(dict(zip(heading, row, strict=False)), len(row) - len(heading), rows.line_num, builder)
    except csv.Error as error:
        raise builder.reporter.refuse("ocel-csv", {"detail": str(error)}, line=rows.line_num) from None


def _take_row(row: dict[str, str], surplus: int, line: int, builder: ObjectLogBuilder) -> None:
    if surplus:
        builder.reporter.drop("ocel-csv-width", {"surplus": surplus}, line=line)
        return
    named, time = row["ocel:eid"] or None, row["ocel:timestamp"] or None
    values, relations = builder.add_event(named, row["ocel:activity"] or None, time, line=line)
    for key, text in row.items():
        if key.startswith(_TYPE):
            for name in _list_names(text):
                if not builder.has_object(name):
                    builder.add_object(name, key.removeprefix(_TYPE), line=line)
                relations.append(Relation(name))
        elif key not in _OWN and text:
            values.append(Given(key, text))


def _list_names(text: str) -> list[str]:
    """The names of ``['o1', "o 2", o3]``."""
    found = (next(part for part in match.groups() if part is not None) for match in _ITEM.finditer(text))
    return [re.sub(r"\\(.)", r"\1", name).strip() for name in found]
