"""The addresses of files."""

from __future__ import annotations

from django.urls import path

from zaizao_city.foundation.files.views import download_file

app_name = "files"
urlpatterns = [path("<uuid:key>/", download_file, name="download")]
