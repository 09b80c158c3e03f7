"""The legal decisions applied for, each with its clock and its end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Organisation, Person


class ItemDecision(models.Model):
    """One item of a case: who decides, how its clock runs, how it ended; ``outcome`` is empty while undecided."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name=_("办件"), db_index=False)
    item = models.CharField(_("事项"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="decisions", verbose_name=_("决定单位"), db_index=False
    )
    outcome = models.CharField(_("结果"), max_length=20, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人"))
    started_at = models.DateTimeField(_("起算"), null=True)
    due_at = models.DateTimeField(_("法定到期"), null=True)
    promised_at = models.DateTimeField(_("承诺到期"), null=True)
    ended_at = models.DateTimeField(_("结束"), null=True)
    is_stopped = models.BooleanField(_("停表中"), default=False)
    is_late = models.BooleanField(_("已超期"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("事项决定")
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="one_row_an_item")]
        indexes = [models.Index(fields=["organisation", "ended_at"], name="decision_organisation")]

    def __str__(self) -> str:
        return self.item
