"""What a person was told, and what became of each way of telling them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The ways besides the page."""

    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")


class Notice(models.Model):
    """A message to one person, read in the site; ``link`` is an address of ours, beginning with a slash."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    person_key = models.UUIDField(_("人员代号"))
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("正文"))
    link = models.CharField(_("链接"), max_length=300, blank=True)
    urgent = models.BooleanField(_("紧急"), default=False)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        indexes = [
            models.Index(fields=["person_key", "-id"], name="notices_of_person"),
            models.Index(fields=["person_key"], condition=models.Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One notice on one way; its key is the reference by which the other side knows a repetition."""

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("通知"))
    channel = models.CharField(_("方式"), max_length=8, choices=Channel.choices)
    sent_at = models.DateTimeField(_("送出时间"), null=True)
    refused_at = models.DateTimeField(_("被拒时间"), null=True)
    answer = models.CharField(_("对方答复"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("送达")
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notices_one_delivery_a_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
