"""What identity refuses, each with its reason and the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class NotPermittedError(Refusal):
    """The actor's roles do not reach this act here; fields: permission."""

    code = "not-permitted"
    status = 403
    reason = _("您的岗位没有办理这件事的权限（{permission}）。")
    way_forward = _("如果这是您的职责，请向本单位的安全管理员申请相应角色；已填写的内容不会丢失。")


class NotAgentError(Refusal):
    """The person may not, or no longer, act for the enterprise; no fields."""

    code = "not-agent"
    status = 403
    reason = _("您现在不能以这家企业的名义办事：没有授权，或授权已到期。")
    way_forward = _("请企业的法定代表人为您登记经办人授权，或者以个人名义办理。")


class AdministratorsApartError(Refusal):
    """One person would be two of the three administrators; fields: name, held, wanted."""

    code = "administrators-apart"
    reason = _("{name}已是{held}，不能同时是{wanted}：三类管理员必须由不同的人担任。")
    way_forward = _("请另选一人，或先收回{name}的{held}角色。")


class RoleNotAssignableError(Refusal):
    """The role belongs to everybody signed in; fields: role."""

    code = "role-not-assignable"
    status = 400
    reason = _("“{role}”是每个登录者都有的角色，不能另行授予。")
    way_forward = _("请选择工作人员的角色。")


class PeriodReversedError(Refusal):
    """A period ends before it begins; fields: from_on, until_on."""

    code = "period-reversed"
    status = 400
    reason = _("截止日期{until_on}早于起始日期{from_on}。")
    way_forward = _("请改正其中一个日期。")
