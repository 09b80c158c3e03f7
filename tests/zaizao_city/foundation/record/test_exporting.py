from __future__ import annotations

from typing import Any

import pytest

from record_rewriting import FIRST_CASE, NOON, PERSON, SECOND_CASE, record
from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.exporting import LogRow, export_log
from zaizao_city.foundation.record.values import StreamRef

pytestmark = pytest.mark.django_db


def test_the_record_is_a_log_case_by_case(monkeypatch: Any) -> None:
    monkeypatch.setattr("zaizao_city.foundation.record.exporting.AT_ONCE", 2)
    record(FIRST_CASE, ["A"], subject=PERSON)
    record(SECOND_CASE, ["B"])
    record(StreamRef("account", "k"), ["SignedIn"])
    record(FIRST_CASE, ["C", "D"])
    erase_person(PERSON, actor="c", now=NOON)

    assert list(export_log("case", "order")) == [
        LogRow("case", "JN-2026-000001", 1, "A", NOON, "c", None),
        LogRow("case", "JN-2026-000001", 2, "C", NOON, "c", {"name": "C"}),
        LogRow("case", "JN-2026-000001", 3, "D", NOON, "c", {"name": "D"}),
        LogRow("case", "JN-2026-000002", 1, "B", NOON, "c", {"name": "B"}),
    ]


def test_an_empty_record_is_an_empty_log() -> None:
    assert list(export_log("case")) == []
