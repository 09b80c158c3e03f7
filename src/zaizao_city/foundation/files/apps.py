"""The app as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The app 文件."""

    name = "zaizao_city.foundation.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Register the system check."""
        import_module("zaizao_city.foundation.files.checks")
