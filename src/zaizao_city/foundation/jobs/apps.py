"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The app 任务."""

    name = "zaizao_city.foundation.jobs"
    label = "jobs"
    verbose_name = "任务"

    def ready(self) -> None:
        """Find the jobs and duties of every app in its module ``tasks``, its subscribers in ``subscribers``."""
        autodiscover_modules("tasks", "subscribers")
