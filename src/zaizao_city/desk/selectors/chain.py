"""Whether the record of one case holds together: each event against the one before, the last against the head."""

from __future__ import annotations

from django.db import connection

from zaizao_city.casework.mapping.records import KIND
from zaizao_city.foundation.record.verifying_chains import verify_stream
from zaizao_city.foundation.ui.components.record import Chain

_HEAD = "SELECT id, kind, key, length, hash FROM record_stream WHERE kind = %s AND key = %s"
_EVENTS = (
    "SELECT e.stream_id, e.number, e.name, e.at, e.recorded_at, e.actor, k.subject, e.payload, e.digest, e.hash"
    " FROM record_event AS e LEFT JOIN record_subjectkey AS k ON k.id = e.subject_key_id"
    " WHERE e.stream_id = %s ORDER BY e.number"
)


def check_chain(reference: str) -> Chain:
    """What checking the chain finds now; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD, (KIND, reference))
        head = cursor.fetchone()
        if head is None:
            return Chain(length=0)
        cursor.execute(_EVENTS, (head[0],))
        rows = cursor.fetchall()
    broken = next((finding.fields.get("number") for finding in verify_stream(head, rows)), None)
    digest = bytes(head[4]).hex()
    return Chain(
        length=head[3], digest=f"{digest[:4]}…{digest[-4:]}", broken_at=broken if isinstance(broken, int) else None
    )
