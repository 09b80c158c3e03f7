"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """The app 身份."""

    name = "zaizao_city.identity"
    label = "identity"
    verbose_name = _("身份")

    def ready(self) -> None:
        """Say where people are reached, to the room that sends messages; keep what was tried and refused."""
        from zaizao_city.foundation.notices import addresses
        from zaizao_city.foundation.ui import attempts
        from zaizao_city.identity.middleware import keep_attempt
        from zaizao_city.identity.selectors.people import find_addresses

        addresses.register(find_addresses)
        attempts.register(keep_attempt)
