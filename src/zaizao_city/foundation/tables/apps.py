"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """The app 表格."""

    name = "zaizao_city.foundation.tables"
    label = "tables"
    verbose_name = "表格"
