"""The addresses of the look; an app includes them at the root."""

from __future__ import annotations

from django.urls import path

from zaizao_city.foundation.ui.views import gallery
from zaizao_city.foundation.ui.views.preference import preference

app_name = "ui"
urlpatterns = [
    path("preference/", preference, name="preference"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/desk/", gallery.gallery_desk, name="gallery-desk"),
    path("gallery/progress/", gallery.gallery_progress, name="gallery-progress"),
    path("gallery/confirm/", gallery.gallery_confirm, name="gallery-confirm"),
]
