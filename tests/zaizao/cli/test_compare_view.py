"""The same comparison as a value in a notebook."""

from __future__ import annotations

import datetime as dt

import zaizao
from web_page import Reader
from zaizao.eventlog import EventLog, LogBuilder


def build_log(days: int) -> EventLog:
    builder = LogBuilder()
    start = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    for number in range(80):
        district = {"district": "东" if number % 2 else "西"}
        builder.add(f"c{number}", "受理", start, attributes=district)
        builder.add(f"c{number}", "决定", start + dt.timedelta(days=days, hours=number // 2))
    return builder.build()


def test_logs_by_name_show_what_differs() -> None:
    compared = zaizao.compare_places({"北市": build_log(20), "南市": build_log(4)})

    shown = compared._repr_html_()  # what a notebook calls
    reader = Reader()
    reader.feed(shown)
    assert (reader.faults, reader.open) == ([], [])
    assert "北市平均每件比南市多花 16.0 天" in shown


def test_one_log_is_split() -> None:
    compared = zaizao.compare_places(build_log(4), by="district")

    assert [one.name for one in compared.comparison.profiles] == ["东", "西"]
    assert compared.comparison.findings == ()
