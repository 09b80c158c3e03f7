"""Cases as lists show them, and beside each its state, which lists never load."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.enums import CaseStatus, Channel, KindCode
from zaizao_city.identity.models import Enterprise, Organisation, Person
from zaizao_city.places.models import Counter


class Case(models.Model):
    """One matter in flight: what a list needs to know of it, projected from its events.

    ``territory`` is where it is done: organs of the definition are looked up there (`Seat`). ``organisation`` answers
    for the whole. ``counter`` is where it came in, which may be another district's. All moments are official time.

    A foreign key has no index of its own where another index begins with it.
    """

    reference = models.CharField(_("办件编号"), max_length=32, unique=True)
    kind = models.CharField(_("类别"), max_length=16, choices=KindCode.choices)
    process = models.CharField(_("事项"), max_length=80)
    digest = models.CharField(_("流程版本"), max_length=72)
    title = models.CharField(_("标题"), max_length=200)
    category = models.CharField(_("分类"), max_length=60, blank=True)
    channel = models.CharField(_("来源"), max_length=8, choices=Channel.choices, default=Channel.PORTAL)
    applicant = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="cases", verbose_name=_("申请人"), db_index=False
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="cases", verbose_name=_("企业"), db_index=False
    )
    territory = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("办理地"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name=_("牵头单位"), db_index=False
    )
    counter = models.ForeignKey(
        Counter, models.PROTECT, null=True, related_name="cases", verbose_name=_("收件窗口"), db_index=False
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="owned_cases", verbose_name=_("帮办员"), db_index=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name=_("上级办件"), db_index=False
    )
    is_reported = models.BooleanField(_("已回报上级"), default=False)
    child_name = models.CharField(_("子办件代号"), max_length=160, blank=True)

    status = models.CharField(_("状态"), max_length=8, choices=CaseStatus.choices, default=CaseStatus.OPEN)
    outcome = models.CharField(_("结局"), max_length=40, blank=True)
    opened_at = models.DateTimeField(_("收件时间"))
    due_at = models.DateTimeField(_("法定到期"), null=True)
    promised_at = models.DateTimeField(_("承诺到期"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    is_late = models.BooleanField(_("已超期"), default=False)
    is_promise_broken = models.BooleanField(_("承诺未兑现"), default=False)
    visits = models.PositiveSmallIntegerField(_("跑动次数"), default=0)
    length = models.PositiveIntegerField(_("记录条数"), default=0)
    next_due = models.DateTimeField(_("下次计时"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("办件")
        indexes = [
            models.Index(fields=["next_due"], name="case_next_due", condition=models.Q(next_due__isnull=False)),
            models.Index(fields=["kind", "-opened_at", "-id"], name="case_kind"),
            models.Index(fields=["kind", "status", "-opened_at", "-id"], name="case_kind_status"),
            models.Index(fields=["organisation", "kind", "-opened_at", "-id"], name="case_organisation"),
            models.Index(fields=["applicant", "-opened_at", "-id"], name="case_applicant"),
            models.Index(fields=["enterprise", "-opened_at", "-id"], name="case_enterprise"),
            models.Index(fields=["owner", "-opened_at", "-id"], name="case_owner"),
            models.Index(fields=["process", "-closed_at"], name="case_process_closed"),
            models.Index(
                fields=["id"],
                name="case_to_report",
                condition=models.Q(parent__isnull=False, status="closed", is_reported=False),
            ),
            models.Index(fields=["kind", "category", "-opened_at", "-id"], name="case_category"),
            models.Index(fields=["process", "-opened_at", "-id"], name="case_process"),
            models.Index(fields=["kind", "-opened_at", "-id"], name="case_late", condition=models.Q(is_late=True)),
            models.Index(
                fields=["organisation", "kind", "-opened_at", "-id"],
                name="case_open",
                condition=models.Q(status="open"),
            ),
            models.Index(
                fields=["organisation", "kind", "-opened_at", "-id"],
                name="case_late_here",
                condition=models.Q(is_late=True),
            ),
            models.Index(
                fields=["organisation", "category", "-opened_at", "-id"],
                name="case_category_here",
                condition=models.Q(kind="hotline_order"),
            ),
            models.Index(
                fields=["counter", "-opened_at", "-id"],
                name="case_counter",
                condition=models.Q(counter__isnull=False),
            ),
            models.Index(
                fields=["opened_at", "process", "closed_at", "promised_at", "outcome"],
                name="case_promised",
                condition=models.Q(promised_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child_name"], name="one_case_a_child", condition=models.Q(parent__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseState(models.Model):
    """Where a case stands, as the engine saves it. ``length`` is that of its stream, the application's own entries too.

    ``seats``: each organ of the definition with the organisation that is it here, and that organisation's path.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="state", verbose_name=_("办件"))
    state = models.TextField(_("状态"))
    seats = models.JSONField(_("承办席位"))
    length = models.PositiveIntegerField(_("记录条数"))

    class Meta:
        verbose_name = verbose_name_plural = _("办件状态")

    def __str__(self) -> str:
        return str(self.case_id)
