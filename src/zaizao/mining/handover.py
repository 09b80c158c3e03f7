"""Who hands work to whom, and what goes there and back again: between people, and between groups or organs."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.eventlog import NO_CODE, AttributeKind, EventLog
from zaizao.mining.instances import Instances
from zaizao.mining.sequences import list_steps, measure_steps
from zaizao.mining.spread import Spread, spread_seconds

_GROUP_KEYS: Final = ("org:group", "org:role")
"""The keys of the organizational extension (IEEE 1849-2023), in the order in which they are looked for."""
_LISTED: Final = 200


class HandOver(Struct, frozen=True):
    """Work of one case that went from one to the other, and the time in between."""

    source: str
    target: str
    count: int
    between: Spread


class PingPong(Struct, frozen=True):
    """There and back again: A → B → A. ``first`` is who had it at both ends."""

    first: str
    second: str
    count: int
    cases: int


class HandOvers(Struct, frozen=True):
    """Hand-over between people, or between groups. Work without a name is passed over, and counted in ``unnamed``."""

    kind: str
    """``resource``, or the key of the attribute that names the group."""
    kept: int
    """Pairs of work that stayed with the same one."""
    moved: int
    pairs: tuple[HandOver, ...]
    """Most frequent first, at most 200; ``different`` says how many there are."""
    different: int
    ping_pong: tuple[PingPong, ...]
    """Most frequent first, at most 200."""
    ping_pong_cases: int
    cases: int
    """Cases in which somebody is named."""
    unnamed: int


def find_hand_overs(log: EventLog, instances: Instances) -> HandOvers:
    """Hand-over between the people of the log."""
    return _count("resource", log.resource_names, instances.resource, instances)


def find_group_hand_overs(log: EventLog, instances: Instances, *, key: str | None = None) -> HandOvers | None:
    """Hand-over between the groups that an attribute of the events names; None where there is no such attribute."""
    keys = _GROUP_KEYS if key is None else (key,)
    for one in keys:
        column = log.attributes.get(one)
        if column is not None and column.kind in (AttributeKind.TEXT, AttributeKind.ID) and len(column.names) > 1:
            codes = np.where(column.present, column.values, NO_CODE).astype(np.int32)[instances.row]
            return _count(one, column.names, codes, instances)
    return None


def _count(kind: str, names: tuple[str, ...], who: NDArray[np.int32], instances: Instances) -> HandOvers:
    named = who != NO_CODE
    steps = list_steps(instances, named)
    source, target = who[steps.before], who[steps.after]
    moved = source != target
    between = measure_steps(instances.start, instances.end, steps)
    pairs, place = np.unique(_join(source, target, len(names))[moved], return_inverse=True)
    rows = _list_pairs(names, pairs, place, between[moved])
    ping_pong, cases = _find_ping_pong(names, who, instances, named)
    return HandOvers(
        kind=kind,
        kept=int(np.sum(~moved)),
        moved=int(np.sum(moved)),
        pairs=rows,
        different=len(pairs),
        ping_pong=ping_pong,
        ping_pong_cases=cases,
        cases=len(np.unique(instances.case[named])),
        unnamed=int(np.sum(~named)),
    )


def _list_pairs(
    names: tuple[str, ...], pairs: NDArray[np.int64], place: NDArray[np.intp], between: NDArray[np.int64]
) -> tuple[HandOver, ...]:
    counts = np.bincount(place, minlength=len(pairs))
    ends = np.cumsum(counts)
    ordered = between[np.argsort(place, kind="stable")]
    return tuple(
        HandOver(
            names[pair // len(names)],
            names[pair % len(names)],
            int(counts[one]),
            spread_seconds(ordered[ends[one] - counts[one] : ends[one]]),
        )
        for one in np.argsort(-counts, kind="stable")[:_LISTED].tolist()
        for pair in (int(pairs[one]),)
    )


def _find_ping_pong(
    names: tuple[str, ...], who: NDArray[np.int32], instances: Instances, named: NDArray[np.bool_]
) -> tuple[tuple[PingPong, ...], int]:
    """Stretches of one person are one stay; A → B → A among three stays that follow each other is one ping-pong."""
    rows = np.flatnonzero(named)
    case, code = instances.case[rows], who[rows]
    if not len(rows):
        return (), 0
    new = np.concatenate(([True], (case[1:] != case[:-1]) | (code[1:] != code[:-1])))
    case, code = case[new], code[new]
    back = np.flatnonzero((case[2:] == case[:-2]) & (code[2:] == code[:-2])) if len(case) > 2 else case[:0]
    keys, place = np.unique(_join(code[back], code[back + 1], len(names)), return_inverse=True)
    counts = np.bincount(place, minlength=len(keys))
    of_case = np.unique(place.astype(np.int64) * (int(case.max()) + 1) + case[back]) // (int(case.max()) + 1)
    cases = np.bincount(of_case, minlength=len(keys))
    rows_found = [
        PingPong(names[key // len(names)], names[key % len(names)], int(counts[n]), int(cases[n]))
        for n, key in enumerate(keys.tolist())
    ]
    rows_found.sort(key=lambda row: -row.count)
    return tuple(rows_found[:_LISTED]), len(np.unique(case[back]))


def _join(source: NDArray[np.int32], target: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    return source.astype(np.int64) * max(size, 1) + target
