"""What may be done in this app, by whom, and how far it reaches.

Every app has such a table, named like its services; ``selectors.permissions`` gathers them all.
"""

from __future__ import annotations

from zaizao_city.identity.enums import Role, Scope

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    "identity.grant_role": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.revoke_role": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.give_mandate": {
        Role.WINDOW_CLERK: Scope.OWN,
        Role.APPROVER: Scope.OWN,
        Role.HELPER: Scope.OWN,
        Role.DISPATCHER: Scope.OWN,
        Role.ARBITER: Scope.OWN,
        Role.SUPERVISOR: Scope.OWN,
        Role.SECURITY_ADMIN: Scope.CITY,
    },
    "identity.open_account": {Role.SYSTEM_ADMIN: Scope.CITY},
    "identity.close_account": {Role.SYSTEM_ADMIN: Scope.CITY, Role.SECURITY_ADMIN: Scope.CITY},
    "identity.reset_second_factor": {Role.SECURITY_ADMIN: Scope.CITY},
    "identity.read_permissions": {Role.SECURITY_ADMIN: Scope.CITY, Role.AUDIT_ADMIN: Scope.CITY},
    "identity.read_access_log": {Role.AUDIT_ADMIN: Scope.CITY},
    "identity.write_organisation": {Role.SYSTEM_ADMIN: Scope.CITY},
    "identity.register_agent": {Role.WINDOW_CLERK: Scope.CITY},
    "identity.unmask_number": {Role.WINDOW_CLERK: Scope.OWN, Role.APPROVER: Scope.OWN, Role.CITIZEN: Scope.OWN},
}
