"""Electronic mail: over SMTP where an address is set, otherwise into files of the home."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext

from zaizao_city.foundation.notices.conf import find_folder, read_mail_address, read_public_address, read_sender
from zaizao_city.foundation.notices.models import Notice

SECONDS = 20


def send_mail(notice: Notice, *, to: str, reference: uuid.UUID, language: str) -> str:
    """Send the notice as a mail of plain text; where it went.

    Raises:
        OSError, smtplib.SMTPException: it was not taken.
    """
    with translation.override(language):
        body = phrase_mail(notice)
    message = EmailMessage(
        subject=notice.title,
        body=body,
        from_email=read_sender(),
        to=[to],
        headers={"Message-ID": f"<{reference}@{read_sender().rpartition('@')[2]}>", "Auto-Submitted": "auto-generated"},
        connection=open_connection(),
    )
    message.send()
    return "SMTP" if read_mail_address() else "file"


def phrase_mail(notice: Notice) -> str:
    """The text, where to read more, and that nobody reads answers."""
    parts = [notice.text]
    if notice.link:
        parts.append(gettext("查看：%(address)s") % {"address": read_public_address() + notice.link})
    parts.append(gettext("本邮件由系统发出，请勿直接回复。"))
    return "\n\n".join(parts)


def open_connection() -> BaseEmailBackend:
    """The way mail goes out."""
    address = read_mail_address()
    if not address:
        return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=find_folder("mail"))
    return get_connection("django.core.mail.backends.smtp.EmailBackend", **read_smtp_options(address))


def read_smtp_options(address: str) -> dict[str, Any]:
    """What an address of an SMTP server says; with a password, plain SMTP is encrypted before it is told (STARTTLS).

    Raises:
        ImproperlyConfigured: it does not read ``smtp://user:password@host:port`` or ``smtps://…``.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "ZAIZAO_MAIL_URL must read smtp://user:password@host:port, or smtps://…, or be empty."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and bool(parts.password),
        "timeout": SECONDS,
    }
