"""Whether the record of one case holds together: each event against the one before, the last against the head."""

from __future__ import annotations

from zaizao_city.casework.mapping.records import KIND
from zaizao_city.foundation.record.models import Event, Stream
from zaizao_city.foundation.record.verifying_chains import verify_stream
from zaizao_city.foundation.ui.components.record import Chain

_COLUMNS = (
    "stream_id", "number", "name", "at", "recorded_at", "actor", "subject_key__subject", "payload", "digest", "hash",
)  # fmt: skip


def check_chain(reference: str) -> Chain:
    """What checking the chain finds now; two queries."""
    head = Stream.objects.filter(kind=KIND, key=reference).values_list("id", "kind", "key", "length", "hash").first()
    if head is None:
        return Chain(length=0)
    rows = list(Event.objects.filter(stream_id=head[0]).order_by("number").values_list(*_COLUMNS))
    broken = next((finding.fields.get("number") for finding in verify_stream(head, rows)), None)
    digest = bytes(head[4]).hex()
    return Chain(
        length=head[3], digest=f"{digest[:4]}…{digest[-4:]}", broken_at=broken if isinstance(broken, int) else None
    )
