"""Cases held for commands: locked where the database locks rows, their states read, their definitions at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.statements import Answer, select_states
from zaizao_city.foundation.direct import Statement

Held = tuple[CaseState, Matter]


def hold_case(case_id: int) -> Held:
    """The case's state row, locked until the transaction ends, and what is known of the case.

    Raises:
        NoSuchCaseError: there is none.
    """
    held, _ = hold_after(case_id, ())
    return held


def hold_after(case_id: int, asked: Sequence[Statement]) -> tuple[Held, list[Answer]]:
    """Hold a case after something else was asked, which travels with it; what that is answered.

    Raises:
        NoSuchCaseError: there is none.
    """
    rows, answers = select_states([case_id], after=asked)
    if not rows:
        raise NoSuchCaseError(case=case_id)
    return (rows[0], make_matter(rows[0])), answers


def hold_cases(case_ids: Iterable[int]) -> dict[int, Held]:
    """Those of the cases that there are, held in the order of their rows, so that nobody waits in a circle."""
    wanted = sorted(set(case_ids))
    return {row.case_id: (row, make_matter(row)) for row in select_states(wanted)[0]} if wanted else {}
