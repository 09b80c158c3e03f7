"""A backup made while the city works is restored elsewhere, and everything verifies; a damaged one is not touched."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from django.db import connection

from trial_city import TrialCity, open_city
from zaizao_city.foundation.jobs.backing_up import copy_home
from zaizao_city.foundation.jobs.errors import BackupTooNewError, BackupUnreadableError, OtherDatabaseError
from zaizao_city.foundation.jobs.manifest import Manifest, read_manifest, write_manifest
from zaizao_city.foundation.jobs.restoring import check_fitness
from zaizao_city.foundation.record.seal_files import name_seal_file

MANIFEST = Manifest(
    at="2026-03-02T09:30:00", version="1", database=connection.vendor, migrations=["jobs.0001_initial"], seals=0
)

LIVE = """
from datetime import datetime, timedelta
from uploads import PDF, upload
from zaizao_city.foundation.files.storing import store_file
from zaizao_city.foundation.numbering.taking import take_number
from zaizao_city.foundation.record.sealing import seal
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append
from django.db import transaction
NOW = datetime(2026, 3, 2, 9, 30)
WANG = "00000000-0000-0000-0000-000000000001"
def live(name, now):
    with transaction.atomic():
        append(StreamRef("case", name), [NewEvent("CaseAccepted", {"said": name}, WANG)], at=now, actor="system", expected=0)
        store_file(upload(name + ".pdf", PDF), owner="test.matter:1", by="a", now=now)
"""
SHOW = """
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.models import Seal, Stream
from zaizao_city.foundation.record.values import StreamRef
import json
print(json.dumps({
    "said": sorted(event.body["said"] for row in Stream.objects.all() for event in read_stream(StreamRef(row.kind, row.key))),
    "files": sorted([row.name, row.path.read_bytes().decode()[:5]] for row in StoredFile.objects.all()),
    "seals": Seal.objects.count(),
}))
"""
LIVED = {"said": ["JN-1", "JN-2"], "files": [["JN-1.pdf", "%PDF-"], ["JN-2.pdf", "%PDF-"]], "seals": 1}


@pytest.fixture(scope="module")
def lived(model: TrialCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrialCity]:
    """A city in which something happened: two cases with files, sealed; and its backup beside it."""
    folder = tmp_path_factory.mktemp("lived")
    with open_city(folder, like=model) as city:
        city.ask(LIVE + 'live("JN-1", NOW); live("JN-2", NOW); seal(NOW)')
        city.call("backup", str(folder / "backups"))
        yield city


@pytest.fixture
def backup(lived: TrialCity, tmp_path: Path) -> Path:
    (made,) = (lived.home.parent / "backups").iterdir()
    return Path(shutil.copytree(made, tmp_path / "copy"))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TrialCity]:
    with open_city(tmp_path / "elsewhere") as city:
        yield city


def show(city: TrialCity) -> dict[str, object]:
    return json.loads(city.ask(SHOW))


def test_a_restored_city_holds_everything_verifies_and_goes_on(backup: Path, empty: TrialCity):
    done = empty.call("restore", str(backup))

    assert done.stdout == "Restored; everything is as it was recorded.\n"
    assert show(empty) == LIVED
    assert empty.call("verify").returncode == 0
    assert empty.call("migrate", "--check").returncode == 0
    empty.ask(LIVE + 'later = NOW + timedelta(days=1); live("JN-3", later); seal(later)')
    assert empty.call("verify").returncode == 0
    assert show(empty)["said"] == ["JN-1", "JN-2", "JN-3"]


def test_a_backup_is_readable_by_its_owner_alone_and_holds_no_passing_things(backup: Path, lived: TrialCity):
    (made,) = (lived.home.parent / "backups").iterdir()
    names = {path.name for path in (backup / "home").iterdir()}

    assert made.stat().st_mode & 0o077 == 0
    assert names == {"files", "keys", "seals", "secret-key"}


def test_a_damaged_backup_is_refused_by_name_and_nothing_is_touched(backup: Path, empty: TrialCity):
    (seal,) = (backup / "home/seals").iterdir()
    seal.write_bytes(seal.read_bytes()[:-2])
    (backup / "home/secret-key").unlink()

    done = empty.call("restore", str(backup), check=False)

    assert done.returncode == 1
    assert f"备份中有 2 个文件缺失或被改动：home/seals/{seal.name}, home/secret-key。" in done.stderr
    assert not (empty.home / "seals").exists()


@pytest.mark.parametrize("text", [None, "", "{}", '{"format": 2}', "[1]"])
def test_a_folder_without_a_readable_backup_is_refused(tmp_path: Path, text: str | None):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(BackupUnreadableError) as caught:
        read_manifest(tmp_path)

    assert caught.value.fields == {"folder": tmp_path}


def test_a_manifest_of_a_later_format_is_not_guessed_at(tmp_path: Path):
    write_manifest(tmp_path, evolve(MANIFEST, format=2))

    with pytest.raises(BackupUnreadableError):
        read_manifest(tmp_path)


@pytest.mark.django_db
def test_a_backup_this_installation_cannot_hold_is_refused():
    with pytest.raises(OtherDatabaseError) as other:
        check_fitness(evolve(MANIFEST, database="oracle"))
    with pytest.raises(BackupTooNewError) as newer:
        check_fitness(evolve(MANIFEST, migrations=["jobs.0001_initial", "record.0099_later"]))

    assert other.value.fields == {"found": "oracle", "wanted": connection.vendor}
    assert newer.value.fields == {"names": "record.0099_later"}


def test_seals_made_after_the_copy_of_the_database_are_left_out(tmp_path: Path):
    home, target = tmp_path / "home", tmp_path / "copy"
    (home / "seals").mkdir(parents=True)
    names = [name_seal_file(number) for number in (1, 2, 3)]
    for name in names:
        (home / "seals" / name).write_text(name)

    copy_home(home, target, seals=2)

    assert sorted(path.name for path in target.rglob("*.*")) == names[:2]


def test_a_city_is_replaced_only_when_asked_and_lies_aside_then(lived: TrialCity, backup: Path, tmp_path: Path):
    with open_city(tmp_path / "other", like=lived) as other:
        other.ask(LIVE + 'live("JN-8", NOW)')
        refused = other.call("restore", str(backup), check=False)
        assert refused.returncode == 1
        assert "--replace" in refused.stderr
        assert "JN-8" in show(other)["said"]

        done = other.call("restore", str(backup), "--replace")

        aside = Path(re.search(r"lies in (.*)\.\n", done.stdout)[1])
        assert show(other) == LIVED
        assert {path.name for path in aside.rglob("*")} >= {"secret-key", "seals", "keys", "files"}
        assert list(aside.rglob("city.sqlite3")) or list(aside.rglob("database.dump"))


def test_nothing_is_restored_under_a_working_city(lived: TrialCity, backup: Path, tmp_path: Path):
    with open_city(tmp_path / "other", like=lived) as other:
        worker = other.start("worker")
        while not list((other.home / "alive").glob("*")) and not other.address and worker.poll() is None:
            pass
        if other.address:
            other.ask(
                "import time, zaizao_city.foundation.jobs.models as m\nwhile not m.Worker.objects.exists(): time.sleep(0.1)"
            )

        done = other.call("restore", str(backup), "--replace", check=False)

    assert done.returncode == 1
    assert "系统正在运行" in done.stderr


def test_a_backup_does_not_copy_itself(lived: TrialCity):
    done = lived.call("backup", str(lived.home / "backups"), check=False)

    assert done.returncode == 1
    assert "不能放在数据目录" in done.stderr
