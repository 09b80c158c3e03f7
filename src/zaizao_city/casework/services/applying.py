"""What the applicant does after handing in: supply, answer, withdraw, say something; and who helps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from zaizao.net import commands as asked
from zaizao_city.casework.errors import NoSuchCaseError, NotOfThatOrganError
from zaizao_city.casework.events import HELPER_NAMED
from zaizao_city.casework.models import Case, CaseState
from zaizao_city.casework.selectors.helping import may_name_helper
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.commands import Done, carry_out, note_entries
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Person, RoleAssignment


def supply_materials(case_id: int, *, materials: Sequence[str], actor: Actor, key: str, now: datetime) -> Done:
    """Hand in materials: a correction or a gap that they answer is answered."""
    return carry_out(case_id, asked.Supply(tuple(materials)), actor=actor, key=key, now=now)


def state_facts(case_id: int, *, facts: Mapping[str, object], actor: Actor, key: str, now: datetime) -> Done:
    """Say what became known; whatever waited for it goes on."""
    return carry_out(case_id, asked.StateFacts(facts), actor=actor, key=key, now=now)


def withdraw_case(
    case_id: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
    items: Sequence[str] | None = None,
    reason: str | None = None,
) -> Done:
    """Take back some items, or all that are undecided; what is decided stays decided."""
    command = asked.Withdraw(None if items is None else tuple(items), reason)
    return carry_out(case_id, command, actor=actor, key=key, now=now)


def comment_case(case_id: int, *, text: str, actor: Actor, key: str, now: datetime, work: str | None = None) -> Done:
    """Put words on record; no clock moves by them."""
    return carry_out(case_id, asked.Comment(text, work), actor=actor, key=key, now=now)


@transaction.atomic
def name_helper(case_id: int, *, helper: str | None, actor: Actor, key: str, now: datetime) -> None:
    """Let a helper (their key) own the case from here to its end (帮办), or nobody any more.

    Raises:
        NoSuchCaseError, NotPermittedError, RequestChangedError: as they say.
        NotOfThatOrganError: the person is no helper today.
    """
    given = once(key, actor=actor.account_key, request=f"helper {case_id} {helper}")
    if isinstance(given, Answered):
        return
    row = CaseState.objects.select_related("case").filter(pk=case_id).first()
    if row is None:
        raise NoSuchCaseError(case=case_id)
    matter = make_matter(row)
    if not may_name_helper(actor, matter):
        raise NotPermittedError(permission="casework.name_helper")
    person = None if helper is None else Person.objects.get(key=helper)
    if person is not None and not _is_helper(person, now=now):
        raise NotOfThatOrganError(people=person.name)
    if matter.case.owner_id != (None if person is None else person.pk):
        Case.objects.filter(pk=case_id).update(owner=person)
        named = {"by": str(actor.person_key), "helper": "" if person is None else str(person.key)}
        note_entries(case_id, [NewEvent(HELPER_NAMED, named)], actor=actor, now=now)
    given.keep(helper, at=now)


def _is_helper(person: Person, *, now: datetime) -> bool:
    rows = RoleAssignment.objects.filter(person=person, role=Role.HELPER, from_on__lte=now.date())
    return any(row.until_on is None or row.until_on >= now.date() for row in rows)
