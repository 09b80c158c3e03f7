"""What casework does about entries of the record, after they have committed."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao_city.casework.services.forgetting import forget_person
from zaizao_city.casework.services.telling import TO_APPLICANT, TO_HELPER, TO_HOLDER, tell_entries
from zaizao_city.foundation.record.subscribing import subscriber
from zaizao_city.foundation.record.values import Recorded


@subscriber(name="casework.telling", events={*TO_APPLICANT, *TO_HELPER, *TO_HOLDER})
def tell_people(entries: Sequence[Recorded]) -> None:
    """Tell the applicant, the helper, or the one who has the work."""
    tell_entries(entries)


@subscriber(name="casework.forgetting", events={"PersonErased"})
def forget_people(entries: Sequence[Recorded]) -> None:
    """Forget in our rows whoever was erased from the record."""
    for entry in entries:
        if entry.stream.kind == "subject":
            forget_person(entry.stream.key)
