"""Cases held for commands: locked where the database locks rows, their states read, their definitions at hand."""

from __future__ import annotations

from collections.abc import Iterable

from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.statements import select_states

Held = tuple[CaseState, Matter]


def hold_case(case_id: int) -> Held:
    """The case's state row, locked until the transaction ends, and what is known of the case.

    Raises:
        NoSuchCaseError: there is none.
    """
    rows = select_states([case_id])
    if not rows:
        raise NoSuchCaseError(case=case_id)
    return rows[0], make_matter(rows[0])


def hold_cases(case_ids: Iterable[int]) -> dict[int, Held]:
    """Those of the cases that there are, held in the order of their rows, so that nobody waits in a circle."""
    wanted = sorted(set(case_ids))
    return {row.case_id: (row, make_matter(row)) for row in select_states(wanted)} if wanted else {}
