"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app 工作台."""

    name = "zaizao_city.desk"
    label = "desk"
    verbose_name = "工作台"
