"""Drafts of applications: the applicant's own, and what was filled in so far as values of the definition."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zaizao.definition import ProcessDefinition
from zaizao.definition.expressions import type_of_field
from zaizao.guidance import list_questions, tell_once
from zaizao_city.casework.models import Draft
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.vault import open_text

Facts = dict[str, object]
SEALED_AS = "draft"
PLEDGE, LATER = "pledge", "later"


class NoSuchDraftError(Refusal):
    """There is no such draft of this applicant: never was, submitted, or thrown away; the three are not told apart."""

    code = "no-such-draft"
    status = 404
    reason = _("没有这份填了一半的申请。")
    way_forward = _("它可能已经提交了，请先看“我的办件”；没有的话，从事项页面重新开始。")


def own_drafts(actor: Actor) -> QuerySet[Draft]:
    """The drafts of whoever acts: in person, or for the enterprise in whose name they act now."""
    held = actor.acting_for
    whose = Q(enterprise__isnull=True) if held is None else Q(enterprise_id=held.enterprise_id)
    return Draft.objects.filter(whose, applicant_id=actor.person_id)


def find_draft(actor: Actor, process: str) -> Draft | None:
    """The actor's draft for a process; one query."""
    return own_drafts(actor).filter(process=process).select_related("territory", "enterprise").first()


def get_draft(actor: Actor, key: UUID) -> Draft:
    """One of the actor's drafts.

    Raises:
        NoSuchDraftError: there is none, or it is somebody else's.
    """
    draft = own_drafts(actor).filter(key=key).select_related("territory", "enterprise").first()
    if draft is None:
        raise NoSuchDraftError
    return draft


def list_drafts(actor: Actor, *, limit: int = 20) -> list[Draft]:
    """The actor's drafts, the last saved first; one query."""
    return list(own_drafts(actor).select_related("territory").order_by("-saved_at", "-id")[:limit])


def read_facts(draft: Draft, definition: ProcessDefinition) -> Facts:
    """What was filled in, as values of the fields that the definition has now."""
    kept = json.loads(open_text(bytes(draft.facts_sealed), owner=draft.key, field=SEALED_AS))
    values = {name: _read_value(definition, name, value) for name, value in kept.items() if name in definition.fields}
    return {name: value for name, value in values.items() if value is not None}


def write_facts(facts: Mapping[str, object]) -> str:
    """Values as text, to be sealed."""
    return json.dumps(facts, default=str, ensure_ascii=False)


def list_asked(definition: ProcessDefinition, facts: Mapping[str, object]) -> list[str]:
    """The fields that this applicant is asked: what something depends on, and what their sheet holds."""
    asked = {question.field for question in list_questions(definition)} | set(tell_once(definition, facts).fields)
    return [name for name in definition.fields if name in asked]


def _read_value(definition: ProcessDefinition, name: str, value: object) -> object | None:
    found = type_of_field(definition.fields[name])
    kind = found.kind if found is not None else "string"
    if kind == "number":
        return Decimal(str(value))
    if kind == "date":
        return dt.date.fromisoformat(str(value))
    return value
