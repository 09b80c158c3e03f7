"""The app as Django knows it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

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
        post_migrate.connect(_mend_indexes, sender=self)


def _mend_indexes(apps: Apps | None = None, **told: Any) -> None:
    """A load of history that died may have left tables without indexes. Emptying the tables also sends the signal."""
    from zaizao_city.foundation.bulk_writing import mend_indexes

    if apps is not None:
        mend_indexes(apps, app="casework")
