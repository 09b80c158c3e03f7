from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from record_rewriting import FIRST_CASE, NOON, PERSON, find_event, record
from zaizao_city.foundation.record.reading import read_stream

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])


def call(name: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_verify_says_that_all_is_well(home: Path) -> None:
    record(FIRST_CASE, ["A", "B"])
    sealed = call("seal")

    assert f"新封存 1 批，写在 {home / 'seals'}。" in sealed
    assert call("verify") == "核对了 1 条记录流、2 个事件、1 批封存。\n一切与记录时相同。\n"


def test_verify_names_stream_and_number_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    record(FIRST_CASE, ["A", "B"])
    event = find_event(FIRST_CASE, 2)
    event.name = "C"
    event.save()

    with pytest.raises(SystemExit) as ended:
        call_command("verify")

    assert ended.value.code == 1
    assert "case:JN-2026-000001 第 2 个事件被改动过" in capsys.readouterr().out


def test_seal_says_when_there_is_nothing_to_seal() -> None:
    assert call("seal").startswith("没有新封存")


def test_erase_person_destroys_what_was_said() -> None:
    record(FIRST_CASE, ["A"], subject=PERSON)

    said = call("erase_person", PERSON, "--yes", PERSON)

    assert said.startswith("已抹除")
    assert read_stream(FIRST_CASE)[0].body is None


@pytest.mark.parametrize("again", ["7c9e6679-7425-40de-944b-e07fc1f90ae7", PERSON])
def test_erase_person_refuses_a_slip_and_an_unknown_person(again: str) -> None:
    with pytest.raises(CommandError):
        call("erase_person", PERSON, "--yes", again)


def test_export_log_writes_lines_without_bodies_unless_asked(home: Path) -> None:
    record(FIRST_CASE, ["A"])
    row = {
        "kind": "case", "case": "JN-2026-000001", "number": 1, "activity": "A", "at": NOON.isoformat(), "actor": "c",
    }  # fmt: skip

    call("export_log", "case", "--to", home / "plain.jsonl")
    call("export_log", "case", "--to", home / "full.jsonl", "--with-bodies")

    assert json.loads((home / "plain.jsonl").read_text(encoding="utf-8")) == row
    assert json.loads((home / "full.jsonl").read_text(encoding="utf-8")) == {**row, "body": {"name": "A"}}
