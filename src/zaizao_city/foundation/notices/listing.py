"""What a person was told, newest first."""

from __future__ import annotations

import uuid

from zaizao_city.foundation.notices.models import Notice

PAGE = 20


def list_notices(
    person_key: uuid.UUID, *, before: int | None = None, unread: bool = False, limit: int = PAGE
) -> list[Notice]:
    """The notices of this person, newest first; ``before`` is the id of the last one on the page before."""
    own = Notice.objects.filter(person_key=person_key)
    if unread:
        own = own.filter(read_at=None)
    if before is not None:
        own = own.filter(id__lt=before)
    return list(own.order_by("-id")[:limit])


def count_unread(person_key: uuid.UUID) -> int:
    """How many notices this person has not read."""
    return Notice.objects.filter(person_key=person_key, read_at=None).count()
