"""The tables of the record: streams, their events, keys of people, answers already given, seals, readers' places.

Only this room writes them. Events and streams are never changed or deleted by the application.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stream(models.Model):
    """A stream ``kind:key`` and its head: how many events it has, the hash and the time of the last one."""

    kind = models.CharField(_("类别"), max_length=32)
    key = models.CharField(_("键"), max_length=80)
    length = models.PositiveIntegerField(_("长度"))
    hash = models.BinaryField(_("链尾摘要"), max_length=32)
    last_at = models.DateTimeField(_("末次时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("记录流")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="record_stream_name")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class SubjectKey(models.Model):
    """The key that encrypts what events say about one person; ``wrapped`` is empty once the person is erased."""

    subject = models.CharField(_("人员代号"), max_length=36, unique=True)
    wrapped = models.BinaryField(_("加密后的密钥"), max_length=60, null=True)
    erased_at = models.DateTimeField(_("抹除时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("人员密钥")

    def __str__(self) -> str:
        return self.subject


class Event(models.Model):
    """One thing that happened. ``hash`` binds it to all before it; ``payload`` is what it says, salted or encrypted.

    The links to stream and key bear no constraint in the database: each would cost a look-up for every event, and
    verifying finds a broken one.
    """

    position = models.BigAutoField(_("位置"), primary_key=True)
    stream = models.ForeignKey(
        Stream, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="events", verbose_name=_("记录流")
    )
    number = models.PositiveIntegerField(_("序号"))
    name = models.CharField(_("名称"), max_length=64)
    at = models.DateTimeField(_("时间"))
    recorded_at = models.DateTimeField(_("记录时钟"))
    actor = models.CharField(_("操作者"), max_length=64)
    subject_key = models.ForeignKey(
        SubjectKey, models.DO_NOTHING, db_constraint=False, db_index=False, null=True, verbose_name=_("人员密钥")
    )
    payload = models.BinaryField(_("内容"))
    digest = models.BinaryField(_("内容摘要"), max_length=32)
    hash = models.BinaryField(_("链摘要"), max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = _("事件")
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="record_event_number")]

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.number} {self.name}"


class GivenAnswer(models.Model):
    """What was answered to a request that carried an idempotency key; ``answer`` is empty until it is kept."""

    actor = models.CharField(_("操作者"), max_length=64)
    key = models.CharField(_("幂等键"), max_length=80)
    request = models.BinaryField(_("请求摘要"), max_length=32)
    answer = models.JSONField(_("答复"), null=True)
    at = models.DateTimeField(_("时间"), null=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已给答复")
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="record_answer_key")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Subscription(models.Model):
    """How far one subscriber has read, and what its last attempts failed with."""

    name = models.CharField(_("订阅者"), max_length=80, unique=True)
    position = models.BigIntegerField(_("位置"), default=0)
    failures = models.PositiveIntegerField(_("连续失败次数"), default=0)
    failure = models.TextField(_("失败原因"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("订阅")

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """A signed batch of stream heads; its file in the home folder, and every copy of it elsewhere, bear witness.

    ``leaves`` are kept only until the file is written.
    """

    number = models.PositiveIntegerField(_("编号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    upto = models.BigIntegerField(_("截至位置"))
    statement = models.TextField(_("封存声明"))
    signature = models.CharField(_("签名"), max_length=128)
    leaves = models.TextField(_("未导出的链尾"), blank=True)
    exported_at = models.DateTimeField(_("导出时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("封存批次")

    def __str__(self) -> str:
        return str(self.number)
