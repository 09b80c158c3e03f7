"""The command ``zaizao-city``: Django's own commands and ours, with the settings of the application."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Carry out one command of the application; settings that are wrong are told, and nothing is begun."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - read before anything asks for them
    except ImproperlyConfigured as error:
        sys.exit(f"设置有误，未启动 · The settings are wrong, nothing was started:\n{error}")
    name, *rest = sys.argv[1:] or ["help"]
    execute_from_command_line(["zaizao-city", name.replace("-", "_") if name[0] != "-" else name, *rest])
