"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The app 文件."""

    name = "zaizao_city.foundation.files"
    label = "files"
    verbose_name = "文件"
