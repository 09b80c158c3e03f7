"""Organisations: territories, organs and their units, in one tree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import Level, OrganisationKind


class Organisation(models.Model):
    """A territory (省、市、区县、街道、社区), an organ in it, or a unit of an organ.

    ``path`` is the codes from the root down, each followed by a slash: all that lies below is one prefix search.
    """

    code = models.SlugField(_("编码"), max_length=64, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    kind = models.CharField(_("类别"), max_length=12, choices=OrganisationKind.choices)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(_("路径"), max_length=400, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("组织")
        ordering = ("path",)
        # SQLite compares beginnings without regard to case: in lower case both databases agree.
        constraints = [models.CheckConstraint(condition=Q(code=Lower("code")), name="identity_code_lower")]

    def __str__(self) -> str:
        return self.name
