"""Reminding the applicant of a material that was tolerated as missing (容缺), once, before its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.net.naming import Names
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Document
from zaizao_city.casework.selectors.derivations import SOON, count_workdays, last_day
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.foundation.ui.words import say_day

HORIZON = timedelta(days=15)
"""How far ahead is looked at all: no holiday puts so many days between two working days."""


def remind_gaps(*, now: datetime) -> int:
    """Remind of each gap that has `SOON` working days left, or fewer; how many were reminded of.

    A gap whose day was moved since is another matter, and is reminded of again.
    """
    return sum(_remind(row, now=now) for row in _list_near(now))


def _list_near(now: datetime) -> Iterator[Document]:
    """The gaps near their day, the nearest first; found by the cases in which something is due so soon."""
    until = now + HORIZON
    rows = Document.objects.filter(
        status="gap", due_at__gt=now, due_at__lte=until, case__status=CaseStatus.OPEN, case__next_due__lte=until,
        case__applicant__isnull=False,
    )  # fmt: skip
    for row in rows.select_related("case__applicant").order_by("due_at", "id"):
        if row.due_at is not None and count_workdays(now.date(), last_day(row.due_at)) <= SOON:
            yield row


@transaction.atomic
def _remind(row: Document, *, now: datetime) -> bool:
    case, applicant = row.case, row.case.applicant
    if applicant is None or row.due_at is None:
        return False
    material = Names(get_definition(case.digest)).material(row.material)
    text = _("“{material}”最迟 {day} 补交；逾期未补，需要它的事项不再办理。").format(
        material=material, day=say_day(last_day(row.due_at))
    )
    link = f"/cases/{case.reference}/"
    if Notice.objects.filter(person_key=applicant.key, link=link, text=text).exists():
        return False
    title = _("{title}：{case}").format(title=_("补交材料快到期了"), case=case.title)
    notify(person_key=applicant.key, title=title, text=text, link=link, urgent=True, now=now)
    return True
