"""What the catalogue records, in streams of its own: one for the list of items, one for each process."""

from __future__ import annotations

from zaizao_city.foundation.record.values import StreamRef

ITEMS = StreamRef("catalogue", "items")
LEDGER = StreamRef("catalogue", "ledger")

ITEMS_IMPORTED = "items-imported"
DEFINITION_DRAFTED = "definition-drafted"
DEFINITION_SUBMITTED = "definition-submitted"
DEFINITION_REVIEWED = "definition-reviewed"
DEFINITION_PUBLISHED = "definition-published"
DEFINITION_WITHDRAWN = "definition-withdrawn"
TRANSFER_RECORDED = "transfer-recorded"
TRANSFER_EFFECTED = "transfer-effected"


def name_stream(process: str) -> StreamRef:
    """The stream of one process."""
    return StreamRef("definition", process)
