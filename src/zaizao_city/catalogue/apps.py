"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The app 事项目录."""

    name = "zaizao_city.catalogue"
    label = "catalogue"
    verbose_name = "事项目录"
