"""The way back: a backup is read to its last byte before anything is touched, and what was here is moved aside, not lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from zaizao_city.foundation.files.opening import verify_files
from zaizao_city.foundation.jobs.backing_up import HOME, make_backup
from zaizao_city.foundation.jobs.dumping import drop_tables, has_tables, load_database
from zaizao_city.foundation.jobs.errors import (
    BackupTooNewError,
    HomeInUseError,
    HomeNotEmptyError,
    OtherDatabaseError,
)
from zaizao_city.foundation.jobs.life import list_present
from zaizao_city.foundation.jobs.manifest import Manifest, check_files, read_manifest
from zaizao_city.foundation.record.keys import forget_keys
from zaizao_city.foundation.record.verifying import verify


def restore_backup(folder: Path, *, now: datetime, replace: bool) -> Path | None:
    """Restore the backup in the folder; where what was here now lies, if there was anything.

    Raises:
        Refusal: one of `errors`; nothing was touched.
    """
    manifest = read_manifest(folder)
    check_fitness(manifest)
    check_files(folder, manifest)
    if is_in_use():
        raise HomeInUseError
    home = Path(settings.HOME)
    aside = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}")
    occupied = has_tables()
    if occupied and not replace:
        raise HomeNotEmptyError(aside=aside)
    if occupied:
        move_aside(home, aside, now=now)
    shutil.copytree(folder / HOME, home, dirs_exist_ok=True)
    load_database(folder)
    return aside if occupied else None


def check_fitness(manifest: Manifest) -> None:
    """Whether this installation can hold the backup."""
    if manifest.database != connection.vendor:
        raise OtherDatabaseError(found=manifest.database, wanted=connection.vendor)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupTooNewError(names=", ".join(unknown[:10]))


def is_in_use() -> bool:
    """Whether somebody serves or works on this home or this database."""
    if list_present():
        return True
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0])


def move_aside(home: Path, aside: Path, *, now: datetime) -> None:
    """Leave an empty home and an empty database. A database on a server is kept as a backup, in the same place."""
    if connection.vendor == "postgresql":
        make_backup(aside, now=now)
        drop_tables()
        connection.close()
        shutil.move(home, aside / "home")
    else:
        connection.close()
        home.rename(aside)
    home.mkdir()


def tell_faults() -> Iterator[str]:
    """Everything that is not as it was recorded, in the record and among the files."""
    forget_keys()
    for finding in verify().findings:
        yield finding.tell()
    for fault in verify_files():
        yield f"file {fault.key}: {fault.what}"
