"""People and enterprises: who applies and who works, whether or not they sign in."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.numbers import mask_email, mask_number
from zaizao_city.identity.vault import open_text


class Person(models.Model):
    """A natural person. ``key`` stands for them in the record; numbers are sealed and found by a keyed digest.

    One identity number, one person: that is why the three administrators are three people.
    """

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=80)
    number_sealed = models.BinaryField(_("身份证号码（密封）"), null=True, editable=False)
    number_digest = models.CharField(_("身份证号码（摘要）"), max_length=64, blank=True, editable=False)
    mobile_sealed = models.BinaryField(_("手机号码（密封）"), null=True, editable=False)
    mobile_digest = models.CharField(_("手机号码（摘要）"), max_length=64, blank=True, db_index=True, editable=False)
    email_sealed = models.BinaryField(_("电子邮箱（密封）"), null=True, editable=False)
    erased_at = models.DateTimeField(_("注销时间"), null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("自然人")
        constraints = [
            models.UniqueConstraint(
                fields=["number_digest"], condition=~Q(number_digest=""), name="identity_one_number_one_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def open_number(self) -> str:
        """The identity number in full, or nothing; whoever shows it writes that to the access log."""
        return self._open("number", self.number_sealed)

    def open_mobile(self) -> str:
        """The mobile number in full, or nothing."""
        return self._open("mobile", self.mobile_sealed)

    def open_email(self) -> str:
        """The e-mail address in full, or nothing."""
        return self._open("email", self.email_sealed)

    @property
    def masked_number(self) -> str:
        """The identity number as it is shown."""
        return mask_number(NumberKind.RESIDENT, self.open_number())

    @property
    def masked_mobile(self) -> str:
        """The mobile number as it is shown."""
        return mask_number(NumberKind.MOBILE, self.open_mobile())

    @property
    def masked_email(self) -> str:
        """The e-mail address as it is shown, or nothing."""
        address = self.open_email()
        return mask_email(address) if address else ""

    def _open(self, field: str, sealed: bytes | None) -> str:
        return open_text(sealed, owner=self.key, field=field) if sealed else ""


class Enterprise(models.Model):
    """An enterprise or another legal person, known by its unified social credit code (GB 32100-2015)."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=160)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("企业")

    def __str__(self) -> str:
        return self.name
