"""A city makes room for a fresh one: it is laid aside, never thrown away; the keys of the home stay."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from zaizao_city.foundation.jobs.restoring import is_in_use, move_aside

KEPT = ("keys", "secret-key")
"""Processes of this installation have read them already."""


def lay_aside(*, now: datetime) -> Path | None:
    """Lay the city in the home aside; where it lies now, or None if somebody uses it at this moment."""
    if is_in_use():
        return None
    home = Path(settings.HOME)
    aside = home.with_name(f"{home.name}.before-{now:%Y%m%d-%H%M%S}")
    move_aside(home, aside, now=now)
    old = aside / "home" if (aside / "home").is_dir() else aside
    for name in KEPT:
        if (old / name).is_dir():
            shutil.copytree(old / name, home / name)
        elif (old / name).exists():
            shutil.copy2(old / name, home / name)
    return aside
