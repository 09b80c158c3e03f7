"""States as values: read from their rows, and kept in memory as long as the row's text stays the same."""

from __future__ import annotations

import functools
import json
from collections import OrderedDict
from typing import cast

from zaizao.net import CaseState as State
from zaizao.net.saving import state_from_json
from zaizao_city.casework.models import CaseState
from zaizao_city.casework.selectors.authority import Matter, Seats
from zaizao_city.catalogue.selectors.definitions import get_definition

KEPT = 2_000
"""States a process keeps as values; a state is taken from there only if the row's text is the very same."""
_kept: OrderedDict[int, tuple[str, State]] = OrderedDict()


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
    """The seats as they are kept in the row, as the database gives them or read already."""
    return _read_seats_text(saved) if isinstance(saved, str) else _make_seats(cast("dict[str, list]", saved))


@functools.lru_cache(maxsize=1024)
def _read_seats_text(text: str) -> Seats:
    """Most cases of a definition in a territory have the very same seats; nobody changes them in place."""
    return _make_seats(json.loads(text))


def _make_seats(plain: dict[str, list]) -> Seats:
    return {organ: (place[0], place[1]) for organ, place in plain.items()}
