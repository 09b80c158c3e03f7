"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app 通知."""

    name = "zaizao_city.foundation.notices"
    label = "notices"
    verbose_name = "通知"
