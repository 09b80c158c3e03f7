"""Numbers drawn at a counter (取号)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.models import Person
from zaizao_city.places.models.counter import Counter

WAITING = Q(called_at__isnull=True, given_up_at__isnull=True)
"""Neither called nor given up."""
IN_HAND = Q(called_at__isnull=False, served_at__isnull=True, given_up_at__isnull=True)
"""Called, and nobody has said yet what became of it."""


class Ticket(models.Model):
    """One number of one day at one counter; numbers begin with 1 each day. All moments are official time.

    ``person``: nobody where the number was drawn for somebody who stood there. Given up after it was called: nobody came.
    ``what_for``: the process that the person came for, where they said so.
    """

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="tickets", verbose_name=_("政务窗口"))
    day = models.DateField(_("日期"))
    number = models.PositiveIntegerField(_("号码"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tickets", verbose_name=_("取号人"))
    what_for = models.CharField(_("办什么"), max_length=80, blank=True)
    taken_at = models.DateTimeField(_("取号时间"))
    called_at = models.DateTimeField(_("叫号时间"), null=True)
    called_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("叫号人"))
    served_at = models.DateTimeField(_("办完时间"), null=True)
    given_up_at = models.DateTimeField(_("放弃时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("取号")
        indexes = [
            models.Index(fields=["counter", "day", "number"], name="places_ticket_waiting", condition=WAITING),
            models.Index(fields=["counter", "served_at"], name="places_ticket_served"),
            models.Index(fields=["person", "day"], name="places_ticket_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["counter", "day", "number"], name="places_one_number_a_day"),
            models.UniqueConstraint(
                fields=["counter", "day", "person"], name="places_one_wait_a_person", condition=WAITING
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter_id}:{self.day}:{self.number}"
