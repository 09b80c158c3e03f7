"""The rows of the room: who is working, and when what returns regularly is next due.

The waiting jobs themselves are rows of django_tasks_db; they are written in the transaction of who wants them done.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A worker process that began and did not say goodbye; ``job`` is the one it holds."""

    name = models.CharField(_("名称"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("开始时间"))
    job = models.UUIDField(_("任务"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("后台进程")

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """A regular duty: when it is next due, and the one job that stands for it."""

    name = models.CharField(_("名称"), max_length=200, unique=True)
    next_at = models.DateTimeField(_("下次时间"))
    job = models.UUIDField(_("任务"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("定时任务")

    def __str__(self) -> str:
        return self.name
