"""The app as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

FOLLOWERS = ("accepting", "children", "handing", "pledging", "results", "reviewing")
"""Services that register guards of commands and what follows from a step."""


class CaseworkConfig(AppConfig):
    """The app 办件."""

    name = "zaizao_city.casework"
    label = "casework"
    verbose_name = "办件"

    def ready(self) -> None:
        """Load what registers itself."""
        for name in FOLLOWERS:
            import_module(f"zaizao_city.casework.services.{name}")
