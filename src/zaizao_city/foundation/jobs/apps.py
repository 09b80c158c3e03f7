"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app 任务."""

    name = "zaizao_city.foundation.jobs"
    label = "jobs"
    verbose_name = "任务"
