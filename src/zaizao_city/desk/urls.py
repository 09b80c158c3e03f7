"""The addresses of those who work here."""

from __future__ import annotations

from django.urls import path

from zaizao_city.desk.views import cases, intake, taking_in, work

app_name = "desk"
urlpatterns = [
    path("", work.show_work, name="work"),
    path("views/save/", work.save_view, name="save-view"),
    path("views/drop/", work.drop_view, name="drop-view"),
    path("batch/", work.show_work, name="batch"),
    path("intake/", intake.show_intake, name="intake"),
    path("intake/<slug:process>/", intake.open_at_window, name="open"),
    path("cases/<str:reference>/", cases.show_case, name="case"),
    path("cases/<str:reference>/picture/", cases.show_picture, name="picture"),
    path("cases/<str:reference>/act/<slug:slug>/", cases.do, name="act"),
    path("cases/<str:reference>/intake/", taking_in.take_in, name="take-in"),
    path("cases/<str:reference>/pledge/<slug:material>/", taking_in.sign, name="sign"),
    path("orders/", work.show_work, name="orders"),
    path("reviews/", work.show_work, name="reviews"),
    path("admin/", work.show_work, name="admin"),
]
