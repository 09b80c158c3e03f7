"""How far each series of references has come in each year."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """One series (JN …) of one year and the last number given."""

    name = models.CharField(_("字头"), max_length=16)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("末号"))

    class Meta:
        verbose_name = verbose_name_plural = _("编号序列")
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="numbering_series_year")]

    def __str__(self) -> str:
        return f"{self.name}-{self.year}"
