"""Addresses of signing in, of one's own account, and of the two administrators' pages."""

from __future__ import annotations

from django.urls import path

from zaizao_city.identity.pages.views import administration, me, sign_in, single_sign_on

app_name = "identity"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/password/", sign_in.set_password, name="set-password"),
    path("sign-in/code/", sign_in.enter_code, name="enter-code"),
    path("sign-in/recovery-code/", sign_in.enter_recovery_code, name="enter-recovery-code"),
    path("sign-in/device/", sign_in.set_up_code, name="set-up-code"),
    path("sign-in/single-sign-on/", single_sign_on.go_there, name="single-sign-on"),
    path("sign-in/single-sign-on/back/", single_sign_on.come_back, name="single-sign-on-back"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("me/", me.show_me, name="me"),
    path("me/views/", me.show_views, name="my-views"),
    path("me/contact/", me.edit_contact, name="contact"),
    path("me/password/", me.edit_password, name="password"),
    path("me/sessions/", me.show_sessions, name="sessions"),
    path("me/sessions/<uuid:key>/end/", me.close_session, name="end-session"),
    path("me/device/", me.add_device, name="device"),
    path("me/recovery-codes/", me.renew_codes, name="recovery-codes"),
    path("me/acting-for/", me.act_for, name="acting-for"),
    path("permissions/", administration.show_permissions, name="permissions"),
    path("permissions/export/", administration.export_permissions, name="export-permissions"),
    path("access-log/", administration.show_access_log, name="access-log"),
]
