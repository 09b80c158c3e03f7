"""Which event opens and which one closes each piece of work: life cycles read column by column, without a loop over events.

First in first out inside one case and activity; what the moments mean is in `instances.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, NO_TIME, EventLog, Lifecycle

_POINT, _OPEN, _CLOSE, _SUSPEND, _RESUME, _SCHEDULE, _ASIDE = range(7)
_ROLES: Final = {
    Lifecycle.START: _OPEN,
    Lifecycle.COMPLETE: _CLOSE,
    "ate_abort": _CLOSE,
    "pi_abort": _CLOSE,
    Lifecycle.SUSPEND: _SUSPEND,
    Lifecycle.RESUME: _RESUME,
    Lifecycle.SCHEDULE: _SCHEDULE,
    "assign": _ASIDE,
    "reassign": _ASIDE,
    "withdraw": _ASIDE,
    "autoskip": _ASIDE,
    "manualskip": _ASIDE,
}
"""What a transition of the standard life cycle does to a piece of work; any other name is a step of its own."""
_INSTANCE_KEY: Final = "concept:instance"


class Pairs(Struct, frozen=True, eq=False):
    """The rows of each instance, by case and then in the order of the opening rows."""

    opened: NDArray[np.int64]
    closed: NDArray[np.int64]
    is_open: NDArray[np.bool_]
    scheduled: NDArray[np.int64]
    """When it was put on somebody's desk, NO_TIME where no event says so."""
    paused: NDArray[np.int64]
    place: NDArray[np.int64]
    """Where the opening event stands in the order of the log (cases one after another)."""
    place_closed: NDArray[np.int64]
    left_out: Mapping[str, int]


def pair_rows(log: EventLog) -> Pairs:
    """See `instances.pair_instances`."""
    rows = log.order.rows
    role = _roles(log)[rows]
    group = _groups(log, rows)
    by_group = np.argsort(group, kind="stable")
    places, role, group = by_group, role[by_group], group[by_group]
    opened, closed = _match(role, group)
    moments = log.time[rows][places]
    paused = _pauses(role, group, moments=moments, opened=opened, closed=closed)
    lonely = np.flatnonzero((role == _POINT) | ((role == _CLOSE) & ~_marked(closed, len(role))))
    first = np.concatenate((opened, lonely))
    last = np.concatenate((np.where(closed == NO_CODE, opened, closed), lonely))
    nothing = np.zeros(len(lonely), dtype=np.int64)
    scheduled, used = _schedules(role, group, moments=moments, begun=first)
    order = np.argsort(places[first], kind="stable")
    return Pairs(
        opened=rows[places[first]][order],
        closed=rows[places[last]][order],
        is_open=np.concatenate((closed == NO_CODE, nothing > 0))[order],
        scheduled=scheduled[order],
        paused=np.concatenate((paused, nothing))[order],
        place=places[first][order],
        place_closed=places[last][order],
        left_out=_count_left_out(log, rows[places], role, used),
    )


def _roles(log: EventLog) -> NDArray[np.int8]:
    names = log.lifecycle_names
    if not any(_ROLES.get(name) in (_OPEN, _CLOSE) for name in names):
        return np.zeros(len(log), dtype=np.int8)
    table = np.array([*(_ROLES.get(name, _POINT) for name in names), _POINT], dtype=np.int8)
    role = table[log.lifecycle]
    if log.start is not None:
        role = np.where(log.start != NO_TIME, np.int8(_POINT), role)
    return role


def _groups(log: EventLog, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each case, activity and (where the log names it) instance."""
    key = log.case[rows].astype(np.int64) * max(len(log.activity_names), 1) + log.activity[rows]
    given = log.attributes.get(_INSTANCE_KEY)
    if given is None or not len(given):
        return key
    codes = np.unique(given.values, return_inverse=True)[1].astype(np.int64) + 1
    mark = np.where(given.present, codes, 0)[rows]
    return key * (int(mark.max(initial=0)) + 1) + mark


def _match(role: NDArray[np.int8], group: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of all openings and, beside each, of what closes it (NO_CODE where nothing does)."""
    opened = np.flatnonzero(role == _OPEN)
    step = (role == _OPEN).astype(np.int64) - (role == _CLOSE)
    number = _number_groups(group)
    depth = np.cumsum(step)
    depth -= _at_group_start(depth - step, number)
    # A closing event has nothing to close exactly where the depth of its group reaches a new low below zero.
    lowest = np.minimum.accumulate(np.minimum(depth, 0) - number * (len(role) + 1)) + number * (len(role) + 1)
    before = np.concatenate(([0], lowest[:-1])) if len(role) else lowest
    before = np.where(_is_group_start(number), 0, before)
    closing = np.flatnonzero((role == _CLOSE) & (lowest == before))
    closed = np.full(len(opened), NO_CODE, dtype=np.int64)
    if len(closing):
        nth = _rank_inside(number[closing])
        first_open = np.searchsorted(number[opened], number[closing], side="left")
        closed[first_open + nth] = closing
    return opened, closed


def _pauses(
    role: NDArray[np.int8],
    group: NDArray[np.int64],
    *,
    moments: NDArray[np.int64],
    opened: NDArray[np.int64],
    closed: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Suspended microseconds of each opening: from each suspend to the next event of its group that ends the pause."""
    total = np.zeros(len(opened), dtype=np.int64)
    events = np.flatnonzero(np.isin(role, (_SUSPEND, _RESUME, _CLOSE)))
    if not np.any(role == _SUSPEND) or not len(opened):
        return total
    here, following = events[:-1], events[1:]
    stops = (role[here] == _SUSPEND) & (group[here] == group[following])
    here, following = here[stops], following[stops]
    known = (moments[here] != NO_TIME) & (moments[following] != NO_TIME) & (moments[following] >= moments[here])
    here, following = here[known], following[known]
    # The work that is stopped is the oldest that is open: as many of its group were closed before as its number.
    number = _number_groups(group)
    closing = closed[closed != NO_CODE]
    done = np.searchsorted(closing, here) - np.searchsorted(number[closing], number[here])
    owner = np.searchsorted(number[opened], number[here]) + done
    valid = owner < np.searchsorted(opened, here)
    np.add.at(total, owner[valid], (moments[following] - moments[here])[valid])
    return total


def _schedules(
    role: NDArray[np.int8], group: NDArray[np.int64], *, moments: NDArray[np.int64], begun: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """When each piece of work had been scheduled: the schedule directly before its first event in its group, which it
    uses up. ``begun``: the first events, in any order.
    """
    used = np.zeros(len(role), dtype=np.bool_)
    begins = _marked(begun, len(role))
    events = np.flatnonzero((role == _SCHEDULE) | begins)
    here, following = events[:-1], events[1:]
    pairs = (role[here] == _SCHEDULE) & begins[following] & (group[here] == group[following])
    used[here[pairs]] = True
    scheduled = np.full(len(role), NO_TIME, dtype=np.int64)
    scheduled[following[pairs]] = moments[here[pairs]]
    return scheduled[begun], used


def _count_left_out(
    log: EventLog, rows: NDArray[np.int64], role: NDArray[np.int8], used: NDArray[np.bool_]
) -> dict[str, int]:
    outside = (role == _ASIDE) | ((role == _SCHEDULE) & ~used)
    codes, counts = np.unique(log.lifecycle[rows[outside]], return_counts=True)
    return {log.lifecycle_names[code]: int(count) for code, count in zip(codes, counts, strict=True)}


def _is_group_start(number: NDArray[np.int64]) -> NDArray[np.bool_]:
    start = np.ones(len(number), dtype=np.bool_)
    start[1:] = number[1:] != number[:-1]
    return start


def _number_groups(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 0, 1, 1, 1, 2 … for sorted groups."""
    return np.cumsum(_is_group_start(group)) - 1 if len(group) else group.astype(np.int64)


def _at_group_start(values: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    return values[np.flatnonzero(_is_group_start(number))][number] if len(values) else values


def _rank_inside(number: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 … inside each stretch of equal numbers."""
    starts = np.flatnonzero(_is_group_start(number))
    return np.arange(len(number)) - np.repeat(starts, np.diff(np.append(starts, len(number))))


def _marked(positions: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    mark = np.zeros(length, dtype=np.bool_)
    mark[positions[positions >= 0]] = True
    return mark
