"""The knobs of the room, with their defaults; Django's settings may name others."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FILE_GATEWAY = "zaizao_city.foundation.notices.gateways.to_file.FileGateway"


def read_mail_address() -> str:
    """``smtp://user:password@host:port`` (``smtps://`` for TLS from the first byte); empty: mail goes to files."""
    return str(settings.ENVIRONMENT.mail_url)


def read_sender() -> str:
    """The address from which the city writes. Setting ``NOTICES_SENDER``."""
    return str(getattr(settings, "NOTICES_SENDER", "zaizao@localhost"))


def read_public_address() -> str:
    """Where people open the pages, without a slash at its end. Setting ``NOTICES_PUBLIC_ADDRESS``."""
    return str(getattr(settings, "NOTICES_PUBLIC_ADDRESS", "http://127.0.0.1:8000")).rstrip("/")


def read_sms_gateway() -> str:
    """The path of the class that sends short messages. Setting ``NOTICES_SMS_GATEWAY``."""
    return str(getattr(settings, "NOTICES_SMS_GATEWAY", FILE_GATEWAY))


def find_folder(name: str) -> Path:
    """Where messages are written that are not really sent: ``mail`` or ``sms`` in the home."""
    return Path(settings.HOME) / name
