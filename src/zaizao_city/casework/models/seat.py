"""Who acts as an organ of the definitions in a territory."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models import Organisation


class Seat(models.Model):
    """In ``territory``, the definitions' ``organ`` is this organisation; the nearest territory above counts too."""

    territory = models.ForeignKey(Organisation, models.PROTECT, related_name="seats", verbose_name=_("区域"))
    organ = models.CharField(_("承办方"), max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seated_as", verbose_name=_("单位"))

    class Meta:
        verbose_name = verbose_name_plural = _("承办席位")
        constraints = [models.UniqueConstraint(fields=["territory", "organ"], name="one_seat_an_organ")]

    def __str__(self) -> str:
        return self.organ
