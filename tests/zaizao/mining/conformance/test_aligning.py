"""Alignments cost what an exhaustive search finds, their moves play on the net, and a bound never lies."""

from __future__ import annotations

import heapq
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaizao.eventlog import read_log
from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance import FAR, align, align_variants, explore_net
from zaizao.mining.discovery import AcceptingNet, NetError, Transition, discover_tree, net_of_tree, read_pnml

NAMES = "abc"
PLACES = st.lists(st.integers(0, 3), min_size=1, max_size=2).map(tuple)
TRANSITIONS = st.builds(Transition, st.sampled_from([*NAMES, "z", None]), PLACES, PLACES)
NETS = st.builds(
    lambda transitions, final: AcceptingNet(("p", "q", "r", "s"), tuple(transitions), (0,), final),
    st.lists(TRANSITIONS, min_size=1, max_size=5),
    PLACES,
)
TRACE = st.lists(st.integers(0, 2), max_size=5).map(tuple)
MANY = 400
"""States after which the exhaustive search gives a net up as unbounded."""


def search_exhaustively(net: AcceptingNet, trace: tuple[int, ...]) -> int | None:
    """The least cost by Dijkstra over (marking, events read), written as the definition reads."""
    start = (tuple(sorted(net.initial)), 0)
    best = {start: 0}
    queue = [(0, start)]
    while queue:
        cost, state = heapq.heappop(queue)
        if cost > best[state]:
            continue
        marking, read = state
        if marking == tuple(sorted(net.final)) and read == len(trace):
            return cost
        steps = [(marking, read + 1, 1)] if read < len(trace) else []
        for one in net.transitions:
            tokens = Counter(marking)
            if Counter(one.takes) - tokens:
                continue
            reached = tuple(sorted(((tokens - Counter(one.takes)) + Counter(one.gives)).elements()))
            steps.append((reached, read, 0 if one.label is None else 1))
            if read < len(trace) and one.label == NAMES[trace[read]]:
                steps.append((reached, read + 1, 0))
        for reached, now, price in steps:
            if cost + price < best.get((reached, now), FAR):
                best[reached, now] = cost + price
                heapq.heappush(queue, (cost + price, (reached, now)))
    return None


def play(net: AcceptingNet, trace: tuple[int, ...], moves: list[tuple[int | None, int | None]]) -> int:
    """Fire the moves one by one; gives their cost."""
    tokens, read, cost = Counter(net.initial), 0, 0
    for event, transition in moves:
        if transition is not None:
            one = net.transitions[transition]
            assert not Counter(one.takes) - tokens, "fires only where it may"
            tokens = tokens - Counter(one.takes) + Counter(one.gives)
            cost += event is None and one.label is not None
            assert event is None or one.label == NAMES[trace[event]]
        if event is not None:
            assert event == read, "events keep their order"
            read += 1
            cost += transition is None
    assert (tokens, read) == (Counter(net.final), len(trace))
    return cost


@settings(deadline=None, max_examples=300)
@given(NETS, st.lists(TRACE, min_size=1, max_size=4))
def test_costs_are_those_of_an_exhaustive_search(net: AcceptingNet, traces: list[tuple[int, ...]]) -> None:
    graph = explore_net(net, most_markings=MANY)
    if not graph.is_complete:
        return
    if graph.final < 0:
        with pytest.raises(NetError):
            align(traces, NAMES, net, graph=graph)
        return

    aligned = align(traces, NAMES, net, graph=graph)

    assert aligned.costs.tolist() == [search_exhaustively(net, trace) for trace in traces]
    assert aligned.proven.all()
    for number, trace in enumerate(traces):
        moves = [(one.event, one.transition) for one in aligned.moves_of(number)]
        assert play(net, trace, moves) == aligned.costs[number]


@settings(deadline=None, max_examples=100)
@given(NETS, TRACE, st.integers(1, 12))
def test_a_bound_never_says_more_than_the_truth(net: AcceptingNet, trace: tuple[int, ...], room: int) -> None:
    whole = explore_net(net, most_markings=MANY)
    part = explore_net(net, most_markings=room)
    if not whole.is_complete or whole.final < 0 or (part.final < 0 and part.is_complete):
        return

    aligned = align([trace], NAMES, net, graph=part)
    truth = search_exhaustively(net, trace)

    assert truth is not None
    assert aligned.bounds[0] <= truth <= aligned.costs[0]
    assert not aligned.proven[0] or aligned.costs[0] == truth


def test_a_net_that_never_stops_growing_still_gives_a_bound() -> None:
    growing = AcceptingNet(("p", "q"), (Transition("a", (0,), (0, 1)), Transition("b", (0,), ())), (0,), (1,))

    aligned = align([(0, 1), (1,)], NAMES, growing)

    assert (aligned.costs.tolist(), aligned.bounds.tolist()) == ([0, 1], [0, 1])


def test_a_log_without_noise_fits_its_reference_net_and_one_with_noise_does_not(data: Path) -> None:
    path = data / "eventlogs" / "a32f0n10.xes.gz"
    if not path.exists():
        pytest.skip("the logs are not here")
    net = read_pnml((data / "eventlogs" / "a32.pnml").read_bytes())

    clean = align_variants(count_variants(read_log(data / "eventlogs" / "a32f0n00.xes.gz").log), net)
    noisy = align_variants(count_variants(read_log(path).log), net)

    assert clean.quality.fitness == 1.0
    assert (clean.quality.cost, noisy.complete, noisy.proven) == (0, True, len(noisy.variants))
    assert noisy.quality.cost > 0


def test_figures_of_a_net_that_allows_more_than_happened(data: Path) -> None:
    path = data / "eventlogs" / "running-example.xes"
    if not path.exists():
        pytest.skip("the teaching log is not here")
    log = read_log(path).log

    aligned = align_variants(count_variants(log), net_of_tree(discover_tree(log, noise=0.0)))

    assert aligned.quality.fitness == 1.0
    assert aligned.quality.precision == pytest.approx(61 / 81)
