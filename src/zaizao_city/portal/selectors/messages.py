"""What the applicant was told about one case."""

from __future__ import annotations

from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.ui.components.record import Message
from zaizao_city.identity.actor import Actor

MOST = 12


def list_case_messages(actor: Actor, reference: str) -> list[Message]:
    """The messages that lead to this case, newest first; one query."""
    rows = Notice.objects.filter(person_key=actor.person_key, link=f"/cases/{reference}/").order_by("-id")[:MOST]
    return [Message(at=row.at, text=f"{row.title}　{row.text}".strip(), attend=row.urgent) for row in rows]
