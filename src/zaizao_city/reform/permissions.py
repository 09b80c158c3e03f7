"""What may be done here, by whom, and how far it reaches."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import Role, Scope

_READERS = (Role.LEADER, Role.SUPERVISOR, Role.CATALOGUE_EDITOR, Role.REVIEWER_STAFFING, Role.REVIEWER_JUSTICE)

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    "reform.read_evidence": dict.fromkeys(_READERS, Scope.CITY),
    "reform.make_evidence": {Role.CATALOGUE_EDITOR: Scope.CITY, Role.SUPERVISOR: Scope.CITY},
}

TITLES = {
    "reform.read_evidence": _("看流程实证报告"),
    "reform.make_evidence": _("重新生成流程实证报告"),
}
