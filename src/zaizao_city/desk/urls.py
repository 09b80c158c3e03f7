"""The addresses of those who work here."""

from __future__ import annotations

from django.urls import path

from zaizao_city.desk.views import (
    batch,
    cases,
    intake,
    items,
    ledger,
    orders,
    organisations,
    people,
    standing_in,
    taking_in,
    work,
)

app_name = "desk"
urlpatterns = [
    path("", work.show_work, name="work"),
    path("views/save/", work.save_view, name="save-view"),
    path("views/drop/", work.drop_view, name="drop-view"),
    path("batch/", batch.do_many, name="batch"),
    path("stand-ins/", standing_in.show_stand_ins, name="stand-ins"),
    path("stand-ins/<int:number>/end/", standing_in.end_stand_in, name="end-stand-in"),
    path("intake/", intake.show_intake, name="intake"),
    path("intake/<slug:process>/", intake.open_at_window, name="open"),
    path("cases/<str:reference>/", cases.show_case, name="case"),
    path("cases/<str:reference>/clocks/", cases.show_days, name="clocks"),
    path("cases/<str:reference>/picture/", cases.show_picture, name="picture"),
    path("cases/<str:reference>/act/<slug:slug>/", cases.act_on_case, name="act"),
    path("cases/<str:reference>/intake/", taking_in.take_in, name="take-in"),
    path("cases/<str:reference>/pledge/<slug:material>/", taking_in.sign, name="sign"),
    path("orders/", orders.show_orders, name="orders"),
    path("orders/new/", orders.take_down, name="take-down"),
    path("reviews/", orders.show_reviews, name="reviews"),
    path("admin/", organisations.show_administration, name="admin"),
    path("admin/organisations/", organisations.list_organisations, name="organisations"),
    path("admin/organisations/new/", organisations.add_organisation, name="add-organisation"),
    path("admin/organisations/<slug:code>/name/", organisations.rename, name="rename-organisation"),
    path("admin/people/", people.list_people, name="people"),
    path("admin/people/new/", people.add_person, name="add-person"),
    path("admin/people/<uuid:key>/", people.show_person, name="person"),
    path("admin/people/<uuid:key>/roles/new/", people.add_role, name="add-role"),
    path("admin/people/<uuid:key>/roles/<int:number>/drop/", people.drop_role, name="drop-role"),
    path("admin/people/<uuid:key>/<slug:what>/", people.change, name="change-person"),
    path("admin/items/", items.show_items, name="items"),
    path("admin/items/import/", ledger.bring_in, name="import"),
    path("admin/items/export.<slug:ending>", items.export, name="export-items"),
    path("admin/items/<uuid:key>/", items.show_item, name="item"),
    path("admin/versions/", items.show_versions, name="versions"),
    path("admin/versions/new/", items.draft, name="draft-version"),
    path("admin/versions/<int:number>/", items.show_version, name="version"),
    path("admin/versions/<int:number>/<slug:what>/", items.step, name="step-version"),
    path("admin/ledger/", ledger.show_ledger, name="ledger"),
    path("admin/ledger/new/", ledger.enter_transfer, name="enter-transfer"),
    path("admin/record/", ledger.show_record, name="record"),
]
