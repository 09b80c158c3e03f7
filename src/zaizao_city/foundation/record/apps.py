"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The app 记录."""

    name = "zaizao_city.foundation.record"
    label = "record"
    verbose_name = "记录"
