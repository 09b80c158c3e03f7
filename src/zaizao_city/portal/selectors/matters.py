"""Cases and drafts as the list of one's own matters shows them; and that they are one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import Case, Draft
from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.derivations import mark_due
from zaizao_city.portal.selectors.things import list_names


@frozen
class Row:
    """One case in the list."""

    case: Case
    state: str
    """Of its deadline; empty where it is the applicant's turn."""
    note: str


@frozen
class Begun:
    """One draft in the list."""

    name: str
    address: str
    process: str
    saved_at: dt.datetime


def describe_row(case: Case, *, waiting: Container[int], now: dt.datetime) -> Row:
    """A case with whose turn it is where it is the applicant's, else the state of its promise; no query."""
    if case.pk in waiting:
        return Row(case, "", _("等您补材料"))
    if case.status == CaseStatus.CLOSED:
        return Row(case, "done", "")
    due = case.promised_at or case.due_at
    if due is None:
        return Row(case, "in-time", _("等待受理"))
    mark = mark_due(due, now=now)
    return Row(case, mark.state, mark.note)


def describe_drafts(drafts: Sequence[Draft]) -> list[Begun]:
    """Drafts by the names of what they are for; one query."""
    names = list_names(draft.process for draft in drafts) if drafts else {}
    return [
        Begun(
            name=names.get(draft.process, draft.process),
            address=reverse("portal:apply", args=[draft.process]),
            process=draft.process,
            saved_at=draft.saved_at,
        )
        for draft in drafts
    ]


def require_own(page: CasePage) -> None:
    """Pass the applicant and who acts for the enterprise; officers have the desk.

    Raises:
        NoSuchCaseError: it is not the reader's own; as if there were none.
    """
    if not page.is_applicant:
        raise NoSuchCaseError(case=page.case.reference)
