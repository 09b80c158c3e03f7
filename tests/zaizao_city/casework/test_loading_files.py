"""An old system's export loaded from a file: what is good is in, what is not is told and kept, nothing is in twice."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from small_town import NOW, RESTAURANT_FACTS, RESTAURANT_PAPERS, Town
from zaizao_city.casework.models import Case, ItemDecision
from zaizao_city.casework.services import loading_files
from zaizao_city.casework.services.loading_files import Loaded, load_file
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.foundation.bulk_writing import drop_indexes
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.foundation.record.models import Event, Subscription
from zaizao_city.foundation.record.subscribing import run_subscribers
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Account

Line = dict[str, object]


@pytest.fixture
def staffed(town: Town) -> Town:
    """The town, and its clerk has an account."""
    Account.objects.create(login="liuqian", person_id=town.clerk.person_id, is_staff=True)
    return town


def _line(town: Town, **changed: object) -> Line:
    accepted = {"at": "2026-02-12T10:00", "do": "complete", "work": "intake", "outcome": "accepted"}
    return {
        "process": "open-restaurant", "territory": "yunhe", "opened": "2026-02-12T09:10", "channel": "window",
        "applicant": str(town.applicant.person_key), "facts": dict(RESTAURANT_FACTS),
        "materials": list(RESTAURANT_PAPERS), "by": "liuqian",
        "steps": [{**accepted, "by": "liuqian", "for": "window"}],
        **changed,
    }  # fmt: skip


def _write(path: Path, *lines: Line | str) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def _load(path: Path, *, workers: int = 0) -> Loaded:
    *_, loaded = load_file(path, actor=SYSTEM, now=NOW, workers=workers)
    return loaded


@pytest.mark.parametrize("workers", [0, 2])
def test_every_line_is_a_case_in_the_order_of_the_lines(
    staffed: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(loading_files, "LINES", 2)
    opened = [f"2026-02-12T09:1{number}" for number in range(5)]
    path = _write(tmp_path / "old.jsonl", *(_line(staffed, opened=at) for at in opened))

    loaded = _load(path, workers=workers)

    assert (loaded.cases, loaded.before, loaded.faults) == (5, 0, [])
    rows = Case.objects.order_by("pk").values_list("reference", "opened_at")
    assert [(name, at.isoformat()[:16]) for name, at in rows] == [
        (f"JN-2026-00000{number}", at) for number, at in enumerate(opened, 1)
    ]
    assert all(prove_case(pk).differences == () for pk in Case.objects.values_list("pk", flat=True))
    assert verify().findings == []


def test_what_is_wrong_with_a_line_is_told_with_its_place_all_at_once_and_the_others_are_in(
    staffed: Town, tmp_path: Path
) -> None:
    step = {"at": "yesterday", "do": "complete", "by": "nobody"}
    lines: list[Line | str] = [
        _line(staffed),
        "{not json",
        _line(staffed, territory="nowhere", applicant="110101199003070000", steps=[step], colour="red"),
        _line(staffed, process="no-such-process"),
        _line(staffed, steps=[{"at": "2026-02-12T10:00", "do": "complete", "work": "register", "outcome": "granted"}]),
        _line(staffed, facts={"signboard": "perhaps"}),
        "[1, 2]",
        _line(staffed, materials=["\ud800"]),
        _line(staffed, facts={"signboard": "\0"}),
    ]
    path = _write(tmp_path / "old.jsonl", *[json.dumps(one) if isinstance(one, dict) else one for one in lines])

    loaded = _load(path)

    assert loaded.cases == Case.objects.count() == 1
    places = {(fault.line, fault.place) for fault in loaded.faults}
    third = {"applicant", "colour", "steps[0]", "steps[0].at", "steps[0].by", "territory"}
    assert places == {(3, place) for place in third} | {(line, "") for line in (2, 4, 5, 6, 7, 8, 9)}
    assert (tmp_path / "old.jsonl.refused").read_text(encoding="utf-8") == "".join(
        path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]
    )


def test_a_load_that_stopped_goes_on_where_it_stopped_and_tells_again_what_it_refused(
    staffed: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_files, "LINES", 2)
    path = _write(tmp_path / "old.jsonl", _line(staffed), "broken", _line(staffed), _line(staffed), _line(staffed))
    list(islice(load_file(path, actor=SYSTEM, now=NOW), 1))
    assert Case.objects.count() == 1

    again = _load(path)
    whole = _load(path)

    assert (again.cases, again.before, [fault.line for fault in again.faults]) == (3, 1, [2])
    assert (whole.cases, whole.before, [fault.line for fault in whole.faults]) == (0, 4, [2])
    assert list(Case.objects.order_by("pk").values_list("reference", flat=True)) == [
        f"JN-2026-00000{number}" for number in range(1, 5)
    ]


def test_lines_that_were_loaded_and_changed_since_are_not_loaded_again(staffed: Town, tmp_path: Path) -> None:
    path = _write(tmp_path / "old.jsonl", _line(staffed), "broken")
    _load(path)
    _write(path, _line(staffed), _line(staffed))

    with pytest.raises(RequestChangedError):
        _load(path)

    assert Case.objects.count() == 1


def _find_places() -> set[int]:
    """How far those who want to know have read."""
    return set(Subscription.objects.filter(name__startswith="casework.").values_list("position", flat=True))


def _find_end() -> int:
    return Event.objects.latest("position").position


@pytest.mark.django_db(transaction=True)
def test_who_had_read_the_record_to_its_end_is_not_told_what_happened_years_ago(staffed: Town, tmp_path: Path) -> None:
    staffed.apply()
    while run_subscribers():
        pass
    assert _find_places() == {before := _find_end()}

    _load(_write(tmp_path / "old.jsonl", _line(staffed), _line(staffed)))

    assert _find_places() == {_find_end()} != {before}


@pytest.mark.django_db(transaction=True)
def test_who_had_not_read_to_the_end_misses_nothing(staffed: Town, tmp_path: Path) -> None:
    staffed.apply(key="one")
    while run_subscribers():
        pass
    before = _find_end()
    staffed.apply(key="two")

    _load(_write(tmp_path / "old.jsonl", _line(staffed)))

    assert _find_places() == {before}


def _list_indexes() -> set[str]:
    with connection.cursor() as cursor:
        found = (connection.introspection.get_constraints(cursor, one._meta.db_table) for one in loading_files.TABLES)
        return {name for table in found for name, told in table.items() if told["index"]}


@pytest.mark.django_db(transaction=True)
def test_a_load_of_much_leaves_all_indexes_and_those_of_a_load_that_died_are_made_by_migrate(
    staffed: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_files, "MANY", 1)
    before = _list_indexes()

    assert _load(_write(tmp_path / "old.jsonl", _line(staffed), _line(staffed))).cases == 2
    after = _list_indexes()
    drop_indexes(loading_files.TABLES)
    without = _list_indexes()
    call_command("migrate", verbosity=0)

    assert before == after == _list_indexes()
    assert without < before


def test_only_who_may_import_loads_a_file(staffed: Town, tmp_path: Path) -> None:
    path = _write(tmp_path / "old.jsonl", _line(staffed))

    with pytest.raises(NotPermittedError):
        list(load_file(path, actor=staffed.clerk, now=NOW))


def test_the_command_says_what_it_did_and_fails_where_lines_are_left(
    staffed: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_cases", str(_write(tmp_path / "good.jsonl", _line(staffed))), "--workers", "1")
    assert "导入 1 件" in capsys.readouterr().out

    with pytest.raises(CommandError, match=r"bad\.jsonl\.refused"):
        call_command("load_cases", str(_write(tmp_path / "bad.jsonl", "broken")), "--workers", "0")
    with pytest.raises(CommandError):
        call_command("load_cases", str(tmp_path / "nowhere.jsonl"))

    assert ItemDecision.objects.count() == 4
