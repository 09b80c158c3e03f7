"""Seals as files outside the database: ``<home>/seals/seal-000001.json``, to be copied to where nobody here can write.

statement   number, at, previous (SHA-256 of the statement before), streams, events, upto, root
signature   Ed25519 over the statement as canonical JSON; public_key beside it, in hexadecimal
leaves      [stream, length, hash of its last event], one a line
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen
from django.conf import settings

from zaizao_city.foundation.record.merkle import Leaf

NOTHING_BEFORE = "0" * 64


@frozen
class SealFile:
    """What a seal file says; nothing of it is believed before `verify_seals` has looked at it."""

    statement: dict[str, Any]
    signature: str
    public_key: str
    leaves: tuple[Leaf, ...]

    @property
    def text(self) -> str:
        """The statement as it was signed."""
        return phrase_statement(self.statement)


def find_seal_folder() -> Path:
    """Where the installation writes its seals."""
    return Path(settings.HOME) / "seals"


def name_seal_file(number: int) -> str:
    """The name of the file of a seal."""
    return f"seal-{number:06d}.json"


def phrase_statement(statement: dict[str, Any]) -> str:
    """A statement as the one text that is signed."""
    return json.dumps(statement, sort_keys=True, separators=(",", ":"))


def digest_statement(text: str) -> str:
    """How the next seal refers to this one."""
    return sha256(text.encode()).hexdigest()


def phrase_leaves(leaves: Sequence[Leaf]) -> str:
    """The leaves as JSON, one a line."""
    return ",\n".join(json.dumps([leaf.stream, leaf.length, leaf.hash], ensure_ascii=False) for leaf in leaves)


def write_seal_file(folder: Path, number: int, *, text: str, signature: str, public_key: str, leaves: str) -> None:
    """Write the file so that it is there whole or not at all, also after the power failed."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name_seal_file(number)
    draft = target.with_suffix(".draft")
    head = f'{{"statement": {text},\n"signature": "{signature}",\n"public_key": "{public_key}",\n"leaves": [\n'
    with draft.open("w", encoding="utf-8") as file:
        file.write(f"{head}{leaves}\n]}}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    _sync_folder(folder)


def read_seal_file(path: Path) -> SealFile | None:
    """The file; None if there is none or it is not a seal any more."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        leaves = tuple(Leaf(str(stream), int(length), str(hash_)) for stream, length, hash_ in read["leaves"])
        statement = dict(read["statement"])
        return SealFile(statement, bytes.fromhex(read["signature"]).hex(), str(read["public_key"]), leaves)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def list_seal_numbers(folder: Path) -> Iterator[int]:
    """The numbers of the seals that have a file, ascending."""
    for path in sorted(folder.glob("seal-*.json")):
        digits = path.stem.removeprefix("seal-")
        if digits.isdecimal():
            yield int(digits)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
