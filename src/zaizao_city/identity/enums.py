"""Closed lists of the app: organisations, roles and how far they reach, kinds of identity numbers, kinds of sign-in."""

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


class Role(models.TextChoices):
    """What somebody is here to do; every signed-in person is a citizen, all else is assigned in an organisation."""

    CITIZEN = "citizen", _("群众与企业")
    WINDOW_CLERK = "window_clerk", _("综合窗口")
    APPROVER = "approver", _("审批人员")
    HELPER = "helper", _("帮办代办员")
    DISPATCHER = "dispatcher", _("派单员")
    ARBITER = "arbiter", _("争议裁定员")
    CATALOGUE_EDITOR = "catalogue_editor", _("事项编辑")
    REVIEWER_STAFFING = "reviewer_staffing", _("编办审核")
    REVIEWER_JUSTICE = "reviewer_justice", _("司法局审核")
    SUPERVISOR = "supervisor", _("督查人员")
    LEADER = "leader", _("领导")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""三员: never one person (GB/T 22239-2019 8.1.4), and never lent to a stand-in."""


class Scope(models.TextChoices):
    """How far a permission of a role reaches, measured from the organisation in which the role is held."""

    OWN = "own", _("本人事务")
    ORGANISATION = "organisation", _("本单位")
    SUBTREE = "subtree", _("本单位及下级")
    CITY = "city", _("全市")


class NumberKind(models.TextChoices):
    """Which standard a number follows."""

    RESIDENT = "resident", _("居民身份证号码")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    MOBILE = "mobile", _("手机号码")


class NumberProblem(models.TextChoices):
    """What is wrong with a number, in the order in which it is looked for."""

    LENGTH = "length", _("位数不对：身份证号码和统一社会信用代码是18位，手机号码是11位。")
    CHARACTERS = "characters", _("含有不该出现的字符，请对照证件逐位核对。")
    BIRTHDAY = "birthday", _("第7至14位不是一个真实的出生日期，请对照证件核对。")
    CHECKSUM = "checksum", _("校验位不符，多半是某一位抄错了，请对照证件逐位核对。")
