"""What search knows of an item: its words, cut apart. The index over them belongs to the database (migration 0002)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.models.item import ServiceItem


class SearchDocument(models.Model):
    """The words of one item, apart by spaces: of its name, and of all else that may be asked for."""

    item = models.OneToOneField(ServiceItem, models.CASCADE, primary_key=True, related_name="search")
    title = models.TextField(_("名称用词"))
    other = models.TextField(_("其他用词"))

    class Meta:
        verbose_name = verbose_name_plural = _("检索文档")

    def __str__(self) -> str:
        return self.title


class SearchTerm(models.Model):
    """In how many documents a word stands: a rare one says more."""

    term = models.CharField(_("词"), max_length=80, primary_key=True)
    documents = models.PositiveIntegerField(_("文档数"))

    class Meta:
        verbose_name = verbose_name_plural = _("检索用词")

    def __str__(self) -> str:
        return self.term
