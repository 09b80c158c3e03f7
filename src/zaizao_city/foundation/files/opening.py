"""How a file is read: by whom the owning app lets, and whole. And whether all files are as they were stored."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from zaizao_city.foundation.files.errors import FileErasedError, FileNotFoundForYouError
from zaizao_city.foundation.files.gates import is_allowed
from zaizao_city.foundation.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A file that is not as its row says: ``missing`` or ``changed``."""

    key: uuid.UUID
    what: str


def find_file(key: uuid.UUID, *, actor: object) -> StoredFile:
    """The row of the file, for one who may read it.

    Raises:
        FileNotFoundForYouError: none, or not for this actor.
        FileErasedError: its bytes were erased.
    """
    row = StoredFile.objects.filter(key=key).first()
    if row is None or not is_allowed(row.owner, actor):
        raise FileNotFoundForYouError
    if row.erased_at is not None:
        raise FileErasedError(on=row.erased_at.date())
    return row


def list_kept(keys: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, StoredFile]:
    """The rows of those files whose bytes are there, by their keys; at most one query. Who may read them is asked later."""
    wanted = {key for key in keys if key is not None}
    return {row.key: row for row in StoredFile.objects.filter(key__in=wanted, erased_at=None)} if wanted else {}


def open_file(key: uuid.UUID, *, actor: object) -> BinaryIO:
    """The bytes of the file, opened for reading; refusals as `find_file`."""
    return find_file(key, actor=actor).path.open("rb")


def verify_files() -> Iterator[Fault]:
    """Read every file there should be and tell which is missing or changed. Reads all bytes of the house."""
    for row in StoredFile.objects.filter(erased_at=None).order_by("key").iterator():
        try:
            with row.path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield Fault(key=row.key, what="missing")
            continue
        if digest != row.sha256:
            yield Fault(key=row.key, what="changed")
