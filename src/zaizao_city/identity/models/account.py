"""Accounts: by what a person signs in."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models.person import Person


class Account(AbstractBaseUser):
    """One way in for one person; what they may do comes from their roles, not from here."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    login = models.CharField(_("登录名"), max_length=80, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account", verbose_name=_("人员"))
    is_active = models.BooleanField(_("启用"), default=True)
    is_staff = models.BooleanField(_("工作人员"), default=False)
    password_at = models.DateTimeField(_("密码设置时间"), null=True, blank=True)

    objects = BaseUserManager["Account"]()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.login


class ExternalIdentity(models.Model):
    """By what name the city's single sign-on knows the person behind an account."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="external", verbose_name=_("账号"))
    issuer = models.CharField(_("签发方"), max_length=200)
    subject = models.CharField(_("签发方用户号"), max_length=255)

    class Meta:
        verbose_name = verbose_name_plural = _("统一身份")
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="identity_external_once")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"
