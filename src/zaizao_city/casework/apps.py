"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The app 办件."""

    name = "zaizao_city.casework"
    label = "casework"
    verbose_name = "办件"
