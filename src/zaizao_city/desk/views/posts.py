"""Posts of an organisation. The system administrator creates them, the security administrator says who holds them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zaizao_city.desk.forms.posts import AppointForm, PostForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, show, show_form, tell
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Organisation, Post, RoleAssignment
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.permissions import actor_may, require
from zaizao_city.identity.services.organisations import create_post
from zaizao_city.identity.services.roles import appoint, revoke_role

MOST = 300


@for_staff
@require_safe
def list_posts(request: HttpRequest, code: str) -> HttpResponse:
    """The posts of an organisation, each with who holds it today or will; two queries."""
    actor, today = get_actor_of(request), get_now().date()
    may = {
        "create": actor_may(actor, "identity.write_organisation"), "appoint": actor_may(actor, "identity.grant_role"),
    }  # fmt: skip
    if not may["appoint"]:
        require(actor, "identity.write_organisation")
    row = get_object_or_404(Organisation, code=code)
    posts = list(Post.objects.filter(organisation=row).order_by("title")[:MOST])
    held = RoleAssignment.objects.filter(Q(until_on=None) | Q(until_on__gte=today), post__in=posts)
    holders: dict[int | None, list[RoleAssignment]] = {}
    for one in held.select_related("person").order_by("from_on", "pk"):
        holders.setdefault(one.post_id, []).append(one)
    shown = [(post, _say_title(post), holders.get(post.pk, [])) for post in posts]
    context = {"row": row, "posts": shown, "may": may}
    return show(request, "desk/posts.html", context, place="admin")


def _say_title(post: Post) -> str:
    return post.title_en if post.title_en and speak() == "en" else post.title


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def add_post(request: HttpRequest, code: str) -> HttpResponse:
    """One more post in an organisation."""
    actor = get_actor_of(request)
    require(actor, "identity.write_organisation")
    row = get_object_or_404(Organisation, code=code)
    form, refused = PostForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if Post.objects.filter(organisation=row, title=said["title"]).exists():
            form.add_error("title", _("这个单位已经有这个岗位。"))
        else:
            try:
                create_post(
                    organisation=row, title=said["title"], title_en=said["title_en"], role=Role(said["role"]),
                    actor=actor, now=get_now(),
                )  # fmt: skip
            except Refusal as refusal:
                refused = tell(refusal)
            else:
                messages.success(request, _("已设岗位；请安全管理员任命"))
                return redirect("desk:posts", code=code)
    return _show_form(request, form, refused, title=_("设岗位：{name}").format(name=row.name), act=_("设岗位"))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def appoint_to_post(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Appoint somebody to a post, who gets its role with it."""
    actor, now = get_actor_of(request), get_now()
    require(actor, "identity.grant_role")
    post = get_object_or_404(Post.objects.select_related("organisation"), pk=number, organisation__code=code)
    form, refused = AppointForm(request.POST or None, today=now.date()), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        account = Account.objects.filter(login=said["login"].strip(), is_staff=True).select_related("person").first()
        if account is None:
            form.add_error("login", _("没有这个登录名的工作人员。"))
        else:
            try:
                appoint(
                    person=account.person, post=post, from_on=said["from_on"], until_on=said["until_on"], actor=actor,
                    now=now,
                )  # fmt: skip
            except Refusal as refusal:
                refused = tell(refusal)
            else:
                messages.success(request, _("已任命：{name}").format(name=account.person.name))
                return redirect("desk:posts", code=code)
    title = _("任命：{post}（{name}）").format(post=post.title, name=post.organisation.name)
    return _show_form(request, form, refused, title=title, act=pgettext("act", "任命"))


@for_staff
@require_POST
@answer_once
def end_appointment(request: HttpRequest, code: str, number: int, held: int) -> HttpResponse:
    """Let somebody leave a post at once; the role goes with it."""
    rows = RoleAssignment.objects.select_related("person", "organisation", "post")
    found = get_object_or_404(rows, pk=held, post=number, post__organisation__code=code)
    revoke_role(found, actor=get_actor_of(request), now=get_now())
    messages.success(request, _("已免职：{name}").format(name=found.person.name))
    return redirect("desk:posts", code=code)


def _show_form(request: HttpRequest, form: Form, refused: object, *, title: str, act: str) -> HttpResponse:
    context = {
        "title": title, "form": form, "refused": refused, "act": act, "back": "desk:organisations",
        "hint": _("岗位由系统管理员设，人由安全管理员任命：两个人。"), "back_name": pgettext("list", "组织"),
    }  # fmt: skip
    return show_form(request, context)
