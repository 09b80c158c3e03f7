"""Reports as they were made: each a whole page that opens without network."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceReport(models.Model):
    """What one log said when it was looked at; made again, it replaces the one before.

    ``name`` stands in the address. ``cases`` and ``events`` are those of the log. ``headlines`` are the findings as one
    sentence each, by language; ``page`` the HTML, by language.
    """

    name = models.SlugField(_("名称"), max_length=80, unique=True)
    title = models.CharField(_("标题"), max_length=160)
    title_en = models.CharField(_("英文标题"), max_length=200)
    source = models.CharField(_("出处"), max_length=400)
    is_own = models.BooleanField(_("本市记录"))
    cases = models.PositiveIntegerField(_("件数"))
    events = models.PositiveIntegerField(_("事件数"))
    first_at = models.DateTimeField(_("最早"), null=True)
    last_at = models.DateTimeField(_("最晚"), null=True)
    headlines = models.JSONField(_("要点"))
    pages = models.JSONField(_("页面"))
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("实证报告")
        ordering = ("-is_own", "name")

    def __str__(self) -> str:
        return self.title
