"""Closed lists of the app: levels and kinds of organisations, kinds of identity numbers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far an organisation reaches, from the province down to the community."""

    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    DISTRICT = "district", _("区县")
    STREET = "street", _("街道乡镇")
    COMMUNITY = "community", _("社区村")


class OrganisationKind(models.TextChoices):
    """What an organisation is: a territory, an organ with powers of its own, or a part of one."""

    TERRITORY = "territory", _("行政区域")
    ORGAN = "organ", _("机关")
    UNIT = "unit", _("内设机构")
