"""The traces that discovery works on: distinct paths with their weights as flat columns, and what follows what in them.

Everything here is a pass over columns; no trace is looked at by itself. Splitting by a cut is in `splitting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Traces(Struct, frozen=True, eq=False):
    """Traces that are not empty, one after another, how often each was seen, and how many empty ones there were."""

    events: NDArray[np.int64]
    """Codes of activities."""
    starts: NDArray[np.int64]
    """Trace ``t`` is ``events[starts[t]:starts[t + 1]]``."""
    weights: NDArray[np.int64]
    empty: int = 0

    @property
    def total(self) -> int:
        """How many cases, the empty ones included."""
        return int(self.weights.sum()) + self.empty

    @property
    def owner(self) -> NDArray[np.int64]:
        """For each event the number of its trace."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.starts))


class Flow(Struct, frozen=True, eq=False):
    """What follows what among ``activities`` (codes, rising): counts between, first, last and in all."""

    activities: NDArray[np.int64]
    edges: NDArray[np.int64]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    counts: NDArray[np.int64]


def gather_traces(paths: Sequence[Sequence[int]], counts: Iterable[int]) -> Traces:
    """The traces of variants and their counts."""
    lengths = np.array([len(path) for path in paths], dtype=np.int64)
    weights = np.array(list(counts), dtype=np.int64)
    events = np.fromiter((code for path in paths for code in path), dtype=np.int64, count=int(lengths.sum()))
    return close_up(events, lengths=lengths, weights=weights)


def close_up(
    events: NDArray[np.int64], *, lengths: NDArray[np.int64], weights: NDArray[np.int64], empty: int = 0
) -> Traces:
    """Traces from their events and lengths; those of length zero are counted and left out."""
    filled = lengths > 0
    starts = np.zeros(int(filled.sum()) + 1, dtype=np.int64)
    np.cumsum(lengths[filled], out=starts[1:])
    return Traces(events, starts, weights[filled], empty + int(weights[~filled].sum()))


def measure_flow(traces: Traces) -> Flow:
    """The directly-follows relation of the traces, with counts."""
    present = np.bincount(traces.events) > 0
    activities = np.flatnonzero(present)
    events = (np.cumsum(present) - 1)[traces.events]
    size, owner = len(activities), traces.owner
    weight = traces.weights[owner]
    inside = owner[1:] == owner[:-1]
    pairs = (events[:-1] * size + events[1:])[inside]
    return Flow(
        activities=activities,
        edges=_count(pairs, weight[1:][inside], size * size).reshape(size, size),
        firsts=_count(events[traces.starts[:-1]], traces.weights, size),
        lasts=_count(events[traces.starts[1:] - 1], traces.weights, size),
        counts=_count(events, weight, size),
    )


def _count(codes: NDArray[np.int64], weights: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    # bincount adds in floating point: exact up to 2**53 events
    return np.bincount(codes, weights=weights, minlength=size).astype(np.int64)


def filter_flow(flow: Flow, noise: float) -> Flow:
    """The flow without what is rare beside the most frequent continuation of the same activity (IMf; ending is one)."""
    strongest = np.maximum(flow.edges.max(axis=1, initial=0), flow.lasts)
    edges = np.where(flow.edges >= noise * strongest[:, None], flow.edges, 0)
    return Flow(flow.activities, edges, flow.firsts, flow.lasts, flow.counts)


def drop_activity(traces: Traces, activity: int) -> Traces:
    """The traces without one activity."""
    return keep_events(traces, traces.events != activity)


def keep_events(traces: Traces, kept: NDArray[np.bool_]) -> Traces:
    """The traces with only the events marked."""
    lengths = np.bincount(traces.owner[kept], minlength=len(traces.weights)).astype(np.int64)
    return close_up(traces.events[kept], lengths=lengths, weights=traces.weights, empty=traces.empty)
