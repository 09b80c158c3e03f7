"""Work in somebody's hands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Organisation, Person


class WorkItem(models.Model):
    """One open piece of work, projected from the state; gone when it is done (the record keeps who did it).

    ``organ`` is the definition's name for the holder and ``organisation`` who that is here; None where the applicant
    or another party has it. ``sort_at`` is the due moment, or the end of time, so that lists page by one key.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="work_items", verbose_name=_("办件"), db_index=False)
    work = models.CharField(_("任务代号"), max_length=120)
    activity = models.CharField(_("环节"), max_length=80)
    does = models.CharField(_("动作"), max_length=40)
    item = models.CharField(_("事项"), max_length=80, blank=True)
    organ = models.CharField(_("承办方"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="work_items", verbose_name=_("承办单位"), db_index=False
    )
    offered_organ = models.CharField(_("拟交办方"), max_length=80, blank=True)
    offered_to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="offered_work",
        verbose_name=_("拟交办单位"),
        db_index=False,
    )
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="work_items", verbose_name=_("经办人"), db_index=False
    )
    status = models.CharField(_("状态"), max_length=12)
    opened_at = models.DateTimeField(_("到手时间"))
    due_at = models.DateTimeField(_("到期"), null=True)
    warn_at = models.DateTimeField(_("预警"), null=True)
    is_warned = models.BooleanField(_("已预警"), default=False)
    sort_at = models.DateTimeField(_("排序时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        constraints = [models.UniqueConstraint(fields=["case", "work"], name="one_row_a_work_item")]
        indexes = [
            models.Index(fields=["organisation", "sort_at", "id"], name="work_organisation"),
            models.Index(fields=["assignee", "sort_at", "id"], name="work_assignee"),
            models.Index(
                fields=["offered_to", "sort_at", "id"],
                name="work_offered",
                condition=models.Q(offered_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.work
