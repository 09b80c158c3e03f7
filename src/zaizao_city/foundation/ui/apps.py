"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The app 界面."""

    name = "zaizao_city.foundation.ui"
    label = "ui"
    verbose_name = "界面"
