"""What may be done in this app, by whom, and how far it reaches.

Every app has such a table, named like its services; ``selectors.permissions`` gathers them all.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import Role, Scope

_WORKING = {
    role: Scope.OWN
    for role in Role
    if role not in {Role.CITIZEN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
}

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    # the system administrator: who and what there is
    "identity.write_organisation": {Role.SYSTEM_ADMIN: Scope.CITY},
    "identity.open_account": {Role.SYSTEM_ADMIN: Scope.CITY},
    "identity.reset_password": {Role.SYSTEM_ADMIN: Scope.CITY},
    "identity.correct_name": {Role.SYSTEM_ADMIN: Scope.CITY},
    # the security administrator: who may what
    "identity.grant_role": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.revoke_role": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.reset_second_factor": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.close_account": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.erase_person": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.read_permissions": {Role.SECURITY_ADMIN: Scope.CITY, Role.AUDIT_ADMIN: Scope.CITY},
    # the audit administrator: who saw what
    "identity.read_access_log": {Role.AUDIT_ADMIN: Scope.CITY, Role.CITIZEN: Scope.OWN},
    # everybody at work
    "identity.give_mandate": {**_WORKING, Role.SECURITY_ADMIN: Scope.CITY},
    # the counter, and people themselves
    "identity.register_person": {Role.WINDOW_CLERK: Scope.CITY, Role.HELPER: Scope.CITY},
    "identity.open_citizen_account": {Role.WINDOW_CLERK: Scope.CITY},
    "identity.reset_citizen_password": {Role.WINDOW_CLERK: Scope.CITY},
    "identity.change_contact": {Role.WINDOW_CLERK: Scope.CITY, Role.CITIZEN: Scope.OWN},
    "identity.register_agent": {Role.WINDOW_CLERK: Scope.CITY, Role.CITIZEN: Scope.OWN},
    "identity.unmask_number": {Role.WINDOW_CLERK: Scope.CITY, Role.APPROVER: Scope.CITY, Role.CITIZEN: Scope.OWN},
}

TITLES = {
    "identity.write_organisation": _("维护组织和岗位"),
    "identity.open_account": _("开立账号"),
    "identity.reset_password": _("重设密码"),
    "identity.correct_name": _("更正登记的姓名"),
    "identity.grant_role": _("授予角色"),
    "identity.revoke_role": _("收回角色"),
    "identity.reset_second_factor": _("重设动态口令"),
    "identity.close_account": _("停用账号"),
    "identity.erase_person": _("注销个人信息"),
    "identity.read_permissions": _("查看权限表"),
    "identity.read_access_log": _("查看个人信息查看记录"),
    "identity.give_mandate": _("委托职务代理"),
    "identity.register_person": _("登记人员和企业"),
    "identity.open_citizen_account": _("给群众开账号"),
    "identity.reset_citizen_password": _("给群众重设密码"),
    "identity.change_contact": _("更改联系方式"),
    "identity.register_agent": _("登记企业经办人"),
    "identity.unmask_number": _("查看完整证件号码"),
}
"""What the permissions are called on the screen; an app that has no titles shows the names."""
