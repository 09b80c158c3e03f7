"""Cases held for commands: locked where the database locks rows, their states read, their definitions at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.states import make_matter
from zaizao_city.casework.services.statements import Answer, ask_end_of, select_states
from zaizao_city.foundation.direct import Statement
from zaizao_city.foundation.record.writing import Found, read_end

Held = tuple[CaseState, Matter]


def hold_case(case_id: int) -> Held:
    """The case's state row, locked until the transaction ends, and what is known of the case.

    Raises:
        NoSuchCaseError: there is none.
    """
    rows, _ = select_states([case_id])
    return _take(rows, case_id)


def hold_to_append(case_id: int, *, after: Sequence[Statement] = ()) -> tuple[Held, Found, list[Answer]]:
    """Hold a case, and read the end of its record, for somebody who will append to it.

    What else is asked ``after`` which it is held, travels with that, and so does what it is answered.

    Raises:
        NoSuchCaseError: there is none.
    """
    rows, [*answers, end] = select_states([case_id], after=after, then=[ask_end_of(case_id)])
    return _take(rows, case_id), read_end(end), answers


def _take(rows: Sequence[CaseState], case_id: int) -> Held:
    if not rows:
        raise NoSuchCaseError(case=case_id)
    return rows[0], make_matter(rows[0])


def hold_cases(case_ids: Iterable[int]) -> dict[int, Held]:
    """Those of the cases that there are, held in the order of their rows, so that nobody waits in a circle."""
    wanted = sorted(set(case_ids))
    return {row.case_id: (row, make_matter(row)) for row in select_states(wanted)[0]} if wanted else {}
