"""What the city issued: results that stand on their own and serve other cases as materials."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Enterprise, Organisation, Person


class IssuedResult(models.Model):
    """A result (证照批文): for whom, by whom, from which case, and whether it still holds."""

    number = models.CharField(_("编号"), max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="results", verbose_name=_("办件"))
    item = models.CharField(_("事项"), max_length=80)
    activity = models.CharField(_("环节"), max_length=80)
    material = models.CharField(_("材料"), max_length=80)
    name = models.CharField(_("名称"), max_length=120)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="results", verbose_name=_("持有人"), db_index=False
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="results", verbose_name=_("持有企业"), db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="results", verbose_name=_("发证单位")
    )
    issued_at = models.DateTimeField(_("签发时间"))
    status = models.CharField(_("状态"), max_length=8, choices=ResultStatus.choices, default=ResultStatus.VALID)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_why = models.TextField(_("撤销理由"), blank=True)
    revoked_basis = models.CharField(_("撤销依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("结果")
        indexes = [
            models.Index(fields=["person", "material", "status"], name="result_person"),
            models.Index(fields=["enterprise", "material", "status"], name="result_enterprise"),
        ]

    def __str__(self) -> str:
        return self.number
