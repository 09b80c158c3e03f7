"""The command ``zaizao-city``: Django's own commands and ours, with the settings of the application."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Carry out one command of the application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaizao_city.config.settings")
    name, *rest = sys.argv[1:] or ["help"]
    execute_from_command_line(["zaizao-city", name.replace("-", "_") if name[0] != "-" else name, *rest])
