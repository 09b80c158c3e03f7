from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from record_rewriting import FIRST_CASE, NOON, PERSON, SECOND_CASE, find_event, recompute_chain, record
from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.findings import Finding
from zaizao_city.foundation.record.keys import find_key_folder
from zaizao_city.foundation.record.models import Event, Seal, Stream, SubjectKey
from zaizao_city.foundation.record.sealing import find_public_key, seal
from zaizao_city.foundation.record.verifying import Verdict, verify

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])
LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def sealed(home: Path) -> Path:
    """Two cases, sealed twice: after two and one events, after four and one."""
    record(FIRST_CASE, ["CaseOpened", "CaseAccepted"], subject=PERSON)
    record(SECOND_CASE, ["CaseOpened"])
    seal(NOON)
    record(FIRST_CASE, ["CaseDecided", "CaseClosed"])
    seal(LATER)
    return home / "seals"


def find(code: str, **fields: object) -> Finding:
    return Finding(code, fields)


def test_a_record_that_nobody_touched_verifies(sealed: Path) -> None:
    assert verify() == Verdict(streams=2, events=5, seals=2, findings=[])


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("payload", b"0123456789ab{}", "payload-changed"),
        ("subject_key", None, "payload-changed"),
        ("name", "CaseRefused", "event-changed"),
        ("at", NOON - timedelta(seconds=1), "event-changed"),
        ("recorded_at", NOON + timedelta(microseconds=1), "event-changed"),
        ("actor", "d", "event-changed"),
        ("digest", bytes(32), "event-changed"),
        ("hash", bytes(32), "event-changed"),
    ],
    ids=["payload", "subject", "name", "at", "recorded_at", "actor", "digest", "hash"],
)
def test_a_changed_byte_is_found_with_its_event(sealed: Path, column: str, value: object, code: str) -> None:
    Event.objects.filter(pk=find_event(FIRST_CASE, 2).pk).update(**{column: value})

    found = [(each.code, each.fields["stream"], each.fields["number"]) for each in verify().findings]

    assert (code, "case:JN-2026-000001", 2) in found
    assert {number for _, _, number in found} <= {2, 3}


def test_an_event_rewritten_with_all_later_hashes_recomputed_is_found_by_the_seals(sealed: Path) -> None:
    Event.objects.filter(pk=find_event(FIRST_CASE, 3).pk).update(name="CaseRefused")
    recompute_chain(FIRST_CASE)

    findings = verify().findings

    assert findings == [find("sealed-event-rewritten", stream="case:JN-2026-000001", first=3, number=4, seal=2)]
    assert findings[0].tell() == (
        "case:JN-2026-000001 第 3 至 4 个事件之中有被改写的，此后的摘要也重新算过：与第 2 批封存不符。"
    )


def test_a_cut_tail_is_found_though_the_head_was_left(sealed: Path) -> None:
    find_event(FIRST_CASE, 4).delete()

    assert verify().findings[0] == find("tail-cut", stream="case:JN-2026-000001", number=4, length=4)


def test_a_cut_tail_is_found_though_the_head_was_moved_back(sealed: Path) -> None:
    find_event(FIRST_CASE, 4).delete()
    recompute_chain(FIRST_CASE)

    assert verify().findings == [find("sealed-tail-cut", stream="case:JN-2026-000001", number=4, length=4, seal=2)]


def test_a_deleted_stream_is_found(sealed: Path) -> None:
    row = Stream.objects.get(key=FIRST_CASE.key)
    Event.objects.filter(stream=row).delete()
    row.delete()

    assert verify().findings == [find("sealed-stream-missing", stream="case:JN-2026-000001", number=4, seal=2)]


def test_events_whose_stream_was_deleted_are_found(sealed: Path) -> None:
    row = Stream.objects.get(key=SECOND_CASE.key)
    number = row.pk
    row.delete()

    assert verify().findings == [
        find("stream-unknown", stream=number, number=1),
        find("sealed-stream-missing", stream="case:JN-2026-000002", number=1, seal=1),
    ]


def test_an_event_taken_out_of_the_middle_is_found(sealed: Path) -> None:
    find_event(FIRST_CASE, 2).delete()

    assert find("event-missing", stream="case:JN-2026-000001", number=2) in verify().findings


def test_an_event_moved_to_another_stream_is_found_in_both(sealed: Path) -> None:
    moved = find_event(FIRST_CASE, 4)
    Event.objects.filter(pk=moved.pk).update(stream=Stream.objects.get(key=SECOND_CASE.key), number=2)

    assert [each.code for each in verify().findings] == [
        "tail-cut",
        "event-changed",
        "event-too-many",
        "sealed-tail-cut",
    ]


def test_a_removed_seal_file_is_found(sealed: Path) -> None:
    (sealed / "seal-000002.json").unlink()

    assert verify().findings == [find("seal-file-missing", seal=2)]


def test_a_seal_removed_from_the_middle_is_found_without_its_row_too(sealed: Path) -> None:
    (sealed / "seal-000001.json").unlink()
    Seal.objects.filter(pk=1).delete()

    assert verify().findings == [find("seal-chain-broken", seal=2)]


def test_the_last_seal_removed_with_its_row_is_found(sealed: Path) -> None:
    (sealed / "seal-000002.json").unlink()
    last = Seal.objects.get(pk=2)
    last.delete()

    assert verify().findings == [find("seals-cut", number=last.upto, length=Seal.objects.get(pk=1).upto)]


def test_a_changed_seal_file_is_found(sealed: Path) -> None:
    path = sealed / "seal-000001.json"
    path.write_text(path.read_text(encoding="utf-8").replace("JN-2026-000002", "JN-2026-000003"), encoding="utf-8")

    assert find("seal-file-changed", seal=1) in verify().findings


def test_a_seal_file_that_is_no_seal_any_more_is_found(sealed: Path) -> None:
    (sealed / "seal-000001.json").write_text("{}", encoding="utf-8")

    assert find("seal-file-changed", seal=1) in verify().findings


def test_seals_signed_anew_with_another_key_are_found(sealed: Path) -> None:
    believed = find_public_key()
    shutil.rmtree(find_key_folder())

    verdict = verify(public_key=believed)
    other = verify()

    assert verdict.findings == []
    assert other.findings == [find("seal-file-changed", seal=1), find("seal-file-changed", seal=2)]


def test_a_database_older_than_its_seals_is_found(sealed: Path) -> None:
    Seal.objects.filter(pk=2).delete()

    assert find("seal-row-missing", seal=2) in verify().findings


def test_a_changed_row_of_a_seal_is_found(sealed: Path) -> None:
    Seal.objects.filter(pk=1).update(signature="00")

    assert verify().findings == [find("seal-row-changed", seal=1)]


def test_a_copy_of_the_seals_finds_what_the_changed_folder_hides(sealed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sealed, copy)
    shutil.rmtree(sealed)
    Seal.objects.all().delete()
    row = Stream.objects.get(key=SECOND_CASE.key)
    Event.objects.filter(stream=row).delete()
    row.delete()

    findings = verify(seals=copy).findings

    assert find("sealed-stream-missing", stream="case:JN-2026-000002", number=1, seal=1) in findings


def test_chains_verify_after_a_person_was_erased(sealed: Path) -> None:
    erase_person(PERSON, actor="c", now=LATER)

    assert verify().findings == []


def test_chains_verify_without_any_key_of_a_person(sealed: Path) -> None:
    SubjectKey.objects.update(wrapped=None)

    assert verify().findings == []


def test_many_streams_are_verified_chunk_by_chunk(monkeypatch: Any, home: Path) -> None:
    monkeypatch.setattr("zaizao_city.foundation.record.verifying_chains.AT_ONCE", 2)
    for _ in range(2):
        record(FIRST_CASE, ["A"])
        record(SECOND_CASE, ["A"])
    with transaction.atomic():
        Stream.objects.filter(key=FIRST_CASE.key).update(hash=bytes(32))

    assert verify() == Verdict(
        streams=2, events=4, seals=0, findings=[find("head-changed", stream="case:JN-2026-000001", number=2)]
    )
