"""Whether the record of one case holds together: each event against the one before, the last against the head."""

from __future__ import annotations

from zaizao_city.casework.mapping.records import KIND
from zaizao_city.foundation.record.verifying_chains import read_one, verify_stream
from zaizao_city.foundation.ui.components.record import Chain


def check_chain(reference: str) -> Chain:
    """What checking the chain finds now; two queries."""
    found = read_one(KIND, reference)
    if found is None:
        return Chain(length=0)
    head, rows = found
    broken = next((finding.fields.get("number") for finding in verify_stream(head, rows)), None)
    digest = bytes(head[4]).hex()
    return Chain(
        length=head[3], digest=f"{digest[:4]}…{digest[-4:]}", broken_at=broken if isinstance(broken, int) else None
    )
