"""The second factor: one-time codes by RFC 6238 (30 seconds, 6 digits), and recovery codes that work once.

A check answers yes or no instead of refusing, because the wrong ones are counted and the count must be kept.
"""

from __future__ import annotations

import math
import secrets
from datetime import datetime

import pyotp
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.identity import events
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.conf import CODE_ATTEMPTS, CODE_LOCK_TIME, RECOVERY_CODES
from zaizao_city.identity.errors import CodeLockedError, SecondFactorMissingError
from zaizao_city.identity.models import Account, OneTimeCodeDevice, RecoveryCode
from zaizao_city.identity.numbers import normalise_number
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.recording import record_account
from zaizao_city.identity.vault import digest_text, seal_text

STEP_SECONDS = 30
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def prepare_device(account: Account) -> OneTimeCodeDevice:
    """The account's device, with a secret to be shown once more until a first code confirms it."""
    secret = seal_text(pyotp.random_base32(), owner=account.key, field="one-time-code")
    device, _made = OneTimeCodeDevice.objects.get_or_create(account=account, defaults={"secret_sealed": secret})
    return device


@transaction.atomic
def confirm_device(account: Account, *, code: str, actor: Actor, now: datetime) -> list[str]:
    """Put the device to use with its first code, with ``SecondFactorConfirmed``; the recovery codes, or none if wrong.

    Raises:
        CodeLockedError: too many wrong codes in a row.
    """
    if not check_code(account, code=code, actor=actor, now=now):
        return []
    OneTimeCodeDevice.objects.filter(account=account, confirmed_at=None).update(confirmed_at=now)
    record_account(account, events.SECOND_FACTOR_CONFIRMED, actor=actor, now=now)
    return _write_recovery_codes(account)


@transaction.atomic
def check_code(account: Account, *, code: str, actor: Actor, now: datetime) -> bool:
    """Whether the code is the device's, now or one step beside; each opens once, and wrong ones in a row lock.

    Raises:
        CodeLockedError: too many wrong codes in a row, for a while.
    """
    device = OneTimeCodeDevice.objects.select_for_update().get(account=account)
    _check_lock(device, now=now)
    step = _find_step(device, code, now=now)
    if step is None:
        _count_failure(device, account, actor=actor, now=now)
        return False
    device.last_step, device.failures, device.locked_until = step, 0, None
    device.save(update_fields=["last_step", "failures", "locked_until"])
    return True


@transaction.atomic
def use_recovery_code(account: Account, *, code: str, actor: Actor, now: datetime) -> bool:
    """Whether the code is an unused recovery code; it is used up, with ``RecoveryCodeUsed``. Wrong ones lock as well.

    Raises:
        CodeLockedError: too many wrong codes in a row, for a while.
    """
    device = OneTimeCodeDevice.objects.select_for_update().get(account=account)
    _check_lock(device, now=now)
    digest = _digest(account, code)
    if not RecoveryCode.objects.filter(account=account, digest=digest, used_at=None).update(used_at=now):
        _count_failure(device, account, actor=actor, now=now)
        return False
    record_account(account, events.RECOVERY_CODE_USED, actor=actor, now=now)
    return True


@transaction.atomic
def renew_recovery_codes(account: Account, *, actor: Actor, now: datetime) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones are worth nothing, with ``RecoveryCodesRenewed``."""
    record_account(account, events.RECOVERY_CODES_RENEWED, actor=actor, now=now)
    return _write_recovery_codes(account)


@transaction.atomic
def reset_second_factor(account: Account, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Take the device and the recovery codes away, with ``SecondFactorReset``; the owner is told outside the site.

    At the next sign-in staff set up another one; citizens are in with the password alone, and may. ``reason`` says by which
    document the owner was known, where it is not a colleague.

    Raises:
        NotPermittedError: only the security administrator may.
        SecondFactorMissingError: there is none.
    """
    require(actor, "identity.reset_second_factor")
    taken, _rows = OneTimeCodeDevice.objects.filter(account=account).delete()
    if not taken:
        raise SecondFactorMissingError
    RecoveryCode.objects.filter(account=account).delete()
    body = {"reason": reason} if reason else None
    record_account(account, events.SECOND_FACTOR_RESET, body, actor=actor, now=now)
    _tell(account, now=now)


def _tell(account: Account, *, now: datetime) -> None:
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # the owner's language, not the one of the administrator's screen
        notify(
            person_key=account.person.key, title=_("您的动态口令重设了"),
            text=_("安全管理员重设了您的动态口令，原来的手机和备用码都不能再用。请尽快登录，重新启用动态口令。如果不是您本人要求的，请马上拨 {hotline}。").format(
                hotline=settings.HOTLINE
            ),
            link="/me/", urgent=True, now=now,
        )  # fmt: skip


def _find_step(device: OneTimeCodeDevice, code: str, *, now: datetime) -> int | None:
    """The time step of the code, later than the last one used; clocks of telephones are a little off."""
    otp = pyotp.TOTP(device.open_secret())
    present = int(now.replace(tzinfo=SHANGHAI).timestamp()) // STEP_SECONDS
    steps = (step for step in (present, present - 1, present + 1) if step > device.last_step)
    plain = normalise_number(code).encode()
    return next((step for step in steps if secrets.compare_digest(otp.generate_otp(step).encode(), plain)), None)


def _check_lock(device: OneTimeCodeDevice, *, now: datetime) -> None:
    if device.locked_until is not None and device.locked_until > now:
        raise CodeLockedError(minutes=math.ceil((device.locked_until - now).total_seconds() / 60))


def _count_failure(device: OneTimeCodeDevice, account: Account, *, actor: Actor, now: datetime) -> None:
    OneTimeCodeDevice.objects.filter(pk=device.pk).update(failures=F("failures") + 1)
    if device.failures + 1 >= CODE_ATTEMPTS:
        OneTimeCodeDevice.objects.filter(pk=device.pk).update(failures=0, locked_until=now + CODE_LOCK_TIME)
        record_account(account, events.SECOND_FACTOR_LOCKED, actor=actor, now=now)


def _write_recovery_codes(account: Account) -> list[str]:
    codes = ["-".join(_draw(5) for _part in range(2)) for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(account, code)) for code in codes)
    return codes


def _draw(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(length))


def _digest(account: Account, code: str) -> str:
    return digest_text(normalise_number(code), field=f"recovery code of {account.key}")
