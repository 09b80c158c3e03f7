"""How often the applicant had to come (LC3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Organisation, Person


class Visit(models.Model):
    """One time the applicant really came to an office for a case, and what for."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="visit_rows", verbose_name=_("办件"))
    at = models.DateTimeField(_("时间"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("到访单位"))
    reason = models.CharField(_("事由"), max_length=200)
    counted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("记录人"))

    class Meta:
        verbose_name = verbose_name_plural = _("到访")

    def __str__(self) -> str:
        return f"{self.case_id}:{self.at}"
