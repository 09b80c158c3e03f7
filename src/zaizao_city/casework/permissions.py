"""What may be done to cases, by whom, and how far it reaches: the work's organisation, or the case's own people."""

from __future__ import annotations

from zaizao_city.identity.enums import Role, Scope

_CLERKS = {Role.WINDOW_CLERK: Scope.ORGANISATION, Role.APPROVER: Scope.ORGANISATION}
_HANDLERS = {**_CLERKS, Role.DISPATCHER: Scope.ORGANISATION, Role.ARBITER: Scope.ORGANISATION}
_APPLICANTS = {Role.CITIZEN: Scope.OWN, Role.HELPER: Scope.OWN, Role.WINDOW_CLERK: Scope.ORGANISATION}

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    # applying
    "casework.open_case": {Role.CITIZEN: Scope.OWN, Role.WINDOW_CLERK: Scope.ORGANISATION, Role.HELPER: Scope.SUBTREE},
    "casework.take_in_elsewhere": {Role.WINDOW_CLERK: Scope.ORGANISATION},
    "casework.open_order": {
        Role.CITIZEN: Scope.OWN,
        Role.DISPATCHER: Scope.CITY,
        Role.WINDOW_CLERK: Scope.ORGANISATION,
    },
    "casework.open_matter": {
        Role.WINDOW_CLERK: Scope.ORGANISATION,
        Role.DISPATCHER: Scope.CITY,
        Role.APPROVER: Scope.ORGANISATION,
        Role.SUPERVISOR: Scope.CITY,
        Role.LEADER: Scope.CITY,
    },
    "casework.supply_materials": _APPLICANTS,
    "casework.state_facts": {**_APPLICANTS, **_CLERKS},
    "casework.withdraw_case": {Role.CITIZEN: Scope.OWN, Role.WINDOW_CLERK: Scope.ORGANISATION},
    "casework.sign_pledge": {Role.CITIZEN: Scope.OWN, Role.WINDOW_CLERK: Scope.ORGANISATION},
    "casework.ask_for_review": {Role.CITIZEN: Scope.OWN, Role.HELPER: Scope.OWN},
    "casework.interrupt_case": {Role.CITIZEN: Scope.OWN, **_HANDLERS},
    # deciding
    "casework.accept_case": {Role.WINDOW_CLERK: Scope.ORGANISATION, Role.APPROVER: Scope.ORGANISATION},
    "casework.request_correction": {Role.WINDOW_CLERK: Scope.ORGANISATION, Role.APPROVER: Scope.ORGANISATION},
    "casework.allow_second_notice": {Role.SUPERVISOR: Scope.SUBTREE},
    "casework.decide_item": {Role.APPROVER: Scope.ORGANISATION},
    "casework.complete_work": {**_HANDLERS, Role.SUPERVISOR: Scope.SUBTREE, Role.CITIZEN: Scope.OWN},
    "casework.correct_fact": _CLERKS,
    "casework.comment_case": {
        Role.CITIZEN: Scope.OWN,
        Role.HELPER: Scope.OWN,
        **_HANDLERS,
        Role.SUPERVISOR: Scope.SUBTREE,
        Role.LEADER: Scope.SUBTREE,
    },
    "casework.enter_log": {**_HANDLERS, Role.CITIZEN: Scope.OWN},
    # the clock
    "casework.suspend_clock": {Role.APPROVER: Scope.ORGANISATION},
    "casework.extend_limit": {Role.APPROVER: Scope.ORGANISATION},
    "casework.recompute_deadlines": {Role.SYSTEM_ADMIN: Scope.CITY},
    # hands
    "casework.assign_work": _HANDLERS,
    "casework.hand_over": _HANDLERS,
    "casework.answer_offer": _HANDLERS,
    "casework.add_activity": _HANDLERS,
    "casework.send_back": _HANDLERS,
    "casework.reopen_case": {Role.APPROVER: Scope.ORGANISATION, Role.SUPERVISOR: Scope.SUBTREE},
    "casework.name_helper": {
        Role.HELPER: Scope.SUBTREE,
        Role.WINDOW_CLERK: Scope.ORGANISATION,
        Role.CITIZEN: Scope.OWN,
        Role.SUPERVISOR: Scope.SUBTREE,
    },
    "casework.join_group": {Role.DISPATCHER: Scope.CITY, **_CLERKS},
    "casework.migrate_case": {Role.SYSTEM_ADMIN: Scope.CITY},
    # what follows
    "casework.count_visit": {Role.WINDOW_CLERK: Scope.ORGANISATION, Role.APPROVER: Scope.ORGANISATION},
    "casework.check_pledge": {Role.APPROVER: Scope.ORGANISATION},
    "casework.record_credit": {Role.APPROVER: Scope.ORGANISATION},
    "casework.mend_credit": {Role.SUPERVISOR: Scope.SUBTREE},
    "casework.revoke_result": {Role.APPROVER: Scope.ORGANISATION},
    "casework.open_revocation": {Role.APPROVER: Scope.ORGANISATION, Role.SUPERVISOR: Scope.SUBTREE},
    "casework.import_cases": {Role.SYSTEM_ADMIN: Scope.CITY},
    "casework.run_clock": {Role.SYSTEM_ADMIN: Scope.CITY},
    # looking
    "casework.read_case": {
        Role.CITIZEN: Scope.OWN,
        Role.HELPER: Scope.OWN,
        **dict.fromkeys((Role.WINDOW_CLERK, Role.APPROVER), Scope.ORGANISATION),
        Role.DISPATCHER: Scope.SUBTREE,
        Role.ARBITER: Scope.SUBTREE,
        Role.SUPERVISOR: Scope.SUBTREE,
        Role.LEADER: Scope.SUBTREE,
        Role.AUDIT_ADMIN: Scope.CITY,
    },
    "casework.read_taken_in": {Role.WINDOW_CLERK: Scope.ORGANISATION},
    "casework.read_orders": {
        Role.DISPATCHER: Scope.CITY,
        Role.ARBITER: Scope.CITY,
        Role.SUPERVISOR: Scope.CITY,
        Role.LEADER: Scope.CITY,
        **dict.fromkeys((Role.WINDOW_CLERK, Role.APPROVER), Scope.ORGANISATION),
    },
    "casework.seat_organs": {Role.SYSTEM_ADMIN: Scope.CITY},
}
