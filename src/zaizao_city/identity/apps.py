"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """The app 身份."""

    name = "zaizao_city.identity"
    label = "identity"
    verbose_name = _("身份")
