"""Pledges as the desk shows them: rows by their last day, one with its text, and what may be done about it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from msgspec import Struct

from zaizao_city.casework.enums import PledgeResult
from zaizao_city.casework.models import CreditEntry, IssuedResult, Pledge
from zaizao_city.casework.selectors.derivations import Mark
from zaizao_city.casework.selectors.pledges import list_pledges
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.desk.selectors.acts import Act
from zaizao_city.desk.selectors.deadlines import mark_due
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import actor_may_somewhere

ROWS = 25


class PledgeRow(Struct, frozen=True):
    """One pledge as the list shows it."""

    number: int
    material: str
    title: str
    reference: str
    who: str
    organisation: str
    mark: Mark


class PledgeList(Struct, frozen=True):
    """A page of pledges, and where the next begins."""

    rows: Sequence[PledgeRow]
    later: str
    result: str


class PledgePage(Struct, frozen=True):
    """A pledge with what its reader may do about it."""

    pledge: Pledge
    material: str
    mark: Mark
    credit: CreditEntry | None
    acts: Sequence[Act]


def list_pledge_rows(actor: Actor, *, result: str, after: str | None, now: dt.datetime) -> PledgeList:
    """Pledges by the result of their check; two queries."""
    result = result if result in PledgeResult.values else str(PledgeResult.UNCHECKED)
    page = list_pledges(actor, result=result, after=after, limit=ROWS)
    query = urlencode({"result": result, "after": page.after or ""})
    rows = [
        PledgeRow(
            number=row.pk, material=name_material(row), title=row.case.title, reference=row.case.reference,
            who=row.signed_name, organisation=row.organisation.name if row.organisation else "", mark=_mark(row, now),
        )
        for row in page.rows
    ]  # fmt: skip
    return PledgeList(rows, f"?{query}" if page.after else "", result)


def show_pledge_page(actor: Actor, pledge: Pledge, *, now: dt.datetime) -> PledgePage:
    """One pledge. What follows a broken one is each a person's act, with its reason."""
    credit: CreditEntry | None = getattr(pledge, "credit_entry", None)
    return PledgePage(pledge, name_material(pledge), _mark(pledge, now), credit, _list_acts(actor, pledge, credit))


def list_holdings(pledge: Pledge) -> list[tuple[str, str]]:
    """The results issued in the case of a pledge, to choose what is to be revoked; one query."""
    rows = IssuedResult.objects.filter(case_id=pledge.case_id).order_by("id")
    return [(row.number, f"{row.name}　{row.number}") for row in rows]


def name_material(pledge: Pledge) -> str:
    """The material that is pledged, in the reader's language."""
    about = get_definition(pledge.case.digest).materials.get(pledge.material)
    return about.name.say(speak()) if about is not None else pledge.material


def _mark(row: Pledge, now: dt.datetime) -> Mark:
    """The chip of the check; a broken pledge has none: nothing is done with it yet, and no deadline runs."""
    if row.result == PledgeResult.UNCHECKED:
        return mark_due(row.check_at, now=now)
    state = "done" if row.result == PledgeResult.KEPT else ""
    return Mark(state, str(PledgeResult(row.result).label))


def _list_acts(actor: Actor, pledge: Pledge, credit: CreditEntry | None) -> list[Act]:
    broken = pledge.result == PledgeResult.BROKEN
    offered = [
        ("check", "casework.check_pledge", pledge.result == PledgeResult.UNCHECKED, _("记核查结果"),
         _("到现场看过、问过以后再记；属实或者不实，都要写依据什么")),
        ("revoke", "casework.open_revocation", broken and pledge.revocation_id is None, _("开撤销案件"),
         _("撤不撤、撤哪一项，由另一个案件听取陈述申辩后决定")),
        ("credit", "casework.record_credit", broken and credit is None, _("记入信用记录"), _("写明事由和依据；当事人看得到")),
        ("mend", "casework.mend_credit", credit is not None and credit.mended_at is None, _("信用修复"),
         _("修复后不再计算，记录仍可查")),
    ]  # fmt: skip
    return [
        Act(slug, str(pledge.pk), title, hint)
        for slug, permission, applies, title, hint in offered
        if applies and actor_may_somewhere(actor, permission)
    ]
