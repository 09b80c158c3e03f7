"""Which audience answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("zaizao_city.foundation.ui.urls")),
    path("", include("zaizao_city.identity.pages.urls")),
    path("files/", include("zaizao_city.foundation.files.urls")),
    path("", include("zaizao_city.portal.urls")),
    path("desk/", include("zaizao_city.desk.urls")),
]

handler400 = "zaizao_city.foundation.ui.views.failure.bad_request"
handler403 = "zaizao_city.foundation.ui.views.failure.permission_denied"
handler404 = "zaizao_city.foundation.ui.views.failure.not_found"
handler500 = "zaizao_city.foundation.ui.views.failure.server_error"
