"""Where a window stands and when it is open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models import Organisation


class Counter(models.Model):
    """The counter of one window organisation. ``longitude`` and ``latitude``: degrees of WGS84.

    ``weekly``: opening times from Monday to Sunday, each as `zaizao.worktime.office_hours.parse_intervals` reads them;
    an empty text is a closed day. Those of Saturday and Sunday are extended service (LC13), closed on public holidays.
    """

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="counter", verbose_name=_("窗口单位")
    )
    address = models.CharField(_("地址"), max_length=200)
    longitude = models.FloatField(_("经度"))
    latitude = models.FloatField(_("纬度"))
    weekly = models.JSONField(_("开放时间"))
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    desks = models.PositiveSmallIntegerField(_("席位数"), default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("政务窗口")
        constraints = [models.CheckConstraint(condition=models.Q(desks__gt=0), name="places_counter_has_a_desk")]

    def __str__(self) -> str:
        return str(self.organisation)
