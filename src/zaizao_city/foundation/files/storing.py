"""How a file comes into the house: checked, written, and then known by its row; and how it is erased.

The bytes are on the disk before their row commits. What a rolled-back transaction or a killed process leaves is swept
after a day, never earlier: a backup copies the rows first and then the files.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from zaizao_city.foundation.files.conf import find_folder, read_largest
from zaizao_city.foundation.files.errors import EmptyFileError, FileTooLargeError
from zaizao_city.foundation.files.inspecting import inspect_content
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.names import clean_name, show_name
from zaizao_city.foundation.files.scanning import check_viruses

LEAST_AGE = timedelta(days=1)
INCOMING = "incoming"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An upload that was checked and whose bytes are on the disk, waiting for its row; swept after a day without one."""

    key: uuid.UUID
    name: str
    media_type: str
    size: int
    sha256: str


def store_file(upload: File, *, owner: str, by: str, now: datetime) -> StoredFile:  # type: ignore[type-arg]
    """Check the upload and keep it for ``owner`` (``label:number``); ``by`` is the account's key.

    In the caller's transaction: rolled back, the file was never there. Checking takes its time, in which SQLite lets
    nobody else write: a page prepares the file first and only then begins its transaction.

    Raises:
        Refusal: one of `errors`; nothing is kept.
    """
    return keep_file(prepare_file(upload), owner=owner, by=by, now=now)


def prepare_file(upload: File) -> Prepared:  # type: ignore[type-arg]
    """Check the upload and write its bytes, without the database. Pictures are kept as written anew.

    Raises:
        Refusal: one of `errors`; nothing is kept.
    """
    name = clean_name(upload.name or "")
    content = read_within_limit(upload, name=name)
    sound = inspect_content(content, name=name)
    check_viruses(content, name=show_name(name))
    prepared = Prepared(
        key=uuid.uuid4(),
        name=name,
        media_type=sound.media_type,
        size=len(sound.content),
        sha256=hashlib.sha256(sound.content).hexdigest(),
    )
    write_durably(StoredFile(key=prepared.key).path, sound.content)
    return prepared


def keep_file(prepared: Prepared, *, owner: str, by: str, now: datetime) -> StoredFile:
    """Give a prepared file its row, in the caller's transaction; the same prepared file is kept once."""
    return StoredFile.objects.create(**asdict(prepared), owner=owner, uploaded_by=by, uploaded_at=now)


def read_within_limit(upload: File, *, name: str) -> bytes:  # type: ignore[type-arg]
    """All bytes of the upload; what it says of its size is not believed."""
    largest, portions, size = read_largest(), [], 0
    for portion in upload.chunks():
        size += len(portion)
        if size > largest:
            told = max(size, upload.size or 0)
            raise FileTooLargeError(name=show_name(name), size=filesizeformat(told), largest=filesizeformat(largest))
        portions.append(portion)
    if not size:
        raise EmptyFileError(name=show_name(name))
    return b"".join(portions)


def write_durably(path: Path, content: bytes) -> None:
    """Write the file so that it is there whole or not at all, also after the power failed."""
    incoming = find_folder() / INCOMING / secrets.token_hex(16)
    incoming.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with incoming.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    incoming.rename(path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def erase_file(key: uuid.UUID, *, now: datetime) -> None:
    """Erase the bytes and the name once the caller's transaction has committed; that there was a file remains known.

    Raises:
        StoredFile.DoesNotExist: no such file.
    """
    row = StoredFile.objects.select_for_update().get(key=key)
    row.erased_at, row.name = row.erased_at or now, ""
    row.save(update_fields=["erased_at", "name"])
    transaction.on_commit(lambda: row.path.unlink(missing_ok=True))


def sweep_files(*, now: datetime) -> int:
    """Remove files of at least a day that no row knows, and what erasing left when it was killed; how many."""
    removed = 0
    for path in _list_old(now - LEAST_AGE):
        if path.parent.name == INCOMING or not _is_known(path.name):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _list_old(before: datetime) -> Iterator[Path]:
    for path in find_folder().glob("**/*"):
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime) < before:  # noqa: DTZ006 - TZ is the city's
            yield path


def _is_known(name: str) -> bool:
    try:
        key = uuid.UUID(hex=name)
    except ValueError:
        return True  # not ours to remove
    return StoredFile.objects.filter(key=key, erased_at=None).exists()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
