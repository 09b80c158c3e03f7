"""One case held for a command: locked where the database locks rows, its state read, its definition at hand."""

from __future__ import annotations

from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.states import make_matter


def hold_case(case_id: int) -> tuple[CaseState, Matter]:
    """The case's state row, locked until the transaction ends, and what is known of the case.

    Raises:
        NoSuchCaseError: there is none.
    """
    row = CaseState.objects.select_for_update(of=("self",)).select_related("case__applicant").filter(pk=case_id).first()
    if row is None:
        raise NoSuchCaseError(case=case_id)
    return row, make_matter(row)
