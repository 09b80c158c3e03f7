"""Pledges in place of materials, their later checks, and what is kept of a broken one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.models.case import Case
from zaizao_city.identity.models import Enterprise, Organisation, Person


class Pledge(models.Model):
    """告知承诺: what was pledged, in which words, who signed it, and what the later check found.

    ``digest`` is the SHA-256 of the text as it was shown to the one who signed. ``organisation`` relies on it and
    checks it: named when the pledge is taken. ``revocation`` is the case a person opened after a check found it broken.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="pledges", verbose_name=_("办件"), db_index=False)
    material = models.CharField(_("材料"), max_length=80)
    text = models.TextField(_("承诺内容"))
    digest = models.CharField(_("内容摘要"), max_length=64)
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="pledges", verbose_name=_("承诺人"))
    signed_name = models.CharField(_("签名"), max_length=80)
    signed_at = models.DateTimeField(_("签署时间"))
    taken_at = models.DateTimeField(_("采用时间"), null=True)
    check_at = models.DateTimeField(_("核查期限"), null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="pledges", verbose_name=_("核查单位"), db_index=False
    )
    result = models.CharField(
        _("核查结果"), max_length=10, choices=PledgeResult.choices, default=PledgeResult.UNCHECKED
    )
    finding = models.TextField(_("核查情况"), blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("核查人"))
    checked_at = models.DateTimeField(_("核查时间"), null=True)
    revocation = models.OneToOneField(
        Case, models.PROTECT, null=True, related_name="revokes_for", verbose_name=_("撤销案件")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("承诺")
        constraints = [models.UniqueConstraint(fields=["case", "material"], name="one_pledge_a_material")]
        indexes = [
            models.Index(fields=["result", "check_at", "id"], name="pledge_to_check"),
            models.Index(fields=["organisation", "result", "check_at", "id"], name="pledge_to_check_here"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.material}"


class CreditEntry(models.Model):
    """A broken pledge on the applicant's credit record; written by a person, never by the clock."""

    pledge = models.OneToOneField(Pledge, models.PROTECT, related_name="credit_entry", verbose_name=_("承诺"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="credit_entries", verbose_name=_("当事人"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="credit_entries", verbose_name=_("企业")
    )
    reason = models.TextField(_("事由"))
    basis = models.CharField(_("依据"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("记录人"))
    at = models.DateTimeField(_("时间"))
    mended_at = models.DateTimeField(_("修复时间"), null=True)
    mended_why = models.TextField(_("修复理由"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("信用记录")
        indexes = [models.Index(fields=["person", "mended_at"], name="credit_person")]

    def __str__(self) -> str:
        return str(self.pledge_id)
