"""Forms begun and not handed in yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Enterprise, Organisation, Person


class Draft(models.Model):
    """One form of one person for one process: saved as one goes, resumed anywhere, handed in once.

    ``answers`` are plain values by field, as typed; ``files`` names a stored file for each material (owner label
    ``casework.draft:ID``); ``results`` an issued result that is used instead.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts", verbose_name=_("填写人"))
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, null=True, related_name="+", verbose_name=_("企业"))
    process = models.CharField(_("事项"), max_length=80)
    digest = models.CharField(_("流程版本"), max_length=72)
    territory = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("办理地"))
    answers = models.JSONField(_("填写内容"), default=dict)
    items = models.JSONField(_("申请事项"), null=True)
    files = models.JSONField(_("文件"), default=dict)
    results = models.JSONField(_("引用结果"), default=dict)
    pledges = models.JSONField(_("拟承诺"), default=list)
    saved_at = models.DateTimeField(_("保存时间"))
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="draft", verbose_name=_("办件"))

    class Meta:
        verbose_name = verbose_name_plural = _("草稿")
        indexes = [models.Index(fields=["person", "-saved_at"], name="draft_person")]

    def __str__(self) -> str:
        return f"{self.process}:{self.person_id}"
