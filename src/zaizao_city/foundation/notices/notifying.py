"""Telling a person something: at once in the site, and after the transaction has committed by mail and short message."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import datetime

from zaizao_city.foundation.notices.models import Channel, Delivery, Notice
from zaizao_city.foundation.notices.tasks import deliver

LONGEST_TITLE = 120


def notify(
    *, person_key: uuid.UUID, title: str, text: str, link: str = "", urgent: bool = False, now: datetime
) -> Notice:
    """Tell a person, in the caller's transaction; what is ``urgent`` goes by short message too.

    Title and text are in the person's language and say nothing that a mail may not carry. A title is made one line and
    cut where it is too long: no message fails for what a user once typed.

    Raises:
        ValueError: the link does not stay on our pages.
    """
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError(f"a notice links to our own pages, not to {link!r}")
    notice = Notice.objects.create(
        person_key=person_key, title=make_line(title), text=text, link=link, urgent=urgent, at=now
    )
    for channel in (Channel.EMAIL, Channel.SMS) if urgent else (Channel.EMAIL,):
        delivery = Delivery.objects.create(notice=notice, channel=channel)
        deliver.enqueue(str(delivery.key))
    return notice


def mark_read(person_key: uuid.UUID, *, key: uuid.UUID, now: datetime) -> bool:
    """Mark a notice of this person as read; False if it is not theirs. Reading twice keeps the first time."""
    own = Notice.objects.filter(person_key=person_key, key=key)
    return bool(own.filter(read_at=None).update(read_at=now)) or own.exists()


def mark_all_read(person_key: uuid.UUID, *, now: datetime) -> int:
    """Mark all notices of this person as read; how many were not."""
    return Notice.objects.filter(person_key=person_key, read_at=None).update(read_at=now)


def make_line(title: str) -> str:
    """The title in one line, without controls, not longer than the column."""
    seen = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in title)
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
