"""People and enterprises: who applies and who works, whether or not they sign in."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A natural person. ``key`` stands for them in the record; numbers are encrypted and found by a keyed digest."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = _("自然人")

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """An enterprise or another legal person, known by its unified social credit code (GB 32100-2015)."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=160)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("企业")

    def __str__(self) -> str:
        return self.name
