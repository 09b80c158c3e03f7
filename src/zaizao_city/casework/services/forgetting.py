"""Forgetting a person in what casework keeps beside the record: titles, states, pledges, notices, drafts.

The record itself forgets by the loss of the key; here go the copies that lists and pages read. What remains is that there
was a case, how it ran and how it ended.
"""

from __future__ import annotations

import json

from django.db import transaction

from zaizao_city.casework.models import Case, CaseState, CorrectionNotice, CreditEntry, Draft, Pledge, Visit
from zaizao_city.catalogue.selectors.definitions import get_definition

_SAID = ("facts", "entries", "before")
"""Parts of a state that hold what people said."""
_OF_ACTS = ("results",)
_OF_WORK = ("element", "reported")


@transaction.atomic
def forget_person(key: str) -> int:
    """Take a person's words and facts out of the rows of their cases; in how many cases. Twice does no more than once."""
    cases = list(Case.objects.filter(applicant__key=key))
    for case in cases:
        definition = get_definition(case.digest)
        Case.objects.filter(pk=case.pk).update(title=definition.name.zh, category="")
        row = CaseState.objects.select_for_update(of=("self",)).get(pk=case.pk)
        CaseState.objects.filter(pk=case.pk).update(state=strip_state(row.state))
    mine = [case.pk for case in cases]
    Pledge.objects.filter(case__in=mine).update(signed_name="", text="", finding="")
    CorrectionNotice.objects.filter(case__in=mine).update(reason="")
    Visit.objects.filter(case__in=mine).update(reason="")
    CreditEntry.objects.filter(person__key=key).update(reason="", mended_why="")
    Draft.objects.filter(applicant__key=key).delete()
    return len(cases)


def strip_state(text: str) -> str:
    """A saved state without what people said; it can still be read, and says where the case stands."""
    state = json.loads(text)
    for name in _SAID:
        state.pop(name, None)
    for work in state.get("work", {}).values():
        for name in _OF_WORK:
            work.pop(name, None)
    for act in state.get("acts", {}).values():
        for name in _OF_ACTS:
            act.get("more", {}).pop(name, None)
    for item in state.get("items", {}).values():
        item.pop("because", None)
    return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
