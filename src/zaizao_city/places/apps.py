"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The app 政务窗口."""

    name = "zaizao_city.places"
    label = "places"
    verbose_name = "政务窗口"
