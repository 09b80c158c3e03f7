"""Verifying seals: each by itself, after the one before, beside its row; and the streams against what was sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve, field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from zaizao_city.foundation.record.findings import Finding, find
from zaizao_city.foundation.record.merkle import Leaf, compute_root
from zaizao_city.foundation.record.models import Event, Seal, Subscription
from zaizao_city.foundation.record.seal_files import (
    NOTHING_BEFORE,
    SealFile,
    digest_statement,
    find_seal_folder,
    list_seal_numbers,
    name_seal_file,
    read_seal_file,
)
from zaizao_city.foundation.record.sealing import PLACE, find_public_key

AT_ONCE = 500
_SEALED = (
    "WITH sealed (kind, key, number) AS (VALUES {}) SELECT sealed.kind, sealed.key, s.length, e.hash FROM sealed"
    " LEFT JOIN record_stream AS s ON s.kind = sealed.kind AND s.key = sealed.key"
    " LEFT JOIN record_event AS e ON e.stream_id = s.id AND e.number = sealed.number"
)


@frozen
class _Witness:
    """What one pass over the seals believes and has found about streams; of each stream one finding is told."""

    folder: Path
    public_key: str
    about: dict[str, Finding] = field(factory=dict)


def verify_seals(counts: dict[str, int], *, folder: Path | None, public_key: str | None) -> Iterator[Finding]:
    """Every seal that has a row or a file. In a folder that is a copy, the last seals may not have arrived yet."""
    witness = _Witness(folder or find_seal_folder(), public_key or find_public_key())
    rows = {each.number: each for each in Seal.objects.defer("leaves").order_by("number").iterator()}
    files = set(list_seal_numbers(witness.folder))
    numbers = sorted(files | {number for number in rows if folder is None or number <= max(files, default=0)})
    previous = NOTHING_BEFORE
    for number in numbers:
        counts["seals"] += 1
        read, row = _find_seal(witness, number, rows.get(number)), rows.get(number)
        yield from _verify_seal(witness, number, read=read, row=row, previous=previous)
        text = read.text if read else row.statement if row else ""
        previous = digest_statement(text)
        if read:
            _compare_streams(witness, read.leaves, seal=number)
    yield from _narrow_down(witness, numbers)
    yield from _verify_end(rows)


def _find_seal(witness: _Witness, number: int, row: Seal | None) -> SealFile | None:
    """The seal as its file has it; as its row, if the file is still to be written."""
    path = witness.folder / name_seal_file(number)
    if path.exists() or row is None or row.exported_at or not row.leaves:
        return read_seal_file(path)
    leaves = tuple(Leaf(*leaf) for leaf in json.loads(f"[{row.leaves}]"))
    return SealFile(json.loads(row.statement), row.signature, witness.public_key, leaves)


def _verify_seal(
    witness: _Witness, number: int, *, read: SealFile | None, row: Seal | None, previous: str
) -> Iterator[Finding]:
    if read is None:
        there = (witness.folder / name_seal_file(number)).exists()
        yield find("seal-file-changed" if there else "seal-file-missing", seal=number)
        return
    if not is_genuine(read, number=number, public_key=witness.public_key):
        yield find("seal-file-changed", seal=number)
    elif read.statement.get("previous") != previous:
        yield find("seal-chain-broken", seal=number)
    if row is None:
        yield find("seal-row-missing", seal=number)
    elif (row.statement, row.signature) != (read.text, read.signature):
        yield find("seal-row-changed", seal=number)


def is_genuine(read: SealFile, *, number: int, public_key: str) -> bool:
    """Whether the statement was signed with the key, has this number, and speaks of these leaves."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(
            bytes.fromhex(read.signature), read.text.encode()
        )
    except (InvalidSignature, ValueError):
        return False
    said = (read.statement.get("number"), read.statement.get("streams"), read.statement.get("root"))
    return said == (number, len(read.leaves), compute_root(read.leaves).hex()) and read.public_key == public_key


def _compare_streams(witness: _Witness, leaves: Sequence[Leaf], *, seal: int) -> None:
    """Hold the leaves of a seal against the events of today."""
    for begins in range(0, len(leaves), AT_ONCE):
        some = {leaf.stream: leaf for leaf in leaves[begins : begins + AT_ONCE]}
        values = [part for leaf in some.values() for part in (*leaf.stream.split(":", 1), leaf.length)]
        with connection.cursor() as cursor:
            cursor.execute(_SEALED.format(", ".join(["(%s, %s, %s)"] * len(some))), values)
            rows = cursor.fetchall()
        for kind, key, length, hash_ in rows:
            finding = _compare(some[f"{kind}:{key}"], length, hash_, seal=seal)
            if finding:
                _keep_finding(witness, f"{kind}:{key}", finding)


def _compare(leaf: Leaf, length: int | None, hash_: bytes | None, *, seal: int) -> Finding | None:
    if length is None:
        return find("sealed-stream-missing", stream=leaf.stream, number=leaf.length, seal=seal)
    if hash_ is None:
        return find("sealed-tail-cut", stream=leaf.stream, number=length + 1, length=leaf.length, seal=seal)
    if bytes(hash_).hex() != leaf.hash:
        return find("sealed-event-rewritten", stream=leaf.stream, first=1, number=leaf.length, seal=seal)
    return None


def _keep_finding(witness: _Witness, stream: str, finding: Finding) -> None:
    """The first seal that an event contradicts says most about a rewriting; the last one, about a loss."""
    known = witness.about.get(stream)
    if known is None or (known.code == finding.code != "sealed-event-rewritten"):
        witness.about[stream] = finding


def _narrow_down(witness: _Witness, numbers: Sequence[int]) -> Iterator[Finding]:
    """The findings about streams; a rewriting lies behind what an earlier seal still agrees with."""
    agreed = dict.fromkeys((s for s, each in witness.about.items() if each.code == "sealed-event-rewritten"), 0)
    for number in numbers if agreed else ():
        read = read_seal_file(witness.folder / name_seal_file(number))
        for leaf in read.leaves if read else ():
            if leaf.stream in agreed and number < int(str(witness.about[leaf.stream].fields["seal"])):
                agreed[leaf.stream] = max(agreed[leaf.stream], leaf.length)
    for stream, finding in sorted(witness.about.items()):
        more = {"first": agreed[stream] + 1} if stream in agreed else {}
        yield evolve(finding, fields={**finding.fields, **more})


def _verify_end(rows: dict[int, Seal]) -> Iterator[Finding]:
    """Whether what the last seal leaves out was really never sealed."""
    sealed = Subscription.objects.filter(name=PLACE).values_list("position", flat=True).first() or 0
    last = max((each.upto for each in rows.values()), default=0)
    if Event.objects.filter(position__gt=last, position__lte=sealed).exists():
        yield find("seals-cut", number=sealed, length=last)
