"""What a step did to the further course of a case: whether anything but the ordinary followed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.mining.facts.facts import OUTSIDE, Facts, Rows, Seen

_KEYS = ("outcome", "result", "结果")
"""Attributes of events that say how a step ended."""


def see_changes(facts: Facts, name: str) -> Seen:
    """The cases in which a step changed something, among the cases that have it.

    Something changed where the log gives an outcome other than the first of the definition; where something that had
    been done before is done again directly after it; or where the case ends there although the definition goes on.
    """
    rows = facts.rows_of(name)
    changed = _is_sent_back(facts, rows) | _is_other_outcome(facts, rows, name) | _is_end(facts, rows)
    return facts.see(facts.work.case[rows[changed]], len(np.unique(facts.work.case[rows])))


def _is_other_outcome(facts: Facts, rows: Rows, name: str) -> NDArray[np.bool_]:
    key = next((one for one in facts.log.attributes if one.casefold() in _KEYS), None)
    ordinary = facts.definition.activities[name].outcomes[:1]
    if key is None or not ordinary:
        return np.zeros(len(rows), dtype=np.bool_)
    column = facts.log.attributes[key]
    events = facts.work.row[rows]
    usual = np.array([told == ordinary[0] for told in column.names] + [True], dtype=np.bool_)
    if not column.names:
        return np.zeros(len(rows), dtype=np.bool_)
    found: NDArray[np.bool_] = column.present[events] & ~usual[column.values[events].astype(np.int64)]
    return found


def _is_sent_back(facts: Facts, rows: Rows) -> NDArray[np.bool_]:
    """Whether the work directly after it repeats a step that the case had before it."""
    step, case = facts.step, facts.work.case
    following = rows + 1
    inside = following < len(case)
    following = np.where(inside, following, rows)
    inside &= (case[following] == case[rows]) & (step[following] != OUTSIDE) & (step[following] != step[rows])
    key = case.astype(np.int64) * (len(facts.steps) + 1) + step
    first = np.zeros(len(case), dtype=np.bool_)
    first[np.unique(key, return_index=True)[1]] = True
    found: NDArray[np.bool_] = inside & ~first[following]
    return found


def _is_end(facts: Facts, rows: Rows) -> NDArray[np.bool_]:
    case = facts.work.case
    is_last = np.append(case[1:] != case[:-1], True) if len(case) else np.zeros(0, dtype=np.bool_)
    found: NDArray[np.bool_] = is_last[rows]
    return found
