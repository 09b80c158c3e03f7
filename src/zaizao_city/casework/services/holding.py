"""One case held for a command: locked where the database locks rows, its state read, its definition at hand."""

from __future__ import annotations

from collections import OrderedDict
from typing import cast

from zaizao.net import CaseState as State
from zaizao.net.saving import state_from_json
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.services.authority import Matter, Seats
from zaizao_city.catalogue.selectors.definitions import get_definition

KEPT = 2_000
"""States a process keeps as values; a state is taken from there only if the row's text is the very same."""
_kept: OrderedDict[int, tuple[str, State]] = OrderedDict()


def hold_case(case_id: int) -> tuple[CaseState, Matter]:
    """The case's state row, locked until the transaction ends, and what is known of the case.

    Raises:
        NoSuchCaseError: there is none.
    """
    row = CaseState.objects.select_for_update(of=("self",)).select_related("case__applicant").filter(pk=case_id).first()
    if row is None:
        raise NoSuchCaseError(case=case_id)
    return row, make_matter(row)


def make_matter(row: CaseState) -> Matter:
    """What is known of a case, from its state row."""
    state = read_state(row.case_id, row.state)
    return Matter(row.case, state, get_definition(row.case.digest), read_seats(row.seats))


def read_state(case_id: int, text: str) -> State:
    """The state that was saved, from memory if this very text was read or written here before."""
    kept = _kept.get(case_id)
    if kept is not None and kept[0] == text:
        return kept[1]
    state = state_from_json(text)
    keep_state(case_id, text, state)
    return state


def keep_state(case_id: int, text: str, state: State) -> None:
    """Remember a state as a value."""
    _kept[case_id] = (text, state)
    _kept.move_to_end(case_id)
    if len(_kept) > KEPT:
        _kept.popitem(last=False)


def read_seats(saved: object) -> Seats:
    """The seats as they are kept in the row."""
    return {organ: (place[0], place[1]) for organ, place in cast("dict[str, list]", saved).items()}
