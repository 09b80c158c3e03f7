from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from record_rewriting import FIRST_CASE, NOON, SECOND_CASE, record
from zaizao_city.foundation.record.errors import SealsInTheWayError
from zaizao_city.foundation.record.merkle import Leaf, compute_root
from zaizao_city.foundation.record.models import Seal, Stream
from zaizao_city.foundation.record.sealing import find_public_key, seal, write_seals
from zaizao_city.foundation.record.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["zaizao_city.foundation.record"])
LATER = NOON + timedelta(minutes=10)


def test_a_seal_holds_the_heads_that_moved_and_follows_the_one_before(home: Path) -> None:
    record(FIRST_CASE, ["A", "B"])
    record(SECOND_CASE, ["A"])
    (first,) = seal(NOON)
    record(SECOND_CASE, ["B"])

    (second,) = seal(LATER)

    said = json.loads((home / "seals" / "seal-000002.json").read_text(encoding="utf-8"))
    head = bytes(Stream.objects.get(key=SECOND_CASE.key).hash).hex()
    assert said["leaves"] == [["case:JN-2026-000002", 2, head]]
    assert said["public_key"] == find_public_key()
    assert {name: said["statement"][name] for name in ("number", "at", "streams", "events")} == {
        "number": 2,
        "at": "2026-11-20T12:10:00",
        "streams": 1,
        "events": 1,
    }
    assert (first.number, second.number) == (1, 2)
    assert json.loads(first.statement)["streams"] == 2


def test_nothing_is_sealed_within_ten_minutes_of_the_last_seal() -> None:
    record(FIRST_CASE, ["A"])
    seal(NOON)
    record(FIRST_CASE, ["B"])

    assert seal(LATER - timedelta(seconds=1)) == []


def test_nothing_is_sealed_where_nothing_happened() -> None:
    record(FIRST_CASE, ["A"])
    seal(NOON)

    assert seal(LATER) == []
    assert Seal.objects.count() == 1


def test_a_file_that_a_crash_left_out_is_written_later(home: Path, monkeypatch: Any) -> None:
    record(FIRST_CASE, ["A"])
    with monkeypatch.context() as crash:
        crash.setattr("zaizao_city.foundation.record.sealing.write_seals", lambda now: 0)
        seal(NOON)
    before = verify()

    written = write_seals(LATER)

    assert before.findings == verify().findings == []
    assert (written, (home / "seals" / "seal-000001.json").exists()) == (1, True)


def test_a_seal_of_another_database_is_not_overwritten(home: Path) -> None:
    (home / "seals").mkdir()
    (home / "seals" / "seal-000001.json").write_text("{}", encoding="utf-8")
    record(FIRST_CASE, ["A"])

    with pytest.raises(SealsInTheWayError) as refused:
        seal(NOON)

    assert refused.value.fields["number"] == 1


def test_much_at_once_becomes_several_seals(monkeypatch: Any) -> None:
    monkeypatch.setattr("zaizao_city.foundation.record.sealing.AT_ONCE", 2)
    record(FIRST_CASE, ["A", "B", "C"])
    record(SECOND_CASE, ["A", "B"])

    made = seal(NOON)

    assert [each.number for each in made] == list(range(1, len(made) + 1))
    assert len(made) >= 3
    assert verify().findings == []


def test_the_tree_of_leaves_tells_their_order_and_number() -> None:
    leaves = [Leaf("case:a", 1, "00"), Leaf("case:b", 1, "00"), Leaf("case:c", 1, "00")]

    roots = {compute_root(leaves[:count]) for count in range(4)} | {compute_root(leaves[::-1])}

    assert len(roots) == 5
