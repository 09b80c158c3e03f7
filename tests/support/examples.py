"""How many random examples a property is tried on: enough to fail for a change in `make test`, many in `make proof`."""

from __future__ import annotations

import os

PROOF = os.environ.get("ZAIZAO_PROOF") == "1"
LONGER = 10
"""How many times as many examples the long form draws where nothing else is said."""


def examples(count: int, *, proof: int | None = None) -> int:
    """``count`` in the short form; in the long one ``proof``, or ten times as many."""
    if not PROOF:
        return count
    return count * LONGER if proof is None else proof
