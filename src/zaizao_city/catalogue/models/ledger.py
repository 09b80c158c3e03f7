"""The ledger of powers cancelled, delegated and transferred: with basis, and effect on its date (DY1, LC2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.enums import LedgerKind
from zaizao_city.catalogue.models.item import ServiceItem
from zaizao_city.identity.models import Organisation


class LedgerEntry(models.Model):
    """One change of who may decide an item. It takes effect at the beginning of ``on``; running cases stay."""

    kind = models.CharField(_("动作"), max_length=10, choices=LedgerKind.choices)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="ledger", verbose_name=_("事项"))
    from_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="powers_given", verbose_name=_("原实施机关")
    )
    to_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="powers_taken", verbose_name=_("承接机关")
    )
    from_department = models.CharField(_("原实施部门"), max_length=120)
    basis = models.CharField(_("依据"), max_length=300)
    document = models.CharField(_("文号"), max_length=120, blank=True)
    on = models.DateField(_("生效日"))
    recorded_by = models.CharField(_("登记人"), max_length=40)
    recorded_at = models.DateTimeField(_("登记时间"))
    effected_at = models.DateTimeField(_("执行时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("事项划转台账")
        ordering = ("-on", "-id")
        indexes = [
            models.Index(fields=["effected_at", "on", "id"], name="catalogue_ledger_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "on"], name="catalogue_one_change_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id} {self.on}"
