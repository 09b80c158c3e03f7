"""Posts, roles in organisations, mandates of stand-ins, and who may act for an enterprise: all with their dates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import Role
from zaizao_city.identity.models.organisation import Organisation
from zaizao_city.identity.models.person import Enterprise, Person

NOT_REVERSED = Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))


class Post(models.Model):
    """A position in an organisation, with the role that goes with it; who holds it changes, the post stays."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts", verbose_name=_("单位"))
    title = models.CharField(_("岗位名称"), max_length=80)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = verbose_name_plural = _("岗位")
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="identity_post_once")]

    def __str__(self) -> str:
        return self.title


class RoleAssignment(models.Model):
    """A person holds a role in an organisation from a day to a day (both included; no end: until it is taken back)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="role_assignments", verbose_name=_("人员"))
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位"))
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"), null=True, blank=True)
    granted_by = models.CharField(_("授予人账号"), max_length=36)

    class Meta:
        verbose_name = verbose_name_plural = _("角色授予")
        constraints = [models.CheckConstraint(condition=NOT_REVERSED, name="identity_role_dates")]
        indexes = [models.Index(fields=["organisation", "role"], name="identity_role_holders")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"


class Mandate(models.Model):
    """Somebody stands in for a principal: holds the principal's roles in an organisation and below it, for some days."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="mandates_given", verbose_name=_("委托人"))
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held", verbose_name=_("代理人"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"))
    reason = models.CharField(_("事由"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("职务代理")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="identity_mandate_dates"),
            models.CheckConstraint(condition=~Q(principal=F("stand_in")), name="identity_mandate_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.principal_id} → {self.stand_in_id}"


class EnterpriseAgent(models.Model):
    """A person may act for an enterprise: its legal representative, or somebody it has named."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="agents", verbose_name=_("企业"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="agencies", verbose_name=_("经办人"))
    is_representative = models.BooleanField(_("法定代表人"), default=False)
    from_on = models.DateField(_("起始日期"))
    until_on = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("企业经办人")
        constraints = [models.CheckConstraint(condition=NOT_REVERSED, name="identity_agent_dates")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.enterprise_id}"
