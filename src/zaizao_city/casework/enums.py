"""Closed lists of the app; what the engine itself names (statuses of work, outcomes) stays as it names it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KindCode(models.TextChoices):
    """What sort of matter a case is; what differs between them stands in ``kinds``."""

    APPLICATION = "application", _("申请事项")
    HOTLINE_ORDER = "hotline_order", _("热线工单")
    MATTER = "matter", _("其他事项")


class CaseStatus(models.TextChoices):
    """Whether anything is left to do."""

    OPEN = "open", _("办理中")
    CLOSED = "closed", _("已办结")


class PledgeResult(models.TextChoices):
    """What the later check of a pledge found; nothing follows from it by itself."""

    UNCHECKED = "unchecked", _("待核查")
    KEPT = "kept", _("属实")
    BROKEN = "broken", _("不实")


class ResultStatus(models.TextChoices):
    """Whether an issued result may be relied on."""

    VALID = "valid", _("有效")
    REVOKED = "revoked", _("已撤销")


class Channel(models.TextChoices):
    """By which way a case came in."""

    PORTAL = "portal", _("网上")
    WINDOW = "window", _("窗口")
    HOTLINE = "hotline", _("热线")
    SYSTEM = "system", _("系统")
    IMPORT = "import", _("导入")
