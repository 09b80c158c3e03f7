"""The addresses of the look; an app includes them at the root."""

from __future__ import annotations

from django.urls import path

from zaizao_city.foundation.ui.views.preference import preference

app_name = "ui"
urlpatterns = [
    path("preference/", preference, name="preference"),
]
