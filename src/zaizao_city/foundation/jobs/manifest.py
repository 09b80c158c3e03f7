"""What a backup says of itself: when, by which version, of which database, and every file with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from zaizao_city.foundation.jobs.errors import BackupDamagedError, BackupUnreadableError

NAME = "manifest.json"
FORMAT = 1


@frozen
class Manifest:
    """The list of contents; ``migrations`` as app.name, ``files`` by their path in the backup."""

    at: str
    version: str
    database: str
    migrations: list[str]
    seals: int
    files: dict[str, str] = field(factory=dict)
    format: int = FORMAT


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it beside what it lists."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in the folder.

    Raises:
        BackupUnreadableError: none, or not one we know.
    """
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**said)
    except (OSError, ValueError, TypeError) as error:
        raise BackupUnreadableError(folder=folder) from error
    if manifest.format != FORMAT:
        raise BackupUnreadableError(folder=folder)
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Read everything the manifest lists.

    Raises:
        BackupDamagedError: something is missing or changed; all that are.
    """
    wrong = [name for name, digest in sorted(manifest.files.items()) if compute_digest(folder / name) != digest]
    if wrong:
        shown = ", ".join(wrong[:10]) + (" …" if len(wrong) > 10 else "")
        raise BackupDamagedError(count=len(wrong), names=shown)


def list_files(folder: Path) -> Iterator[Path]:
    """Every file below the folder, as a path from there, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder)


def compute_digest(path: Path) -> str:
    """SHA-256 of the file; empty if it is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
