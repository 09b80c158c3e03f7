"""What every template may read: the appearance, and the names of the installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from zaizao_city.foundation.ui.preferences import read_appearance


def describe_page(request: HttpRequest) -> dict[str, object]:
    """``appearance`` (theme, mode), ``site_name``, ``is_demo`` and ``hotline``."""
    return {
        "appearance": read_appearance(request),
        "site_name": settings.SITE_NAME,
        "hotline": settings.HOTLINE,
        "is_demo": settings.IS_DEMO,
    }
