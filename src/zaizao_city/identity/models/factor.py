"""The second factor: a device that shows one-time codes (RFC 6238), and codes for the day it is lost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models.account import Account
from zaizao_city.identity.vault import open_text


class OneTimeCodeDevice(models.Model):
    """The device of an account: counts from the moment it was confirmed with a first code.

    ``last_step`` is the time step of the last code that was accepted: no code opens the door twice.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="device", verbose_name=_("账号"))
    secret_sealed = models.BinaryField(_("密钥（密封）"), editable=False)
    confirmed_at = models.DateTimeField(_("启用时间"), null=True)
    last_step = models.BigIntegerField(_("上次使用的时间步"), default=0)
    failures = models.PositiveSmallIntegerField(_("连续错误次数"), default=0)
    locked_until = models.DateTimeField(_("锁定至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("动态口令")

    def __str__(self) -> str:
        return f"{self.account_id}"

    def open_secret(self) -> str:
        """The shared secret, in Base32."""
        return open_text(self.secret_sealed, owner=self.account.key, field="one-time-code")


class RecoveryCode(models.Model):
    """A code that replaces the device once; only its keyed digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes", verbose_name=_("账号"))
    digest = models.CharField(_("摘要"), max_length=64)
    used_at = models.DateTimeField(_("使用时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("备用码")
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="identity_recovery_once")]

    def __str__(self) -> str:
        return f"{self.account_id}"
