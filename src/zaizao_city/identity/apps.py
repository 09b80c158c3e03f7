"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The app 身份."""

    name = "zaizao_city.identity"
    label = "identity"
    verbose_name = "身份"
