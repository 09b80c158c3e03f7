"""The app as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The app 公众门户."""

    name = "zaizao_city.portal"
    label = "portal"
    verbose_name = "公众门户"

    def ready(self) -> None:
        """Load what lets applicants read their own files."""
        import_module("zaizao_city.casework.services.draft")
