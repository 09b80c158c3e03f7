"""What may be done in this app, by whom, and how far it reaches.

Every app has such a table, named like its services; ``selectors.permissions`` gathers them all.
"""

from __future__ import annotations

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
    "identity.change_contact": {Role.WINDOW_CLERK: Scope.CITY, Role.CITIZEN: Scope.OWN},
    "identity.register_agent": {Role.WINDOW_CLERK: Scope.CITY, Role.CITIZEN: Scope.OWN},
    "identity.unmask_number": {Role.WINDOW_CLERK: Scope.CITY, Role.APPROVER: Scope.CITY, Role.CITIZEN: Scope.OWN},
}
