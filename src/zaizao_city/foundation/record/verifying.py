"""Verifying the record: every chain from its first event, then every seal against the chains.

    within a chain    a changed byte, a missing event, a cut tail whose head was left
    against seals     a rewritten event with all later hashes recomputed, a cut tail with its head, a deleted stream
    among seals       a changed, missing or foreign file, a deleted row

What was never sealed and leaves a whole chain behind cannot be found: up to ten minutes, and whatever lies behind the
last seal of which a copy exists elsewhere. No key of a person is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from zaizao_city.foundation.record.findings import Finding
from zaizao_city.foundation.record.verifying_chains import verify_chains
from zaizao_city.foundation.record.verifying_seals import verify_seals


@frozen
class Verdict:
    """What was looked at, and what was found; ``findings`` empty: everything is as it was recorded."""

    streams: int
    events: int
    seals: int
    findings: list[Finding] = field(factory=list)


def verify(*, seals: Path | None = None, public_key: str | None = None) -> Verdict:
    """Look at everything. ``seals``: another folder to believe, such as a copy; ``public_key``: another key to believe."""
    counts = {"streams": 0, "events": 0, "seals": 0}
    findings = list(_verify_all(counts, seals, public_key))
    return Verdict(**counts, findings=findings)


def _verify_all(counts: dict[str, int], seals: Path | None, public_key: str | None) -> Iterator[Finding]:
    yield from verify_chains(counts)
    yield from verify_seals(counts, folder=seals, public_key=public_key)
