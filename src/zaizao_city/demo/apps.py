"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The app 演示城市."""

    name = "zaizao_city.demo"
    label = "demo"
    verbose_name = "演示城市"
