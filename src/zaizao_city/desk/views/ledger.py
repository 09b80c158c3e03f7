"""The ledger of powers with its concentration rate; tables of items tried first and taken over then; the record verified."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zaizao_city.casework.models import Seat
from zaizao_city.catalogue.enums import LedgerKind
from zaizao_city.catalogue.mapping.reading import read_table
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.ledger import compute_concentration, count_entries, list_entries
from zaizao_city.catalogue.selectors.plans import SAME, ImportPlan, plan_import
from zaizao_city.catalogue.services.importing import import_items
from zaizao_city.catalogue.services.ledger import record_transfer
from zaizao_city.desk.forms.administration import TransferForm, UploadForm
from zaizao_city.desk.views.asking import for_staff, get_actor_of, get_now, read_whole, show, show_form, tell
from zaizao_city.desk.views.keeping import drop_table, keep_table, take_table
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.models import Seal
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.pages.answering import answer_once
from zaizao_city.identity.selectors.permissions import actor_may, require

ROWS, SHOWN = 50, 200
APPROVAL = "approval-bureau"


@for_staff
@require_safe
def show_ledger(request: HttpRequest) -> HttpResponse:
    """The entries, and how many of the powers the approval organ has."""
    before = read_whole(request.GET.get("after"))
    rows = list(list_entries(before=before, limit=ROWS + 1))
    organ = Organisation.objects.filter(code=request.GET.get("organ", "")).first() or _find_approval_organ()
    counts = count_entries()
    context = {
        "rows": rows[:ROWS], "later": f"?after={rows[ROWS - 1].pk}" if len(rows) > ROWS else "", "organ": organ,
        "concentration": compute_concentration(organ, on=get_now().date()) if organ else None,
        "counts": [(LedgerKind(kind).label, count) for kind, count in counts.items()],
        "may_record": actor_may(get_actor_of(request), "catalogue.record_transfer"),
    }  # fmt: skip
    return show(request, "desk/ledger.html", context, place="admin")


def _find_approval_organ() -> Organisation | None:
    """The organ in which powers are concentrated: whoever is seated as the approval bureau of the shipped definitions."""
    seat = Seat.objects.filter(organ=APPROVAL).select_related("organisation").order_by("territory__path").first()
    return seat.organisation if seat is not None else None


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@answer_once
def enter_transfer(request: HttpRequest) -> HttpResponse:
    """One more entry."""
    actor = get_actor_of(request)
    require(actor, "catalogue.record_transfer")
    form, refused = TransferForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        item = ServiceItem.objects.filter(code=said["code"].strip()).first()
        to = Organisation.objects.filter(code=said["to"].strip()).first() if said["to"].strip() else None
        if item is None:
            form.add_error("code", _("没有这个编码的事项。"))
        elif said["to"].strip() and to is None:
            form.add_error("to", _("没有这个编码的单位。"))
        else:
            try:
                record_transfer(
                    item.pk, kind=LedgerKind(said["kind"]), on=said["on"], basis=said["basis"], to=to,
                    document=said["document"], actor=actor, now=get_now(),
                )  # fmt: skip
            except Refusal as refusal:
                refused = tell(refusal)
            else:
                messages.success(request, _("已登记，到生效日自动执行"))
                return redirect("desk:ledger")
    context = {
        "title": _("登记划转"), "hint": _("取消、下放、划转都要有依据；到生效日才起作用，在办的件不变。"), "form": form,
        "refused": refused, "act": _("登记"), "back": "desk:ledger", "back_name": _("划转台账"),
    }  # fmt: skip
    return show_form(request, context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """A table of items: first every change and every problem, then, when asked, taken over."""
    actor = get_actor_of(request)
    require(actor, "catalogue.import_items")
    if "digest" in request.POST:
        return _take_over(request)
    form, refused, context = UploadForm(request.POST or None, request.FILES or None), None, {}
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["table"]
        content = table.read()
        try:
            plan = plan_import(read_table(content, filename=table.name))
        except Refusal as refusal:
            refused = tell(refusal)
        else:
            digest = keep_table(content, actor=actor, now=get_now().timestamp())
            context = {**_describe_plan(plan), "digest": digest, "filename": table.name}
    whole = {"form": form, "refused": refused, **context}
    return show(
        request, "desk/import.html", whole, place="admin", status=409 if refused else 422 if form.errors else 200
    )


def _describe_plan(plan: ImportPlan) -> dict[str, object]:
    changes = [change for change in plan.changes if change.kind != SAME]
    return {
        "plan": plan, "counts": plan.count(), "changes": changes[:SHOWN], "more_changes": max(0, len(changes) - SHOWN),
        "problems": plan.problems[:SHOWN], "more_problems": max(0, len(plan.problems) - SHOWN),
    }  # fmt: skip


@answer_once
def _take_over(request: HttpRequest) -> HttpResponse:
    actor, digest = get_actor_of(request), request.POST["digest"]
    content, filename = take_table(digest, actor=actor), request.POST.get("filename", "")[:200]
    if content is None:
        messages.warning(request, _("试导的文件已经不在，请重新选择。"))
        return redirect("desk:import")
    try:
        rows = read_table(content, filename=filename)
        plan = import_items(rows, actor=actor, now=get_now(), skip_refused="skip" in request.POST)
    except Refusal as refusal:
        plan = plan_import(read_table(content, filename=filename))
        context = {"form": UploadForm(), "refused": tell(refusal), "digest": digest, "filename": filename}
        return show(
            request, "desk/import.html", {**context, **_describe_plan(plan)}, place="admin", status=refusal.status
        )
    drop_table(digest, actor=actor)
    counts = plan.count()
    messages.success(request, _("已导入：新增 {added}，变更 {changed}，未导入 {refused}").format(**counts))
    return redirect("desk:items")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def show_record(request: HttpRequest) -> HttpResponse:
    """Whether the record is whole: the last seal, and everything looked at again when asked."""
    actor = get_actor_of(request)
    if not actor.has_role(Role.AUDIT_ADMIN):
        raise NotPermittedError(permission="identity.read_access_log")
    verdict = verify() if request.method == "POST" else None
    context = {"seal": Seal.objects.order_by("-number").first(), "verdict": verdict, "now": get_now()}
    return show(request, "desk/record.html", context, place="admin")
