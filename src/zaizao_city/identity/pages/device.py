"""How a device for one-time codes is shown to somebody who sets it up; and any address as a picture for a telephone."""

from __future__ import annotations

import pyotp
import segno
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models import Account
from zaizao_city.identity.services.second_factor import prepare_device

WRONG_CODE = _("口令不对，或者已经用过。请等设备换出下一个再输。")


def describe_device(account: Account) -> dict[str, str]:
    """The secret as a picture to scan and as text to type, in groups of four."""
    secret = prepare_device(account).open_secret()
    address = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=str(settings.SITE_NAME))
    return {
        "picture": draw_address(address),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }


def draw_address(address: str) -> str:
    """The picture that a telephone reads the address from; black on white in every appearance, or it cannot."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=2, dark="#000", light="#fff")
