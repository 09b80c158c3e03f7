"""Several pieces of work chosen together: whether they can be ended together, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from zaizao.net.naming import Names
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.work import of_organisations
from zaizao_city.casework.selectors.work_lines import make_line
from zaizao_city.casework.services.grouping import Answer
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.desk.selectors.wording import say_outcome
from zaizao_city.desk.selectors.worklist import WorkRow, show_line
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor

MOST = 200


class Chosen(Struct, frozen=True):
    """What was ticked, as far as it is the reader's: ``outcomes`` only where all are of one activity that can be so ended.

    ``organs`` are those of all their definitions but the one that has them; ``is_dispatch``: ending them names organs.
    """

    rows: Sequence[WorkRow]
    outcomes: Sequence[tuple[str, str]]
    is_one_kind: bool
    is_dispatch: bool
    organs: Sequence[tuple[str, str]]
    what: str


class Told(Struct, frozen=True):
    """What one of them came to."""

    title: str
    reference: str
    why: str


def choose_work(actor: Actor, ids: Iterable[int], *, now: dt.datetime) -> Chosen:
    """The work of these numbers that is in the reader's reach; two queries."""
    rows = of_organisations(actor).filter(pk__in=list(ids)[:MOST]).select_related("case", "assignee", "organisation")
    found = list(rows.order_by("sort_at", "id"))
    kinds = {(row.case.digest, row.activity) for row in found}
    is_dispatch = len(kinds) == 1 and _names_organs(found[0])
    is_one = is_dispatch or (len(kinds) == 1 and _can_be_ended(found[0]))
    outcomes = _list_outcomes(found[0]) if is_one else []
    shown = [show_line(make_line(row), now=now) for row in found]
    what = shown[0].what if len(kinds) == 1 else ""
    return Chosen(shown, outcomes, is_one, is_dispatch, _list_common_organs(found), what)


def _names_organs(row: WorkItem) -> bool:
    """Whether the work is ended by naming the organs to be asked, and by nothing else (派单)."""
    definition = get_definition(row.case.digest)
    activity = definition.activities.get(row.activity)
    asked = {one.offer.to_list for one in definition.activities.values() if one.offer is not None}
    return activity is not None and "dispatched" in activity.outcomes and set(activity.writes) <= asked - {None}


def _list_common_organs(rows: Sequence[WorkItem]) -> list[tuple[str, str]]:
    """The organs that every definition has, but the holder of all of them."""
    definitions = {row.case.digest: get_definition(row.case.digest) for row in rows}
    if not definitions:
        return []
    common = set.intersection(*({*one.organs} for one in definitions.values()))
    holders = {row.organ for row in rows}
    first = next(iter(definitions.values()))
    names = Names(first, speak())
    return [(one, names.organ(one)) for one in first.organs if one in common and holders != {one}]


def _can_be_ended(row: WorkItem) -> bool:
    """Work that needs neither facts nor named officers nor a check list of its own."""
    activity = get_definition(row.case.digest).activities.get(row.activity)
    if activity is None or activity.does == "accept" or activity.writes:
        return False
    return activity.who is None or activity.who.count < 2


def _list_outcomes(row: WorkItem) -> list[tuple[str, str]]:
    definition = get_definition(row.case.digest)
    names = Names(definition, speak())
    outcomes = definition.activities[row.activity].outcomes
    return [(one, say_outcome(names, one)) for one in outcomes if one != "refused"]


def tell_answers(answers: Sequence[Answer]) -> list[Told]:
    """What each came to; one query."""
    cases = Case.objects.in_bulk([one.case_id for one in answers])
    return [_tell(one, cases.get(one.case_id)) for one in answers]


def _tell(answer: Answer, case: Case | None) -> Told:
    why = " ".join(answer.refusal.tell()) if answer.refusal is not None else ""
    if answer.length is None and not why:  # sent a second time: what was refused then is not told again
        why = _("没有办成。请打开办件，按现在的情况办理。")
    return Told(case.title if case else "", case.reference if case else "", why)
