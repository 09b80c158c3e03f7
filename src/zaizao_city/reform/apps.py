"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ReformConfig(AppConfig):
    """The app 流程再造."""

    name = "zaizao_city.reform"
    label = "reform"
    verbose_name = "流程再造"
