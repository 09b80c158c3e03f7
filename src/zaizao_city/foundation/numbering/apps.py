"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """The app 编号."""

    name = "zaizao_city.foundation.numbering"
    label = "numbering"
    verbose_name = "编号"
