"""The port to whoever sends short messages; one gateway a file, named by setting."""

from __future__ import annotations

from typing import Protocol

from django.utils.module_loading import import_string

from zaizao_city.foundation.notices.conf import read_sms_gateway


class RefusedForGoodError(Exception):
    """The gateway will never take this message: the number does not exist, or must not be written to."""


class SmsGateway(Protocol):
    """Sends one short message.

    ``send`` gives the gateway's answer back. The same ``reference`` may come twice and means the same message: a gateway
    that can, drops the second.

    Raises:
        RefusedForGoodError: another attempt is useless.
        OSError: this attempt failed.
    """

    def send(self, phone: str, text: str, *, reference: str) -> str: ...


def choose_gateway() -> SmsGateway:
    """The gateway the settings name."""
    gateway: SmsGateway = import_string(read_sms_gateway())()
    return gateway
