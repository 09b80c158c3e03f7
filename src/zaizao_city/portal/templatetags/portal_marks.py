"""What the masthead of the public pages shows of the reader's own."""

from __future__ import annotations

from django import template

from zaizao_city.foundation.notices.listing import count_unread

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_count(context: template.Context) -> int:
    """How many messages the reader has not read; one query, none for visitors."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    return count_unread(actor.person_key) if actor is not None and actor.is_signed_in else 0
