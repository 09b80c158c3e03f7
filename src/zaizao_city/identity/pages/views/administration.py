"""The permission matrix for the security administrator, the log of views for the audit administrator."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import PersonalDataView
from zaizao_city.identity.numbers import mask_name
from zaizao_city.identity.pages.forms import PersonSearchForm
from zaizao_city.identity.pages.paging import page_views, read_before
from zaizao_city.identity.selectors.access import list_views
from zaizao_city.identity.selectors.matrix import read_matrix, write_csv
from zaizao_city.identity.selectors.people import find_person_by_number, get_names
from zaizao_city.identity.selectors.permissions import require, require_somewhere


@login_required
@require_safe
def show_permissions(request: HttpRequest) -> HttpResponse:
    """What every role may, and how far; one role alone where the address names it."""
    require(request.actor, "identity.read_permissions")
    wanted = request.GET.get("role", "")
    role = Role(wanted) if wanted in Role.values else None
    context = {"groups": read_matrix(role=role), "roles": list(Role), "role": role}
    return render(request, "identity/permissions.html", context)


@login_required
@require_safe
def export_permissions(request: HttpRequest) -> HttpResponse:
    """The same as a table to keep."""
    require(request.actor, "identity.read_permissions")
    response = HttpResponse(write_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="permissions.csv"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_access_log(request: HttpRequest) -> HttpResponse:
    """Who saw personal data of whom; posted, those of the person with that number."""
    require_somewhere(request.actor, "identity.read_access_log")
    form = PersonSearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = find_person_by_number(form.cleaned_data["number"])
        if person is not None:
            return redirect(f"{reverse('identity:access-log')}?person={person.key}")
        form.add_error("number", _("没有登记过这个身份证号码的人。"))
    views, later = page_views(request, _list_asked(request))
    names = {key: mask_name(name) for key, name in get_names(view.person_key for view in views).items()}
    rows = [(view, names.get(view.person_key, "")) for view in views]
    context = {"form": form, "rows": rows, "later": later, "is_filtered": bool(request.GET)}
    return render(request, "identity/access_log.html", context, status=422 if form.errors else 200)


def _list_asked(request: HttpRequest) -> list[PersonalDataView]:
    return list_views(
        actor=request.actor, person=_read_key(request.GET.get("person", "")),
        account=_read_key(request.GET.get("account", "")), before=read_before(request),
    )  # fmt: skip


def _read_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
