"""Materials of a case, and the notices that ask for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Person


class Document(models.Model):
    """One material of one case, as it stands: asked, supplied, made, gap, pledged, lapsed, revoked, reused.

    Only what the definition names has a row (LC4). ``file`` is the key of a stored file, whose owner label is
    ``casework.document:ID``; ``result`` the number of the issued result that stands in for it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name=_("办件"), db_index=False)
    material = models.CharField(_("材料"), max_length=80)
    status = models.CharField(_("状态"), max_length=12)
    due_at = models.DateTimeField(_("补交期限"), null=True)
    supplied_at = models.DateTimeField(_("提交时间"), null=True)
    file = models.UUIDField(_("文件"), null=True)
    result = models.CharField(_("引用结果"), max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("材料")
        constraints = [models.UniqueConstraint(fields=["case", "material"], name="one_row_a_material")]

    def __str__(self) -> str:
        return self.material


class CorrectionNotice(models.Model):
    """What the applicant was told is missing: once, and completely (行政许可法 第32条)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices", verbose_name=_("办件"))
    work = models.CharField(_("任务代号"), max_length=120)
    gaps = models.JSONField(_("缺少的材料"))
    reason = models.TextField(_("说明"), blank=True)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("告知人"))
    answered_at = models.DateTimeField(_("补齐时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("补正告知")

    def __str__(self) -> str:
        return f"{self.case_id}:{self.work}"
