"""Simulated means beside the formulas of queueing theory: each within the 99.9 % interval of ten independent replications."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from zaizao.simulation.measures import Estimate, estimate
from zaizao.simulation.model import Model
from zaizao.simulation.plans import Courses, lay_out_chains
from zaizao.simulation.replication import replicate
from zaizao.simulation.streams import Streams

MakeModel = Callable[..., Model]

CASES, WARM_UP, REPLICATIONS = 40_000, 4_000, 10


def _covers(found: Estimate, expected: float) -> bool:
    """Whether the 99.9 % interval holds the value: Student's t of 9 degrees is 4.781 there, 2.262 at 95 %."""
    return abs(found.value - expected) <= found.half_width * 4.781 / 2.262


def _erlang_c(load: float, servers: int) -> float:
    """The probability of waiting in M/M/c (Erlang 1917); ``load`` is arrival rate × mean service time."""
    queued = load**servers / math.factorial(servers) * servers / (servers - load)
    return queued / (sum(load**k / math.factorial(k) for k in range(servers)) + queued)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (2, 1.5), (5, 4.0)])
def test_m_m_c_waits_as_erlang_says(make_model: MakeModel, servers: int, load: float) -> None:
    model = make_model([(load * 60.0, servers)], gap=60.0, cases=CASES)

    means = []
    for number in range(REPLICATIONS):
        times = replicate(model, seed=11, replication=number).times
        means.append(float((times.begin - times.asked)[WARM_UP:].mean()))

    found, expected = estimate(means), _erlang_c(load, servers) * load * 60.0 / (servers - load)
    assert _covers(found, expected)


def test_m_m_1_with_two_priorities_waits_as_cobham_says(make_model: MakeModel) -> None:
    shares, load, mean = (0.4, 0.6), 0.8, 60.0
    model = make_model([(mean, 1)], gap=mean / load, cases=CASES, priorities=shares)

    means: list[list[float]] = [[], []]
    for number in range(REPLICATIONS):
        made = replicate(model, seed=5, replication=number)
        waits = (made.times.begin - made.times.asked)[WARM_UP:]
        for level in (0, 1):
            means[level].append(float(waits[made.priority[WARM_UP:] == level].mean()))

    residual = load * mean  # the mean remaining service, exponential: load × mean
    first = residual / (1 - load * shares[0])
    expected = (first, first / (1 - load))
    found = [estimate(each) for each in means]
    assert [_covers(one, value) for one, value in zip(found, expected, strict=True)] == [True, True]


class Feedback:
    """A Jackson network: station 0, then station 1; a third of those leaving station 1 go back to station 0."""

    def route(self, streams: Streams, cases: int) -> Courses:
        rounds = streams.of("rounds").geometric(2 / 3, cases)
        step = np.tile(np.array([0, 1]), int(rounds.sum()))
        return lay_out_chains(2 * rounds, step, np.full(len(step), -1))


def test_a_jackson_network_with_feedback_holds_as_many_as_jackson_says(make_model: MakeModel) -> None:
    gap, means = 60.0, (20.0, 55.0)
    model = make_model([(means[0], 1), (means[1], 2)], gap=gap, cases=CASES, router=Feedback())

    totals = []
    for number in range(REPLICATIONS):
        made = replicate(model, seed=3, replication=number)
        last = np.zeros(CASES)
        np.maximum.at(last, made.case, made.times.end)
        totals.append(float((last - made.arrival)[WARM_UP:].mean()))

    rate = 1.5 / gap  # each case comes to a station 1.5 times on average
    load0, load1 = rate * means[0], rate * means[1]
    inside0 = load0 / (1 - load0)
    inside1 = _erlang_c(load1, 2) * load1 / (2 - load1) + load1
    expected = (inside0 + inside1) * gap  # Little
    found = estimate(totals)
    assert _covers(found, expected)
