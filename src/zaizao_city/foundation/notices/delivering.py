"""Carrying one delivery out, outside any transaction: at least once, and always under the same reference.

Killed between the sending and the mark, it is sent again; the mail then bears the same Message-ID and the short message the
same reference. What the other side refuses for good (no such mailbox) is not tried again; everything else is, by the job.
"""

from __future__ import annotations

import smtplib
import uuid
from datetime import datetime

from zaizao_city.foundation.notices.addresses import find_addresses
from zaizao_city.foundation.notices.gateways import RefusedForGoodError, choose_gateway
from zaizao_city.foundation.notices.mail import send_mail
from zaizao_city.foundation.notices.models import Channel, Delivery


def carry_delivery(key: uuid.UUID, *, now: datetime) -> str:
    """Send, if it was not yet sent: ``sent``, ``refused``, ``nowhere`` (the person has no such address) or ``known``.

    Raises:
        OSError, smtplib.SMTPException: this attempt failed; another may not.
    """
    delivery = Delivery.objects.select_related("notice").filter(key=key).first()
    if delivery is None or delivery.sent_at or delivery.refused_at:
        return "known"
    addresses = find_addresses(delivery.notice.person_key)
    to = addresses.email if delivery.channel == Channel.EMAIL else addresses.phone
    if not to:
        delivery.delete()
        return "nowhere"
    try:
        answer = _send(delivery, to=to, language=addresses.language)
    except (RefusedForGoodError, smtplib.SMTPException, ValueError) as refusal:
        if not _is_for_good(refusal):
            raise
        delivery.refused_at, delivery.answer = now, str(refusal)[:300]
    else:
        delivery.sent_at, delivery.answer = now, answer[:300]
    delivery.save(update_fields=["sent_at", "refused_at", "answer"])
    return "sent" if delivery.sent_at else "refused"


def _send(delivery: Delivery, *, to: str, language: str) -> str:
    if delivery.channel == Channel.EMAIL:
        return send_mail(delivery.notice, to=to, reference=delivery.key, language=language)
    return choose_gateway().send(to, delivery.notice.title, reference=delivery.key.hex)


def _is_for_good(refusal: Exception) -> bool:
    """SMTP: codes of 500 and more are final (RFC 5321, 4.2.1), but for those that speak of us and not of the message."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in refusal.recipients.values())
    if isinstance(refusal, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return refusal.smtp_code >= 500
    return isinstance(refusal, RefusedForGoodError | ValueError)  # ValueError: Django found that the address is none
