"""The log of views of personal data: who saw what of whom, when, for what purpose; written in batches, never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalDataView(models.Model):
    """Somebody saw personal data of a person.

    Keys instead of foreign keys: the log outlives accounts and people, and a page of fifty rows costs one statement.
    """

    at = models.DateTimeField(_("时间"))
    account_key = models.CharField(_("查看人账号"), max_length=36)
    viewer = models.CharField(_("查看人"), max_length=80)
    person_key = models.UUIDField(_("被查看人"))
    fields = models.CharField(_("内容"), max_length=120)
    matter = models.CharField(_("事务"), max_length=80)
    purpose = models.CharField(_("目的"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("个人信息查看记录")
        indexes = [
            models.Index(fields=["person_key", "-id"], name="identity_view_person"),
            models.Index(fields=["account_key", "-id"], name="identity_view_account"),
            models.Index(fields=["at"], name="identity_view_at"),
        ]

    def __str__(self) -> str:
        return f"{self.account_key} {self.person_key}"
