"""Service items: the basic list and the implementation list, their materials and their legal bases."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.enums import Audience, ItemKind, ItemStatus, Origin, Trust
from zaizao_city.identity.models import Organisation


class BasicItem(models.Model):
    """An entry of the basic list (基本目录): what may be applied for, whoever carries it out."""

    code = models.CharField(_("基本编码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=300)
    kind = models.CharField(_("类型"), max_length=16, choices=ItemKind.choices, default=ItemKind.UNKNOWN)

    class Meta:
        verbose_name = verbose_name_plural = _("基本目录")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class ServiceItem(models.Model):
    """An entry of the implementation list (实施清单, GB/T 39554.2-2020): one item as one body carries it out.

    What is searched, filtered or computed with is a column; the other elements of the standard stand in ``elements``,
    by the names of `mapping.elements` in the edition ``elements_edition``. ``process`` names the definition that is run;
    ``unmapped`` (未梳理): nobody has written its process down, so it runs as the statutory minimum.
    """

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("实施编码"), max_length=80, unique=True)
    basic = models.ForeignKey(BasicItem, models.PROTECT, null=True, blank=True, verbose_name=_("基本目录"))
    name = models.CharField(_("名称"), max_length=300)
    name_en = models.CharField(_("英文名称"), max_length=300, blank=True)
    kind = models.CharField(_("类型"), max_length=16, choices=ItemKind.choices, default=ItemKind.UNKNOWN)
    status = models.CharField(_("状态"), max_length=10, choices=ItemStatus.choices, default=ItemStatus.ACTIVE)
    audience = models.CharField(_("服务对象"), max_length=10, choices=Audience.choices, default=Audience.UNKNOWN)
    department = models.CharField(_("实施部门"), max_length=120)
    department_code = models.CharField(_("实施主体编码"), max_length=40, blank=True)
    area_code = models.CharField(_("区划代码"), max_length=12, blank=True)
    level = models.CharField(_("行使层级"), max_length=2, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="service_items", verbose_name=_("实施机关")
    )
    process = models.SlugField(_("流程"), max_length=80, blank=True)
    unmapped = models.BooleanField(_("未梳理"), default=False)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin.choices, default=Origin.LOCAL)
    statutory_limit = models.CharField(_("法定办结时限"), max_length=16, blank=True)
    promised_limit = models.CharField(_("承诺办结时限"), max_length=16, blank=True)
    elements = models.JSONField(_("其他要素"), default=dict, blank=True)
    elements_edition = models.PositiveSmallIntegerField(_("要素版本"), default=1)
    changed_at = models.DateTimeField(_("变更时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("实施清单")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["status", "department", "id"], name="catalogue_item_by_department"),
            models.Index(fields=["status", "kind", "id"], name="catalogue_item_by_kind"),
            models.Index(fields=["process"], name="catalogue_item_by_process"),
        ]

    def __str__(self) -> str:
        return self.name


class MaterialKind(models.Model):
    """A kind of material (材料目录): who makes it, and how far it can be relied upon when handed in."""

    name = models.CharField(_("名称"), max_length=200, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=240, blank=True)
    issuer = models.CharField(_("出具单位"), max_length=160, blank=True)
    trust = models.CharField(_("可信等级"), max_length=1, choices=Trust.choices)
    held = models.CharField(_("共享来源"), max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("材料目录")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ItemMaterial(models.Model):
    """A material that the published notice of an item names; nothing else may be asked (行政许可法 第31条)."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="materials", verbose_name=_("事项"))
    material = models.ForeignKey(MaterialKind, models.PROTECT, related_name="uses", verbose_name=_("材料"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    required = models.BooleanField(_("必要"), default=True)
    condition = models.CharField(_("需要的情形"), max_length=300, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("申请材料")
        ordering = ("item", "position")
        constraints = [
            models.UniqueConstraint(fields=["item", "material"], name="catalogue_material_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.material_id}"


class ItemBasis(models.Model):
    """A legal basis of an item; its text is read from the law texts by `selectors.bases`."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="bases", verbose_name=_("事项"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    law = models.CharField(_("法律名称"), max_length=160)
    article = models.CharField(_("条款"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("设定依据")
        ordering = ("item", "position")
        constraints = [
            models.UniqueConstraint(fields=["item", "law", "article"], name="catalogue_basis_once"),
        ]

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"
