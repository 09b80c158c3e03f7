"""Closed lists of the app: states of a definition, kinds of items, who reviews, what a transfer does, trust in a material."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionStatus(models.TextChoices):
    """Where a version of a definition stands on its way to being in force."""

    DRAFT = "draft", _("草稿")
    IN_REVIEW = "in_review", _("审核中")
    APPROVED = "approved", _("审核通过")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")


class Origin(models.TextChoices):
    """Where a definition or an item comes from."""

    LOCAL = "local", _("本地编制")
    SHIPPED = "shipped", _("随产品提供")
    IMPORTED = "imported", _("批量导入")
    GENERATED = "generated", _("按法定流程生成")


class ReviewRole(models.TextChoices):
    """The two reviews that a version needs before it is published."""

    STAFFING = "staffing", _("机构编制审核")
    JUSTICE = "justice", _("合法性审核")


class Verdict(models.TextChoices):
    """What a reviewer came to."""

    PASSED = "passed", _("同意")
    RETURNED = "returned", _("退回")


class ItemKind(models.TextChoices):
    """Kinds of service items (国发〔2022〕5号): the seven of administrative power, public service, and chains."""

    LICENCE = "licence", _("行政许可")
    CONFIRMATION = "confirmation", _("行政确认")
    RULING = "ruling", _("行政裁决")
    PAYMENT = "payment", _("行政给付")
    REWARD = "reward", _("行政奖励")
    FILING = "filing", _("行政备案")
    OTHER_POWER = "other_power", _("其他行政权力")
    PUBLIC_SERVICE = "public_service", _("公共服务")
    CHAIN = "chain", _("一件事")
    UNKNOWN = "unknown", _("类型未明")


class ItemStatus(models.TextChoices):
    """Whether the item can be applied for."""

    ACTIVE = "active", _("办理中")
    SUSPENDED = "suspended", _("暂停")
    CANCELLED = "cancelled", _("已取消")


class Audience(models.TextChoices):
    """Whom the item serves."""

    PERSON = "person", _("自然人")
    ENTERPRISE = "enterprise", _("企业法人")
    BOTH = "both", _("自然人和企业法人")
    UNKNOWN = "unknown", _("未明")


class LedgerKind(models.TextChoices):
    """What happens to the power over an item on its date."""

    CANCEL = "cancel", _("取消")
    DELEGATE = "delegate", _("下放")
    TRANSFER = "transfer", _("划转")


class Trust(models.TextChoices):
    """How far a material can be relied upon (国办函〔2016〕108号)."""

    A = "A", _("政府机关签发，直接使用")
    B = "B", _("窗口核对原件后使用")
    C = "C", _("申请人上传，核对原件后使用")
    D = "D", _("申请人自制并承诺真实，直接使用")
