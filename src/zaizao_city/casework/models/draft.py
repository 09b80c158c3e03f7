"""Applications being filled in, before they are cases: saved, resumed, thrown away."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models import Enterprise, Organisation, Person


class Draft(models.Model):
    """One application that somebody is filling in; one at a time for a process, in person or for an enterprise.

    What was filled in is sealed: nobody but the applicant has any business with it before it is submitted. ``ways``
    says for some materials how they are given instead of by upload.
    """

    key = models.UUIDField(_("代号"), default=uuid.uuid4, unique=True, editable=False)
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="drafts", verbose_name=_("申请人"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="drafts", verbose_name=_("企业"))
    process = models.SlugField(_("事项"), max_length=80)
    digest = models.CharField(_("流程版本"), max_length=72)
    territory = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("办理地"))
    facts_sealed = models.BinaryField(_("填写内容（密封）"))
    ways = models.JSONField(_("材料提供方式"), default=dict)
    begun_at = models.DateTimeField(_("开始时间"))
    saved_at = models.DateTimeField(_("保存时间"))

    class Meta:
        verbose_name = _("申请草稿")
        verbose_name_plural = _("申请草稿")
        indexes = [models.Index(fields=["applicant", "-saved_at"], name="draft_applicant")]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "enterprise", "process"],
                name="one_draft_of_an_enterprise",
                condition=models.Q(enterprise__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["applicant", "process"],
                name="one_draft_of_a_person",
                condition=models.Q(enterprise__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.key}"


class DraftFile(models.Model):
    """A file kept for a material of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name=_("草稿"))
    material = models.CharField(_("材料"), max_length=80)
    file = models.UUIDField(_("文件"))
    name = models.CharField(_("文件名"), max_length=120)

    class Meta:
        verbose_name = _("草稿材料")
        verbose_name_plural = _("草稿材料")
        constraints = [models.UniqueConstraint(fields=["draft", "material"], name="one_file_a_material")]

    def __str__(self) -> str:
        return self.name
