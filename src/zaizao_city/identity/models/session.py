"""Where an account is signed in: what the person sees in the list of sessions, and can end."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models.account import Account


class SignedInSession(models.Model):
    """One signing in; the session itself is Django's row of the same ``session_key``, and is deleted when this ends."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions", verbose_name=_("账号"))
    session_key = models.CharField(_("会话号"), max_length=40, unique=True)
    device = models.CharField(_("设备"), max_length=200, blank=True)
    address = models.CharField(_("网络地址"), max_length=45, blank=True)
    signed_in_at = models.DateTimeField(_("登录时间"))
    seen_at = models.DateTimeField(_("最近活动"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("登录会话")
        indexes = [models.Index(fields=["account", "ended_at", "-seen_at"], name="identity_session_list")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.signed_in_at}"
