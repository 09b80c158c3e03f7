"""What each part of a cut has of the traces: one way for each operator, in passes over columns.

Where a trace does not obey the cut (the cut was found in a filtered flow), as few of its events as possible are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.mining.discovery.cut import Cut
from zaizao.mining.discovery.graph import list_bits
from zaizao.mining.discovery.traces import Flow, Traces, close_up, keep_events
from zaizao.mining.discovery.tree import Operator


def split_traces(traces: Traces, *, flow: Flow, cut: Cut) -> list[Traces]:
    """The traces of each part, in the order of the parts."""
    part = assign_parts(traces, flow=flow, parts=cut.parts)
    return _SPLITS[cut.operator](traces, part, len(cut.parts))


def assign_parts(traces: Traces, *, flow: Flow, parts: tuple[int, ...]) -> NDArray[np.int64]:
    """For each event the number of the part that has its activity."""
    of_place = np.zeros(len(flow.activities), dtype=np.int64)
    for number, part in enumerate(parts):
        of_place[list(list_bits(part))] = number
    return of_place[np.searchsorted(flow.activities, traces.events)]


def _split_exclusive(traces: Traces, part: NDArray[np.int64], count: int) -> list[Traces]:
    owner, size = traces.owner, len(traces.weights)
    events = np.bincount(owner * count + part, minlength=size * count).reshape(size, count)
    chosen = events.argmax(axis=1)
    split = []
    for number in range(count):
        kept = (part == number) & (chosen[owner] == number)
        lengths = np.bincount(owner[kept], minlength=size)[chosen == number].astype(np.int64)
        split.append(close_up(traces.events[kept], lengths=lengths, weights=traces.weights[chosen == number]))
    return split


def _split_parallel(traces: Traces, part: NDArray[np.int64], count: int) -> list[Traces]:
    return [keep_events(traces, part == number) for number in range(count)]


def _split_sequence(traces: Traces, part: NDArray[np.int64], count: int) -> list[Traces]:
    """Each trace is cut into one stretch for each part so that the most events stand in their part's stretch."""
    owner = traces.owner
    falls = np.flatnonzero((part[1:] < part[:-1]) & (owner[1:] == owner[:-1]))
    kept = np.ones(len(part), dtype=np.bool_)
    for trace in np.unique(owner[falls]).tolist():
        stretch = slice(int(traces.starts[trace]), int(traces.starts[trace + 1]))
        kept[stretch] = part[stretch] == place_stretches(part[stretch], count)
    return [keep_events(traces, kept & (part == number)) for number in range(count)]


def place_stretches(part: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """For each event the part in whose stretch it stands: rising, with the most events at home; early cuts win."""
    length = len(part)
    homes = np.zeros((count, length + 1), dtype=np.int64)
    np.cumsum(part[None, :] == np.arange(count)[:, None], axis=1, out=homes[:, 1:])
    best, begins = np.zeros(length + 1, dtype=np.int64), []
    for number in range(count):
        gain = best - homes[number] if number else np.where(np.arange(length + 1) > 0, -length - 1, 0)
        most = np.maximum.accumulate(gain)
        fresh = np.concatenate(([True], gain[1:] > most[:-1]))
        begins.append(np.maximum.accumulate(np.where(fresh, np.arange(length + 1), 0)))
        best = most + homes[number]
    stretches, end = np.zeros(length, dtype=np.int64), length
    for number in range(count - 1, -1, -1):
        begin = int(begins[number][end])
        stretches[begin:end] = number
        end = begin
    return stretches


def _split_loop(traces: Traces, part: NDArray[np.int64], count: int) -> list[Traces]:
    """Each run of one part is a trace of it; where the body is missing between, before or after ways back, it was empty."""
    owner = traces.owner
    turns = np.concatenate(([True], (part[1:] != part[:-1]) | (owner[1:] != owner[:-1])))
    begins = np.flatnonzero(turns)
    lengths = np.diff(np.concatenate((begins, [len(part)])))
    run_part, run_owner = part[begins], owner[begins]
    weights = traces.weights[run_owner]
    way = run_part > 0
    last = np.concatenate((run_owner[1:] != run_owner[:-1], [True]))
    missing = int(weights[way & last].sum())  # nothing of the body after the last way back
    first = np.concatenate(([True], last[:-1]))
    before_is_way = np.concatenate(([False], way[:-1])) & ~first
    missing += int(weights[way & (first | before_is_way)].sum())
    run_of_event = np.repeat(run_part, lengths)
    return [
        close_up(
            traces.events[run_of_event == number],
            lengths=lengths[run_part == number],
            weights=weights[run_part == number],
            empty=missing if number == 0 else 0,
        )
        for number in range(count)
    ]


_SPLITS = {
    Operator.EXCLUSIVE: _split_exclusive,
    Operator.PARALLEL: _split_parallel,
    Operator.SEQUENCE: _split_sequence,
    Operator.LOOP: _split_loop,
}
