"""A backup: database, files, keys, seals and whatever else the home holds, as one folder that proves itself.

Made while the city works. The database comes first: every file it knows was on the disk before, and none is removed within
a day; seals made after it are left out. The folder appears under its name only when it is whole. It holds the keys: whoever
has it can read everything.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from zaizao_city.foundation.files.storing import INCOMING
from zaizao_city.foundation.jobs.dumping import dump_database
from zaizao_city.foundation.jobs.errors import BackupPlaceError
from zaizao_city.foundation.jobs.manifest import Manifest, compute_digest, list_files, write_manifest
from zaizao_city.foundation.record.seal_files import list_seal_numbers, name_seal_file

HOME = "home"
"""The folder in the backup that holds what lay in the home."""

LEFT_OUT = ("static", "alive", f"files/{INCOMING}", "seals")
"""Made again, or of this moment only; seals are copied one by one."""


def make_backup(place: Path, *, now: datetime) -> Path:
    """Make a backup in the folder ``place``, under the date and time; where it lies.

    Raises:
        BackupPlaceError: ``place`` is in the home.
        DatabaseDamagedError, ToolMissingError: the database could not be copied.
    """
    home = Path(settings.HOME)
    if place.resolve().is_relative_to(home.resolve()):
        raise BackupPlaceError(home=home)
    folder = place / f"{now:%Y%m%d-%H%M%S}"
    half = folder.with_name(folder.name + ".part")
    half.mkdir(parents=True, mode=0o700)
    try:
        seals, migrations = dump_database(half)
        copy_home(home, half / HOME, seals=seals)
        digests = {path.as_posix(): compute_digest(half / path) for path in list_files(half)}
        write_manifest(
            half,
            Manifest(
                at=now.isoformat(timespec="seconds"),
                version=version("zaizao"),
                database=connection.vendor,
                migrations=migrations,
                seals=seals,
                files=digests,
            ),
        )
        half.rename(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return folder


def copy_home(home: Path, target: Path, *, seals: int) -> None:
    """Copy the home but for the database, what is left out, and seals after number ``seals``."""
    skipped = [home / name for name in LEFT_OUT]

    def ignore(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        return {name for name in names if here / name in skipped or (here == home and name.startswith("city.sqlite3"))}

    shutil.copytree(home, target, ignore=ignore, copy_function=_copy_if_there)
    for number in list_seal_numbers(home / "seals"):
        if number <= seals:
            (target / "seals").mkdir(exist_ok=True)
            shutil.copy2(home / "seals" / name_seal_file(number), target / "seals" / name_seal_file(number))


def _copy_if_there(source: str, target: str) -> None:
    """A file erased by rule while we copy is not missed: its row says so."""
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return
