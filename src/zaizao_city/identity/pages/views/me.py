"""One's own account: what is known about one, in whose name one acts, how one signs in, who has looked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zaizao_city.foundation.clock import read_clock
from zaizao_city.identity.errors import NotAgentError, PasswordTooWeakError, PasswordWrongError
from zaizao_city.identity.middleware import ACTING_FOR
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.pages.device import WRONG_CODE, describe_device
from zaizao_city.identity.pages.forms import ChangePasswordForm, CodeForm, ContactForm
from zaizao_city.identity.pages.paging import page_views, read_before
from zaizao_city.identity.selectors.access import list_views
from zaizao_city.identity.selectors.people import list_agencies, list_mandates, list_roles
from zaizao_city.identity.selectors.sessions import (
    count_recovery_codes,
    get_session,
    has_confirmed_device,
    list_sessions,
)
from zaizao_city.identity.services.accounts import change_password
from zaizao_city.identity.services.people import change_contact
from zaizao_city.identity.services.second_factor import confirm_device, renew_recovery_codes
from zaizao_city.identity.services.sessions import end_session

EITHER = ["GET", "HEAD", "POST"]
LATEST = 5


@never_cache
@login_required
@require_http_methods(EITHER)
def show_me(request: HttpRequest) -> HttpResponse:
    """All that is known about oneself; posted, with the identity number in full."""
    actor, day = request.actor, read_clock().date()
    context = {
        "person": request.user.person,
        "number_shown": request.method == "POST",
        "agencies": list_agencies(actor.person_id, on=day),
        "roles": list_roles(actor.person_id, on=day) if actor.is_staff else [],
        "mandates": list_mandates(actor.person_id, on=day) if actor.is_staff else [],
        "has_device": has_confirmed_device(request.user),
        "codes_left": count_recovery_codes(request.user.pk),
        "views": list_views(actor=actor, person=actor.person_key, limit=LATEST)[:LATEST],
    }
    return render(request, "identity/me.html", context)


@never_cache
@login_required
@require_safe
def show_views(request: HttpRequest) -> HttpResponse:
    """Who has looked at one's data, page by page."""
    actor = request.actor
    views, later = page_views(request, list_views(actor=actor, person=actor.person_key, before=read_before(request)))
    return render(request, "identity/my_views.html", {"views": views, "later": later})


@never_cache
@login_required
@require_http_methods(EITHER)
@answer_once
def edit_contact(request: HttpRequest) -> HttpResponse:
    """How one is reached."""
    person = request.user.person
    form = ContactForm(request.POST or None, initial={"mobile": person.open_mobile(), "email": person.open_email()})
    if request.method == "POST" and form.is_valid():
        change_contact(person, **form.cleaned_data, actor=request.actor, now=read_clock())
        messages.success(request, gettext("联系方式已更新。"))
        return redirect("identity:me")
    return render(request, "identity/contact.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@sensitive_post_parameters("present", "new", "again")
@require_http_methods(EITHER)
def edit_password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session ends."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change_password(request, form):
        messages.success(request, gettext("密码已更换，其他设备上的登录都已退出。"))
        return redirect("identity:me")
    return render(request, "identity/password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def show_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    context = {"sessions": list_sessions(request.user.pk), "here": request.session.session_key}
    return render(request, "identity/sessions.html", context)


@login_required
@require_POST
def close_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """End one of one's own sessions; this one too."""
    session = get_session(request.user.pk, key)
    if session is None:
        raise Http404
    end_session(session, actor=request.actor, now=read_clock())
    if session.session_key == request.session.session_key:
        auth.logout(request)
        return redirect("/")
    messages.success(request, gettext("那台设备上的登录已退出。"))
    return redirect("identity:sessions")


@never_cache
@login_required
@require_http_methods(EITHER)
def add_device(request: HttpRequest) -> HttpResponse:
    """A second factor of one's own accord; the recovery codes are shown in the answer, and never again."""
    if has_confirmed_device(request.user):
        return redirect("identity:me")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["code"]
        codes = confirm_device(request.user, code=said, actor=request.actor, now=read_clock())
        if codes:
            return render(request, "identity/recovery_codes.html", {"codes": codes, "next": "/me/"})
        form.add_error("code", WRONG_CODE)
    context = {"form": form, **describe_device(request.user)}
    return render(request, "identity/set_up_code.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(EITHER)
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, after a page that says what happens to the old ones."""
    if not has_confirmed_device(request.user):
        raise Http404
    if request.method != "POST":
        left = count_recovery_codes(request.user.pk)
        return render(request, "identity/renew_codes.html", {"left": left})
    codes = renew_recovery_codes(request.user, actor=request.actor, now=read_clock())
    return render(request, "identity/recovery_codes.html", {"codes": codes, "next": "/me/"})


@login_required
@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose in whose name one acts: oneself, or an enterprise one is an agent of."""
    chosen = request.POST.get("enterprise", "")
    if not chosen:
        request.session.pop(ACTING_FOR, None)
    elif chosen in {str(held.key) for held in request.actor.enterprises}:
        request.session[ACTING_FOR] = chosen
    else:
        raise NotAgentError
    return redirect("identity:me")


def _change_password(request: HttpRequest, form: ChangePasswordForm) -> bool:
    said = form.cleaned_data
    try:
        change_password(
            request.user, present=said["present"], new=said["new"], keep_session=request.session.session_key or "",
            actor=request.actor, now=read_clock(),
        )  # fmt: skip
    except PasswordWrongError as refusal:
        form.add_error("present", str(refusal.reason))
    except PasswordTooWeakError as refusal:
        form.add_error("new", str(refusal.fields["problems"]))
    else:
        auth.update_session_auth_hash(request, request.user)
        return True
    return False
