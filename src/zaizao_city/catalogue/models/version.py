"""Versions of process definitions: what is in force when, and the text it was read from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.enums import Origin, ReviewRole, Verdict, VersionStatus
from zaizao_city.identity.models import Organisation


class DefinitionVersion(models.Model):
    """One version of one process. ``digest`` identifies its contents for ever; cases keep it.

    ``source`` is the whole definition as YAML, with everything it shares with its pack put in. ``effective_until`` is
    the first day on which it no longer serves new cases. ``district``: in force only there, and below.
    """

    process = models.SlugField(_("流程"), max_length=80)
    version = models.CharField(_("版本"), max_length=40, blank=True)
    name = models.CharField(_("名称"), max_length=160)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    kind = models.CharField(_("类别"), max_length=8)
    digest = models.CharField(_("摘要"), max_length=72, unique=True)
    source = models.TextField(_("定义"))
    origin = models.CharField(_("来源"), max_length=10, choices=Origin.choices, default=Origin.LOCAL)
    unmapped = models.BooleanField(_("未梳理"), default=False)
    status = models.CharField(_("状态"), max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    district = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("适用区域"))
    effective_from = models.DateField(_("生效日"), null=True, blank=True)
    effective_until = models.DateField(_("失效日"), null=True, blank=True)
    edited_by = models.CharField(_("编制人"), max_length=40)
    round = models.PositiveSmallIntegerField(_("送审轮次"), default=0)
    created_at = models.DateTimeField(_("建立时间"))
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    published_by = models.CharField(_("发布人"), max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("流程版本")
        ordering = ("process", "-id")
        indexes = [
            models.Index(fields=["process", "status", "effective_from"], name="catalogue_version_in_force"),
            models.Index(fields=["status", "id"], name="catalogue_version_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Review(models.Model):
    """What one reviewer said about one version in one round."""

    version = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="reviews", verbose_name=_("版本"))
    round = models.PositiveSmallIntegerField(_("送审轮次"))
    role = models.CharField(_("审核"), max_length=10, choices=ReviewRole.choices)
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict.choices)
    opinion = models.TextField(_("意见"), blank=True)
    reviewer = models.CharField(_("审核人"), max_length=40)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("版本审核")
        ordering = ("version", "round", "role")
        constraints = [
            models.UniqueConstraint(fields=["version", "round", "role"], name="catalogue_one_review_a_role"),
            models.UniqueConstraint(fields=["version", "round", "reviewer"], name="catalogue_two_reviewers"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.role} {self.verdict}"
