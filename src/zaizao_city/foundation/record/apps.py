"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    """The app 记录; finds the subscribers of all apps."""

    name = "zaizao_city.foundation.record"
    label = "record"
    verbose_name = "记录"

    def ready(self) -> None:
        autodiscover_modules("subscribers")
