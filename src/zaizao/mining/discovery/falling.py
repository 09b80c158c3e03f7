"""What is done where no cut explains the traces: the fall-throughs of inductive mining, the most precise first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.mining.discovery.cutting import find_cut
from zaizao.mining.discovery.graph import see_graph
from zaizao.mining.discovery.traces import Flow, Traces, close_up, drop_activity, keep_events, measure_flow
from zaizao.mining.discovery.tree import SILENT, Operator, Tree

MOST_TRIED = 40
"""Activities among which each is taken out for trial; every trial looks at all traces."""


class Split(Struct, frozen=True, eq=False):
    """An operator over traces that are still to be explained; ``silent`` adds the leaf that does nothing, last."""

    operator: Operator
    parts: tuple[Traces, ...]
    silent: bool = False


def fall_through(traces: Traces, flow: Flow) -> Split | None:
    """The first way out that there is; None: every order of every activity must be allowed (`make_flower`)."""
    for find in _WAYS:
        found = find(traces, flow)
        if found is not None:
            return found
    return None


def make_flower(labels: list[str]) -> Tree:
    """Every activity in any order, any number of times."""
    leaves = tuple(Tree(label) for label in labels)
    body = leaves[0] if len(leaves) == 1 else Tree(operator=Operator.EXCLUSIVE, children=leaves)
    return Tree(operator=Operator.LOOP, children=(SILENT, body))


def _take_out_once(traces: Traces, flow: Flow) -> Split | None:
    """An activity that happens exactly once in every case stands beside all others."""
    owner, size = traces.owner, len(traces.weights)
    for activity in flow.activities[flow.counts == traces.total].tolist():
        times = np.bincount(owner[traces.events == activity], minlength=size)
        if np.all(times == 1):
            return _set_beside(traces, activity)
    return None


def _take_out_parallel(traces: Traces, flow: Flow) -> Split | None:
    """An activity without which the rest has a cut stands beside that rest; not tried among very many activities."""
    if len(flow.activities) > MOST_TRIED:
        return None
    for activity in flow.activities.tolist():
        rest = drop_activity(traces, activity)
        if len(rest.weights) and find_cut(see_graph(measure_flow(rest))) is not None:
            return _set_beside(traces, activity)
    return None


def _set_beside(traces: Traces, activity: int) -> Split:
    alone = keep_events(traces, traces.events == activity)
    return Split(Operator.PARALLEL, (alone, drop_activity(traces, activity)))


def _begin_again_after_end(traces: Traces, flow: Flow) -> Split | None:
    """Wherever a case could have ended and the next event could begin one, it begins again (strict tau loop)."""
    places = np.searchsorted(flow.activities, traces.events)
    return _cut_before(traces, (flow.lasts[places[:-1]] > 0) & (flow.firsts[places[1:]] > 0))


def _begin_again(traces: Traces, flow: Flow) -> Split | None:
    """Wherever an event could begin a case, it begins again (tau loop)."""
    places = np.searchsorted(flow.activities, traces.events)
    return _cut_before(traces, flow.firsts[places[1:]] > 0)


def _cut_before(traces: Traces, marked: NDArray[np.bool_]) -> Split | None:
    owner = traces.owner
    border = owner[1:] != owner[:-1]
    if not np.any(marked & ~border):
        return None
    begins = np.flatnonzero(np.concatenate(([True], border | marked)))
    lengths = np.diff(np.concatenate((begins, [len(traces.events)])))
    again = close_up(traces.events, lengths=lengths, weights=traces.weights[owner[begins]])
    return Split(Operator.LOOP, (again,), silent=True)


_WAYS: tuple[Callable[[Traces, Flow], Split | None], ...] = (
    _take_out_once,
    _take_out_parallel,
    _begin_again_after_end,
    _begin_again,
)
