"""What may be done at the counters, by whom, and how far it reaches."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import Role, Scope

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    "places.set_counter": {Role.SYSTEM_ADMIN: Scope.CITY},
    "places.load_tickets": {Role.SYSTEM_ADMIN: Scope.CITY},
    "places.take_ticket": {Role.CITIZEN: Scope.OWN, Role.WINDOW_CLERK: Scope.ORGANISATION},
    "places.give_up_ticket": {Role.CITIZEN: Scope.OWN},
    "places.serve_ticket": {Role.WINDOW_CLERK: Scope.ORGANISATION},
}

TITLES = {
    "places.set_counter": _("设置政务窗口"),
    "places.load_tickets": _("导入历史取号"),
    "places.take_ticket": _("窗口取号"),
    "places.give_up_ticket": _("放弃取号"),
    "places.serve_ticket": _("叫号和办结"),
}
"""What the permissions are called on the screen."""
